import { type DateClaim, datesIn, type TimeClaim } from './dates.ts';
import { digitsForWords } from './number-words.ts';
import { type Reach, reachOf } from './rounding.ts';
import type { Day } from './said-days.ts';
import { currencyOf, isCurrency, MONEY_PATTERN, UNIT_PATTERN, unitOf } from './units.ts';

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

const SCALES: [RegExp, number][] = [
  [/^(?:k|tsd\.?|thousand|tausend|mille|mila|mil|duizend|tusen|tys\.?|тыс\.?|千)$/i, 1e3],
  [/^万$/, 1e4],
  [/^(?:M|mm|mn|mio\.?|mln\.?|millions?|millionen|millones|mill[oó]n|milh(?:ão|ões|oes|ao)|milion[ei]?|miljoen|miljoner|млн\.?)$/i, 1e6],
  [/^(?:億|亿)$/, 1e8],
  [/^(?:B|bn|mrd\.?|md|billions?|milliarden?|milliards?|miliard[io]?|miljard|млрд\.?)$/i, 1e9],
];
const SCALE_WORDS =
  'k|K|M|m|B|mm|MM|mn|bn|Mio\\.?|mio\\.?|mln\\.?|Tsd\\.?|tsd\\.?|Mrd\\.?|mrd\\.?|Md|md|[Tt]housand|[Mm]illions?|[Bb]illions?|[Tt]ausend|[Mm]illionen|[Mm]illiarden?|mille|mila|mil|millones|mill[oó]n|milh(?:ão|ões)|milion[ei]?|[Mm]illiards?|miliard[io]?|duizend|miljoen|miljard|tusen|miljoner|tys\\.?|тыс\\.?|млн\\.?|млрд\\.?|千|万|億|亿';
/** Scripts that put no space between words: a letter of theirs beside a digit joins nothing. */
export const UNSPACED = '\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Hangul}\\p{sc=Thai}ー';
const NOT_IN_WORD = `(?!(?![${UNSPACED}])[\\p{L}\\p{N}])`;
const NUMBER = new RegExp(
  `(?<sign>[+\\-−–](?=[$€£¥₹\\d.]))?(?:(?<money>${MONEY_PATTERN}) ?)?(?<number>\\d+(?:[.,'’]\\d+| \\d{3}(?!\\d))*|\\.\\d+)(?:[ -]?(?<scale>${SCALE_WORDS})${NOT_IN_WORD}|(?:st|nd|rd|th)${NOT_IN_WORD})?(?:(?: (?:de|d['’]) ?)?[ -]?(?<unit>${UNIT_PATTERN})(?:(?<=[%٪％$€£¥×])|${NOT_IN_WORD}))?`,
  'gu',
);

/** Letters, digits and what joins them: it holds a name where a digit follows letters. */
const RUN = new RegExp(`(?![${UNSPACED}])[\\p{L}\\p{N}_](?:(?![${UNSPACED}])[\\p{L}\\p{N}_.-])*`, 'gu');
const PIECE = /[\p{L}_]+|\p{N}+|[.-]/gu;

/** Longer than any sentence and any text a model is shown; figures further on count as unreadable. */
export const MAX_READ = 4_000;

