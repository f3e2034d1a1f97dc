/** Figures in a text, so that each can be held against the facts it should rest on. */

export interface FoundFigure {
  /** As written. */
  text: string;
  value: number;
  kind: 'percent' | 'money' | 'number';
  /** The size of the last written digit: 100 for "8,900", 0.1 for "4.2". */
  precision: number;
}

const FIGURE =
  /(?<money>[$€£]|\b(?:USD|EUR|GBP|CHF)\s?)?(?<digits>\d[\d,.'’\u00A0\u202F]*\d|\d)(?:\s?(?<scale>K|M|B|thousand|million|billion)\b)?(?<percent>\s?(?:%|percent\b|per cent\b))?(?<after>\s?(?:[$€£]|(?:USD|EUR|GBP|CHF|euros?|dollars?)\b))?/giu;
const SCALES: Record<string, number> = { k: 1e3, thousand: 1e3, m: 1e6, million: 1e6, b: 1e9, billion: 1e9 };
/** A length of the meeting asked for is an offer, not a claim. */
const MEETING = /\b(15|20|30|45|60)[- ]minutes?\b(?= (call|meeting|chat|conversation|session|slot))/giu;
const SPELLED =
  /\b(half|third|quarter|ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred)[- ]?(\w+ )?(percent|per cent|%)/giu;

export function figuresIn(text: string): FoundFigure[] {
  return [...text.replace(MEETING, ' ').matchAll(FIGURE)].map((match) => {
    const { money, digits = '', scale, percent, after } = match.groups ?? {};
    const plain = digits
      .replace(/['’\u00A0\u202F]/g, '')
      .replace(/^(\d{1,3})((?:\.\d{3}){2,})(?=,|$)/, (_, first: string, rest: string) => first + rest.replaceAll('.', ''))
      .replace(/^(\d{1,3}(?:\.\d{3})+),(\d{1,2})$/, (_, whole: string, cents: string) => `${whole.replaceAll('.', '')}.${cents}`)
      .replace(/,(?=\d{3}(?!\d))/g, '')
      .replace(',', '.');
    const factor = SCALES[scale?.toLowerCase() ?? ''] ?? 1;
    const decimals = plain.split('.')[1]?.length ?? 0;
    const zeros = decimals === 0 ? (/0*$/.exec(plain)?.[0].length ?? 0) : 0;
    const kind = percent ? 'percent' : money || after ? 'money' : 'number';
    return { text: match[0].trim(), value: Number(plain) * factor, kind, precision: 10 ** (zeros - decimals) * factor };
  });
}

/** The figures of a text that none of the sources holds, as written. A source rounded as the text rounds it counts, up to 2 %. */
export function unsourced(text: string, sources: readonly string[]): string[] {
  const known = sources.flatMap(figuresIn);
  const spelled = [...text.matchAll(SPELLED)].map(([each]) => each);
  const missing = figuresIn(text).filter(({ value, kind, precision }) => {
    const slack = Math.min(precision / 2, Math.abs(value) * 0.02);
    // "1.200" is 1,200 in half of Europe.
    const thousands = decimals(value) === 3 ? value * 1_000 : value;
    return !known.some(
      (source) =>
        (Math.abs(source.value - value) <= slack || source.value === thousands) &&
        (source.kind === kind || (kind === 'number' && source.kind === 'money')),
    );
  });
  return [...new Set([...missing.map((each) => each.text), ...spelled])];
}

/** A share, or an amount of money: with its sign, or too large to be a time, a day or a count of people. */
export const isAmount = (text: string): boolean => {
  const [found] = figuresIn(text);
  const isYear = /^(?:19|20)\d\d$/.test(text);
  return found?.kind !== 'number' || (found.value >= 1_000 && !isYear);
};

const decimals = (value: number): number => (String(value).split('.')[1] ?? '').length;
