import { monthOf } from './months.ts';
import { digitsForWords } from './number-words.ts';

/** One thing a text claims by a figure. `half` is half a unit of the last digit written: the rounding it states. */
export type Claim =
  | { kind: 'number'; value: number; half: number; sign: '+' | '-' | ''; whole: boolean; scale: number }
  | { kind: 'date'; year?: number; month?: number; day?: number }
  | { kind: 'time'; hour: number; minute: number }
  | { kind: 'quarter'; quarter: number }
  /** Letters and digits in one, e.g. "SOC2": true only word for word. */
  | { kind: 'word'; text: string }
  | { kind: 'unreadable' };

/** A figure as written; true if every claim of one of its readings is. */
export interface FoundFigure {
  text: string;
  readings: Claim[][];
}

const SCALES: [RegExp, number][] = [
  [/^(?:k|tsd\.?|thousand|tausend|mille|mila|mil|duizend|tusen|tys\.?|тыс\.?|千)$/i, 1e3],
  [/^万$/, 1e4],
  [/^(?:M|mm|mn|mio\.?|mln\.?|millions?|millionen|millones|mill[oó]n|milh(?:ão|ões|oes|ao)|milion[ei]?|miljoen|miljoner|млн\.?)$/i, 1e6],
  [/^(?:億|亿)$/, 1e8],
  [/^(?:B|bn|mrd\.?|md|billions?|milliarden?|milliards?|miliard[io]?|miljard|млрд\.?)$/i, 1e9],
];
const UNIT_WORDS =
  'k|K|M|m|B|mm|MM|mn|bn|Mio\\.?|mio\\.?|mln\\.?|Tsd\\.?|tsd\\.?|Mrd\\.?|mrd\\.?|Md|md|[Tt]housand|[Mm]illions?|[Bb]illions?|[Tt]ausend|[Mm]illionen|[Mm]illiarden?|mille|mila|mil|millones|mill[oó]n|milh(?:ão|ões)|milion[ei]?|[Mm]illiards?|miliard[io]?|duizend|miljoen|miljard|tusen|miljoner|tys\\.?|тыс\\.?|млн\\.?|млрд\\.?|千|万|億|亿';
const PERCENT_WORDS =
  '%|٪|[Pp]er ?cent(?:age)?(?: points?)?|pct|pp|[Pp]rozent(?:punkte?)?|por ciento|por cento|pour ?cent|points de pourcentage|per ?cento|procent|прoцент\\p{L}*|процент\\p{L}*|パーセント';
const NUMBER = new RegExp(
  `(?<sign>[+\\-−–](?=[$€£¥₹\\d.]))?(?<money>(?:US)?[$€£¥₹] ?)?(?<number>\\d+(?:[.,'’]\\d+| \\d{3}(?!\\d))*|\\.\\d+)(?:(?<unit>[ -]?(?:${UNIT_WORDS})(?![\\p{L}\\p{N}]))|(?<ordinal>(?:st|nd|rd|th)(?![\\p{L}\\p{N}])))?(?<percent>[ -]?(?:${PERCENT_WORDS})(?![\\p{L}\\p{N}]))?`,
  'gu',
);
/** Any word: which of them are months is looked up, so that a long text is not held against every name at every place. */
const MONTH = '(?<![\\p{L}])\\p{L}{3,20}(?![\\p{L}])\\.?';
const DAY = '(?<![\\d.,])\\d{1,2}(?!\\d)(?:st|nd|rd|th|er|\\.|º|ª)?';
const OF = "(?:,? (?:of |de |del |d['’])?)";

interface DatePattern {
  pattern: RegExp;
  readings(groups: (string | undefined)[], whole: string): Claim[][];
}

