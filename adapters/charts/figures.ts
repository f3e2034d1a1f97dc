import { shortMoney } from '../../agents/metrics/format.ts';

/** A value as short as an axis needs it: "52", "$1.2M", "12 %", "3.4 h". */
export function figure(value: number, unit: string): string {
  if (/^[A-Z]{3}$/.test(unit)) return shortMoney(value, unit);
  const size = Math.abs(value);
  const number = new Intl.NumberFormat('en-US', {
    notation: size >= 10_000 ? 'compact' : 'standard',
    maximumFractionDigits: size >= 100 ? 0 : 1,
  })
    .format(value)
    .replace('-', '−');
  if (unit === '%') return `${number} %`;
  return unit === '' || unit.length > 3 ? number : `${number} ${unit}`;
}
