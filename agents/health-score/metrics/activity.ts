import type { CustomerUsageAnalytics } from '../../../models/customer-usage-analytics.ts';
import type { AccountFacts } from '../../facts/account-facts.ts';
import { within } from '../../facts/time.ts';
import { shortDate } from '../../metrics/format.ts';
import { evidenceOf, type Reading } from '../metric.ts';
import { COMPARED_DAYS, ratioToBefore } from './usual.ts';

/** What may stand for how many use the product, best first. */
const MEASURES = [
  { field: 'activeUsersCount', what: 'Active users' },
  { field: 'totalLogins', what: 'Sessions' },
  { field: 'usageMinutes', what: 'Time in the product' },
  { field: 'featureUses', what: 'Uses of features' },
] as const satisfies { field: keyof CustomerUsageAnalytics; what: string }[];

/**
 * Where nobody says how many have access: use in the last four weeks in per cent of what was usual in the twelve before
 * (at most 100), by the best measure the rows have. Null where there are too few weeks to compare.
 */
export function activityAgainstUsual(facts: AccountFacts): Reading | null {
  const compared = within(facts.usage, facts.asOf, COMPARED_DAYS);
  for (const { field, what } of MEASURES) {
    const rows = compared.filter((row) => typeof row[field] === 'number');
    const last = rows.at(-1);
    const ratio = ratioToBefore(
      rows.map((row) => ({ at: row.at, value: row[field] ?? 0 })),
      facts.asOf,
    );
    if (ratio === null || !last) continue;
    const value = Math.min(1, ratio) * 100;
    return {
      value,
      latest: last.at.getTime(),
      text: () =>
        `${what} at ${Math.round(ratio * 100)} % of what was usual (4 weeks to ${shortDate(last.at, facts.asOf)}); how many have access is not known`,
      evidence: () => evidenceOf('customer_usage_analytics', field, rows),
    };
  }
  return null;
}
