import type { AccountStanding } from '../../../models/account-standing.ts';
import type { Figure } from '../../facts/figure.ts';
import type { Metric, Reading } from '../../facts/metric.ts';
import { dayCount } from '../../metrics/define.ts';
import { figureWith } from '../../metrics/figure.ts';
import { metricNamed } from '../../metrics/index.ts';

/** Metrics that a standing also holds in a field of its own, which an index may begin with. */
const OWN_FIELDS: Readonly<Record<string, keyof AccountStanding>> = {
  owner: 'ownerId',
  account_executive: 'accountExecutiveId',
  segment: 'segment',
  arr: 'arr',
  currency: 'currency',
  renewal_date: 'renewalAt',
  health: 'health',
  health_band: 'band',
  health_trend: 'trend',
  health_change_30: 'change30',
  churn_risk: 'churnRisk',
  churn_risk_change_30: 'churnRiskChange30',
};

/** Where standings keep a metric; of a count of days, the date it counts from. */
export const fieldOf = ({ key, counts }: Pick<Metric, 'key' | 'counts'>): string =>
  OWN_FIELDS[counts?.key ?? key] ?? `metrics.${counts?.key ?? key}`;

type Held = Pick<AccountStanding, 'accountId' | 'name' | 'asOf' | 'currency'> & Partial<AccountStanding>;

/** A metric's value as the standing holds it; days are counted on the day they are read. */
function heldValue(standing: Held, metric: Metric, asOf: Date): Reading['value'] | null {
  const key = metric.counts?.key ?? metric.key;
  const own = OWN_FIELDS[key];
  const held = (own ? standing[own] : (standing.metrics as Record<string, unknown> | undefined)?.[key]) as
    | Reading['value']
    | null
    | undefined;
  if (held === undefined || held === null) return null;
  return metric.counts && held instanceof Date ? dayCount(held, asOf, metric.counts.from) : held;
}

/** The currency of an amount in a standing; undefined where none is recorded. */
const currencyOf = (standing: Held, { key }: Metric): string | undefined =>
  (standing.currencies as Record<string, string> | undefined)?.[key] ?? standing.currency ?? undefined;

/** A metric of a standing as cards show it. A count of days is of the day it is read, everything else of the standing's. */
export const heldFigure = (standing: Held, metric: Metric, asOf: Date): Figure =>
  figureWith(metric, heldValue(standing, metric, asOf), {
    subject: { kind: 'account', id: standing.accountId, name: standing.name },
    asOf: metric.counts ? asOf : standing.asOf,
    currency: currencyOf(standing, metric),
  });

/** Some metrics of a standing, by key; a date is told with its distance. */
export const heldFigures = <Key extends string>(standing: Held, keys: readonly Key[], asOf: Date): Record<Key, Figure> =>
  Object.fromEntries(
    keys.map((key) => {
      const figure = heldFigure(standing, metricNamed(key), asOf);
      return [key, figure.unit === 'date' ? { ...figure, relative: true } : figure];
    }),
  ) as Record<Key, Figure>;
