import type { AccountFacts } from '../facts/account-facts.ts';
import type { Evidence } from '../facts/evidence.ts';
import type { Metric, MetricScope, Reading, Topic } from '../facts/metric.ts';
import { latestOf } from '../facts/time.ts';
import { daysBetween, shortDate } from './format.ts';
import { evidenceOf } from './rows.ts';
import { valueWords } from './words.ts';

/** A reading of its own, whose words may be left to the metric's label and value. */
export type Found = Omit<Reading, 'text'> & { text?(): string };

/** A metric before what its topic gives it; without a unit it is a bare number or a word. */
export type Draft = Omit<Metric, 'topic' | 'unit' | 'grace' | 'halfLife' | 'digits' | 'aliases' | 'read'> &
  Partial<Pick<Metric, 'unit' | 'grace' | 'halfLife' | 'digits'>> & {
    /** What people call it, per language where they differ: "adoption, adopción". A list where a name may hold a comma. */
    aliases?: string | readonly string[];
    /** Null where the facts hold nothing about it. */
    read(facts: AccountFacts, scope: MetricScope): Found | null;
  };

/** The metrics of one topic. Each is listable unless it says otherwise; data is fresh for `grace` days, and halves after every `halfLife`. */
export function topicOf(topic: Topic, fresh: Pick<Metric, 'grace' | 'halfLife'>, drafts: readonly Draft[]): Metric[] {
  return drafts.map((draft) => {
    const aliases = typeof draft.aliases === 'string' ? draft.aliases.split(', ') : (draft.aliases ?? []);
    const metric: Metric = { unit: '', digits: 0, listable: true, ...fresh, ...draft, aliases, topic, read };
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

type Dated = { _id: string; at: Date };

export interface Source<Row extends Dated> {
  collection: string;
  field: string | ((row: Row) => string);
  /** Those it rests on, oldest first. */
  rows: readonly Row[];
}

/** Makes sources of one collection; one row stands for itself, none for no row. */
export const rowsIn =
  (collection: string) =>
  <Row extends Dated>(field: Source<Row>['field'], rows: readonly Row[] | Row | null | undefined): Source<Row> => ({
    collection,
    field,
    rows: Array.isArray(rows) ? rows : rows ? [rows as Row] : [],
  });

/** A value with the rows it rests on, and its words, or more about it; null without a value. */
export function found<Row extends Dated>(
  value: Reading['value'] | null | undefined,
  { collection, field, rows }: Source<Row>,
  more?: Partial<Omit<Found, 'value'>> | (() => string),
): Found | null {
  if (value === null || value === undefined) return null;
  const about: Partial<Omit<Found, 'value'>> | undefined = typeof more === 'function' ? { text: more } : more;
  // Field by field: hundreds are made of every account, and readings of one form are read faster.
  return {
    value,
    latest: about?.latest ?? latestOf(rows),
    rows: about?.rows ?? rows.length,
    currency: about?.currency,
    evidence: about?.evidence ?? ((): Evidence[] => evidenceOf(collection, field, rows)),
    text: about?.text,
    sure: about?.sure,
    warning: about?.warning,
  };
}

/** A metric that counts rows. */
type Count<Row extends Dated> = Omit<Draft, 'read'> & {
  field: Source<Row>['field'];
  /** Those that are counted. */
  of(facts: AccountFacts): readonly Row[];
};

/** Makes counts of rows of one collection. Where `known` gives none, nothing can be said; where none counts, those are shown. */
export const countsIn =
  <Row extends Dated>(
    collection: string,
    known: (facts: AccountFacts) => readonly Row[],
    { asNewAsKnown = false, ...usual }: Partial<Draft> & { asNewAsKnown?: boolean } = {},
  ) =>
  ({ field, of, ...draft }: Count<Row>): Draft => ({
    ...usual,
    ...draft,
    read(facts) {
      const all = known(facts);
      if (all.length === 0) return null;
      const rows = of(facts);
      const latest = asNewAsKnown ? { latest: latestOf(all) } : undefined;
      return found(rows.length, { collection, field, rows: rows.length > 0 ? rows : all }, latest);
    },
  });

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
