import type { Metric } from '../facts/metric.ts';
import type { Composition, ScoredMetric } from './compose.ts';
import type { DimensionKey } from './dimensions.ts';

export interface MetricChange {
  metric: Metric;
  dimension: DimensionKey;
  before: ScoredMetric | null;
  after: ScoredMetric | null;
  /** Points it moved the overall score by; over all metrics these add up to the change of the score. */
  contribution: number;
}

/** What moved the score between two compositions, the largest move first. Every metric known at either is in it. */
export function changesBetween(before: Composition, after: Composition): MetricChange[] {
  const earlier = new Map(
    before.dimensions.flatMap(({ key, metrics }) => metrics.map((each) => [each.metric.key, { key, each }] as const)),
  );
  const changes: MetricChange[] = [];
  for (const { key, metrics } of after.dimensions)
    for (const each of metrics) {
      const was = earlier.get(each.metric.key)?.each ?? null;
      earlier.delete(each.metric.key);
      changes.push({
        metric: each.metric,
        dimension: key,
        before: was,
        after: each,
        contribution: each.contribution - (was?.contribution ?? 0),
      });
    }
  for (const { key, each } of earlier.values())
    changes.push({ metric: each.metric, dimension: key, before: each, after: null, contribution: -each.contribution });
  return changes.sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution) || (a.metric.key < b.metric.key ? -1 : 1));
}
