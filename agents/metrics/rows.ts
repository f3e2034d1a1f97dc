import type { Evidence } from '../facts/evidence.ts';

/** How rows of one account are looked at; lists are oldest first. */

export const DAY = 86_400_000;

/** The date if it had already come, else null: fields such as `paidAt` are written into a row after its event. */
export const happened = (date: Date | null | undefined, asOf: Date): Date | null =>
  date && date.getTime() <= asOf.getTime() ? date : null;

/** Days, with their fraction, from then until the instant. */
export const age = (at: Date, asOf: Date): number => (asOf.getTime() - at.getTime()) / DAY;

/** Of rows that are oldest first, those of the last so many days. */
export function within<Row extends { at: Date }>(rows: readonly Row[], asOf: Date, days: number): Row[] {
  const from = asOf.getTime() - days * DAY;
  return rows.slice(rows.findLastIndex(({ at }) => at.getTime() <= from) + 1);
}

/** The latest instant (ms) of any of the rows; 0 without one. */
export const latestOf = (rows: readonly { at: Date }[]): number => rows.reduce((latest, { at }) => Math.max(latest, at.getTime()), 0);

/** Evidence for one field of some rows (or the field of each row that says it), the latest first, at most eight. */
export function evidenceOf<Row extends { _id: string; at: Date }>(
  collection: string,
  field: string | ((row: Row) => string),
  rows: readonly Row[],
): Evidence[] {
  return rows
    .slice(-8)
    .reverse()
    .map((row) => ({ collection, id: row._id, field: typeof field === 'string' ? field : field(row), at: row.at.toISOString() }));
}
