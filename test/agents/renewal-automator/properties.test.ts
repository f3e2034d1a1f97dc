import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { plainData } from '../../../agents/kit/plain-data.ts';
import { worded, wordedSummary } from '../../../agents/kit/worded.ts';
import { clamp, logistic, sum } from '../../../agents/metrics/statistics.ts';
import { assessRenewal, type RenewalAssessment } from '../../../agents/renewal-automator/assess.ts';
import type { ChurnView } from '../../../agents/renewal-automator/factors.ts';
import { simulateBook } from '../../../agents/renewal-automator/forecast.ts';
import { expectedOf, outlookOf } from '../../../agents/renewal-automator/outlook.ts';
import { renewalShown } from '../../../agents/renewal-automator/present-assess.ts';
import type { RenewalFacts } from '../../../agents/renewal-automator/renewal-facts.ts';
import { renewalFactsAt } from '../../../agents/renewal-automator/renewal-facts.ts';
import { ago, arbitraryChurn, arbitraryFacts, asOf } from './arbitrary-facts.ts';

const RUNS = { numRuns: 120 };

function always(check: (assessment: RenewalAssessment, facts: RenewalFacts, churn: ChurnView | null) => void) {
  const seen = { open: 0, additions: 0, apart: 0, unknown: 0, ended: 0, undated: 0 };
  fc.assert(
    fc.property(arbitraryFacts, arbitraryChurn, (facts, churn) => {
      const assessment = assessRenewal(facts, { churn });
      if (assessment.probability !== null) seen.open++;
      if (assessment.lines.some(({ source }) => source !== 'contract')) seen.additions++;
      if (assessment.totals.length > 1) seen.apart++;
      if (assessment.status === 'open' && assessment.probability === null) seen.unknown++;
      if (assessment.status === 'ended') seen.ended++;
      if (assessment.contracts.some(({ endAt }) => endAt === null)) seen.undated++;
      check(assessment, facts, churn);
    }),
    RUNS,
  );
  // The generator reaches what is being claimed.
  for (const [what, count] of Object.entries(seen)) expect({ what, enough: count > 10 }).toEqual({ what, enough: true });
}

test('the factors add up to the probability, and every probability is one', () => {
  always((assessment) => {
    const { probability, base, factors, persistence, contracts, days } = assessment;
    for (const each of contracts) if (each.probability !== null) expect(each.probability).toBe(clamp(each.probability, 0.01, 0.99));
    if (probability === null || days === null) return;
    const all = base + persistence * sum(factors.map(({ contribution }) => contribution));
    expect(clamp(logistic(all), 0.01, 0.99)).toBeCloseTo(probability, 9);
  });
});

test('lines add up to the totals, and the expected value lies between nothing and the proposal', () => {
  always(({ lines, totals, status, contracts }) => {
    for (const { currency, current, additions, proposed, expected, expectedBase, expectedAdditions } of totals) {
      const own = lines.filter((line) => line.currency === currency);
      expect(sum(own.map(({ annualValue }) => annualValue))).toBeCloseTo(proposed, 2);
      expect(current + additions).toBeCloseTo(proposed, 2);
      if (expected === null) continue;
      expect((expectedBase ?? 0) + (expectedAdditions ?? 0)).toBeCloseTo(expected, 1);
      expect(expected).toBeGreaterThanOrEqual(0);
      expect(expected).toBeLessThanOrEqual(proposed + 0.01);
      const certain = contracts
        .filter((each) => each.currency === currency)
        .map(({ annualValue, probability }) => annualValue * (probability ?? 0));
      expect(expectedBase).toBeCloseTo(sum(certain), 1);
    }
    if (status !== 'open') expect(lines).toEqual([]);
  });
});

test('a book kept by rescoring says of each contract what the assessment says', () => {
  always(({ status, contracts, totals }, facts, churn) => {
    const book = expectedOf(outlookOf(facts), churn, asOf);
    const dated = status === 'open' ? contracts.filter(({ endAt }) => endAt !== null) : [];
    expect(book.map(({ contract }) => [contract.id, contract.days, contract.endAt.toISOString()])).toEqual(
      dated.map(({ id, days, endAt }) => [id, days, endAt]),
    );
    for (const [index, { contract }] of book.entries()) expect(contract.probability ?? -1).toBeCloseTo(dated[index]?.probability ?? -1, 9);
    for (const { currency, expected } of totals) {
      const own = book.filter(({ contract }) => contract.currency === currency);
      if (expected === null || own.length === 0) continue;
      const worth = own.map(
        ({ contract, additions }) =>
          (contract.annualValue + sum(additions.map(({ value, chance }) => value * chance))) * (contract.probability ?? 0),
      );
      expect(sum(worth)).toBeCloseTo(expected, 1);
    }
  });
});

