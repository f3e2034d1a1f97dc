import type { Metric } from '../facts/index.ts';
import { sum } from '../metrics/index.ts';
import type { Composition, ScoredMetric } from './compose.ts';

interface Parts {
  metric: Metric;
  /** Points it moved the overall score by; over all metrics these add up to the change of the score. */
  contribution: number;
}
/** Of a metric known at both instants; only at the later; only at the earlier. */
export type MetricChange = Parts &
  (
    | { kind: 'moved'; before: ScoredMetric; after: ScoredMetric }
    | { kind: 'new'; before: null; after: ScoredMetric }
    | { kind: 'gone'; before: ScoredMetric; after: null }
  );

/** A composition as it would be of some of its metrics only. */
function amongst({ dimensions }: Composition, kept: ReadonlySet<string>) {
  const parts = dimensions.map(({ key, weight, metrics }) => {
    const own = metrics.filter(({ metric }) => kept.has(metric.key));
    const total = sum(own.map((each) => each.weight));
    const score = total > 0 ? sum(own.map((each) => each.weight * each.score)) / total : null;
    return { key, weight, own, total, score };
  });
  const weighed = sum(parts.map(({ weight, score }) => (score === null ? 0 : weight)));
  const share = (weight: number) => (weighed > 0 ? weight / weighed : 0);
  const overall = sum(parts.map(({ weight, score }) => share(weight) * (score ?? 0)));
  return {
    weights: new Map(
      parts.flatMap(({ weight, own, total }) =>
        own.map((each) => [each.metric.key, total > 0 ? (share(weight) * each.weight) / total : 0] as const),
      ),
    ),
    /** What a metric beside them is compared with: the rest of its dimension, else the rest of all. */
    rest: new Map(parts.map(({ key, score }) => [key, score ?? overall] as const)),
  };
}

/** A metric's part in its composition beyond what the others say: where it stands against them, by its weight. */
const beyond = ({ weight, score }: ScoredMetric, rest: number | undefined): number => weight * (score - (rest ?? 0));

/**
 * What moved the score between two compositions by one scorecard, the largest move first. Metrics known at both
 * are compared among themselves, so that each moves the score the way its own value went; one that is known at one
 * instant only counts by where it stands against the others.
 */
export function changesBetween(before: Composition, after: Composition): MetricChange[] {
  const byKey = ({ dimensions }: Composition) =>
    new Map(dimensions.flatMap(({ key, metrics }) => metrics.map((each) => [each.metric.key, { dimension: key, each }] as const)));
  const [earlier, later] = [byKey(before), byKey(after)];
  const both = new Set([...later.keys()].filter((key) => earlier.has(key)));
  const [then, now] = [amongst(before, both), amongst(after, both)];
  const changes: MetricChange[] = [];
  for (const [key, { dimension, each }] of later) {
    const was = earlier.get(key)?.each;
    const { metric } = each;
    if (was) {
      const contribution = (now.weights.get(key) ?? 0) * each.score - (then.weights.get(key) ?? 0) * was.score;
      changes.push({ kind: 'moved', metric, before: was, after: each, contribution });
    } else changes.push({ kind: 'new', metric, before: null, after: each, contribution: beyond(each, now.rest.get(dimension)) });
  }
  for (const [key, { dimension, each }] of earlier)
    if (!later.has(key))
      changes.push({ kind: 'gone', metric: each.metric, before: each, after: null, contribution: -beyond(each, then.rest.get(dimension)) });
  return changes.sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution) || (a.metric.key < b.metric.key ? -1 : 1));
}

/** Points below which a move is not worth a line. */
export const WORTH_SAYING = 0.5;

/** The metrics that moved the way the score did, strongest first; of a score that held, those that moved at all. */
export function driversOf(changes: readonly MetricChange[], change: number): MetricChange[] {
  return changes.filter(
    ({ kind, contribution }) =>
      kind === 'moved' &&
      Math.abs(contribution) >= WORTH_SAYING &&
      (Math.abs(change) < WORTH_SAYING || Math.sign(contribution) === Math.sign(change)),
  );
}
