export interface NumberFormat {
  /** The decimal sign; the other one separates thousands. */
  decimal?: '.' | ',' | undefined;
}

export interface ReadNumber {
  value: number;
  percent: boolean;
  /** As it was written beside the amount: an ISO code, or a sign that several currencies have (`$`, `¥`, `kr`). */
  currency?: string;
}

const BEFORE = /^(US\$|[A-Z]{3}|[$€£¥₹]|kr)\s*/u;
const AFTER = /\s*([A-Z]{3}|[$€£¥₹]|kr)$/u;
const OF_SIGN: Record<string, string> = { '€': 'EUR', '£': 'GBP', '₹': 'INR', US$: 'USD' };
const SHARED_SIGNS = new Set(['$', '¥', 'kr']);
const CODES = new Set(Intl.supportedValuesOf('currency'));

const SCALE = /\s*(k|K|M|mln|mn|bn|mio\.?|mrd\.?)$/i;
const SCALES: Record<string, number> = { k: 1e3, m: 1e6, mln: 1e6, mn: 1e6, mio: 1e6, bn: 1e9, mrd: 1e9 };

/**
 * A number as people and programs write it: `1,234.50`, `$ 1'234`, `(12)` for minus twelve, `45 %` (as 45, marked), `120K`,
 * `1.2 Mio. €`. Undefined where it is none, or where the thousands are not in groups of three.
 */
export function readNumber(value: unknown, { decimal = '.' }: NumberFormat = {}): ReadNumber | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? { value, percent: false } : undefined;
  if (typeof value !== 'string') return undefined;
  const trimmed = value.trim();
  if (/^-?\d{1,15}(?:\.\d{1,15})?$/.test(trimmed) && decimal === '.') return { value: Number(trimmed), percent: false };
  let text = trimmed;
  const negative = /^\(.*\)$/.test(text) || /^[-−]/.test(text);
  text = text.replace(/^\(|\)$/g, '').replace(/^[-−+]\s*/, '');
  const percent = /%$/.test(text);
  text = text.replace(/\s*%$/, '');
  const signs: string[] = [];
  const unsigned = (pattern: RegExp) => {
    text = text.replace(pattern, (_, sign: string) => {
      signs.push(sign);
      return '';
    });
  };
  unsigned(BEFORE);
  // "MIO" is no currency, though it is written like one.
  if (!SCALE.test(text)) unsigned(AFTER);
  const scale = percent ? undefined : SCALE.exec(text)?.[1];
  if (scale !== undefined) text = text.replace(SCALE, '');
  const inner = /^[-−]/.test(text);
  text = text.replace(/^[-−]\s*/, '').replace(/[\s\u00a0\u202f'’]/gu, decimal === '.' ? ',' : '.');
  const [thousands, point] = decimal === '.' ? [',', '\\.'] : ['\\.', ','];
  const pattern = new RegExp(`^(?:\\d+|[1-9]\\d{0,2}(?:${thousands}\\d{3})+)?(?:${point}\\d+)?(?:[eE][+-]?\\d{1,3})?$`);
  if (!/\d/.test(text) || !pattern.test(text)) return undefined;
  const plain = decimal === '.' ? text.replaceAll(',', '') : text.replaceAll('.', '').replace(',', '.');
  const number = scaled(Number(plain), scale);
  if (!Number.isFinite(number)) return undefined;
  const currency = signs.map(currencyOf).find((each) => each !== undefined);
  return { value: negative || inner ? -number : number, percent, ...(currency === undefined ? {} : { currency }) };
}

/** Without the dust of a product in binary: 1.1M is 1100000. */
const scaled = (number: number, scale: string | undefined): number =>
  scale === undefined ? number : Number((number * (SCALES[scale.toLowerCase().replace('.', '')] ?? 1)).toPrecision(15));

/** The ISO code of a sign or code, or the sign where several currencies have it; undefined where it is neither. */
export const currencyOf = (sign: string): string | undefined =>
  OF_SIGN[sign] ?? (SHARED_SIGNS.has(sign) || CODES.has(sign) ? sign : undefined);