const date = (year?: number, month?: number, day?: number): Claim => ({ kind: 'date', year, month, day });
/** A day or month by the month's name; an impossible one where the word is no month. */
const inMonth = (name = '', year?: number, day?: number): Claim => date(year, monthOf(name) ?? 0, day);
const DATES: DatePattern[] = [
  {
    pattern: /(?<!\d)(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?(?!\d)/g,
    readings: ([year, month, day]) => [[date(num(year), num(month), num(day))]],
  },
  { pattern: /(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?/g, readings: ([year, month, day]) => [[date(num(year), num(month), num(day))]] },
  { pattern: /(?<!\d)(\d{1,2})月(\d{1,2})日/g, readings: ([month, day]) => [[date(undefined, num(month), num(day))]] },
  {
    pattern: /(?<![\d.,/-])(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/-])(?![.,]\d)/g,
    readings: ([a, , b, year]) => {
      const full = (num(year) ?? 0) < 100 ? 2000 + (num(year) ?? 0) : num(year);
      return [[date(full, num(b), num(a))], [date(full, num(a), num(b))]];
    },
  },
  {
    pattern: new RegExp(`(?:(${DAY}) ?[-–] ?)?(${DAY})${OF}(${MONTH})(?:${OF}(\\d{4})(?!\\d))?`, 'giu'),
    readings: ([first, day, month, year]) => {
      const of = (each: string | undefined) => inMonth(month, num(year), num(each));
      return [first === undefined ? [of(day)] : [of(first), of(day)]];
    },
  },
  {
    pattern: new RegExp(
      `(${MONTH}) (\\d{1,2})(?!\\d)(?![.,]\\d)(?:st|nd|rd|th)?(?: ?[-–] ?(\\d{1,2})(?!\\d))?(?:,? (\\d{4})(?!\\d))?`,
      'giu',
    ),
    readings: ([month, day, last, year], whole) => {
      const of = (each: string | undefined) => inMonth(month, num(year), num(each));
      const dated = last === undefined ? [of(day)] : [of(day), of(last)];
      return /^(?:may|march|mar) /.test(whole) ? [dated, numbersOf(whole)] : [dated];
    },
  },
  {
    pattern: new RegExp(`(${MONTH})${OF}(\\d{4})(?!\\d)(?![.,]\\d)`, 'giu'),
    readings: ([month, year]) => [[inMonth(month, num(year))]],
  },
  {
    pattern: /(?<![\d:])(\d{1,2}):(\d{2})(?::\d{2})?(?![\d:])(?: ?([ap])\.?m\b\.?)?/gi,
    readings: ([hour, minute, half]) => [[{ kind: 'time', hour: clockHour(num(hour) ?? 0, half), minute: num(minute) ?? 0 }]],
  },
  {
    // 3/31 is a day or a ratio.
    pattern: /(?<![\d.,/])(\d{1,2})\/(\d{1,2})(?![\d/])(?![.,]\d)/g,
    readings: ([a, b], whole) => [
      [date(undefined, num(a), num(b))],
      [date(undefined, num(b), num(a))],
      numbersOf(whole.replace('/', ' / ')),
    ],
  },
  {
    pattern: /(?<![\p{L}\p{N}])(Q[1-4]|[1-4]Q)(?![\p{L}\p{N}])/giu,
    readings: ([label]) => [
      [{ kind: 'quarter', quarter: num(label?.replace(/q/i, '')) ?? 0 }],
      [{ kind: 'word', text: (label ?? '').toLowerCase() }],
    ],
  },
];

/** Letters, digits and what joins them: it holds a name where a digit follows letters. */
const RUN = /[\p{L}\p{N}_][\p{L}\p{N}_.-]*/gu;
const PIECE = /[\p{L}_]+|\p{N}+|[.-]/gu;

/** Longer than any sentence and any text a model is shown; figures further on count as unreadable. */
const MAX_READ = 4_000;

/** Every figure of a text: digits of any script, number words, dates, times; in order of kind, not of place. */
export function findFigures(given: string): FoundFigure[] {
  const raw = given.slice(0, MAX_READ);
  const figures: FoundFigure[] = [];
  const unread = given.slice(MAX_READ);
  if (/\p{N}/u.test(unread)) figures.push({ text: unread.slice(0, 20), readings: [[{ kind: 'unreadable' }]] });
  // "m²" is a unit; "5²" would read 52 once normalised.
  const flat = raw.replace(/(\p{Nd}?)([\u00b2\u00b3\u00b9\u2070-\u2079\u2080-\u2089]+)/gu, (whole, digit: string) => {
    if (digit) figures.push({ text: whole, readings: [[{ kind: 'unreadable' }]] });
    return digit;
  });
  let text = digitsForWords(asciiDigits(flat.normalize('NFKC')).replace(/\s/g, ' '));
  for (const { pattern, readings } of DATES) {
    text = text.replace(pattern, (whole: string, ...rest: unknown[]) => {
      const groups = rest.slice(
        0,
        rest.findIndex((each) => typeof each === 'number'),
      ) as (string | undefined)[];
      const found = readings(groups, whole).filter((claims) => claims.every(possible));
      if (found.length === 0) return whole;
      figures.push({ text: whole, readings: found });
      return ' ¦ ';
    });
  }
  text = text.replace(RUN, (run) => {
    const start = nameIn(run);
    if (start === undefined) return run;
    const name = withoutEnd(run.slice(start));
    const tail = /^(.*\p{L})-(\d.*)$/u.exec(name);
    figures.push({ text: name, readings: [[{ kind: 'word', text: name.toLowerCase() }], ...(tail ? [numbersOf(tail[2] ?? '')] : [])] });
    return `${run.slice(0, start)} ¦ `;
  });
  for (const stray of text.match(/[\p{No}\p{Nl}]/gu) ?? []) figures.push({ text: stray, readings: [[{ kind: 'unreadable' }]] });
  figures.push(...amounts(text));
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

interface Amount {
  figure: FoundFigure;
  digits: string;
  sign: string;
  unit: string;
  percent: boolean;
  start: number;
  end: number;
}

function amounts(text: string): FoundFigure[] {
  const found = [...text.matchAll(NUMBER)].map((match): Amount => {
    const { sign = '', number = '', unit = '', percent } = match.groups ?? {};
    const before = text[match.index - 1] ?? ' ';
    const joined = /[\p{L}\p{N})\]%]/u.test(before); // "30-90", "pre-2026": a hyphen, not a sign
    const parts = { digits: number, sign: joined ? '' : sign, unit: unit.replace(/^[ -]/, ''), percent: percent !== undefined };
    return { ...parts, figure: { text: match[0], readings: readingsOf(parts) }, start: match.index, end: match.index + match[0].length };
  });
  for (const [index, each] of found.entries()) {
    const next = found[index + 1];
    // "20–30 %", "5 to 6 million": the unit is said once.
    if (
      next &&
      !each.unit &&
      !each.percent &&
      (next.unit || next.percent) &&
      /^ ?(?:-|–|—|to|and|or|bis|und|à|a|et|y|e) ?$/.test(text.slice(each.end, next.start))
    ) {
      each.figure.readings.push(...readingsOf({ ...each, unit: next.unit, percent: next.percent }));
    } else if (next && !each.unit && !each.percent && (next.unit || next.percent) && each.end === next.start) {
      each.figure.readings.push(...readingsOf({ ...each, unit: next.unit, percent: next.percent }));
    }
  }
  return found.map((each) => each.figure);
}

