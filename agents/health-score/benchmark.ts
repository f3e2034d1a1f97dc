import type { AccountFacts, Text } from '../facts/index.ts';
import { placeAmong } from '../kit/peers.ts';
import { ofAccount, t } from '../kit/say.ts';
import type { Context } from '../kit/tool.ts';
import { segmentOfFacts } from './scorecard.ts';

type Benchmark = NonNullable<Awaited<ReturnType<typeof benchmarkOf>>>;

/** The score among the others of its segment and vertical; null where they are too few, or there is no score. */
export async function benchmarkOf({ tenant, models }: Context, facts: AccountFacts, score: number | null) {
  const { _id: id, name, vertical } = facts.account;
  const segment = segmentOfFacts(facts);
  if (score === null || !segment || !vertical) return null;
  const peers = { tenant, segment, vertical, accountId: { $ne: id } } as { tenant: string };
  const scores = (
    await models.accountStandings
      .find({ ...peers, health: { $gte: 0 } }, { health: 1, _id: 0 })
      .sort({ health: 1 })
      .limit(20_000)
      .lean<{ health: number }[]>()
  ).map(({ health }) => health);
  const { median, above } = placeAmong(score, scores);
  if (median === null) return null;
  const { of, percent } = ofAccount({ id, name }, facts.asOf.toISOString());
  return {
    peers: `${segment} ${vertical}`.replaceAll('_', ' '),
    accounts: of('health_peers', 'other accounts compared with', scores.length, ''),
    median: of('health_peers_median', 'their median health', median, 'points'),
    percentile: percent('health_percentile', 'of them score lower', above),
  };
}

export const benchmarkLine = ({ peers, accounts, median, percentile }: Benchmark): Text =>
  t`Against ${accounts} other ${peers} accounts: higher than ${percentile}, their median is ${median}.`;
