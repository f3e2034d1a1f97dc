import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  inversePiecewise,
  logistic,
  logit,
  mannKendall,
  percentile,
  percentileRank,
  piecewise,
  theilSen,
  trendOf,
  weightedMean,
} from '../../../agents/metrics/statistics.ts';

describe('trend', () => {
  test('Theil–Sen ignores one wild point and missing steps', () => {
    expect(theilSen([1, 2, null, 4, 500, 6, 7])?.slope).toBe(1);
    expect(theilSen([5])).toBeNull();
  });

  test('Mann–Kendall agrees with the worked example S = 28, n = 8 (strictly rising) and says nothing of noise', () => {
    const rising = mannKendall([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(rising.s).toBe(28);
    expect(rising.z).toBeCloseTo(27 / Math.sqrt((8 * 7 * 21) / 18), 6);
    expect(rising.p).toBeLessThan(0.001);
    expect(mannKendall([3, 1, 3, 1, 3, 1, 3, 1]).p).toBeGreaterThan(0.3);
    expect(mannKendall([1, 2, 3]).p).toBe(1);
  });

  test('a direction needs significance and size', () => {
    expect(trendOf([100, 90, 80, 72, 60, 50])).toBe('decreasing');
    expect(trendOf([100, 100.1, 100.2, 100.3, 100.4, 100.5])).toBe('stable');
    expect(trendOf([100, 100, 100, 20, 100, 100])).toBe('stable');
  });
});

test('piecewise curves pass their anchors, stay level outside, and invert', () => {
  const curve = [
    [0, 0],
    [50, 60],
    [100, 100],
  ] as const;
  expect([-5, 0, 25, 50, 75, 100, 900].map((x) => piecewise(curve, x))).toEqual([0, 0, 30, 60, 80, 100, 100]);
  const falling = [
    [0, 100],
    [10, 40],
    [20, 0],
  ] as const;
  fc.assert(
    fc.property(fc.double({ min: 0, max: 100, noNaN: true }), (y) => {
      expect(piecewise(curve, inversePiecewise(curve, y))).toBeCloseTo(y, 6);
      expect(piecewise(falling, inversePiecewise(falling, y))).toBeCloseTo(y, 6);
    }),
  );
});

test('weighted means leave out what is missing and say how much was there', () => {
  expect(
    weightedMean([
      { value: 80, weight: 3 },
      { value: null, weight: 5 },
      { value: 40, weight: 1 },
    ]),
  ).toEqual({ value: 70, coverage: 4 / 9 });
  expect(weightedMean([{ value: null, weight: 1 }])).toEqual({ value: null, coverage: 0 });
});

test('percentiles, ranks, and log-odds', () => {
  expect(percentile([4, 1, 3, 2], 0.5)).toBe(2.5);
  expect(percentile([], 0.5)).toBeNull();
  expect(percentileRank([1, 2, 3, 4], 3)).toBe(0.625);
  expect(logistic(logit(0.78))).toBeCloseTo(0.78, 9);
});
