import type { FoundFigure, NumberClaim } from './figures.ts';
import type { Sentence } from './sentence.ts';
import { neighboursOf, type Quote, sameClaim } from './shown.ts';
import type { Known } from './sources.ts';
import { termsOfWord } from './terms.ts';
import { lineWords, stem, type Token } from './tokens.ts';

/** Whether a bare number counts what a shown line counts: true or false where such a count is known, undefined elsewhere. */
export function countAgrees(figure: FoundFigure, sentence: Sentence, quotes: readonly Quote[]): boolean | undefined {
  const [claim] = figure.readings[0] ?? [];
  if (claim?.kind !== 'number' || !claim.whole || claim.unit !== '') return undefined;
  const whole = sentence.figures.find((each) => each.start > figure.start);
  const counts = quotes.filter(({ claims: [only] }) => only?.kind === 'number' && only.unit === '' && only.whole);
  if (whole?.ofBefore) {
    const all = counts.filter((each) => (each.before === 'of' || isAlike(each, sentence, whole)) && says(each, whole));
    const of = all.flatMap(({ line, at }) => counts.filter((each) => each.line === line && each.at === at - 1));
    // "26 open tasks, 4 overdue": what is said of the part stands behind its number.
    const said = new Set(sentence.tokens.map(({ plain }) => stem(plain)));
    const parts =
      of.length > 0
        ? of
        : all.flatMap(({ line, at }) => counts.filter((each) => each.line === line && each.at > at && said.has(stem(each.after))));
    return parts.length === 0 ? undefined : parts.some((part) => says(part, figure));
  }
  const alike = counts.filter((each) => isAlike(each, sentence, figure));
  const found = alike.filter((each) => says(each, figure));
  // "3 tasks due, 1 overdue": three are not overdue.
  const isOther = (other: Quote) =>
    found.some(({ line, beside }) => line === other.line && !beside.has(`=${stem(other.after)}`)) &&
    sentence.tokens.some(({ plain, start }) => start > figure.end && other.after !== '' && stem(plain) === stem(other.after)) &&
    !isAlike(other, sentence, figure) &&
    !sentence.figures.some((each) => says(other, each));
  return alike.length === 0 ? undefined : found.length > 0 && !counts.some(isOther);
}

const says = ({ claims: [only] }: Quote, { readings }: FoundFigure): boolean =>
  only !== undefined && readings.some(([claim]) => claim !== undefined && sameClaim(claim, only));

/** Whether the same thing is counted: by the word right behind the number, or what it stands for. */
function isAlike(quote: Quote, sentence: Sentence, figure: FoundFigure): boolean {
  const { after } = neighboursOf(sentence, figure);
  const token = sentence.tokens.find(({ start }) => start >= figure.end);
  return (
    after !== '' &&
    quote.after !== '' &&
    token !== undefined &&
    !isLink(token) &&
    (stem(after) === stem(quote.after) || termsOfWord(quote.after).some((term) => token.terms.includes(term)))
  );
}
const isLink = ({ terms }: Token): boolean => terms.length === 0;

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
  if (lists.some((rows) => rows.length > 2 && rows.length === value)) return true;
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
