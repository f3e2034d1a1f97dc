/** A figure as people read it: at most one decimal, the unit attached where it is a sign. */
export function figureText(value: number | null, unit: string): string {
  if (value === null) return 'no value';
  const number = value.toLocaleString('en-US', { maximumFractionDigits: 1 });
  if (unit === '') return number;
  return unit === '%' ? `${number}%` : `${number} ${unit}`;
}

/** "3 Nov 2026", or the text itself where it is no date. */
export function dayText(at: string): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return at;
  return date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
}
