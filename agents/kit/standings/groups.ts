import type { Models } from '../../../models/index.ts';
import type { Figure } from '../../facts/figure.ts';
import type { Metric } from '../../facts/metric.ts';
import { dayCount } from '../../metrics/define.ts';
import { mean, median, sum } from '../../metrics/statistics.ts';
import { figuresOf } from '../present/figures.ts';
import { currencyIn, type Money } from './money.ts';
import { newestOf } from './page.ts';
import { fieldOf } from './values.ts';

export const GROUPINGS = ['owner', 'segment', 'region', 'industry', 'stage', 'band', 'renewal_month'] as const;
export type Grouping = (typeof GROUPINGS)[number];

const GROUP_BY: Record<Grouping, unknown> = {
  owner: '$ownerId',
  segment: '$segment',
  region: '$region',
  industry: '$vertical',
  stage: '$lifecycleStage',
  band: '$band',
  renewal_month: { $dateToString: { date: '$renewalAt', format: '%Y-%m', onNull: null } },
};

export const MEASURES = ['count', 'sum', 'average', 'median', 'min', 'max'] as const;
export type Measure = (typeof MEASURES)[number];

/** Whether values of several accounts make a sum: amounts and counts do; scores, shares and days do not. */
export const addsUp = ({ unit, digits, counts }: Metric): boolean =>
  !counts && digits === 0 && ['money', 'users', 'seats', 'per week', ''].includes(unit);

/** The accounts of one group, of one currency where amounts stand apart. */
export interface Group {
  /** Null where it is not known of them. */
  key: string | null;
  /** Of amounts. */
  currency: string | null;
  accounts: number;
  /** The metric's values of those of which it is known. */
  values: number[];
}

interface Question {
  tenant: string;
  models: Models;
  asOf: Date;
  where: Record<string, unknown>;
  /** Null counts accounts only. */
  metric: Metric | null;
  by: Grouping | null;
  money: Money;
}

/** The accounts in groups, and all together, in one scan. Amounts are in the rates' currency, or each currency is a group of its own. */
export async function groupStandings({
  tenant,
  models,
  asOf,
  where,
  metric,
  by,
  money,
}: Question): Promise<{ groups: Group[]; totals: Group[]; asOf: Date | null }> {
  const isMoney = metric?.unit === 'money';
  const found = await models.accountStandings
    .aggregate<{ _id: { key: string | null; currency: string | null }; accounts: number; values: (number | Date)[]; asOf: Date }>([
      { $match: { tenant, ...where } },
      {
        $group: {
          _id: {
            key: by ? GROUP_BY[by] : null,
            currency: isMoney ? currencyIn(metric) : null,
          },
          accounts: { $sum: 1 },
          ...(metric ? { values: { $push: `$${fieldOf(metric)}` } } : {}),
          asOf: { $max: '$asOf' },
        },
      },
    ])
    .hint({ tenant: 1, accountId: 1 });
  const rates = isMoney ? money.rates : null;
  const rows = found.map(({ _id, accounts, values = [] }): Group => {
    const worth = rates?.worth[_id.currency ?? ''];
    const numbers = values.map((each) => (each instanceof Date ? dayCount(each, asOf, metric?.counts?.from ?? 'until') : each));
    return {
      key: _id.key ?? null,
      currency: isMoney ? (worth === undefined ? _id.currency : (rates?.into ?? null)) : null,
      accounts,
      values: worth === undefined ? numbers : numbers.map((each) => each * worth),
    };
  });
  return {
    groups: merged(rows, ({ key, currency }) => `${key}\n${currency}`).sort(inOrder),
    totals: merged(rows, ({ currency }) => `${currency}`)
      .map((each) => ({ ...each, key: null }))
      .sort(inOrder),
    asOf: newestOf(found),
  };
}

const merged = (rows: readonly Group[], keyOf: (row: Group) => string): Group[] =>
  [...Map.groupBy(rows, keyOf).values()].flatMap((same) =>
    same[0] ? [{ ...same[0], accounts: sum(same.map(({ accounts }) => accounts)), values: same.flatMap(({ values }) => values) }] : [],
  );

/** Currencies one after another, what is not known last. */
const inOrder = (a: Group, b: Group): number =>
  compare(a.currency ?? '', b.currency ?? '') || Number(a.key === null) - Number(b.key === null) || compare(a.key ?? '', b.key ?? '');
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const OF: Record<Exclude<Measure, 'count'>, (values: readonly number[]) => number | null> = {
  sum: (values) => (values.length > 0 ? sum(values) : null),
  average: mean,
  median,
  min: (values) => values.reduce<number | null>((low, each) => (low === null || each < low ? each : low), null),
  max: (values) => values.reduce<number | null>((high, each) => (high === null || each > high ? each : high), null),
};

/** One measure of a group; null where the metric is known of nobody in it. */
const measureOf = ({ accounts, values }: Group, measure: Measure): number | null => (measure === 'count' ? accounts : OF[measure](values));

/** A measure of a group as cards show it. */
export function groupFigure(group: Group, measure: Measure, metric: Metric | null, subject: Figure['subject'], asOf: Date): Figure {
  const { of } = figuresOf(subject, asOf);
  const value = measureOf(group, measure);
  if (measure === 'count' || !metric) return of('accounts', 'Accounts', value, '');
  const { key, label, digits, signed = false } = metric;
  const unit = metric.unit === 'money' ? (group.currency ?? '') : metric.unit === 'date' ? 'days' : metric.unit;
  return of(`${measure}:${key}`, `${label}, ${measure}`, value, unit, { digits, signed });
}
