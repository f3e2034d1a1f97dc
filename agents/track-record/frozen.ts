import type { Model } from 'mongoose';
import { DAY, type FactScope, WEEK, weekOf } from '../facts/index.ts';

/** What was issued later than this after the instant it speaks about was filled in, and is no forecast. */
const LATE_MS = DAY;
/** A year of an account's forecasts is some thousand rows, which the database goes through. */
const ACCOUNTS_AT_ONCE = 50;

/** One forecast an account and week, the first of the week. */
interface Frozen<Row> {
  rows: Row[];
  /** Account-weeks that were filled in afterwards, and count for nothing. */
  filledIn: number;
}

interface Issued {
  accountId: string;
  asOf: Date;
}

/** Of what an agent issued of accounts since an instant, the first of each week, oldest first. */
export async function firstOfWeek<Row extends Issued>(
  model: unknown,
  { tenant, asOf, signal }: Pick<FactScope, 'tenant' | 'asOf'> & { signal: AbortSignal },
  accountIds: readonly string[],
  { since, fields }: { since: Date; fields: readonly (keyof Row & string)[] },
): Promise<Frozen<Row>> {
  const firsts = Object.fromEntries(['accountId', 'asOf', ...fields].map((field) => [field, { $first: `$${field}` }]));
  const found: Frozen<Row> = { rows: [], filledIn: 0 };
  for (let start = 0; start < accountIds.length; start += ACCOUNTS_AT_ONCE) {
    signal.throwIfAborted();
    const some = accountIds.slice(start, start + ACCOUNTS_AT_ONCE);
    const groups = await (model as Model<object>).aggregate<Row & { late: boolean }>([
      { $match: { tenant, accountId: { $in: some }, asOf: { $gte: weekOf(since), $lte: asOf }, ingestedAt: { $lte: asOf } } },
      { $sort: { accountId: -1, asOf: 1 } },
      {
        $group: {
          _id: {
            accountId: '$accountId',
            week: { $floor: { $divide: [{ $subtract: ['$asOf', weekOf(since)] }, WEEK] } },
            late: { $gt: [{ $subtract: ['$ingestedAt', '$asOf'] }, LATE_MS] },
          },
          ...firsts,
        },
      },
      { $set: { late: '$_id.late', _id: null } },
    ]);
    for (const { late, ...row } of groups)
      if (late) found.filledIn++;
      else found.rows.push(row as unknown as Row);
  }
  found.rows.sort((a, b) => a.asOf.getTime() - b.asOf.getTime() || (a.accountId < b.accountId ? -1 : 1));
  return found;
}
