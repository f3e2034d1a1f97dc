import type { Model } from 'mongoose';
import { countRows, type ReadOptions, rows } from '../../models/kit/rows.ts';
import type { Read } from '../../models/kit/together.ts';
import { MOST_ROWS, MOST_ROWS_AT_ONCE } from './windows.ts';

/** Rows by account; `totals` has the accounts of which only a part was read, with how many rows there are. */
export interface Bounded<Row> {
  rows: Map<string, Row[]>;
  totals: Map<string, number>;
}

interface Options extends Pick<ReadOptions, 'fields'> {
  /** The date by which rows are new. */
  newest?: string;
  /** Of one account. */
  most?: number;
}

/** What `readBounded` reads first, to be read together with others. */
export function firstRead<Row extends { accountId: string }>(
  model: Model<Row>,
  filter: object,
  accountIds: readonly string[],
  { most = MOST_ROWS, fields = {} }: Options = {},
): Read<Row> {
  const stages = [{ $limit: mostOf(accountIds, most) }, ...(Object.keys(fields).length > 0 ? [{ $project: fields }] : [])];
  return { model, filter: { ...filter, accountId: { $in: accountIds } }, stages };
}

/** One more than may be read, so that it is seen whether there are more. */
const mostOf = ({ length }: readonly string[], most: number): number => Math.min(MOST_ROWS_AT_ONCE, length * most) + 1;

/**
 * Reads what matches of a batch of accounts, in one query. Where that is more than may be held at once, each account is
 * read by itself; of one with more than `most` rows the newest are read, and the database counts all.
 * @param first what `firstRead` gave, where that was read already
 */
export async function readBounded<Row extends { accountId: string }>(
  model: Model<Row>,
  tenant: string,
  filter: object,
  accountIds: readonly string[],
  { newest = 'at', most = MOST_ROWS, fields = {} }: Options = {},
  first?: Row[],
): Promise<Bounded<Row>> {
  const limit = mostOf(accountIds, most);
  const read = (accountId: object | string, count: number, options: ReadOptions = {}) =>
    rows<Row>(model, tenant, { ...filter, accountId }, { fields, limit: count, ...options });
  const all = first ?? (await read({ $in: accountIds }, limit));
  const found: Bounded<Row> = { rows: Map.groupBy(all, ({ accountId }) => accountId), totals: new Map() };
  const overflows = all.length === limit;
  const many = overflows ? accountIds : accountIds.filter((id) => (found.rows.get(id)?.length ?? 0) > most);
  for (const accountId of many) {
    const own = await read(accountId, most, { sort: { [newest]: -1 } });
    found.rows.set(accountId, own);
    if (own.length === most) found.totals.set(accountId, await countRows(model, tenant, { ...filter, accountId }));
  }
  // As many as may be read is all there is.
  for (const [accountId, total] of found.totals) if (total <= most) found.totals.delete(accountId);
  return found;
}
