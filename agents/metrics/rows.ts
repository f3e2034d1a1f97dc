import type { Evidence } from '../facts/evidence.ts';

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
