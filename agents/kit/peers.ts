import { percentile, percentileRank } from '../metrics/statistics.ts';
import type { Context } from './context.ts';

/** Fewer others than this would say more about them than about the account. */
export const LEAST_PEERS = 5;

/** How a value stands among others. Under five others nothing is said of them. Pure. */
export function placeAmong(own: number | null, others: readonly number[]) {
  const few = others.length < LEAST_PEERS;
  return {
    median: few ? null : percentile(others, 0.5),
    /** Share of the others that lie below, ties counted half, 0 to 1. */
    above: few || own === null ? null : percentileRank(others, own),
    /** 1 is best, among the others and the own. */
    rank: few || own === null ? null : 1 + others.filter((each) => each > own).length,
  };
}

interface Like {
  segment: string;
  vertical: string | null;
  /** What else is asked of their standings. */
  where?: object;
  most: number;
}

/**
 * What is read of the customers of an account's size and industry, or of its size alone where those are too few:
 * `vertical` is null then.
 */
export async function ofPeers<Row>(
  { tenant, models }: Pick<Context, 'tenant' | 'models'>,
  accountId: string,
  { segment, vertical, where = {}, most }: Like,
  read: (ids: string[]) => Promise<Row[]>,
): Promise<{ vertical: string | null; rows: Row[] }> {
  const like = async (of: object) => {
    const filter = { tenant, ...of, ...where, accountId: { $ne: accountId }, lifecycleStage: { $ne: 'churned' } } as { tenant: string };
    const found = models.accountStandings.find(filter, { accountId: 1 }).sort({ accountId: 1 }).limit(most);
    return read((await found.lean<{ accountId: string }[]>()).map((each) => each.accountId));
  };
  const near = vertical ? await like({ segment, vertical }) : [];
  return near.length >= LEAST_PEERS ? { vertical, rows: near } : { vertical: null, rows: await like({ segment }) };
}