/** A text as figures and words are read from it: one form of every character, and digits of any script as 0 to 9. */
export function readable(given: string): { text: string; figures: FoundFigure[] } {
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
export function findFigures(given: string, today?: Day): FoundFigure[] {
  const { text: read, figures } = readable(given);
  return [...figures, ...figuresIn(read, today)];
}

/** Figures of a text that is readable already; their places are places in it. */
export function figuresIn(read: string, today?: Day): FoundFigure[] {
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
  for (const { 0: stray, index } of text.matchAll(/[\p{No}\p{Nl}]/gu))
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
  for (const { 0: piece, index } of run.matchAll(PIECE)) {
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

interface Parts {
  digits: string;
  /** What stands before it. */
  before: string;
  sign: string;
  scale: string;
  unit: string;
}

const COUNTS_IN = /^ [A-Z]{3} \p{Ll}{4}/u;
/** A range or list shares the unit it says once: "20–30 %", "5 to 6 million". */
const SHARES = /^ ?(?:-|–|—|to|and|or|bis|und|oder|à|a|et|ou|y|o|e|→|->|vs\.?|instead of|statt|auf) ?$/;
const OUT_OF = /^ ?(?:\/|(?:(?:out )?of|von|sur|de|em|aus|über)(?: (?:the|los|las|den|der|les))?|d[ao]s|des) ?$/;
const ARROW = /^\s*(?:→|->|⟶)\s*$/;
const CHANGED_TO =
  /^(?!.*(?<!\p{L})(?:and|und|et|y|frente|face)(?!\p{L}))[^.;:\d¤]{0,24}?(?:(?<!\p{L})(?:to|auf|à|aux?|al?|para|bis)|→|->)(?: \p{L}{2,5}){0,2} ?[$€£]?$/u;
const FROM = /(?<!\p{L})(?:from|von|vom|del?|des|du|desde|d[ao]s?) ?[$€£]?$/iu;

/** As many letters may stand between two levels of one thing. */
const NEAR = 30;
const BEFORE = '(?:before|previously|formerly|earlier|vorher|zuvor|davor|früher|avant|auparavant|antes|anteriormente)';
const BEFORE_IT = new RegExp(`(?<!\\p{L})${BEFORE}:? $`, 'iu');
const AFTER_IT = new RegExp(`^ ${BEFORE}(?= ?[.,;()]|$)`, 'iu');

/** Whether a number is said to be what was: "it was 86 before", "vorher 86". */
const isEarlier = ({ start, end }: FoundFigure, text: string): boolean =>
  BEFORE_IT.test(text.slice(Math.max(0, start - 20), start)) || AFTER_IT.test(text.slice(end, end + 20));

function amounts(text: string, loose: ReadonlySet<number> = new Set()): FoundFigure[] {
  const found = [...text.matchAll(NUMBER)].map((match) => {
    const { sign = '', money = '', number = '', scale = '', unit = '' } = match.groups ?? {};
    const before = text[match.index - 1] ?? ' ';
    // "30-90", "pre-2026": a hyphen, not a sign.
    const parts: Parts = {
      digits: number,
      // Number words are filled up with spaces.
      before: text.slice(Math.max(0, match.index - 36), match.index).replace(/ +$/, ' '),
      sign: /[\p{L}\p{N})\]%]/u.test(before) ? '' : sign,
      scale,
      unit: money ? currencyOf(money) : unitOf(unit),
    };
    const figure: FoundFigure = {
      text: match[0],
      start: match.index,
      end: match.index + match[0].length,
      // "17 EUR contracts" are no money.
      readings: [
        ...readingsOf(parts),
        ...(COUNTS_IN.test(text.slice(match.index + match[0].length - 4)) ? readingsOf({ ...parts, unit: '' }) : []),
      ],
      ...(loose.has(match.index + match[0].indexOf(number) + number.length) ? { loose: true } : {}),
    };
    return { parts, figure };
  });
  for (const [index, { parts, figure }] of found.entries()) {
    const next = found[index + 1];
    if (!next) break;
    const between = text.slice(figure.end, next.figure.start).replace(/ +/g, ' ');
    const shares = SHARES.test(between) || figure.end === next.figure.start;
    if (shares && parts.unit === '' && parts.scale === '' && (next.parts.unit || next.parts.scale)) {
      figure.readings.push(...readingsOf({ ...parts, scale: next.parts.scale, unit: next.parts.unit }));
    }
    if (shares && next.parts.unit === '' && parts.unit !== '')
      next.figure.readings.push(...readingsOf({ ...next.parts, unit: parts.unit }));
    if (OUT_OF.test(between) && (parts.unit === '' || (isCurrency(parts.unit) && parts.unit === next.parts.unit)))
      next.figure.ofBefore = true;
    if ((OUT_OF.test(between) || between === ' in ') && figure.loose) shareOf(figure, next.figure);
  }
  // "One user in twelve": the one is no figure.
  for (const { figure } of found) {
    const [claim] = figure.readings[0] ?? [];
    if (
      claim?.kind === 'number' &&
      claim.unit === '' &&
      claim.whole &&
      claim.value > 1 &&
      claim.value <= 20 &&
      ONE_IN.test(text.slice(Math.max(0, figure.start - 30), figure.start))
    )
      figure.readings = [[{ ...claim, value: 100 / claim.value, ...evenly(50 / claim.value ** 1.5), unit: '%' }]];
  }
  const levels = found.map((each) => each.figure).filter((each) => !each.ofBefore);
  for (const [index, figure] of levels.entries()) {
    const next = levels[index + 1];
    if (!next) break;
    // The end of a scale may stand between: "from 8.3 of 10 to 5.7 of 10".
    const between = text
      .slice(figure.end, next.start)
      .replace(/ +/g, ' ')
      .replace(/^ ?(?:\/|of|von|sur|de|em) ?\d+/, '');
    const [was, is] = [figure, next].map((each) => isEarlier(each, text));
    if (
      (was === is || figure.pair || between.length > NEAR) &&
      !ARROW.test(between) &&
      !(FROM.test(text.slice(Math.max(0, figure.start - 8), figure.start)) && CHANGED_TO.test(between))
    )
      continue;
    const of = (each: FoundFigure) => (each.readings[0]?.[0]?.kind === 'number' ? each.readings[0][0].value : Number.NaN);
    const [from, to] = is && !was ? [next, figure] : [figure, next];
    from.pair = { role: 'from', other: of(to) };
    to.pair = { role: 'to', other: of(from) };
    shareUnit(figure, next);
  }
  // "two months, whereas theirs is due in eleven": a unit that was said goes on where nothing follows.
  let said: FoundFigure | undefined;
  for (const { parts, figure } of found) {
    if (parts.unit !== '') said = figure;
    else if (
      said &&
      ENDS.test(text.slice(figure.end, figure.end + 10)) &&
      !BY.test(text.slice(Math.max(0, figure.start - 5), figure.start))
    )
      shareUnit(figure, said);
  }
  return found.map((each) => each.figure);
}

/** "Nine in ten" is 90 %, as far as tenths go. */
function shareOf(part: FoundFigure, whole: FoundFigure): void {
  const [[few] = [], [all] = []] = [part.readings[0], whole.readings[0]];
  if (few?.kind !== 'number' || all?.kind !== 'number' || all.value > 10 || few.value > all.value || few.unit || all.unit) return;
  whole.ofBefore = true;
  whole.shares = true;
  part.readings.push([{ ...few, value: (100 * few.value) / all.value, ...evenly(50 / all.value / 2), unit: '%' }]);
}

const evenly = (half: number): Reach => ({ above: half, below: half });

const ONE_IN = /(?<!\p{L})(?:one|eine?[rns]?|une?|una|uno?|uma?)(?: \p{L}+)?[ -](?:in|out of|von|auf|sur|de cada|em cada) *$/iu;
const BY = /(?<!\p{L})(?:by|um|de|por|em) *$/u;
const ENDS = /^[*_]{0,3}(?:[.,;:)]| \(| before| vorher|$)/;

/** A bare number may be meant in the unit of another one. */
function shareUnit(figure: FoundFigure, other: FoundFigure): void {
  const [claim] = figure.readings[0] ?? [];
  const [unit] = other.readings[0] ?? [];
  if (claim?.kind === 'number' && unit?.kind === 'number' && claim.unit === '' && unit.unit !== '')
    figure.readings.push([{ ...claim, unit: unit.unit, scale: unit.scale, value: claim.value * unit.scale, ...scaled(claim, unit.scale) }]);
}

function numbersOf(text: string): Claim[] {
  return amounts(text).flatMap((figure) => figure.readings[0] ?? []);
}

const scaled = ({ above, below }: Reach, factor: number): Reach => ({ above: above * factor, below: below * factor });

function readingsOf({ digits, before, sign, scale, unit }: Parts): Claim[][] {
  const by = SCALES.find(([pattern]) => pattern.test(scale))?.[1] ?? 1;
  const scales = scale === 'm' ? [1e6, 1] : [by];
  const minus = sign === '-' || sign === '−' || sign === '–';
  const claim = ({ value, decimals }: Value, factor: number): NumberClaim => ({
    kind: 'number',
    value: value * factor * (minus ? -1 : 1),
    ...scaled(reachOf(value, decimals, unit, before), factor),
    sign: minus ? '-' : sign === '+' ? '+' : '',
    whole: decimals === 0,
    scale: factor,
    unit,
  });
  const readings = scales.flatMap((factor) =>
    interpretations(digits).map((values): Claim[] => values.map((value) => claim(value, factor))),
  );
  const year = /^(?:19|20)\d{2}$/.test(digits) && !scale && !unit && !sign;
  return year ? [[{ kind: 'date', year: Number(digits) }], ...readings] : readings;
}

interface Value {
  value: number;
  decimals: number;
}

/** What digits with separators may mean: "1.635" is 1635 or 1.635, "8 875" is 8875 or 8 and 875. */
function interpretations(digits: string): Value[][] {
  const plain = (text: string): Value => ({ value: Number(text), decimals: (text.split('.')[1] ?? '').length });
  const separators = digits.replace(/\d/g, '');
  if (separators === '') return [[plain(digits)]];
  const groups = digits.split(/[.,'’ ]/);
  const last = separators.at(-1) ?? '';
  const grouped = groups.slice(1).every((group) => group.length === 3) && /^[1-9]\d{0,2}$/.test(groups[0] ?? '');
  const indian = /^\d{1,2}(?:,\d{2})*,\d{3}(?:\.\d+)?$/.test(digits);
  const decimal = plain(`${groups.slice(0, -1).join('') || '0'}.${groups.at(-1)}`);
  const integer = plain(groups.join(''));
  const alike = new Set(separators).size === 1;
  const results: Value[][] = [];
  if (alike && (grouped || indian)) results.push([integer]);
  if (alike && separators.length === 1 && /[.,]/.test(last)) results.push([decimal]);
  const whole = groups.slice(0, -1);
  if (!alike && /[.,]/.test(last) && separators.indexOf(last) === separators.length - 1) {
    if (whole.slice(1).every((group) => group.length === 3) || indian) results.push([decimal]);
  }
  // A list without spaces, or two numbers side by side: never what reads as one number.
  if (results.length === 0 || (separators === ' ' && grouped)) results.push(digits.split(/[,'’ ]/).map(plain));
  return results.filter((values) => values.every(({ value }) => Number.isFinite(value)));
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
