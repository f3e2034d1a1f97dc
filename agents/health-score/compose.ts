import type { HealthDimension } from '../../models/account-health-score.ts';
import { type AccountFacts, DAY, type Metric, type MetricScope, type Opinions, type Reading } from '../facts/index.ts';
import { clamp, decay, metricOf, piecewise, readingOf } from '../metrics/index.ts';
import { type Scorecard, STAND_INS } from './scorecard.ts';

/** Scores of a metric: nothing to ask for from here on, something to do below there. */
export const GOOD = 85;
export const POOR = 65;

export interface ScoredMetric {
  /** The scorecard's key; that of `metric` but where another stood in for it. */
  key: string;
  metric: Metric;
  /** Null where the value was assumed (a what-if) rather than read. */
  reading: Reading | null;
  value: number;
  score: number;
  /** Share of the overall score, 0 to 1. */
  weight: number;
  contribution: number;
}

/** Points of the overall score that a metric lacks. */
export const lost = ({ weight, score }: ScoredMetric): number => weight * (100 - score);

/** Those below a score, the one that costs most first. */
export const weakest = (metrics: readonly ScoredMetric[], below: number): ScoredMetric[] =>
  metrics.filter(({ score }) => score < below).sort((a, b) => lost(b) - lost(a));

interface ScoredDimension {
  key: HealthDimension;
  weight: number;
  score: number | null;
  contribution: number;
  metrics: ScoredMetric[];
  missing: Metric[];
}

/** The overall score and its parts, before any words. Contributions of metrics add up to their dimension's, those to the score. */
export interface Composition {
  score: number | null;
  coverage: number;
  /** Coverage × freshness: each metric's share of all weight, less what its data has aged. */
  confidence: number;
  dimensions: ScoredDimension[];
}

interface Read {
  metric: Metric;
  reading: Reading;
  value: number;
}
/** By the scorecard's key, with the metric that was read. */
export type Readings = ReadonlyMap<string, Read>;

/** Reads every metric of the scorecard from the facts; those without data are absent. */
export function readAll(facts: AccountFacts, scorecard: Scorecard, opinions: Opinions = {}): Readings {
  const scope = { facts, opinions };
  const readings = new Map<string, Read>();
  for (const { metrics } of scorecard.dimensions)
    for (const { key } of metrics) {
      const read = readNumber(key, scope) ?? readNumber(STAND_INS[key], scope);
      if (read) readings.set(key, read);
    }
  return readings;
}

function readNumber(key: string | undefined, scope: MetricScope): Read | null {
  const metric = key === undefined ? undefined : metricOf(key);
  const reading = metric && readingOf(metric, scope);
  return metric && reading && typeof reading.value === 'number' ? { metric, reading, value: reading.value } : null;
}

/** Weighs the readings by the scorecard. `assumed` values (a what-if) take the place of what was read. */
export function compose(
  readings: Readings,
  scorecard: Scorecard,
  asOf: Date,
  assumed: ReadonlyMap<string, number> = new Map(),
): Composition {
  let allWeight = 0;
  let covered = 0;
  let fresh = 0;
  const parts = scorecard.dimensions.map(({ key, weight, metrics }) => {
    const total = metrics.reduce((sum, metric) => sum + metric.weight, 0);
    allWeight += weight;
    let present = 0;
    const scored: ScoredMetric[] = [];
    const missing: Metric[] = [];
    for (const { key: name, weight: own, anchors } of metrics) {
      const read = readings.get(name);
      const metric = read?.metric ?? metricOf(name);
      if (!metric || total === 0) continue;
      const reading = read?.reading ?? null;
      const value = assumed.get(name) ?? read?.value;
      if (value === undefined) {
        missing.push(metric);
        continue;
      }
      present += own;
      const share = (weight * own) / total;
      covered += share;
      const stale = reading ? Math.max(0, (asOf.getTime() - reading.latest) / DAY - metric.grace) : 0;
      fresh += share * decay(stale, metric.halfLife);
      scored.push({ key: name, metric, reading, value, score: clamp(piecewise(anchors, value), 0, 100), weight: own, contribution: 0 });
    }
    return { key, weight, present, scored, missing };
  });
  const weighed = parts.reduce((sum, part) => sum + (part.present > 0 ? part.weight : 0), 0);
  let overall = 0;
  const dimensions = parts.map(({ key, weight, present, scored, missing }): ScoredDimension => {
    if (present === 0) return { key, weight: 0, score: null, contribution: 0, metrics: [], missing };
    let contribution = 0;
    for (const each of scored) {
      each.weight = (weight / weighed) * (each.weight / present);
      each.contribution = each.weight * each.score;
      contribution += each.contribution;
    }
    overall += contribution;
    return {
      key,
      weight: weight / weighed,
      score: clamp(contribution / (weight / weighed), 0, 100),
      contribution,
      metrics: scored,
      missing,
    };
  });
  return {
    score: weighed > 0 ? clamp(overall, 0, 100) : null,
    coverage: allWeight > 0 ? clamp(covered / allWeight, 0, 1) : 0,
    confidence: allWeight > 0 ? clamp(fresh / allWeight, 0, 1) : 0,
    dimensions,
  };
}
