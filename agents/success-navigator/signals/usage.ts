import type { CustomerUsageAnalytics } from '../../../models/customer-usage-analytics.ts';
import { shortDate, signed } from '../../metrics/format.ts';
import { mean } from '../../metrics/statistics.ts';
import { activeContracts } from '../../metrics/terms.ts';
import { DAY, evidence, type Reading, type Signal, type SignalFacts } from './signal.ts';

type Get = (row: CustomerUsageAnalytics) => number | null | undefined;

const STALE_DAYS = 35;
const WEEKS = 3;

/** The mean of the last weeks that have it, none of them stale. */
function level({ usage, asOf }: SignalFacts, get: Get, until = asOf): { value: number; rows: CustomerUsageAnalytics[] } | null {
  const from = until.getTime() - STALE_DAYS * DAY;
  const rows = usage
    .filter((row) => row.usagePeriodEnd <= until && row.usagePeriodEnd.getTime() > from && typeof get(row) === 'number')
    .slice(-WEEKS);
  const value = mean(rows.map((row) => get(row) ?? 0));
  return value === null ? null : { value, rows };
}

function change(facts: SignalFacts, field: string, label: string, get: Get): Reading | null {
  const now = level(facts, get);
  const then = level(facts, get, new Date(facts.asOf.getTime() - 56 * DAY));
  if (!now || !then || then.value === 0) return null;
  const value = Math.round((now.value / then.value - 1) * 100);
  const from = shortDate(then.rows.at(-1)?.usagePeriodEnd ?? facts.asOf, facts.asOf);
  return {
    value,
    text: `${label} ${signed(value)} % since ${from}`,
    evidence: [...then.rows.slice(-1), ...now.rows.slice(-1)].map((row) =>
      evidence('customer_usage_analytics', row, field, row.usagePeriodEnd),
    ),
  };
}

function percent(facts: SignalFacts, field: string, label: string, get: Get): Reading | null {
  const now = level(facts, get);
  const last = now?.rows.at(-1);
  if (!now || !last) return null;
  const value = Math.round(now.value * 100);
  return {
    value,
    text: `${label} ${value} % in the weeks to ${shortDate(last.usagePeriodEnd, facts.asOf)}`,
    evidence: [evidence('customer_usage_analytics', last, field, last.usagePeriodEnd)],
  };
}

const meanShare =
  (tier: 'core' | 'advanced'): Get =>
  ({ featureUtilization }) =>
    mean((featureUtilization ?? []).filter((each) => each.tier === tier).map(({ share }) => share));
const activeShare: Get = ({ activeUsersCount, provisionedUsersCount }) =>
  activeUsersCount != null && provisionedUsersCount ? Math.min(1, activeUsersCount / provisionedUsersCount) : null;

export const usageSignals: Signal[] = [
  {
    key: 'active_users_change',
    label: 'Active users over eight weeks',
    unit: '%',
    better: 'higher',
    read: (facts) => change(facts, 'activeUsersCount', 'Active users', (row) => row.activeUsersCount),
  },
  {
    key: 'logins_change',
    label: 'Logins over eight weeks',
    unit: '%',
    better: 'higher',
    read: (facts) => change(facts, 'totalLogins', 'Logins', (row) => row.totalLogins),
  },
  {
    key: 'api_calls_change',
    label: 'API calls over eight weeks',
    unit: '%',
    better: 'higher',
    read: (facts) => change(facts, 'apiCallsCount', 'API calls', (row) => row.apiCallsCount),
  },
  {
    key: 'active_share',
    label: 'Active share of provisioned users',
    unit: '%',
    better: 'higher',
    read: (facts) => percent(facts, 'activeUsersCount', 'Active users', activeShare),
  },
  {
    key: 'core_adoption',
    label: 'Use of core features',
    unit: '%',
    better: 'higher',
    read: (facts) => percent(facts, 'featureUtilization', 'Use of core features', meanShare('core')),
  },
  {
    key: 'advanced_adoption',
    label: 'Use of advanced features',
    unit: '%',
    better: 'higher',
    read: (facts) => percent(facts, 'featureUtilization', 'Use of advanced features', meanShare('advanced')),
  },
  {
    key: 'seats_used',
    label: 'Seats in use',
    unit: '%',
    better: 'higher',
    read(facts) {
      const seats = activeContracts(facts.contracts, facts.asOf).reduce((total, each) => total + (each.seats ?? 0), 0);
      const now = level(facts, (row) => row.provisionedUsersCount);
      const last = now?.rows.at(-1);
      if (!now || !last || seats === 0) return null;
      const value = Math.round((now.value / seats) * 100);
      return {
        value,
        text: `${Math.round(now.value)} of ${seats} seats given out`,
        evidence: [evidence('customer_usage_analytics', last, 'provisionedUsersCount', last.usagePeriodEnd)],
      };
    },
  },
];
