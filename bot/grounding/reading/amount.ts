import type { Claim, FoundFigure, NumberClaim } from './figures.ts';
import { matchesOf } from './matches.ts';
import { type Reach, reachOf } from './rounding.ts';
import { currencyOf, MONEY_PATTERN, UNIT_PATTERN, unitOf } from './units.ts';

/** One number with its scale and unit, as digits write it. */

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

const COUNTS_IN = /^ [A-Z]{3} \p{Ll}{4}/u;

/** What an amount is made of, as written. */
export interface Parts {
  digits: string;
  /** What stands before it. */
  before: string;
  sign: string;
  scale: string;
  unit: string;
}

/** An amount and what it was read from. */
export interface Amount {
  parts: Parts;
  figure: FoundFigure;
}

/** The amounts of a text, each by itself; `loose` ends of numbers are told in words that may mean nothing exact. */
export function amountsIn(text: string, loose: ReadonlySet<number>): Amount[] {
  return matchesOf(NUMBER, text).map((match) => {
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
}

export const scaled = ({ above, below }: Reach, factor: number): Reach => ({ above: above * factor, below: below * factor });

export function readingsOf({ digits, before, sign, scale, unit }: Parts): Claim[][] {
  const by = (scale && SCALES.find(([pattern]) => pattern.test(scale))?.[1]) || 1;
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
  if (/^\d+$/.test(digits)) return [[{ value: Number(digits), decimals: 0 }]];
  const plain = (text: string): Value => ({ value: Number(text), decimals: (text.split('.')[1] ?? '').length });
  const separators = digits.replace(/\d/g, '');
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
