import { shared } from './items.ts';
import { type Context, type Place, placeOf } from './place.ts';
import { distanceIn, tellsApartness } from './reading/comparing.ts';
import { signOf } from './reading/directions.ts';
import type { FoundFigure, NumberClaim } from './reading/figures.ts';
import { reaches } from './reading/rounding.ts';
import { clauseAt, type Sentence } from './reading/sentence.ts';
import { sameUnit } from './shown.ts';
import type { Known } from './sources.ts';

/** What something is at, or went to, is no distance. */
const LEVEL = /(?<!\p{L})(?:to|at|auf|bei|à) $/iu;

/** By how much. */
const BY = /(?<!\p{L})(?:by|um|de|por) $/iu;

/** Whether a figure is what a reader works out of two others, which are checked themselves: by how much they differ, or how many times one is the other. */
export function isWorkedOut(figure: FoundFigure, sentence: Sentence, known: Known, context: Context): boolean {
  const [claim] = numbersOf(figure);
  if (!claim || figure.pair || figure.loose) return false;
  const clause = clauseAt(sentence, figure.start);
  const signs = (clause?.directions ?? []).flatMap(({ way }) => signOf(way, undefined) ?? []);
  const from = sentence.figures.find(({ pair }) => pair?.role === 'from');
  const [was] = from ? numbersOf(from) : [];
  // "Fell from 82 to 63, a drop of 19".
  if (was && from?.pair && Math.abs(claim.value) === Math.abs(from.pair.other - was.value))
    return signs.every((sign) => sign * ((from.pair?.other ?? 0) - was.value) > 0);
  if (LEVEL.test(sentence.text.slice(Math.max(0, figure.start - 6), figure.start))) return false;
  const isBy = BY.test(sentence.text.slice(Math.max(0, figure.start - 5), figure.start));
  if (claim.unit !== 'ratio' && !isBy && !tellsApartness(clause?.text ?? '') && !clause?.directions.length) return false;
  const told = [sentence, ...context.before.filter((each) => each !== known.question)].flatMap(({ figures }) =>
    figures.flatMap((each) => (each === figure || each.ofBefore ? [] : numbersOf(each))),
  );
  if (claim.unit === 'ratio')
    return told.some((a) => told.some((b) => b.value > 0 && [a.unit, ''].includes(b.unit) && a !== b && reaches(claim, a.value / b.value)));
  return told.some((a) => told.some((b) => isApart(claim, a, b))) || isInLine(claim, placeOf(figure, sentence, known, context));
}

/** "Two minutes longer than before", of "27 min, 25 before": by how much the first figure of a shown line differs from another of it. */
function isInLine(claim: NumberClaim, { quotes, sentence, clause, known }: Place): boolean {
  const way = distanceIn(clause?.text ?? '');
  return quotes.some((first) => {
    const [a] = first.claims;
    if (a?.kind !== 'number' || a.unit === '' || known.lines[first.line - 1]?.asked || shared(first.beside, sentence.terms).length === 0)
      return false;
    const rest = quotes.filter((each) => each.line === first.line && each.claims[0]?.kind === 'number' && sameUnit(each.claims[0], a));
    const isFirst = rest.every(({ at }) => at >= first.at);
    return (
      isFirst &&
      rest.some(({ claims: [b] }) => {
        if (b?.kind !== 'number' || !isApart(claim, a, { ...b, unit: a.unit })) return false;
        return way * (a.value - b.value) >= 0;
      })
    );
  });
}

const numbersOf = ({ readings }: FoundFigure): NumberClaim[] =>
  readings.flatMap(([claim, more]) => (claim?.kind === 'number' && !more ? claim : []));

/** Whether a difference of figures in a unit may be told so. */
const isUnit = (said: string, unit: string): boolean =>
  said === unit || said === '' || (['pp', 'points'].includes(said) && ['%', 'points', ''].includes(unit));

const isApart = (claim: NumberClaim, a: NumberClaim, b: NumberClaim): boolean =>
  a !== b &&
  a.unit === b.unit &&
  isUnit(claim.unit, a.unit) &&
  Math.abs(Math.abs(a.value - b.value) - Math.abs(claim.value)) < 1e-6 * Math.max(1, Math.abs(a.value));
