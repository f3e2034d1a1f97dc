import type { FoundFigure, NumberClaim } from './reading/figures.ts';
import type { Sentence } from './reading/sentence.ts';
import { namesThing, tellsApart, termsOfWord } from './reading/terms.ts';
import { isFunctionWord, lineWords, stem } from './reading/tokens.ts';
import { neighboursOf, type Quote, sameClaim } from './shown.ts';
import type { Known } from './sources.ts';

/** Whether a bare number counts what a shown line counts: true or false where such a count is known, undefined elsewhere. */
export function countAgrees(figure: FoundFigure, sentence: Sentence, quotes: readonly Quote[]): boolean | undefined {
  const [claim] = figure.readings[0] ?? [];
  if (claim?.kind !== 'number' || !claim.whole || claim.unit !== '') return undefined;
  const whole = sentence.figures.find((each) => each.start > figure.start);
  const counts = quotes.filter(({ claims: [only] }) => only?.kind === 'number' && only.unit === '' && only.whole);
  if (whole?.ofBefore) {
    // "26 open tasks, 4 overdue": what is said of the part stands behind its number.
    const said = new Set(sentence.tokens.map(({ plain }) => stem(plain)));
    // "3 of the 5 renew": what the five are may not be said again.
    const isCalled = counts.some((each) => isAlike(each, sentence, whole));
    const isOfWhole = (all: Quote) => !isCalled || isAlike(all, sentence, whole);
    const isOfAll = ({ line, at }: Quote) => counts.some((all) => all.line === line && all.at < at && isOfWhole(all) && says(all, whole));
    const parts = counts.filter((each) => (each.of === undefined ? said.has(stem(each.after)) && isOfAll(each) : isNumber(whole, each.of)));
    // Of several rows with the same whole the one that is called so.
    const likeness = ({ beside }: Quote) => {
      const names = [...beside].filter((term) => namesThing(term) && !term.startsWith('='));
      const shared = names.filter((term) => sentence.terms.has(term)).length;
      return shared === 0 ? 0 : shared / names.length;
    };
    const best = Math.max(...parts.map(likeness));
    return parts.length === 0 ? undefined : parts.some((part) => likeness(part) === best && says(part, figure));
  }
  const alike = counts.filter((each) => isAlike(each, sentence, figure));
  if (alike.length === 0) return undefined;
  // "Eleven accounts are green": a row is called by its first words, whatever its column counts.
  const said = sentence.terms;
  const named = (quote: Quote) =>
    [...quote.beside].some((term) => said.has(term) && tellsApart(term) && !alike.some(({ beside }) => beside.has(term)));
  // "$8.7M over 25 accounts": a row is also told by another of its figures.
  const others = sentence.figures.filter((each) => each !== figure);
  const inRow = ({ line }: Quote) => quotes.some((each) => each.line === line && others.some((other) => says(each, other)));
  const isOfRow = counts.some((each) => says(each, figure) && (named(each) || inRow(each)));
  return alike.some((each) => says(each, figure)) || (isOfRow ? undefined : false);
}

const isNumber = ({ readings }: FoundFigure, value: number): boolean =>
  readings.some(([claim]) => claim?.kind === 'number' && claim.value === value);

const says = ({ claims: [only] }: Quote, { readings }: FoundFigure): boolean =>
  only !== undefined && readings.some(([claim]) => claim !== undefined && sameClaim(claim, only));

/** Whether the same thing is counted: by the word right behind the number, or what it stands for. */
function isAlike(quote: Quote, sentence: Sentence, figure: FoundFigure): boolean {
  const { after } = neighboursOf(sentence, figure);
  const token = sentence.tokens.find(({ start }) => start >= figure.end);
  return Boolean(
    after !== '' &&
      quote.after !== '' &&
      token?.terms.length &&
      (stem(after) === stem(quote.after) || termsOfWord(quote.after).some((term) => token.terms.includes(term))),
  );
}

/**
 * Whether a number counts the rows of a list that was shown, all of them or ("three of the ten") those that hold a word or name
 * of the sentence which others do not; undefined where it counts no rows.
 */
export function countsRows(
  figure: FoundFigure,
  { value, whole, unit }: NumberClaim,
  sentence: Sentence,
  { lines }: Known,
): boolean | undefined {
  if (!whole || unit !== '') return undefined;
  const lists = [
    ...Map.groupBy(
      lines.filter(({ list }) => list !== undefined),
      ({ list }) => list,
    ).values(),
  ];
  // "Where 5 are wanted" counts nothing.
  const isCount = figure.loose || (neighboursOf(sentence, figure).after !== '' && !isFunctionWord(neighboursOf(sentence, figure).after));
  if (isCount && lists.some((rows) => rows.length > 2 && rows.length === value)) return true;
  const [all] = sentence.figures.find(({ start, ofBefore }) => ofBefore && start > figure.start)?.readings[0] ?? [];
  const words = [
    ...sentence.tokens.filter(({ terms, plain }) => terms.length > 0 && plain.length > 3).map(({ plain }) => plain),
    ...sentence.mentions.map(({ start, end }) => sentence.text.slice(start, end)),
  ].map(lineWords);
  const counts = lists
    .filter((rows) => all?.kind === 'number' && rows.length === all.value)
    .flatMap((rows) =>
      words.map((word) => rows.filter((row) => row.words.includes(word)).length).filter((count) => count > 0 && count < rows.length),
    );
  return counts.length === 0 ? undefined : counts.includes(value);
}
