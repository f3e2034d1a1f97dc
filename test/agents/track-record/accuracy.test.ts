import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { auc, brier, wilson } from '../../../agents/metrics/foretold.ts';
import { byGroup, calibration, heldAgainst, skill, type Told, valuesHeld } from '../../../agents/track-record/accuracy.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const forecasts = fc.array(fc.record({ told: share, came: fc.boolean(), test: fc.constantFrom('a', 'b', 'c', 'd') }), {
  minLength: 1,
  maxLength: 60,
});
const EDGES = [0.05, 0.1, 0.2, 0.5];
const tolds = (...pairs: [told: number, came: boolean][]): Told[] =>
  pairs.map(([told, came], index) => ({ told, came, test: `t${index}` }));

describe('Wilson', () => {
  test('is the interval of the textbooks: 22 of 81, none of 10', () => {
    const { low, high } = wilson(22 / 81, 81);
    expect(low).toBeCloseTo(0.1867, 3);
    expect(high).toBeCloseTo(0.3773, 3);
    expect(wilson(0, 10).low).toBe(0);
    expect(wilson(0, 10).high).toBeCloseTo(0.2775, 3);
  });

  test('holds the share, stays within 0 and 1, is as wide the other way round, and narrows with tests', () => {
    fc.assert(
      fc.property(share, fc.integer({ min: 1, max: 5_000 }), (p, n) => {
        const { low, high } = wilson(p, n);
        expect(low).toBeLessThanOrEqual(p);
        expect(high).toBeGreaterThanOrEqual(p);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(wilson(1 - p, n).low).toBeCloseTo(1 - high, 9);
        const more = wilson(p, 4 * n);
        expect(more.high - more.low).toBeLessThanOrEqual(high - low + 1e-9);
      }),
    );
  });
});

describe('Brier and its skill', () => {
  test('a perfect forecast has all the skill, the base rate itself none, the opposite less than none', () => {
    const outcomes = tolds([1, true], [0, false], [0, false], [1, true]);
    const base = brier(byGroup(outcomes, () => ''));
    expect(base).toBe(0.25);
    expect(skill(brier(outcomes), base)).toBe(1);
    expect(skill(base, base)).toBe(0);
    expect(skill(brier(outcomes.map((each) => ({ ...each, told: 1 - each.told }))), base)).toBe(-3);
    expect(skill(0.1, 0)).toBeNull();
  });

  test('lies between 0 and 1, and no constant beats the base rate', () => {
    fc.assert(
      fc.property(forecasts, share, (rows, constant) => {
        const score = brier(rows) ?? -1;
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
        const base = brier(byGroup(rows, () => '')) ?? 0;
        expect(brier(rows.map((row) => ({ ...row, told: constant })))).toBeGreaterThanOrEqual(base - 1e-12);
        expect(brier(byGroup(rows, ({ test: group }) => group))).toBeLessThanOrEqual(base + 1e-12);
      }),
    );
  });
});

describe('bins', () => {
  test('every forecast is in one of them, and what was told lies in its bin', () => {
    fc.assert(
      fc.property(forecasts, (rows) => {
        const bins = calibration(rows, EDGES);
        expect(bins.length).toBeLessThanOrEqual(5);
        expect(bins.reduce((all, { n }) => all + n, 0)).toBe(rows.length);
        expect(bins.reduce((all, { came }) => all + came, 0)).toBe(rows.filter(({ came }) => came).length);
        for (const bin of bins) {
          expect(bin.told).toBeGreaterThanOrEqual(bin.from - 1e-12);
          expect(bin.told).toBeLessThanOrEqual(bin.to + 1e-12);
          expect(bin.share).toBeCloseTo(bin.came / bin.n, 12);
        }
      }),
    );
  });

  test('an edge belongs above it, and overlapping forecasts of one account are one test', () => {
    const [low, high] = calibration(tolds([0.05, false], [0.1, true]), [0.1]);
    expect([low?.n, high?.n]).toEqual([1, 1]);
    const same = Array.from({ length: 13 }, () => ({ told: 0.3, came: true, test: 'one' }));
    expect(calibration(same, EDGES)[0]).toMatchObject(wilson(1, 1));
    expect(heldAgainst(same, EDGES)).toMatchObject({ n: 13, tests: 1, came: 13 });
  });
});

test('AUC: order alone counts, ties half, and turning round takes it from one', () => {
  expect(auc(tolds([0.9, true], [0.2, false], [0.1, false]))).toBe(1);
  expect(auc(tolds([0.5, true], [0.5, false]))).toBe(0.5);
  expect(auc(tolds([0.5, true]))).toBeNull();
  fc.assert(
    fc.property(forecasts, (rows) => {
      const found = auc(rows);
      if (found === null) return;
      const pairs = rows.flatMap((a) =>
        rows.flatMap((b) => (a.came && !b.came ? [a.told > b.told ? 1 : a.told === b.told ? 0.5 : 0] : [])),
      );
      expect(found).toBeCloseTo(pairs.reduce((all: number, each) => all + each, 0) / pairs.length, 9);
      expect(auc(rows.map((row) => ({ ...row, came: !row.came })))).toBeCloseTo(1 - found, 9);
    }),
  );
});

test('intervals: how many held, and the error beside "unchanged"', () => {
  const row = { low: 60, high: 80, told: 70, before: 72, test: 'a' };
  const held = valuesHeld([
    { ...row, came: 60 },
    { ...row, came: 80, test: 'b' },
    { ...row, came: 82, test: 'c' },
    { ...row, came: 72, test: 'd' },
  ]);
  expect(held).toMatchObject({ n: 4, within: 3, share: 0.75, error: 8.5, unchanged: 7.5 });
  expect(held.overUnchanged).toBeCloseTo(-1 / 7.5, 9);
  expect(valuesHeld([])).toMatchObject({ n: 0, error: null, overUnchanged: null, low: 0, high: 1 });
});
