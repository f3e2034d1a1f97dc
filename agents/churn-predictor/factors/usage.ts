import type { CustomerUsageAnalytics } from '../../../models/customer-usage-analytics.ts';
import type { AccountFacts } from '../../facts/account-facts.ts';
import { plural } from '../../metrics/format.ts';
import { type Anchors, clamp, mannKendall, median, normalCdf, piecewise, round } from '../../metrics/statistics.ts';
import { ageDays, day, evidenceOf, type Factor, newestOf, type Observation, UNKNOWN } from './factor.ts';

const COLLECTION = 'customer_usage_analytics';

/** "Now" is the last three weeks, "before" the five weeks around 60 to 70 days ago; medians, so that one odd week changes little. */
const RECENT_DAYS = 21;
const BEFORE_DAYS = { from: 50, to: 86 };
const DECLINE: Anchors = [
  [0, 0],
  [0.1, 0.05],
  [0.3, 0.4],
  [0.6, 0.9],
  [0.8, 1],
];

type Metric = (row: CustomerUsageAnalytics) => number | null | undefined;

interface Point {
  row: CustomerUsageAnalytics;
  value: number;
  age: number;
}

/** The weeks younger than so many days in which the metric is known. */
function series(facts: AccountFacts, metric: Metric, days = Number.POSITIVE_INFINITY): Point[] {
  const points: Point[] = [];
  for (const row of facts.usage) {
    const value = metric(row);
    if (value == null) continue;
    const age = ageDays(facts, row.usagePeriodEnd);
    if (age < days) points.push({ row, value, age });
  }
  return points;
}

/** Fall of a weekly metric over about 60 days. Growth counts as no fall: how much is used says more than how fast it grows. */
function decline(facts: AccountFacts, field: string, metric: Metric, label: string, show: (value: number) => string): Observation {
  const points = series(facts, metric, BEFORE_DAYS.to);
  const recent = points.filter(({ age }) => age < RECENT_DAYS);
  const before = points.filter(({ age }) => age >= BEFORE_DAYS.from);
  const now = median(recent.map(({ value }) => value));
  const then = median(before.map(({ value }) => value));
  const last = recent.at(-1);
  if (now === null || then === null || !last || recent.length < 2 || before.length < 2) return UNKNOWN;
  const fall = then > 0 ? Math.max(0, 1 - now / then) : 0;
  // A fall counts as far as it is more than the noise of the weeks between (one-sided Mann–Kendall).
  const { z } = mannKendall(points.map(({ value }) => value));
  const certainty = clamp(2 * normalCdf(-z) - 1, 0, 1);
  const change = then > 0 ? round(100 * (now / then - 1)) : 0;
  return {
    newest: newestOf(recent.map(({ row }) => row)),
    fullness: Math.min(1, (recent.length + before.length) / 6),
    reading: {
      strength: piecewise(DECLINE, fall) * certainty,
      value: change,
      unit: '%',
      text: () =>
        `${label} ${change > 0 ? 'up' : change < 0 ? 'down' : 'unchanged'}${change === 0 ? '' : ` ${Math.abs(change)} %`} over 60 days (${show(then)} to ${show(now)} by ${day(last.row.usagePeriodEnd)})`,
      evidence: () => [...before.slice(-1), last].map(({ row }) => evidenceOf(COLLECTION, row, field)),
    },
  };
}

const percent = (share: number) => `${round(share * 100)} %`;
const count = (value: number) => round(value).toLocaleString('en-US');

function trendFactor(
  name: string,
  label: string,
  field: string,
  importance: number,
  metric: Metric,
  show: (value: number) => string,
): Factor {
  return {
    name,
    label,
    group: 'usage',
    needs: `weekly ${label.toLowerCase()} of the last 12 weeks`,
    importance,
    halfLife: 14,
    observe: (facts) => decline(facts, field, metric, label, show),
  };
}

const ACTIVE_SHARE: Anchors = [
  [0, 1],
  [0.25, 0.75],
  [0.5, 0.3],
  [0.7, 0],
  [0.9, -0.4],
  [1, -0.5],
];

/** People of the product seen in the last 30 days against people with access. */
function activeShare(facts: AccountFacts): Observation {
  const month = series(facts, ({ activeUsersCount }) => activeUsersCount, 30);
  const access = series(facts, ({ provisionedUsersCount }) => provisionedUsersCount || null);
  const last = month.at(-1);
  const seats = access.at(-1);
  if (!last || !seats) return UNKNOWN;
  const seen = new Set<string>();
  for (const row of facts.usage)
    for (const { userId, sessions, lastAt } of row.activityByUser ?? [])
      if (sessions > 0 && ageDays(facts, lastAt ?? row.usagePeriodEnd) <= 30) seen.add(userId);
  const named = month.some(({ row }) => row.activityByUser != null);
  const active = Math.min(seats.value, Math.max(seen.size, named ? last.value : Math.max(...month.map(({ value }) => value))));
  return {
    newest: newestOf([last.row, seats.row]),
    fullness: Math.min(1, month.length / 3),
    reading: {
      strength: piecewise(ACTIVE_SHARE, active / seats.value),
      value: round((100 * active) / seats.value),
      unit: '%',
      text: () => `${active} of ${plural(seats.value, 'provisioned user')} active in the 30 days to ${day(facts.asOf)}`,
      evidence: () => [evidenceOf(COLLECTION, last.row, 'activeUsersCount'), evidenceOf(COLLECTION, seats.row, 'provisionedUsersCount')],
    },
  };
}