function numbersOf(text: string): Claim[] {
  return amounts(text).flatMap((figure) => figure.readings[0] ?? []);
}

function readingsOf({ digits, sign, unit, percent }: Pick<Amount, 'digits' | 'sign' | 'unit' | 'percent'>): Claim[][] {
  const scale = SCALES.find(([pattern]) => pattern.test(unit))?.[1] ?? 1;
  const scales = unit === 'm' ? [1e6, 1] : [scale];
  const minus = sign === '-' || sign === '−' || sign === '–';
  const claim = ({ value, decimals }: { value: number; decimals: number }, by: number): Claim => ({
    kind: 'number',
    value: value * by * (minus ? -1 : 1),
    half: 0.5 * 10 ** -decimals * by,
    sign: minus ? '-' : sign === '+' ? '+' : '',
    whole: decimals === 0,
    scale: by,
  });
  const hundredth = (each: Claim): Claim =>
    each.kind === 'number' ? { ...each, value: each.value / 100, half: each.half / 100, whole: false } : each;
  const readings: Claim[][] = [];
  for (const by of scales) {
    for (const values of interpretations(digits)) {
      const claims = values.map((value) => claim(value, by));
      readings.push(claims);
      if (percent) readings.push(claims.map(hundredth));
    }
  }
  const year = /^(?:19|20)\d{2}$/.test(digits) && !unit && !percent && !sign;
  return year ? [...readings, [date(Number(digits))]] : readings;
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
  if (!(alike && separators.length === 1 && /[.,'’]/.test(last))) results.push(digits.split(/[,'’ ]/).map(plain));
  return results.filter((values) => values.every(({ value }) => Number.isFinite(value)));
}

function possible(claim: Claim): boolean {
  if (claim.kind === 'time') return claim.hour < 25 && claim.minute < 60;
  if (claim.kind !== 'date') return true;
  return (
    (claim.month === undefined || (claim.month >= 1 && claim.month <= 12)) &&
    (claim.day === undefined || (claim.day >= 1 && claim.day <= 31))
  );
}

function clockHour(hour: number, half: string | undefined): number {
  if (!half) return hour;
  return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}

function num(text: string | undefined): number | undefined {
  const digits = text?.match(/\d+/)?.[0];
  return digits === undefined ? undefined : Number(digits);
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
