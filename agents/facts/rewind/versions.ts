import type { VersionedName } from '../../../models/kit/versioned.ts';
import type { RowVersion } from '../../../models/row-version.ts';
import { isLater } from './known.ts';

interface Versioned {
  _id: string;
  recordedAt?: Date | null | undefined;
}

/**
 * Puts earlier versions back: each row as it was on record at the instant. A row that was of another account then is
 * not among them, and one that has come to be of another since is.
 */
export function putBack<Row extends Versioned>(rows: Row[], versions: readonly RowVersion[], of: VersionedName, asOf: Date): Row[] {
  const changedLater = (row: Row) => isLater(row.recordedAt, asOf);
  const then = versions.filter((each) => each.of === of && !isLater(each.recordedAt, asOf) && isLater(each.supersededAt, asOf));
  if (then.length === 0 && !rows.some(changedLater)) return rows;
  const unchanged = rows.filter((row) => !changedLater(row));
  const there = new Set(unchanged.map(({ _id }) => _id));
  const before = new Map(then.map(({ rowId, row }) => [rowId, row as unknown as Row]));
  return [...unchanged, ...[...before].flatMap(([rowId, row]) => (there.has(rowId) ? [] : [row]))];
}
