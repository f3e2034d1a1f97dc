import { z } from 'zod';
import type { AccountHealthScore } from '../../models/account-health-score.ts';
import { DAY } from '../facts/time.ts';
import type { Context } from '../kit/context.ts';
import { percentile, percentileRank, round } from '../metrics/statistics.ts';

/** Fewer peers than this would say more about them than about the account. */
export const LEAST_PEERS = 5;
const MOST_PEERS = 5_000;
/** Scores are issued at least weekly; older ones are of another time. */
const WINDOW_DAYS = 9;

export const METRICS = {
  health: { label: 'Health', unit: 'of 100', field: 'overallHealthScore', digits: 0 },
  nps: { label: 'NPS', unit: 'of 10', field: 'npsScore', digits: 1 },
  core: { label: 'Core feature adoption', unit: '%', field: 'featureAdoptionPercentage', digits: 0 },
  advanced: { label: 'Advanced feature adoption', unit: '%', field: 'advancedFeatureUsage', digits: 0 },
  usage: { label: 'Usage', unit: 'of 100', field: 'usageHealthScore', digits: 0 },
} as const satisfies Record<string, { label: string; unit: string; field: keyof AccountHealthScore; digits: number }>;
export const METRIC_KEYS = Object.keys(METRICS) as (keyof typeof METRICS)[];
export type MetricKey = keyof typeof METRICS;

export const comparisonSchema = z.object({
  metric: z.enum(METRIC_KEYS as [MetricKey, ...MetricKey[]]),
  value: z.number().nullable().describe('The account’s own; null where it has no data'),
  peers: z.number().describe('How many peers have the figure'),
  median: z.number().nullable().describe('Of the peers; null under five'),
  percentile: z.number().nullable().describe('Share of the peers that lie below, ties counted half, 0 to 100; null under five'),
  rank: z.number().nullable().describe('1 is best, among the peers and the account; null under five'),
});
export type Comparison = z.infer<typeof comparisonSchema>;

/** How a value stands among others. Under five others nothing is said of them. Pure. */
export function compare(metric: MetricKey, value: number | null, peers: readonly number[]): Comparison {
  const { digits } = METRICS[metric];
  const shown = value === null ? null : round(value, digits);
  if (peers.length < LEAST_PEERS) return { metric, value: shown, peers: peers.length, median: null, percentile: null, rank: null };
  const middle = percentile(peers, 0.5);
  const share = value === null ? null : percentileRank(peers, value);
  return {
    metric,
    value: shown,
    peers: peers.length,
    median: middle === null ? null : round(middle, digits),
    percentile: share === null ? null : round(100 * share),
    rank: value === null ? null : 1 + peers.filter((each) => each > value).length,
  };
}

export interface PeerScores {
  /** The industry is left out where it has too few accounts. */
  vertical: string | null;
  own: Partial<Record<MetricKey, number>> | null;
  /** The instant of the account's own scores. */
  at: Date | null;
  peers: Partial<Record<MetricKey, number>>[];
}

/** The stored scores of the account and of those of its size and industry, or of its size alone where they are too few. */
export async function peerScores(context: Context, accountId: string, segment: string, vertical: string | null): Promise<PeerScores> {
  const near = vertical ? await peerIds(context, accountId, { segment, vertical }) : [];
  const scores = near.length >= LEAST_PEERS ? await scoresOf(context, [accountId, ...near]) : null;
  const others = (all: Map<string, AccountHealthScore>) => [...all].flatMap(([id, row]) => (id === accountId ? [] : [figuresOf(row)]));
  if (scores && others(scores).length >= LEAST_PEERS) return result(vertical, scores.get(accountId), others(scores));
  const wide = await scoresOf(context, [accountId, ...(await peerIds(context, accountId, { segment }))]);
  return result(null, wide.get(accountId), others(wide));
}

const result = (vertical: string | null, own: AccountHealthScore | undefined, peers: PeerScores['peers']): PeerScores => ({
  vertical,
  own: own ? figuresOf(own) : null,
  at: own?.asOf ?? null,
  peers,
});

const figuresOf = (row: AccountHealthScore): Partial<Record<MetricKey, number>> =>
  Object.fromEntries(METRIC_KEYS.flatMap((key) => (typeof row[METRICS[key].field] === 'number' ? [[key, row[METRICS[key].field]]] : [])));

async function peerIds({ tenant, models }: Context, accountId: string, of: { segment: string; vertical?: string }): Promise<string[]> {
  const peers = { tenant, ...of, accountId: { $ne: accountId }, health: { $gte: 0 }, lifecycleStage: { $ne: 'churned' } } as {
    tenant: string;
  };
  const rows = await models.accountStandings
    .find(peers, { accountId: 1 })
    .sort({ accountId: 1 })
    .limit(MOST_PEERS)
    .lean<{ accountId: string }[]>();
  return rows.map((row) => row.accountId);
}

/** The newest score of each account not later than the context's instant, nor much older. */
async function scoresOf({ tenant, models, asOf }: Context, accountIds: readonly string[]): Promise<Map<string, AccountHealthScore>> {
  const fields = Object.fromEntries(['accountId', 'asOf', ...METRIC_KEYS.map((key) => METRICS[key].field)].map((field) => [field, 1]));
  const rows = await models.accountHealthScores
    .find({ tenant, accountId: { $in: [...accountIds] }, asOf: { $lte: asOf, $gte: new Date(asOf.getTime() - WINDOW_DAYS * DAY) } }, fields)
    .sort({ accountId: 1, asOf: -1 })
    .lean<AccountHealthScore[]>();
  const newest = new Map<string, AccountHealthScore>();
  for (const row of rows) if (!newest.has(row.accountId)) newest.set(row.accountId, row);
  return newest;
}
