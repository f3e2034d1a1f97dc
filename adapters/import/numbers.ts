export interface NumberFormat {
  /** The decimal sign; the other one separates thousands. */
  decimal?: '.' | ',';
  multiply?: number;
  divide?: number;
}

export interface ReadNumber {
  value: number;
  percent: boolean;
}

const CURRENCY = /^(?:[A-Z]{3}|US\$|[$€£¥₹]|CHF|kr)\s*|\s*(?:[A-Z]{3}|[$€£¥₹]|kr)$/gu;

/**
 * A number as people and programs write it: `1,234.50`, `$ 1'234`, `(12)` for minus twelve, `45 %` (as 45, marked).
 * Undefined where it is none, or where the thousands are not in groups of three.
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
  text = text.replace(/\s*%$/, '').replace(CURRENCY, '').replace(CURRENCY, '');
  const inner = /^[-−]/.test(text);
  text = text.replace(/^[-−]\s*/, '').replace(/[\s\u00a0\u202f'’]/gu, decimal === '.' ? ',' : '.');
  const [thousands, point] = decimal === '.' ? [',', '\\.'] : ['\\.', ','];
  const pattern = new RegExp(`^(?:\\d+|\\d{1,3}(?:${thousands}\\d{3})+)?(?:${point}\\d+)?(?:[eE][+-]?\\d{1,3})?$`);
  if (!/\d/.test(text) || !pattern.test(text)) return undefined;
  const plain = decimal === '.' ? text.replaceAll(',', '') : text.replaceAll('.', '').replace(',', '.');
  const number = Number(plain);
  return Number.isFinite(number) ? { value: negative || inner ? -number : number, percent } : undefined;
}
