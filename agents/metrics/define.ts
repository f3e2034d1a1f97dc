import type { AccountFacts } from '../facts/account-facts.ts';
import type { Evidence } from '../facts/evidence.ts';
import type { Metric, MetricScope, Reading, Topic } from '../facts/metric.ts';
import { latestOf } from '../facts/time.ts';
import { daysBetween, shortDate } from './format.ts';
import { evidenceOf } from './rows.ts';
import { valueWords } from './words.ts';

/** A reading of its own, whose words may be left to the metric's label and value. */
export type Found = Omit<Reading, 'text'> & { text?(): string };

/** A metric before what its topic gives it. */
export type Draft = Omit<Metric, 'topic' | 'grace' | 'halfLife' | 'digits' | 'aliases' | 'read'> &
  Partial<Pick<Metric, 'grace' | 'halfLife' | 'digits' | 'aliases'>> & {
    /** Null where the facts hold nothing about it. */
    read(facts: AccountFacts, scope: MetricScope): Found | null;
  };

/** The metrics of one topic. Each is listable unless it says otherwise; data is fresh for `grace` days, and halves after every `halfLife`. */
export function topicOf(topic: Topic, fresh: Pick<Metric, 'grace' | 'halfLife'>, drafts: readonly Draft[]): Metric[] {
  return drafts.map((draft) => {
    const metric: Metric = { digits: 0, listable: true, aliases: [], ...fresh, ...draft, topic, read };
    function read(scope: MetricScope): Reading | null {
      const found = draft.read(scope.facts, scope);
      if (!found) return null;
      found.text ??= () => spoken(metric, found, scope.facts);
      return found as Reading;
    }
    return metric;
  });
}

const spoken = ({ label, unit, digits }: Metric, { value, currency, latest }: Found, { asOf }: AccountFacts): string =>
  `${label}: ${valueWords({ unit, digits }, value, currency)} (${shortDate(new Date(latest || asOf), asOf)})`;

export interface Source<Row extends { _id: string; at: Date }> {
  collection: string;
  field: string | ((row: Row) => string);
  /** Those it rests on, oldest first. */
  rows: readonly Row[];
}

/** A value with the rows it rests on; null without a value. */
export function found<Row extends { _id: string; at: Date }>(
  value: Reading['value'] | null | undefined,
  { collection, field, rows }: Source<Row>,
  more?: Partial<Omit<Found, 'value'>>,
): Found | null {
  if (value === null || value === undefined) return null;
  // Field by field: hundreds are made of every account, and readings of one form are read faster.
  return {
    value,
    latest: more?.latest ?? latestOf(rows),
    rows: more?.rows ?? rows.length,
    currency: more?.currency,
    evidence: more?.evidence ?? ((): Evidence[] => evidenceOf(collection, field, rows)),
    text: more?.text,
    sure: more?.sure,
    warning: more?.warning,
  };
}

/** The days until, or since, what another metric dates. */
export function daysDraft(of: Draft, from: 'until' | 'since', draft: Omit<Draft, 'read' | 'unit' | 'counts'>): Draft {
  return {
    ...draft,
    unit: 'days',
    counts: { key: of.key, from },
    read(facts, scope) {
      const dated = of.read(facts, scope);
      return dated && { ...dated, value: dayCount(dated.value as Date, facts.asOf, from), text: undefined };
    },
  };
}

/** Days of the calendar until a date (negative once it is past), or since one: the one way days are counted. */
export const dayCount = (date: Date, asOf: Date, from: 'until' | 'since'): number =>
  from === 'until' ? daysBetween(asOf, date) : daysBetween(date, asOf);
