import type { CustomerUsageAnalytics } from '../../models/customer-usage-analytics.ts';
import { LEAST_PEERS, ofPeers } from '../kit/peers.ts';
import type { Context } from '../kit/tool.ts';
import { mean, segmentOf, termsOf } from '../metrics/index.ts';
import { type BehaviorFacts, lastDays } from './sessions.ts';

const MOST_ACCOUNTS = 500;
const READ = { accountId: 1, averageSessionDuration: 1, totalLogins: 1, activeUsersCount: 1, workflowCompletionRate: 1 } as const;

/** The mean usage of like accounts in the window, from their weekly analytics. */
export async function segmentAverage(context: Context, { account, contracts, asOf }: BehaviorFacts, days: number) {
  const { tenant, models } = context;
  const segment = segmentOf(account, termsOf(account, contracts, asOf).arr);
  if (!segment) return average(null, null, []);
  const like = { segment, vertical: account.vertical ?? null, most: MOST_ACCOUNTS };
  const { vertical, rows } = await ofPeers(context, account._id, like, async (ids) => {
    if (ids.length < LEAST_PEERS) return [];
    const within = { $gt: lastDays(context.asOf, days).from, $lte: context.asOf };
    const weeks = { measurementFrequency: 'weekly' as const, usagePeriodEnd: within, ingestedAt: { $lte: context.asOf } };
    const read = models.customerUsageAnalytics.find({ tenant, accountId: { $in: ids }, ...weeks }, READ);
    return [...Map.groupBy(await read.lean<CustomerUsageAnalytics[]>(), (row) => row.accountId).values()];
  });
  return average(segment, vertical, rows);
}

/** `vertical` is null where all industries of the size count; each mean is null under five accounts. */
export function average(segment: string | null, vertical: string | null, accounts: readonly (readonly CustomerUsageAnalytics[])[]) {
  const of = (get: (row: CustomerUsageAnalytics) => number | null | undefined): number | null => {
    const own = accounts.flatMap((rows) => mean(rows.flatMap((row) => get(row) ?? [])) ?? []);
    return own.length < LEAST_PEERS ? null : mean(own);
  };
  return {
    segment,
    vertical,
    accounts: accounts.length,
    minutes: of(({ averageSessionDuration }) => averageSessionDuration),
    perWeek: of(({ totalLogins, activeUsersCount }) => (activeUsersCount && totalLogins ? totalLogins / activeUsersCount : null)),
    completionRate: of(({ workflowCompletionRate }) => workflowCompletionRate),
  };
}
