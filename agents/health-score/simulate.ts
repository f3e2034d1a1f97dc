import { inversePiecewise, round, sum } from '../metrics/index.ts';
import { type Composition, compose, type Readings, type ScoredMetric } from './compose.ts';
import type { Scorecard } from './scorecard.ts';

interface AssumedChange {
  key: string;
  /** The value it would have, in the metric's unit. */
  value: number;
}

/** The composition if the metrics had the assumed values. */
export function simulate(readings: Readings, scorecard: Scorecard, asOf: Date, changes: readonly AssumedChange[]): Composition {
  return compose(readings, scorecard, asOf, new Map(changes.map(({ key, value }) => [key, value])));
}

const MARGIN = 1e-6;

/**
 * The fewest metrics whose recovery reaches the target, and the values they need: as few as possible, of those the
 * ones with the most to gain, each recovering the same share of what it lacks. Empty when the target is reached
 * already; null when even every metric at its best does not reach it.
 */
export function smallestChange(now: Composition, scorecard: Scorecard, target: number): AssumedChange[] | null {
  const missing = target - (now.score ?? 0);
  if (missing <= 0) return [];
  const curves = new Map(scorecard.dimensions.flatMap(({ metrics }) => metrics.map(({ key, anchors }) => [key, anchors] as const)));
  const best = ({ key }: ScoredMetric) => Math.max(...(curves.get(key) ?? []).map(([, score]) => score));
  const gains = now.dimensions
    .flatMap(({ metrics }) => metrics)
    .map((each) => ({ each, gain: each.weight * (best(each) - each.score) }))
    .filter(({ gain }) => gain > 0)
    .sort((a, b) => b.gain - a.gain);
  let total = 0;
  const chosen = [];
  for (const candidate of gains) {
    if (total + MARGIN >= missing) break;
    chosen.push(candidate);
    total += candidate.gain;
  }
  if (total + MARGIN < missing) return null;
  const share = Math.min(1, (missing + MARGIN) / total);
  return chosen.map(({ each }) => {
    const anchors = curves.get(each.key) ?? [];
    const value = inversePiecewise(anchors, each.score + share * (best(each) - each.score));
    return { key: each.key, value: roundTowards(value, each.value, each.metric.digits) };
  });
}

/** Every metric at its best. */
export function allAtBest(now: Composition, scorecard: Scorecard): AssumedChange[] {
  const best = sum(now.dimensions.flatMap(({ metrics }) => metrics.map(({ weight }) => weight * 100)));
  return smallestChange(now, scorecard, Math.floor(best * 100) / 100 - 0.01) ?? [];
}

/** Rounds away from the present value, so that rounding never misses the target. */
function roundTowards(value: number, from: number, digits: number): number {
  const factor = 10 ** digits;
  return round((value >= from ? Math.ceil(value * factor - MARGIN) : Math.floor(value * factor + MARGIN)) / factor, digits);
}
