import { auc, brier, type Foretold, type Interval, mean, sum, wilson } from '../metrics/index.ts';

/** How what was told held against what came: one definition of each statistic. Pure. */

/** A forecast that is due. */
export interface Told extends Foretold {
  /** Forecasts of one subject whose time overlaps are one test: they share it. */
  test: string;
}

/** Fewer tests than this are told as counts only. */
export const LEAST_TESTS = 20;

/** How many independent tests there are. */
export const testsOf = (rows: readonly { test: string }[]): number => new Set(rows.map(({ test }) => test)).size;

/** Of a reference's error the share that is saved: 1 perfect, 0 no better, negative worse; null where the reference makes none. */
export const skill = (error: number | null, reference: number | null): number | null =>
  error === null || reference === null || reference === 0 ? null : 1 - error / reference;

/** The share that came, 0 to 1; null without any. */
export const rateOf = (rows: readonly Pick<Foretold, 'came'>[]): number | null => mean(rows.map(({ came }) => Number(came)));

/** What would have been told with each group's own rate, which is known only afterwards: the best that a rule of these groups could do. */
export function byGroup<Row extends Told>(rows: readonly Row[], groupOf: (row: Row) => string): Told[] {
  return [...Map.groupBy(rows, groupOf).values()].flatMap((group) => group.map((row) => ({ ...row, told: rateOf(group) ?? 0 })));
}

/** Of those told between `from` and `to` what came: mean of what was told, share that came and its interval. */
export interface Bin extends Interval {
  from: number;
  to: number;
  n: number;
  came: number;
  told: number;
  share: number;
}

/** Bins of what was told, by their inner edges (rising, between 0 and 1); each holds its lower edge. Those without a forecast are left out. */
export function calibration(rows: readonly Told[], edges: readonly number[]): Bin[] {
  const bounds = [0, ...edges, 1];
  return bounds.slice(0, -1).flatMap((from, index) => {
    const to = bounds[index + 1] ?? 1;
    const last = index === bounds.length - 2;
    const within = rows.filter(({ told }) => (index === 0 || told >= from) && (last || told < to));
    if (within.length === 0) return [];
    const share = rateOf(within) ?? 0;
    return [
      {
        from,
        to,
        n: within.length,
        came: within.filter(({ came }) => came).length,
        told: mean(within.map(({ told }) => told)) ?? 0,
        share,
        ...wilson(share, testsOf(within)),
      },
    ];
  });
}

/** All that is told of probabilities. `rule` is a naive rule's groups. */
export function heldAgainst<Row extends Told>(rows: readonly Row[], edges: readonly number[], rule?: (row: Row) => string) {
  const error = brier(rows);
  return {
    n: rows.length,
    tests: testsOf(rows),
    /** How many were to come by what was told. */
    expected: sum(rows.map(({ told }) => told)),
    came: rows.filter(({ came }) => came).length,
    brier: error,
    overBase: skill(error, brier(byGroup(rows, () => ''))),
    overRule: rule ? skill(error, brier(byGroup(rows, rule))) : null,
    auc: auc(rows),
    bins: calibration(rows, edges),
  };
}
export type Held = ReturnType<typeof heldAgainst>;

/** A value told with its interval, the value at that time, and the one that came. */
export interface Valued extends Interval {
  told: number;
  before: number;
  came: number;
  test: string;
}

/** How often what came lay in the interval, and how far off the value was, beside telling that nothing changes. */
export function valuesHeld(rows: readonly Valued[]) {
  const within = rows.filter(({ low, high, came }) => came >= low && came <= high).length;
  const share = rows.length === 0 ? 0 : within / rows.length;
  const error = mean(rows.map(({ told, came }) => Math.abs(came - told)));
  const unchanged = mean(rows.map(({ before, came }) => Math.abs(came - before)));
  const tests = testsOf(rows);
  return { n: rows.length, tests, within, share, ...wilson(share, tests), error, unchanged, overUnchanged: skill(error, unchanged) };
}
