import { isToday } from './asked.ts';
import { countAgrees, countsRows } from './counts.ts';
import { sayable } from './fact-says.ts';
import { type FactLine, missing, spanOf } from './facts.ts';
import { type Fit, type Item, isName, itemsOf, shared, toldOf } from './items.ts';
import type { Place } from './place.ts';
import { isRanked } from './ranks.ts';
import type { Claim, FoundFigure } from './reading/figures.ts';
import { reaches } from './reading/rounding.ts';
import type { Clause, Sentence } from './reading/sentence.ts';
import { isTime } from './reading/units.ts';
import { sameClaim } from './shown.ts';

/** A bare count up to here stands in most results by chance. */
const SMALL = 12;

/**
 * Whether a figure stands in what was shown of whom it is said, and the words around it fit nothing else of that kind better.
 * Replies call things in more ways than any list of names holds; what they say of an account is still this account's figure.
 */
export function stands(place: Place): boolean {
  const { figure, sentence, clause, known } = place;
  const items = new Map<Claim, Item[]>();
  const itemsFor = (claim: Claim): Item[] => {
    const before = items.get(claim) ?? itemsOf(claim, place);
    items.set(claim, before);
    return before;
  };
  const said = clause?.terms ?? new Set<string>();
  // "Eight renew within 90 days", of 13 that renew in all: what is called so of that very period.
  const isTimely = ([claim]: readonly Claim[]) =>
    claim !== undefined && itemsFor(claim).some((item) => item.same && item.timely && isFull(item, said));
  if (figure.readings.some(isTimely)) return true;
  const count = countAgrees(figure, sentence, place.quotes);
  if (count !== undefined) return count;
  const counted = isRanked(place) ? undefined : countedBy(place);
  const speaks = (claim: Claim, terms: ReadonlySet<string>) => itemsFor(claim).some(({ fitOf }) => fitOf(terms).shared.length > 0);
  const [only] = figure.readings[0] ?? [];
  const isInLine = (claim: Claim) => itemsFor(claim).some((item) => item.same && sharesLine(claim, item, place));
  // "Four in five" is a share as well.
  const isShare = figure.readings.some(([claim]) => claim?.kind === 'number' && claim.unit === '%');
  if (
    only?.kind === 'number' &&
    !isShare &&
    !(counted && speaks(only, counted)) &&
    !isInLine(only) &&
    (figure.loose || !clause?.directions.length)
  ) {
    const rows = figure.loose || isRanked(place) || !speaks(only, said) ? countsRows(figure, only, sentence, known) : undefined;
    if (rows !== undefined || figure.loose) return rows ?? true;
  }
  // "On Thursday": wrong only where a day is known of whom the sentence speaks of.
  const isKnown = (claim: Claim): boolean =>
    sentence.mentions.length > 0 ||
    known.lines.some((line) => line.dated && sentence.names.some(({ name }) => line.words.includes(name))) ||
    speaks(claim, said);
  if (figure.loose && !figure.readings.some((claims) => claims.some(isKnown))) return true;
  return figure.readings.some((claims) => claims.length > 0 && claims.every((claim) => holds(claim, itemsFor(claim), place, counted)));
}

const isFull = ({ fitOf }: Item, said: ReadonlySet<string>): boolean => fitOf(said).shared.length > 0 && fitOf(said).left === 0;

/** Whether something shown is what a claim says, a level or a change, and nothing else of its kind fits better. */
function holds(claim: Claim, items: readonly Item[], place: Place, counted: ReadonlySet<string> | undefined): boolean {
  return (
    isSpan(claim, place) ||
    [true, false].some((moved) =>
      fitsBest(
        claim,
        items.filter((item) => item.moved === moved),
        place,
        counted,
      ),
    )
  );
}

