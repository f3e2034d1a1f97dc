import type { AccountHealthScore } from '../../models/account-health-score.ts';
import { DAY } from '../facts/index.ts';
import { ofPeers, placeAmong } from '../kit/peers.ts';
import type { Context } from '../kit/tool.ts';
import { metricNamed, round } from '../metrics/index.ts';

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

/** How a value stands among others, as it is shown. Pure. */
export function compare(metric: MetricKey, own: number | null, peers: readonly number[]) {
  const shown = (value: number | null) => value && round(value, metricNamed(metric).digits);
  const { median, above, rank } = placeAmong(own, peers);
  const percentile = above === null ? null : round(100 * above);
  return { metric, value: shown(own), peers: peers.length, median: shown(median), percentile, rank };
}
export type Comparison = ReturnType<typeof compare>;

/** The account among its peers, by what health last issued of them. */
export async function peerScores(context: Context, accountId: string, segment: string, ownVertical: string | null) {
  const like = { segment, vertical: ownVertical, where: { health: { $gte: 0 } }, most: MOST_PEERS };
  const [[own], { vertical, rows: peers }] = await Promise.all([
    newestScores(context, [accountId]),
    ofPeers(context, accountId, like, (ids) => newestScores(context, ids)),
  ]);
  return {
    /** The industry is left out where it has too few accounts. */
    vertical,
    /** The instant of the account's own scores. */
    at: own?.asOf ?? null,
    comparisons: METRIC_KEYS.map((key) => {
      const field = FIELDS[key];
      return compare(
        key,
        own?.[field] ?? null,
        peers.flatMap((each) => each[field] ?? []),
      );
    }),
  };
}

/** The newest score of each account, not later than the context's instant, nor much older. */
async function newestScores({ tenant, models, asOf }: Context, ids: string[]): Promise<AccountHealthScore[]> {
  const since = new Date(asOf.getTime() - WINDOW_DAYS * DAY);
  const rows = await models.accountHealthScores
    .find(
      { tenant, accountId: { $in: ids }, asOf: { $lte: asOf, $gte: since } },
      Object.fromEntries(['accountId', 'asOf', ...Object.values(FIELDS)].map((field) => [field, 1])),
    )
    .sort({ accountId: 1, asOf: 1 })
    .lean<AccountHealthScore[]>();
  return [...new Map(rows.map((row) => [row.accountId, row])).values()];
}
