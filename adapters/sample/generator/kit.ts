import type { Rows } from '../rows.ts';

/** One document of a collection, as the generator writes it. */
export type Row<Name extends keyof Rows> = NonNullable<Rows[Name]>[number];

export const clamp = (value: number, low = 0, high = 1): number => Math.max(low, Math.min(high, value));

export function round(value: number, digits = 0): number {
  const factor = 10 ** digits;
  return Math.round(value * factor) / factor;
}
