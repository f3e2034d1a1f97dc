/** A figure as people read it: at most one decimal, the unit attached where it is a sign. */
export function figureText(value: number | null, unit: string): string {
  if (value === null) return 'no value';
  const number = value.toLocaleString('en-US', { maximumFractionDigits: 1 });
  if (unit === '') return number;
  return unit === '%' ? `${number}%` : `${number} ${unit}`;
}