const CHAMPION_IDLE: Anchors = [
  [3, -0.2],
  [7, 0],
  [14, 0.5],
  [30, 0.9],
  [60, 1],
];

/** Days since the most recent login of a champion or administrator. */
function keyUserIdle(facts: AccountFacts): Observation {
  const people = new Map(
    facts.contacts
      .filter(({ role, productUserId, leftAt }) => productUserId && !leftAt && (role === 'champion' || role === 'admin'))
      .map((contact) => [contact.productUserId, contact]),
  );
  const rows = facts.usage.filter(({ activityByUser }) => activityByUser != null);
  const newest = newestOf(rows);
  if (people.size === 0 || !newest) return UNKNOWN;
  const seen = rows
    .flatMap((row) =>
      (row.activityByUser ?? [])
        .filter(({ userId, sessions }) => sessions > 0 && people.has(userId))
        .map(({ userId, lastAt }) => ({ row, who: people.get(userId), at: lastAt ?? row.usagePeriodEnd })),
    )
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .at(-1);
  const [first] = people.values();
  const idle = seen ? Math.floor(ageDays(facts, seen.at)) : 180;
  return {
    newest,
    fullness: 1,
    reading: {
      strength: piecewise(CHAMPION_IDLE, seen ? ageDays(facts, seen.at) : idle),
      value: idle,
      unit: 'days',
      text: () =>
        seen
          ? `${seen.who?.name} last logged in ${plural(idle, 'day')} ago, on ${day(seen.at)}`
          : `${first?.name} has not logged in for six months`,
      evidence: () =>
        seen ? [evidenceOf(COLLECTION, seen.row, 'activityByUser')] : first ? [evidenceOf('contacts', first, 'productUserId')] : [],
    },
  };
}

const WORKFLOWS_IDLE: Anchors = [
  [3, -0.1],
  [7, 0],
  [21, 0.6],
  [45, 1],
];

/** Days since a core workflow last ran. */
function workflowsIdle(facts: AccountFacts): Observation {
  const rows = facts.usage.filter((row) => row.lastWorkflowRunAt != null || row.workflowCompletionRate != null);
  const newest = newestOf(rows);
  if (!newest) return UNKNOWN;
  const ran = rows
    .flatMap((row) => {
      const at = row.lastWorkflowRunAt ?? ((row.workflowCompletionRate ?? 0) > 0 ? row.usagePeriodEnd : null);
      return at ? [{ row, at }] : [];
    })
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .at(-1);
  const idle = ran ? ageDays(facts, ran.at) : 180;
  return {
    newest,
    fullness: 1,
    reading: {
      strength: piecewise(WORKFLOWS_IDLE, idle),
      value: Math.floor(idle),
      unit: 'days',
      text: () =>
        ran
          ? `Core workflows last ran ${plural(Math.floor(idle), 'day')} ago, on ${day(ran.at)}`
          : 'Core workflows have not run in six months',
      evidence: () =>
        ran ? [evidenceOf(COLLECTION, ran.row, ran.row.lastWorkflowRunAt ? 'lastWorkflowRunAt' : 'workflowCompletionRate')] : [],
    },
  };
}

const COVER: Pick<Factor, 'group' | 'halfLife'> = { group: 'usage', halfLife: 14 };

export const usageFactors: Factor[] = [
  trendFactor(
    'login_decline',
    'Logins',
    'totalLogins',
    3,
    ({ totalLogins }) => totalLogins,
    (value) => `${count(value)} a week`,
  ),
  {
    ...COVER,
    name: 'active_share',
    label: 'Active share of users',
    needs: 'active and provisioned users a week',
    importance: 2,
    observe: activeShare,
  },
  trendFactor(
    'api_decline',
    'API calls',
    'apiCallsCount',
    1,
    ({ apiCallsCount }) => apiCallsCount,
    (value) => `${count(value)} a week`,
  ),
  trendFactor('core_decline', 'Core feature use', 'coreFeatureAdoption', 1, ({ coreFeatureAdoption }) => coreFeatureAdoption, percent),
  trendFactor(
    'advanced_decline',
    'Advanced feature use',
    'advancedFeatureAdoption',
    0.5,
    ({ advancedFeatureAdoption }) => advancedFeatureAdoption,
    percent,
  ),
  trendFactor(
    'session_decline',
    'Session time',
    'averageSessionDuration',
    1,
    ({ averageSessionDuration }) => averageSessionDuration,
    (value) => `${round(value)} min`,
  ),
  {
    ...COVER,
    name: 'key_user_idle',
    label: 'Champion logins',
    needs: "the champion's product activity",
    importance: 1,
    observe: keyUserIdle,
  },
  { ...COVER, name: 'workflows_idle', label: 'Core workflows', needs: 'workflow runs', importance: 1, observe: workflowsIdle },
];
