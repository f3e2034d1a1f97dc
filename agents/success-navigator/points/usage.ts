import type { CustomerUsageAnalytics } from '../../../models/customer-usage-analytics.ts';
import { longDate } from '../../metrics/format.ts';
import { about, clamp, fact, type Point, type PointsOf } from './point.ts';

const WEEK = 7 * 86_400_000;
/** Older weeks say nothing about now. */
const STALE = 35 * 86_400_000;
/** How many weeks back the present is compared with; the stronger change counts. */
const BACK = [12, 24] as const;
const NOTABLE = 0.15;

const METRICS = [
  { field: 'activeUsersCount', label: 'Active users', noun: 'active users', unit: 'users', show: whole },
  { field: 'apiCallsCount', label: 'API calls', noun: 'API calls', unit: 'calls', show: whole },
  { field: 'averageSessionDuration', label: 'Minutes a session', noun: 'minutes in an average session', unit: 'minutes', show: whole },
  { field: 'workflowCompletionRate', label: 'Completed workflows', noun: 'the share of workflows completed', unit: '%', show: percent },
  {
    field: 'coreFeatureAdoption',
    label: 'Use of core features',
    noun: 'the share of people who use the core features',
    unit: '%',
    show: percent,
  },
] as const;
type Metric = (typeof METRICS)[number];

/** What changed in the weeks behind us: two real weeks, each the middle one of three, so that a single odd week says nothing. */
export const usagePoints: PointsOf = ({ usage, account, asOf }) =>
  METRICS.flatMap((metric) => changeOf(metric, usage, account.name, asOf) ?? []);

export const adoptionPoints: PointsOf = ({ usage, account, asOf }) => {
  const week = usage.findLast(({ activeUsersCount, provisionedUsersCount }) => activeUsersCount != null && provisionedUsersCount);
  const active = week?.activeUsersCount;
  const provisioned = week?.provisionedUsersCount;
  if (!week || active == null || !provisioned || active > provisioned || isStale(week, asOf)) return [];
  const end = longDate(week.usagePeriodEnd);
  const source = { collection: 'customer_usage_analytics', id: week._id, field: 'activeUsersCount', at: week.usagePeriodEnd };
  return [
    {
      topic: 'adoption',
      weight: 0.2 + 0.2 * (1 - active / provisioned),
      line: `In the week to ${end}, ${whole(active)} of your ${whole(provisioned)} people with access used it.`,
      subject: about(account.name, 'making it useful for more of your people'),
      figure: fact(
        'Active of provisioned users',
        active,
        'users',
        `${whole(active)} of ${whole(provisioned)} people with access were active in the week to ${end}.`,
        source,
      ),
    },
  ];
};

function changeOf(metric: Metric, usage: CustomerUsageAnalytics[], accountName: string, asOf: Date): Point | undefined {
  const weeks = usage.filter((week) => week[metric.field] != null);
  const last = weeks.at(-1);
  if (!last || isStale(last, asOf)) return undefined;
  const now = middle(metric, weeks.slice(-3));
  const changes = BACK.flatMap((back) => {
    const until = last.usagePeriodEnd.getTime() - (back - 1.5) * WEEK;
    const then = middle(
      metric,
      weeks.filter(({ usagePeriodEnd }) => usagePeriodEnd.getTime() <= until && usagePeriodEnd.getTime() > until - 3 * WEEK),
    );
    return now && then && then.value > 0 ? [{ now, then, ratio: now.value / then.value }] : [];
  });
  const strongest = changes.toSorted((a, b) => Math.abs(b.ratio - 1) - Math.abs(a.ratio - 1))[0];
  if (!strongest || Math.abs(strongest.ratio - 1) < NOTABLE) return undefined;
  const { then, ratio } = strongest;
  const present = strongest.now;
  const from = `${metric.show(then.value)} in the week to ${longDate(then.week.usagePeriodEnd)}`;
  const to = `${metric.show(present.value)} in the week to ${longDate(present.week.usagePeriodEnd)}`;
  const down = ratio < 1;
  const source = ({ week }: Middle) => ({
    collection: 'customer_usage_analytics',
    id: week._id,
    field: metric.field,
    at: week.usagePeriodEnd,
  });
  return {
    topic: 'usage',
    weight: clamp(0.45 + 0.5 * Math.abs(ratio - 1)),
    line: `On your side, ${metric.noun} ${down ? 'went down' : 'went up'} from ${from} to ${to}.`,
    subject: about(
      accountName,
      down ? `what changed in ${metric.label.toLowerCase().replace('api', 'API')}` : 'building on your growing use',
    ),
    ...(down ? {} : { ask: 'Could we find half an hour to talk about what you plan to do with it next?' }),
    figure: fact(
      metric.label,
      metric.unit === '%' ? Math.round(present.value * 100) : present.value,
      metric.unit,
      `${metric.label}: from ${from} to ${to}.`,
      source(then),
      source(present),
    ),
  };
}

function isStale({ usagePeriodEnd }: CustomerUsageAnalytics, asOf: Date): boolean {
  return asOf.getTime() - usagePeriodEnd.getTime() > STALE;
}

interface Middle {
  week: CustomerUsageAnalytics;
  value: number;
}

function middle(metric: Metric, weeks: CustomerUsageAnalytics[]): Middle | undefined {
  const rows = weeks.flatMap((week) => {
    const value = week[metric.field];
    return value == null ? [] : [{ week, value }];
  });
  return rows.length < 3 ? undefined : rows.toSorted((a, b) => a.value - b.value)[1];
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en-GB');
}

function percent(value: number): string {
  return `${Math.round(value * 100)} %`;
}
