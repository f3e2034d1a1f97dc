import { type ReadNumber, readNumber } from './numbers.ts';

/** What stands before the decimals; `unsure` where nothing tells, `both` where the column contradicts itself. */
export type Decimal = '.' | ',' | 'unsure' | 'both';

const LOOKS_LIKE_ONE = /^\D{0,5}\d[\d.,\s'’]*\D{0,7}$/u;
const DAY_FIRST = /^\d{1,2}\.\d{1,2}\.(?:\d{2}|\d{4})\b/;

/**
 * How the columns of a table write decimals, by what only one way can have meant: `1.234,50`, `3.75`. A column that
 * tells nothing goes by the others and by how days are written (31.12.2026).
 */
export function decimalsOf(rows: readonly Record<string, unknown>[]): (column: string) => Decimal {
  // What programs write holds numbers as such, and those in texts with a point.
  if (rows.some((row) => Object.values(row).some((cell) => typeof cell !== 'string'))) return () => '.';
  const whole = new Set<string>();
  const columns = new Map<string, Set<string>>();
  for (const row of rows)
    for (const [column, cell] of Object.entries(row)) {
      const text = String(cell).trim();
      const told = toldBy(text);
      if (told !== undefined) {
        const seen = columns.get(column) ?? new Set();
        columns.set(column, seen.add(told));
        whole.add(told);
      } else if (DAY_FIRST.test(text)) whole.add(',');
    }
  return (column) => {
    const own = columns.get(column);
    return own && own.size > 1 ? 'both' : agreed(own ?? whole);
  };
}

const agreed = (told: ReadonlySet<string>): Decimal => (told.size !== 1 ? 'unsure' : told.has(',') ? ',' : '.');

function toldBy(text: string): '.' | ',' | undefined {
  if (!/[.,]/.test(text) || !LOOKS_LIKE_ONE.test(text)) return undefined;
  const [point, comma] = [readNumber(text), readNumber(text, { decimal: ',' })];
  return point && !comma ? '.' : comma && !point ? ',' : undefined;
}

/** A number by its own shape, and where that can be meant in two ways (12.500) as its column writes them. */
export function readWritten(value: unknown, decimal: Decimal): ReadNumber | 'unsure' | undefined {
  const point = readNumber(value);
  if (typeof value !== 'string' || !/[.,]/.test(value) || /\d[eE][+-]?\d/.test(value)) return point;
  const comma = readNumber(value, { decimal: ',' });
  if (!point || !comma || point.value === comma.value) return point ?? comma;
  if (decimal === 'both') return 'unsure';
  if (decimal !== 'unsure') return decimal === '.' ? point : comma;
  // Three digits after a comma are thousands until something speaks for decimals: few write 12,500 and mean twelve and a half.
  return /,\d{3}(?!\d)/.test(value) ? point : 'unsure';
}