function fitsBest(claim: Claim, items: readonly Item[], place: Place, counted: ReadonlySet<string> | undefined): boolean {
  const { figure, sentence, clause } = place;
  const said = clause?.terms ?? new Set<string>();
  const isBound = ({ fitOf, foreign, terms }: Item) =>
    !isOpposite(said, terms) &&
    (!foreign || fitOf(sentence.terms).shared.length > 0) &&
    (!counted || ![...terms].some(isName) || fitOf(counted).shared.length > 0);
  const same = items.filter((item) => item.same && isBound(item));
  const others = items.filter((item) => !item.same);
  if (same.length === 0) return false;
  if (claim.kind === 'number' && !figure.ofBefore && same.every(({ fitOf }) => fitOf(said).shared.length === 0)) {
    // What nothing shown is called is not known, and a number that was shown is told in its own unit.
    const strong = sentence.tokens.filter(
      ({ start, terms }) =>
        clause && start >= clause.start && start < clause.end && terms.some((term) => isName(term) && !term.startsWith('=')),
    );
    if (strong.length > 1 && others.some(({ line }) => line === undefined)) return false;
    if (
      claim.unit !== '' &&
      place.facts.some((fact) => !sayable(claim, fact) && isNamed(fact, said) && reaches(claim, Number(fact.figure.value)))
    )
      return false;
  }
  // Where another figure of the sentence stands in the same line, only that line's figures compete: chance puts no two into one.
  const rows = new Set(same.filter((item) => sharesLine(claim, item, place)).map(({ line }) => line));
  const rivals = rows.size > 0 ? others.filter(({ line, told }) => told || rows.has(line)) : others;
  let open: number | undefined;
  for (const { terms, own, outside } of saidAround(place)) {
    if (open !== undefined && outside) return false;
    const mine = same.map(({ fitOf }) => fitOf(terms));
    const theirs = rivals.flatMap(({ fitOf, told, line }) => {
      const fit = fitOf(terms);
      return (told && (!own || figure.pair || figure.ofBefore || isNearer(told, fit, place))) || (line !== undefined && !own) ? [] : fit;
    });
    const opposed = isOpposed(mine, theirs);
    // Words that both are called by leave it open: what else the sentence says tells.
    const most = Math.max(0, ...mine.map(({ shared }) => shared.length));
    if (opposed === 'by what is left out' || (open !== undefined && most <= open)) open ??= most;
    else if ([...mine, ...theirs].some((fit) => fit.shared.length > 0)) return !opposed;
  }
  if (open !== undefined) return false;
  if (rows.size > 0) return true;
  return !(claim.kind === 'number' && claim.unit === '' && claim.sign === '' && claim.whole && claim.scale === 1 && claim.value <= SMALL);
}

/** Whether a fact line is called in full by what is said. */
const isNamed = (fact: FactLine, said: ReadonlySet<string>): boolean => shared(fact.called, said).length > 0 && missing(fact, said) === 0;

/** Words of which one denies the other. */
const OPPOSITES = [
  ['active', 'inactive'],
  ['proven', 'unproven'],
] as const;
const isOpposite = (said: ReadonlySet<string>, terms: ReadonlySet<string>): boolean =>
  OPPOSITES.some(
    ([a, b]) =>
      (said.has(a) && !said.has(b) && terms.has(b) && !terms.has(a)) || (said.has(b) && !said.has(a) && terms.has(a) && !terms.has(b)),
  );

/** Whether and how others fit better than those that say a figure: by more words, or by the same ones of which they leave out less. */
function isOpposed(same: readonly Fit[], others: readonly Fit[]): 'by more words' | 'by what is left out' | false {
  const most = Math.max(...same.map(({ shared }) => shared.length));
  const mine = same.filter(({ shared }) => shared.length === most);
  const key = ({ shared }: Fit) => shared.join(' ');
  const isMore = (other: Fit) =>
    other.shared.length > most && mine.every(({ shared }) => shared.every((term) => other.shared.includes(term)));
  if (others.some(isMore)) return 'by more words';
  const isNearer = (other: Fit) => most > 0 && mine.every((each) => key(each) === key(other) && each.left > other.left);
  return others.some(isNearer) && 'by what is left out';
}

