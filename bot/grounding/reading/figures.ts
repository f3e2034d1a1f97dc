import { amountsIn, UNSPACED } from './amount.ts';
import { readTogether } from './beside.ts';
import { type DateClaim, datesIn, type TimeClaim } from './dates.ts';
import { matchesOf } from './matches.ts';
import { digitsForWords } from './number-words.ts';
import type { Reach } from './rounding.ts';
import type { Today } from './said-days.ts';

/** A number as claimed. */
export interface NumberClaim extends Reach {
  kind: 'number';
  value: number;
  sign: '+' | '-' | '';
  whole: boolean;
  scale: number;
  /** See units.ts; `''` for a bare number. */
  unit: string;
}

/** One thing a text claims by a figure. */
export type Claim =
  | NumberClaim
  | DateClaim
  | TimeClaim
  /** Letters and digits in one, e.g. "SOC2": true only word for word. */
  | { kind: 'word'; text: string }
  | { kind: 'unreadable' };

/** A figure as written; true if every claim of one of its readings is. */
export interface FoundFigure {
  text: string;
  start: number;
  end: number;
  readings: Claim[][];
  /** It ends the scale of the figure before: the 10 of "9 of 10". */
  ofBefore?: boolean;
  /** It goes with the figure before into one share: the ten of "nine in ten". */
  shares?: boolean;
  /** It is told in words that may mean nothing exact ("on Thursday", "two things"): only what is known otherwise speaks against it. */
  loose?: boolean;
  /** The other end of a change that is told as one: "from 86 to 52", "86 → 52". */
  pair?: { role: 'from' | 'to'; other: number };
}

/** Letters, digits and what joins them: it holds a name where a digit follows letters. */
const RUN = new RegExp(`(?![${UNSPACED}])[\\p{L}\\p{N}_](?:(?![${UNSPACED}])[\\p{L}\\p{N}_.-])*`, 'gu');
/** Numbers that are no digits: "½", "Ⅳ". */
const STRAY = /[\p{No}\p{Nl}]/gu;
const PIECE = /[\p{L}_]+|\p{N}+|[.-]/gu;

/** Longer than any sentence and any text a model is shown; figures further on count as unreadable. */
export const MAX_READ = 4_000;

/** Of these characters each is read as it is. */
const PLAIN = /^[\x20-\x7e]*$/;

/** A text as figures and words are read from it: one form of every character, and digits of any script as 0 to 9. */
export function readable(given: string): { text: string; figures: FoundFigure[] } {
  if (given.length <= MAX_READ && PLAIN.test(given)) return { text: given, figures: [] };
  const figures: FoundFigure[] = [];
  const unread = given.slice(MAX_READ);
  const unreadable = (text: string, start: number) =>
    figures.push({ text, start, end: start + text.length, readings: [[{ kind: 'unreadable' }]] });
  if (/\p{N}/u.test(unread)) unreadable(unread.slice(0, 20), MAX_READ);
  // "m²" is a unit; "5²" would read 52 once normalised.
  const flat = given
    .slice(0, MAX_READ)
    .replace(/(\p{Nd}?)([\u00b2\u00b3\u00b9\u2070-\u2079\u2080-\u2089]+)/gu, (whole, digit: string, _, at: number) => {
      if (digit) unreadable(whole, at);
      return digit;
    });
  return { text: asciiDigits(flat.normalize('NFKC')).replace(/\s/g, ' '), figures };
}

/** Every figure of a text: digits of any script, number words, dates, times; in order of kind, not of place. */
export function findFigures(given: string, today?: Today): FoundFigure[] {
  const { text: read, figures } = readable(given);
  return [...figures, ...figuresIn(read, today)];
}

/** Figures of a text that is readable already; their places are places in it. */
export function figuresIn(read: string, today?: Today): FoundFigure[] {
  const figures: FoundFigure[] = [];
  const { text: written, loose } = digitsForWords(read);
  const { dates, rest } = datesIn(written, today);
  const doubtful = dates.filter(({ orNumbers }) => orNumbers);
  for (const { text, start, end, readings, orNumbers } of dates)
    if (!orNumbers) figures.push({ text, start, end, readings, ...(/\d/.test(text) ? {} : { loose: true }) });
  if (!/\p{N}/u.test(rest)) return figures;
  const text = rest.replace(RUN, (run, start: number) => {
    const from = nameIn(run);
    if (from === undefined) return run;
    const name = withoutEnd(run.slice(from));
    const tail = /^(.*\p{L})-(\d.*)$/u.exec(name);
    figures.push({
      text: name,
      start: start + from,
      end: start + from + name.length,
      readings: [[{ kind: 'word', text: name.toLowerCase() }], ...(tail ? [numbersOf(tail[2] ?? '')] : [])],
    });
    return run.slice(0, from) + '¦'.padEnd(run.length - from);
  });
  for (const { 0: stray, index } of matchesOf(STRAY, text))
    figures.push({ text: stray, start: index, end: index + stray.length, readings: [[{ kind: 'unreadable' }]] });
  const numbers = amounts(text, loose);
  // "3/31" is a day or a ratio: one figure with both readings.
  for (const { text: whole, start, end, readings } of doubtful) {
    const inside = numbers.filter((each) => each.start >= start && each.end <= end);
    for (const each of inside) numbers.splice(numbers.indexOf(each), 1);
    const all = inside.flatMap((each) => each.readings[0] ?? []);
    figures.push({ text: whole, start, end, readings: [...readings, ...(all.length > 0 ? [all] : [])] });
  }
  // A number word is read at its end, and stands from its beginning.
  for (const each of numbers) while (written[each.start - 1] === ' ' && read[each.start - 1] !== ' ') each.start--;
  figures.push(...numbers);
  return figures;
}

/** Where in a run a name begins: letters, joined by single hyphens or dots, with a digit right after or after one more of these. */
function nameIn(run: string): number | undefined {
  let start: number | undefined;
  let before = '';
  for (const { 0: piece, index } of matchesOf(PIECE, run)) {
    const kind = /^[.-]/.test(piece) ? 'join' : /^\p{N}/u.test(piece) ? 'digits' : 'letters';
    if (kind === 'digits' && start !== undefined) return start;
    if (kind === 'letters' && before !== 'digits') start ??= index;
    if (kind === 'join' && before !== 'letters') start = undefined;
    before = kind;
  }
  return undefined;
}

function withoutEnd(name: string): string {
  let end = name.length;
  while (end > 0 && /[.-]/.test(name.charAt(end - 1))) end--;
  return name.slice(0, end);
}

function amounts(text: string, loose: ReadonlySet<number> = new Set()): FoundFigure[] {
  const found = amountsIn(text, loose);
  readTogether(found, text);
  return found.map(({ figure }) => figure);
}

function numbersOf(text: string): Claim[] {
  return amounts(text).flatMap((figure) => figure.readings[0] ?? []);
}

/** Digits of every script as 0 to 9: each script's ten stand in a row, zero first. */
function asciiDigits(text: string): string {
  return text.replace(/(?![0-9])\p{Nd}/gu, (digit) => {
    let code = digit.codePointAt(0) ?? 0;
    let value = 0;
    while (/\p{Nd}/u.test(String.fromCodePoint(code - 1))) {
      code--;
      value++;
    }
    return String(value % 10);
  });
}
