import type { Context } from './context.ts';

/** The ids of other customers that are so by their standings, at most `limit`. */
export async function idsLike({ tenant, models }: Context, accountId: string, of: object, limit: number): Promise<string[]> {
  const like = { tenant, ...of, accountId: { $ne: accountId }, lifecycleStage: { $ne: 'churned' } } as { tenant: string };
  const rows = await models.accountStandings
    .find(like, { accountId: 1 })
    .sort({ accountId: 1 })
    .limit(limit)
    .lean<{ accountId: string }[]>();
  return rows.map((each) => each.accountId);
}
