import type { AccountFacts } from '../facts/account-facts.ts';
import { DAY } from '../facts/time.ts';
import { trendOf } from '../metrics/statistics.ts';

const USAGE_WEEKS = 13;

/** Whether the weekly active users of the last quarter show a falling trend, not just a poor week. */
export function usageFalls({ usage, asOf }: Pick<AccountFacts, 'usage' | 'asOf'>): boolean {
  const recent = usage.filter(({ usagePeriodEnd }) => usagePeriodEnd.getTime() > asOf.getTime() - USAGE_WEEKS * 7 * DAY);
  return trendOf(recent.map(({ activeUsersCount }) => activeUsersCount ?? null)).direction === 'decreasing';
}
