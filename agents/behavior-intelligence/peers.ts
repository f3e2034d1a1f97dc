import type { CustomerUsageAnalytics } from '../../models/customer-usage-analytics.ts';
import { idsLike } from '../kit/peers.ts';
import type { Context } from '../kit/tool.ts';
import { mean, segmentOf, termsOf } from '../metrics/index.ts';
import { type BehaviorFacts, lastDays } from './sessions.ts';

/** Fewer accounts than this would say more about them than about the segment. */
export const LEAST_ACCOUNTS = 5;
const MOST_ACCOUNTS = 500;

/** The mean usage of accounts of the same size and industry in the window, or of the size alone where they are too few; from their weekly analytics. */
export async function segmentAverage(context: Context, facts: BehaviorFacts, days: number) {
  const { account, contracts, asOf } = facts;
  const segment = segmentOf(account, termsOf(account, contracts, asOf).arr);
  const vertical = account.vertical ?? null;
  if (!segment) return average(null, null, []);
  const near = vertical ? await usageOf(context, account._id, { segment, vertical }, days) : [];
  if (near.length >= LEAST_ACCOUNTS) return average(segment, vertical, near);
  return average(segment, null, await usageOf(context, account._id, { segment }, days));
}

/** `vertical` is null where all industries of the size count; each mean is null under five accounts. */
export function average(segment: string | null, vertical: string | null, accounts: readonly (readonly CustomerUsageAnalytics[])[]) {
  const of = (get: (row: CustomerUsageAnalytics) => number | null | undefined): number | null => {
    const own = accounts.flatMap((rows) => mean(rows.flatMap((row) => get(row) ?? [])) ?? []);
    return own.length < LEAST_ACCOUNTS ? null : mean(own);
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

async function usageOf(
  context: Context,
  accountId: string,
  of: { segment: string; vertical?: string },
  days: number,
): Promise<CustomerUsageAnalytics[][]> {
  const { tenant, models, asOf } = context;
  const ids = await idsLike(context, accountId, of, MOST_ACCOUNTS);
  if (ids.length < LEAST_ACCOUNTS) return [];
  const { from } = lastDays(asOf, days);
  const rows = await models.customerUsageAnalytics
    .find(
      {
        tenant,
        accountId: { $in: ids },
        measurementFrequency: 'weekly',
        usagePeriodEnd: { $gt: from, $lte: asOf },
        ingestedAt: { $lte: asOf },
      },
      { accountId: 1, averageSessionDuration: 1, totalLogins: 1, activeUsersCount: 1, workflowCompletionRate: 1 },
    )
    .lean<CustomerUsageAnalytics[]>();
  return [...Map.groupBy(rows, (row) => row.accountId).values()];
}
