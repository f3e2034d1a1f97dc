import type { AccountHealthScore } from '../../models/account-health-score.ts';
import { DAY } from '../facts/index.ts';
import { idsLike } from '../kit/peers.ts';
import type { Context } from '../kit/tool.ts';
import { metricNamed, percentile, percentileRank, round } from '../metrics/index.ts';

/** Fewer peers than this would say more about them than about the account. */
export const LEAST_PEERS = 5;
const MOST_PEERS = 5_000;
/** Scores are issued at least weekly; older ones are of another time. */
const WINDOW_DAYS = 9;

/** What is compared, and where health's scores keep it. */
const FIELDS = {
  health: 'overallHealthScore',
  nps_answer: 'npsScore',
  core_adoption: 'featureAdoptionPercentage',
  advanced_adoption: 'advancedFeatureUsage',
  health_usage: 'usageHealthScore',
} as const satisfies Record<string, keyof AccountHealthScore>;
export const METRIC_KEYS = Object.keys(FIELDS) as (keyof typeof FIELDS)[];
type MetricKey = (typeof METRIC_KEYS)[number];

/** How a value stands among others. Under five others nothing is said of them. Pure. */
export function compare(metric: MetricKey, own: number | null, peers: readonly number[]) {
  const shown = (value: number | null) => value && round(value, metricNamed(metric).digits);
  const few = peers.length < LEAST_PEERS;
  const share = few || own === null ? null : percentileRank(peers, own);
  return {
    metric,
    value: shown(own),
    peers: peers.length,
    median: few ? null : shown(percentile(peers, 0.5)),
    /** Share of the peers that lie below, ties counted half, 0 to 100. */
    percentile: share === null ? null : round(100 * share),
    /** 1 is best, among the peers and the account. */
    rank: few || own === null ? null : 1 + peers.filter((each) => each > own).length,
  };
}

export type Comparison = ReturnType<typeof compare>;

/** The account among those of its size and industry, or of its size alone where they are too few, by what health last issued of them. */
export async function peerScores(context: Context, accountId: string, segment: string, vertical: string | null) {
  const near = vertical ? await scoresOf(context, accountId, { segment, vertical }) : null;
  const scores = near && near.peers.length >= LEAST_PEERS ? near : await scoresOf(context, accountId, { segment });
  return {
    /** The industry is left out where it has too few accounts. */
    vertical: scores === near ? vertical : null,
    /** The instant of the account's own scores. */
    at: scores.own?.asOf ?? null,
    comparisons: METRIC_KEYS.map((key) => {
      const of = (row: AccountHealthScore | undefined) => row?.[FIELDS[key]] ?? null;
      return compare(
        key,
        of(scores.own),
        scores.peers.map(of).filter((each) => each !== null),
      );
    }),
  };
}

/** The newest score of the account and of each customer like it, not later than the context's instant, nor much older. */
async function scoresOf(context: Context, accountId: string, of: { segment: string; vertical?: string }) {
  const { tenant, models, asOf } = context;
  const ids = await idsLike(context, accountId, { ...of, health: { $gte: 0 } }, MOST_PEERS);
  const rows = await models.accountHealthScores
    .find(
      {
        tenant,
        accountId: { $in: [accountId, ...ids] },
        asOf: { $lte: asOf, $gte: new Date(asOf.getTime() - WINDOW_DAYS * DAY) },
      },
      Object.fromEntries(['accountId', 'asOf', ...Object.values(FIELDS)].map((field) => [field, 1])),
    )
    .sort({ accountId: 1, asOf: 1 })
    .lean<AccountHealthScore[]>();
  const newest = new Map(rows.map((row) => [row.accountId, row]));
  const own = newest.get(accountId);
  newest.delete(accountId);
  return { own, peers: [...newest.values()] };
}