/** Whether the words two figures share are nearer to the other one: a word is said of the nearest figure. */
function isNearer(other: FoundFigure, { shared }: Fit, { figure, sentence }: Place): boolean {
  const places = sentence.tokens.filter(({ terms }) => terms.some((term) => shared.includes(term))).map(({ start }) => start);
  const from = ({ start }: FoundFigure) => Math.min(...places.map((place) => Math.abs(place - start)));
  return from(other) <= from(figure);
}

/** Whether another figure of the sentence, other than a period, stands in the same shown line. */
const sharesLine = (claim: Claim, { line }: Item, { figure, sentence, quotes, known }: Place): boolean =>
  line !== undefined &&
  quotes.some(
    ({ line: at, claims: [only] }) =>
      at === line &&
      only !== undefined &&
      !sameClaim(claim, only) &&
      sentence.figures.some(
        (each) =>
          each !== figure &&
          !isPeriod(each) &&
          !isToday(each, known) &&
          each.readings.some(([other, more]) => other && !more && sameClaim(other, only)),
      ),
  );

/** Whether a length of time is the period of something the sentence tells or speaks of. */
const isSpan = (claim: Claim, place: Place): boolean =>
  claim.kind === 'number' &&
  isTime(claim.unit) &&
  place.facts.some(
    (fact) =>
      fact.spans.has(spanOf(claim.value, claim.unit)) && (toldOf(fact, place) || shared(fact.terms, place.sentence.terms).length > 0),
  );

const isPeriod = ({ readings }: FoundFigure): boolean => readings.some(([claim]) => claim?.kind === 'number' && isTime(claim.unit));

/** The terms of what a bare number counts, where something shown is called so: "52 open invoices". */
function countedBy({ figure: { end, readings }, sentence, facts, quotes }: Place): ReadonlySet<string> | undefined {
  const { tokens, text, clauses } = sentence;
  const bare = readings.every(([claim]) => claim?.kind === 'number' && claim.unit === '' && claim.whole);
  const from = bare ? tokens.findIndex(({ start }) => start > end && /^[ -]+$/.test(text.slice(end, start))) : -1;
  const [next, second] = from < 0 ? [] : tokens.slice(from, from + 2);
  const more = next && second && /^[ -]+$/.test(text.slice(next.end, second.start)) ? second : undefined;
  if (!next?.terms.length || clauses.some(({ directions }) => directions.some(({ start }) => start === next.start))) return undefined;
  const terms = [...next.terms, ...(more?.terms ?? [])];
  const isShown = (term: string) =>
    !term.startsWith('=') || facts.some((fact) => fact.terms.has(term)) || quotes.some(({ beside }) => beside.has(term));
  return terms.some((term) => isName(term) && isShown(term)) ? new Set(terms) : undefined;
}

/** What may say what a figure is about: its own part of the sentence, the sentence, what leads it. */
function* saidAround({
  figure,
  sentence,
  clause,
  context,
  known,
}: Place): Generator<{ terms: ReadonlySet<string>; own: boolean; outside?: true }> {
  // "Risk is 27, versus 10 at Acme": a figure without words of its own goes on with those of the one before.
  const isBare = clause?.terms.size === 0;
  const before = isBare ? sentence.clauses.findLast(({ end }) => end <= clause.start) : undefined;
  // "28 October: the style went from …": what a day heads.
  const headed =
    isBare && sentence.text.startsWith(':', figure.end) ? sentence.clauses.find(({ start }) => start >= clause.end) : undefined;
  const spoken = before && sentence.figures.some(({ start }) => start >= before.start && start < before.end) ? before : (headed ?? clause);
  yield { terms: spoken?.terms ?? new Set(), own: true };
  // Words that stand beside a figure of their own are said of that one.
  const isFree = (each: Clause, { figures }: Sentence) =>
    each === clause || !figures.some((figure) => figure.start >= each.start && figure.start < each.end && !isPeriod(figure));
  yield { terms: new Set(sentence.clauses.filter((each) => isFree(each, sentence)).flatMap(({ terms }) => [...terms])), own: false };
  for (const each of context.before) if (each !== known.question) yield { terms: each.terms, own: false, outside: true };
}
