import type { Metric } from '../../../agents/facts/metric.ts';
import { metrics as allMetrics, metricOf } from '../../../agents/metrics/index.ts';
import type { Constraint } from '../reading/figures.ts';
import type { Word } from '../reading/reading.ts';
import { isOf } from '../words/grammar.ts';
import type { BookGrammar } from './grammar.ts';

export interface Condition {
  metric: string;
  comparator: string;
  value: number | string | null;
  to: number | string | null;
}

export interface Found {
  metric: Metric;
  words: Word[];
}

/** The metric that says by how many percent another changed. */
const changeOf = ({ key, unit, signed }: Metric): Metric | undefined =>
  signed && unit === '%' ? metricOf(key) : metricOf(`${key}_change_4w`);

export const dateOf = (metric: Metric): Metric | undefined =>
  metric.unit === 'date' ? metric : metric.counts ? metricOf(metric.counts.key) : undefined;

/** The metric a figure is about: the nearest of a fitting unit. */
export function nearestTo(figure: Constraint, found: readonly Found[], taken: ReadonlySet<Found>): Found | undefined {
  const fitting = found.filter((each) => fits(figure, each.metric) && !taken.has(each));
  const distance = ({ words }: Found) => {
    const from = words[0]?.from ?? 0;
    const to = words.at(-1)?.to ?? 0;
    return from >= figure.to ? from - figure.to : figure.from - to;
  };
  return fitting.toSorted((a, b) => distance(a) - distance(b))[0];
}

export function fits({ unit, falling }: Pick<Constraint, 'unit' | 'falling'>, metric: Metric): boolean {
  if (falling) return changeOf(metric) !== undefined;
  if (metric.word || metric.values) return false;
  if (unit === 'days') return metric.unit === 'days' || metric.unit === 'date';
  if (unit === 'money') return metric.unit === 'money';
  if (unit === 'percent') return metric.unit === '%' || metric.unit === 'points';
  return metric.unit !== 'date';
}

/** "overdue invoices over 30 days": days, or an amount, of the same thing, told by a word they share. */
export function kinOf(
  { unit }: Constraint,
  found: readonly Found[],
  metrics: BookGrammar['metrics'],
): { of: Found; metric: Metric } | undefined {
  if (unit !== 'days' && unit !== 'money') return undefined;
  const measures = ({ counts, unit: own }: Metric) => (unit === 'money' ? own === 'money' : counts?.from === 'since');
  for (const of of found) {
    const own = new Set(of.words.map(({ concept }) => concept));
    const kin = metrics.find(
      ({ metric, parts }) => measures(metric) && metric.topic === of.metric.topic && parts.some((part) => own.has(part)),
    );
    if (kin) return { of, metric: kin.metric };
  }
  return undefined;
}

/** What a figure is about when nothing but an amount, or a plain score, is said. */
export function defaultFor({ unit, bound, value }: Constraint, metrics: BookGrammar['metrics']): Metric | undefined {
  const key =
    bound === 'exact' || bound === 'target'
      ? undefined
      : unit === 'money'
        ? 'arr'
        : unit === 'plain'
          ? value > 100
            ? 'arr'
            : 'health'
          : undefined;
  return metrics.find(({ metric }) => metric.key === key)?.metric;
}

export function conditionOf(
  named: Metric,
  { value, upper, bound, strict, unit, backwards, falling }: Constraint,
  content: readonly Word[],
): Condition {
  const counted = named.unit === 'date' && unit === 'days' ? (countedBy(named) ?? named) : falling ? (changeOf(named) ?? named) : named;
  const { key, counts } = counted;
  if (bound === 'between') return { metric: key, comparator: 'between', value, to: upper ?? value };
  if (counts?.from === 'until' && bound !== 'least') return { metric: key, comparator: 'between', value: 0, to: value };
  // "not contacted in 30 days" is 30 days or more since.
  if (
    counts?.from === 'since' &&
    (bound !== 'least' || !strict) &&
    (backwards || bound !== 'most' || content.some(({ word }) => isOf(word, 'not')))
  )
    return { metric: key, comparator: 'at least', value, to: null };
  const comparator = bound === 'least' ? (strict ? 'above' : 'at least') : bound === 'most' ? (strict ? 'below' : 'at most') : 'is';
  return { metric: key, comparator, value, to: null };
}

/** The metric that counts the days from or to a date. */
const countedBy = ({ key }: Metric): Metric | undefined => allMetrics.find(({ counts }) => counts?.key === key);

/** A number or amount of things, of which there may be none. */
export const isCounted = ({ unit, word, values, digits, orNone }: Metric): boolean =>
  orNone ?? (unit === '' && !word && !values && digits === 0);
