import type { AccountFacts } from '../facts/account-facts.ts';
import type { Figure, Subject } from '../facts/figure.ts';
import type { Metric, Reading } from '../facts/metric.ts';

/** The unit a value is told in: of money its currency, none where no currency is known. */
export const unitOf = ({ unit }: Pick<Metric, 'unit'>, currency = ''): string => (unit === 'money' ? currency : unit);

/** A metric's value of some subject at an instant; null where it is not known. */
export const figureWith = (
  metric: Metric,
  value: Reading['value'] | null,
  {
    subject,
    asOf,
    currency,
    evidence = [],
  }: { subject: Subject; asOf: Date; currency?: string | undefined; evidence?: Figure['evidence'] },
): Figure => ({
  subject,
  metric: metric.key,
  label: metric.label,
  value: value instanceof Date ? value.toISOString() : value,
  unit: unitOf(metric, currency),
  digits: metric.digits,
  signed: metric.signed ?? false,
  from: null,
  asOf: asOf.toISOString(),
  evidence,
});

/** What was read of an account, as cards show it. */
export const figureOf = (metric: Metric, reading: Reading | null, { account, asOf }: Pick<AccountFacts, 'account' | 'asOf'>): Figure =>
  figureWith(metric, reading?.value ?? null, {
    subject: { kind: 'account', id: account._id, name: account.name },
    asOf,
    ...(reading?.currency ? { currency: reading.currency } : {}),
    evidence: reading?.evidence() ?? [],
  });
