import { z } from 'zod';
import type { Context } from '../kit/context.ts';
import type { AccountHead } from './account.ts';

export const benchmarkSchema = z.object({
  segment: z.string(),
  vertical: z.string(),
  accounts: z.number().describe('How many other scored accounts are compared with'),
  median: z.number(),
  percentile: z.number().describe('Share of them that score lower, 0 to 100'),
});
export type Benchmark = z.infer<typeof benchmarkSchema>;

/** Fewer than this many others would say more about them than about the account. */
const LEAST = 5;

/** The account's score among the others of its segment and vertical; null where they are too few. */
export async function benchmarkOf(
  { tenant, models }: Context,
  { id, segment, vertical }: AccountHead,
  score: number,
): Promise<Benchmark | null> {
  if (!segment || !vertical) return null;
  const peers = { tenant, segment, vertical, accountId: { $ne: id } } as { tenant: string };
  const scores = (
    await models.accountStandings
      .find({ ...peers, health: { $gte: 0 } }, { health: 1, _id: 0 })
      .sort({ health: 1 })
      .limit(20_000)
      .lean<{ health: number }[]>()
  ).map(({ health }) => health);
  const median = scores[Math.floor(scores.length / 2)];
  if (scores.length < LEAST || median === undefined) return null;
  const lower = scores.filter((each) => each < score).length;
  return { segment, vertical, accounts: scores.length, median: Math.round(median), percentile: Math.round((lower / scores.length) * 100) };
}