test('a contract that ended since it was kept is not in the book, and the others stay in order', () => {
  fc.assert(
    fc.property(arbitraryFacts, arbitraryChurn, fc.integer({ min: 0, max: 400 }), (facts, churn, days) => {
      const later = ago(-days);
      const outlook = outlookOf(facts);
      const ends = expectedOf(outlook, churn, later).map(({ contract }) => contract.endAt);
      expect(ends).toEqual(outlook.contracts.flatMap(({ endDate }) => (endDate && endDate >= later ? [endDate] : [])));
      expect(ends).toEqual(ends.toSorted((a, b) => a.getTime() - b.getTime()));
    }),
    RUNS,
  );
});

test('no line has a price no stored row holds', () => {
  always(({ lines }, facts) => {
    const prices = new Map<string, number | null | undefined>([
      ...facts.contracts.map((each) => [each._id, each.annualValue] as const),
      ...facts.opportunities.map((each) => [each._id, each.amount] as const),
      ...facts.expansions.map((each) => [each._id, each.estimatedValue] as const),
      ...facts.prices.map((each) => [each._id, each.annualPrice] as const),
    ]);
    for (const { evidence, annualValue } of lines) expect(prices.get(evidence[0]?.id ?? '')).toBe(annualValue);
  });
});

test('rows that came later change nothing', () => {
  fc.assert(
    fc.property(arbitraryFacts, arbitraryChurn, fc.integer({ min: 1, max: 300 }), (facts, churn, days) => {
      const then = ago(days);
      expect(assessRenewal(facts, { churn }, then)).toEqual(assessRenewal(renewalFactsAt(facts, then), { churn }));
    }),
    RUNS,
  );
});

test('more signs of leaving never make a renewal likelier', () => {
  fc.assert(
    fc.property(
      arbitraryFacts,
      fc.double({ min: -7, max: 4, noNaN: true }),
      fc.double({ min: 0, max: 3, noNaN: true }),
      (facts, logOdds, more) => {
        const at = (odds: number) =>
          assessRenewal(facts, { churn: { logOdds: odds, base: -3.178, confidence: 1, asOf, factors: [] } }).probability ?? 0;
        expect(at(logOdds + more)).toBeLessThanOrEqual(at(logOdds) + 1e-12);
      },
    ),
    RUNS,
  );
});

test('what is said is plain data in its range, is short, and names no broken figure', () => {
  const account = { id: 'account', name: 'Any', owner: null };
  always((assessment) => {
    expect(() => plainData().parse(assessment)).not.toThrow();
    const { confidence, coverage, freshness, persistence, lines } = assessment;
    const shares = [confidence, coverage, freshness, persistence, ...lines.flatMap(({ chance }) => chance ?? [])];
    for (const share of shares) expect(share).toBe(clamp(share, 0, 1));
    if (assessment.status === 'open' && assessment.renewalAt === null) return; // asked for instead
    const output = { account, assessment, calls: [] };
    const { point, why } = wordedSummary(renewalShown.summary(output));
    expect(why.length).toBeLessThanOrEqual(5);
    expect(`${point}${why.join('')}${JSON.stringify(worded(renewalShown.card(output)))}`).not.toMatch(
      /NaN|undefined|Infinity|Invalid Date|object Object/,
    );
  });
});

test('the range of a book is ordered, within what can be lost and won, and the same each time', () => {
  const stake = fc.record({
    value: fc.integer({ min: 0, max: 1_000_000 }),
    probability: fc.double({ min: 0.01, max: 0.99, noNaN: true }),
    additions: fc.array(fc.record({ value: fc.integer({ min: 0, max: 300_000 }), chance: fc.double({ min: 0, max: 1, noNaN: true }) }), {
      maxLength: 2,
    }),
  });
  fc.assert(
    fc.property(fc.array(stake, { maxLength: 12 }), (stakes) => {
      const range = simulateBook(stakes);
      const most = sum(stakes.map(({ value, additions }) => value + sum(additions.map((each) => each.value))));
      expect(0 <= range.p10 && range.p10 <= range.p50 && range.p50 <= range.p90 && range.p90 <= most + 1).toBe(true);
      expect(simulateBook(stakes)).toEqual(range);
    }),
    { numRuns: 40 },
  );
});

test('the range of a large book holds what is expected of it', () => {
  const stakes = Array.from({ length: 400 }, (_, index) => ({
    value: 10_000 + 100 * index,
    probability: 0.6 + 0.001 * (index % 300),
    additions: [{ value: 5_000, chance: 0.5 }],
  }));
  const expected = sum(stakes.map(({ value, probability }) => (value + 2_500) * probability));
  const { p10, p90 } = simulateBook(stakes);
  expect(p10).toBeLessThan(expected);
  expect(p90).toBeGreaterThan(expected);
});
