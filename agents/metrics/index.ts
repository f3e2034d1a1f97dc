import type { AccountFacts } from '../facts/account-facts.ts';
import type { Figure } from '../facts/figure.ts';
import type { Metric, MetricScope, Reading } from '../facts/metric.ts';
import { memoOf } from '../facts/once.ts';
import { figureOf, figureWith } from './figure.ts';
import { termsOf } from './terms.ts';
import { advocacyMetrics } from './topics/advocacy.ts';
import { attributeMetric } from './topics/attributes.ts';
import { communityMetrics } from './topics/community.ts';
import { contractMetrics } from './topics/contract.ts';
import { eventMetrics } from './topics/events.ts';
import { growthMetrics } from './topics/growth.ts';
import { moneyMetrics } from './topics/money.ts';
import { opinionMetrics } from './topics/opinions.ts';
import { peopleMetrics } from './topics/people.ts';
import { planMetrics } from './topics/plan.ts';
import { sentimentMetrics } from './topics/sentiment.ts';
import { supportMetrics } from './topics/support.ts';
import { usageMetrics } from './topics/usage.ts';
import { valueMetrics } from './topics/value.ts';

export * from './figure.ts';
export * from './foretold.ts';
export * from './format.ts';
export * from './knowledge.ts';
export * from './rows.ts';
export * from './statistics.ts';
export * from './terms.ts';
export { toneLanguageOf } from './tone/language.ts';

/** Every figure of an account, defined once; in the order they are shown. */
export const metrics: readonly Metric[] = [
  ...opinionMetrics,
  ...contractMetrics,
  ...usageMetrics,
  ...growthMetrics,
  ...peopleMetrics,
  ...valueMetrics,
  ...supportMetrics,
  ...sentimentMetrics,
  ...moneyMetrics,
  ...eventMetrics,
  ...communityMetrics,
  ...advocacyMetrics,
  ...planMetrics,
];

const byKey = new Map(metrics.map((metric) => [metric.key, metric]));
const ATTRIBUTE = 'attribute:';

/** The metric of a key; `attribute:NAME` is the tenant's own attribute of that name. Undefined for an unknown key. */
export const metricOf = (key: string): Metric | undefined =>
  byKey.get(key) ?? (key.startsWith(ATTRIBUTE) ? attributeMetric(key.slice(ATTRIBUTE.length)) : undefined);

/** As `metricOf`, where the key is one of ours. @throws RangeError for an unknown key */
export function metricNamed(key: string): Metric {
  const metric = metricOf(key);
  if (!metric) throw new RangeError(`there is no metric "${key}"`);
  return metric;
}

/** The account's own attributes as metrics. */
export const attributeMetricsOf = (facts: AccountFacts): Metric[] =>
  Object.keys(facts.attributes).flatMap((key) => attributeMetric(key) ?? []);

/** What a metric finds in the facts. Read once of the same facts, whoever asks; opinions, which change under way, each time. */
export function readingOf(metric: Metric, scope: MetricScope): Reading | null {
  if (metric.topic === 'opinions') return metric.read(scope);
  const memo = memoOf(scope.facts);
  const before = memo.get(metric.key);
  if (before !== undefined) return before as Reading | null;
  const reading = metric.read(scope);
  memo.set(metric.key, reading);
  return reading;
}

/** What a metric reads of the facts as a number; null where it is not known, or no number. */
export function numberOf(facts: AccountFacts, key: string) {
  const reading = readingOf(metricNamed(key), { facts, opinions: {} });
  return reading && typeof reading.value === 'number' ? { ...reading, value: reading.value } : null;
}

/** What a metric says of the account now, as a figure; null where the facts hold nothing about it. */
export function figureNow(facts: AccountFacts, key: string): { figure: Figure; reading: Reading } | null {
  const metric = metricNamed(key);
  const reading = readingOf(metric, { facts, opinions: {} });
  return reading && { figure: figureOf(metric, reading, facts), reading };
}

/** Some metrics of an account as cards show them; one that is not known is a figure without a value. */
export function figuresOfFacts<Key extends string>(facts: AccountFacts, keys: readonly Key[]): Record<Key, Figure> {
  const { account, contracts, asOf } = facts;
  const subject = { kind: 'account' as const, id: account._id, name: account.name };
  const figures = keys.map((key) => {
    const unknown = () => figureWith(metricNamed(key), null, { subject, asOf, currency: termsOf(account, contracts, asOf).currency });
    return [key, figureNow(facts, key)?.figure ?? unknown()];
  });
  return Object.fromEntries(figures) as Record<Key, Figure>;
}
