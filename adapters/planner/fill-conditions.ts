import type { Metric } from '../../agents/facts/metric.ts';
import { metricOf } from '../../agents/metrics/index.ts';
import type { Constraint } from './figures.ts';
import type { Reading } from './reading.ts';
import type { Slot } from './schema.ts';
import { meanings } from './vocabulary.ts';

export interface StatedCondition {
  constraint: Constraint;
  condition: { metric: string; comparator: string; value: number; to: number | null };
}

const NOT = /\b(not|no|never|without|quiet|silent|nicht|kein\w*|ohne|sans|pas|sin)\b/i;
/** What a figure is about when nothing but an amount, or a plain score, is said. */
const AMOUNT = 'arr';
const SCORE = 'health';

/** The figures of a question as conditions on metrics, for an argument that takes such; metrics are known by their aliases. */
export function conditionsOf(slot: Slot, reading: Reading): StatedCondition[] {
  const keys = slot.items?.find(({ name }) => name === 'metric')?.values ?? [];
  if (!slot.items?.some(({ name }) => name === 'comparator')) return [];
  const candidates = keys.flatMap((key) => metricOf(key) ?? []);
  return reading.constraints.flatMap((constraint) => {
    if (new RegExp(`\\b(page|top|first)\\s*${constraint.value}\\b`, 'i').test(reading.text)) return [];
    const metric = metricFor(candidates, constraint);
    return metric ? [{ constraint, condition: conditionFor(metric, constraint, reading.text) }] : [];
  });
}

function conditionFor({ key, counts }: Metric, { value, bound, strict }: Constraint, text: string): StatedCondition['condition'] {
  if (counts?.from === 'until' && bound !== 'least') return { metric: key, comparator: 'between', value: 0, to: value };
  if (counts?.from === 'since' && NOT.test(text)) return { metric: key, comparator: 'at least', value, to: null };
  const comparator = bound === 'least' ? (strict ? 'above' : 'at least') : bound === 'most' ? (strict ? 'below' : 'at most') : 'is';
  return { metric: key, comparator, value, to: null };
}

function metricFor(candidates: readonly Metric[], { near, unit, value }: Constraint): Metric | undefined {
  const fits = candidates.filter(
    (metric) => (unit === 'days') === (metric.unit === 'days' || metric.unit === 'date') && (unit !== 'money' || metric.unit === 'money'),
  );
  let best: { metric: Metric; score: number } | undefined;
  for (const metric of fits) {
    const score = Math.max(
      ...namesOf(metric).map((parts) => (parts.length > 0 && parts.every((part) => near.has(part)) ? parts.length : 0)),
    );
    if (score > (best?.score ?? 0)) best = { metric, score };
  }
  const found = best?.metric ?? fits.find(({ key }) => key === (unit === 'money' || value > 100 ? AMOUNT : SCORE));
  // A span of days is about the count of days, not about the date they count to.
  return found?.unit === 'date' ? candidates.find(({ counts }) => counts?.key === found.key) : found;
}

const names = new WeakMap<Metric, string[][]>();

/** The meanings of the words of each of a metric's names. */
function namesOf(metric: Metric): string[][] {
  const known =
    names.get(metric) ?? [metric.key.replaceAll('_', ' '), metric.label, ...metric.aliases].map((name) => [...new Set(meanings(name))]);
  names.set(metric, known);
  return known;
}
