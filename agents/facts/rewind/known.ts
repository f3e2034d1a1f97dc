import { DAY } from '../time.ts';

/** What every row has that says since when it is known. */
export interface Recorded {
  _id: string;
  at: Date;
  ingestedAt: Date;
}

/** Rows as they were known at an instant, from rows known later. Pure; lists and rows nothing happened to later stay the same objects. */
export type Rewind<Row> = (rows: Row[], asOf: Date) => Row[];

const inOrder = (a: Recorded, b: Recorded): number => a.at.getTime() - b.at.getTime() || (a._id < b._id ? -1 : a._id > b._id ? 1 : 0);

/** Oldest first, then by id. */
export function ordered<Row extends Recorded>(rows: Row[]): Row[] {
  for (let index = 1; index < rows.length; index++) {
    const [before, row] = [rows[index - 1], rows[index]];
    if (before && row && inOrder(before, row) > 0) return rows.toSorted(inOrder);
  }
  return rows;
}

export const isLater = (instant: Date | null | undefined, asOf: Date): boolean => instant != null && instant.getTime() > asOf.getTime();

/** The rows that had happened and that Greendoor had learnt of. */
export function known<Row extends Recorded>(rows: Row[], asOf: Date): Row[] {
  const limit = asOf.getTime();
  const isKnown = ({ at, ingestedAt }: Row) => at.getTime() <= limit && ingestedAt.getTime() <= limit;
  return rows.every(isKnown) ? rows : rows.filter(isKnown);
}

/** Of known rows, oldest first, those that happened not more than so many days before. */
export function recent<Row extends Recorded>(rows: Row[], asOf: Date, days: number): Row[] {
  const since = asOf.getTime() - days * DAY;
  const first = rows.findIndex(({ at }) => at.getTime() >= since);
  return first === 0 ? rows : first < 0 ? [] : rows.slice(first);
}

/** The rows, those something happened to later as they were before. */
export function undone<Row>(rows: Row[], changedLater: (row: Row) => boolean | undefined, before: (row: Row) => Row): Row[] {
  const first = rows.findIndex((row) => changedLater(row));
  return first < 0 ? rows : rows.map((row, index) => (index >= first && changedLater(row) ? before(row) : row));
}

/** Sets the dates that had not come to null. */
export function withoutLater<Row extends object>(row: Row, fields: readonly (keyof Row)[], asOf: Date): Row {
  const later = fields.filter((field) => row[field] instanceof Date && isLater(row[field] as Date, asOf));
  return later.length === 0 ? row : { ...row, ...Object.fromEntries(later.map((field) => [field, null])) };
}
