import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { assessChurn, type ChurnAssessment } from '../../../agents/churn-predictor/assess.ts';
import { factors } from '../../../agents/churn-predictor/factors/index.ts';
import { retentionChances } from '../../../agents/churn-predictor/retention.ts';
import { PLANS, retentionActions } from '../../../agents/churn-predictor/strategy.ts';
import type { AccountFacts } from '../../../agents/facts/account-facts.ts';
import { logistic, sum } from '../../../agents/metrics/statistics.ts';
import { arbitraryFacts, asOf } from './arbitrary-facts.ts';

const DAY = 86_400_000;
const RUNS = { numRuns: 100 };
const LISTS = ['contacts', 'contracts', 'usage', 'interactions', 'tickets', 'invoices', 'surveys', 'events', 'values'] as const;

function always(check: (assessment: ChurnAssessment, facts: AccountFacts) => void) {
  let scored = 0;
  fc.assert(
    fc.property(arbitraryFacts, (facts) => {
      const assessment = assessChurn(facts);
      if (assessment.status !== 'scored') return;
      scored++;
      check(assessment, facts);
    }),
    RUNS,
  );
  expect(scored).toBeGreaterThan(RUNS.numRuns / 4);
}

test('figures stay in range, horizons never fall, contributions add up', () => {
  always((each) => {
    expect(each.riskScore).toBeGreaterThanOrEqual(0);
    expect(each.riskScore).toBeLessThanOrEqual(100);
    expect(each.probability30).toBeGreaterThanOrEqual(0);
    expect(each.probability30).toBeLessThanOrEqual(each.probability90);
    expect(each.probability90).toBeLessThanOrEqual(each.probability180);
    expect(each.probability180).toBeLessThanOrEqual(1);
    expect(each.confidence).toBeGreaterThanOrEqual(0);
    expect(each.confidence).toBeLessThanOrEqual(1);
    expect(each.coverage * each.freshness).toBeCloseTo(each.confidence, 9);
    for (const { strength } of each.factors) expect(Math.abs(strength)).toBeLessThanOrEqual(1);
    const logOdds = each.base + sum(each.factors.map(({ contribution }) => contribution));
    expect(logOdds).toBeCloseTo(each.logOdds, 9);
    expect(logistic(logOdds)).toBeCloseTo(each.probability90, 9);
    if (each.criticalAt) expect(each.criticalAt.getTime()).toBeGreaterThanOrEqual(asOf.getTime());
  });
});

test('the same facts give the same result, in whatever order the rows come', () => {
  fc.assert(
    fc.property(arbitraryFacts, (facts) => {
      const shuffled = { ...facts, ...Object.fromEntries(LISTS.map((list) => [list, [...facts[list]].reverse()])) } as AccountFacts;
      expect(assessChurn(shuffled)).toEqual(assessChurn(facts));
    }),
    RUNS,
  );
});

test('more usage in the latest weeks never raises the risk', () => {
  fc.assert(
    fc.property(arbitraryFacts, fc.integer({ min: 1, max: 20 }), fc.double({ min: 1, max: 5, noNaN: true }), (facts, weeks, factor) => {
      const before = assessChurn(facts);
      const more = (value: number | null | undefined, cap = Number.POSITIVE_INFINITY) =>
        value == null ? value : Math.min(cap, value * factor);
      const usage = facts.usage.map((row, index) =>
        index < facts.usage.length - weeks
          ? row
          : {
              ...row,
              totalLogins: more(row.totalLogins),
              activeUsersCount: more(row.activeUsersCount),
              apiCallsCount: more(row.apiCallsCount),
              averageSessionDuration: more(row.averageSessionDuration),
            },
      );
      const after = assessChurn({ ...facts, usage });
      if (before.status === 'scored' && after.status === 'scored') expect(after.logOdds).toBeLessThanOrEqual(before.logOdds + 1e-9);
    }),
    RUNS,
  );
});

test('removing data never raises confidence', () => {
  fc.assert(
    fc.property(arbitraryFacts, fc.constantFrom(...LISTS), fc.nat(), (facts, list, pick) => {
      const rows: readonly unknown[] = facts[list];
      const fewer = { ...facts, [list]: rows.filter((_, index) => index !== pick % Math.max(1, rows.length)) } as AccountFacts;
      const [all, less] = [assessChurn(facts), assessChurn(fewer)];
      if (less.status === 'scored') {
        expect(all.status).toBe('scored');
        if (all.status === 'scored') expect(less.confidence).toBeLessThanOrEqual(all.confidence + 1e-9);
      }
      const none = assessChurn({ ...facts, [list]: [] } as AccountFacts);
      if (none.status === 'scored' && all.status === 'scored') expect(none.confidence).toBeLessThanOrEqual(all.confidence + 1e-9);
    }),
    { numRuns: 150 },
  );
});

test('an earlier instant never sees later rows, by event or by ingestion time', () => {
  fc.assert(
    fc.property(arbitraryFacts, fc.integer({ min: 1, max: 200 }), (facts, days) => {
      const earlier = new Date(asOf.getTime() - days * DAY);
      const known = Object.fromEntries(
        LISTS.map((list) => [
          list,
          (facts[list] as { at: Date; ingestedAt: Date }[]).filter((row) => row.at <= earlier && row.ingestedAt <= earlier),
        ]),
      );
      expect(assessChurn({ ...facts, ...known, asOf: earlier } as AccountFacts)).toEqual(assessChurn(facts, earlier));
      const answer = JSON.stringify(assessChurn(facts, earlier));
      for (const [, instant] of answer.matchAll(/"at":"([^"]+)"/g))
        expect(new Date(instant ?? 0).getTime()).toBeLessThanOrEqual(earlier.getTime());
    }),
    RUNS,
  );
});

test('what happened to a row later is not known earlier: an answer, a payment, a departure', () => {
  const at = (days: number) => new Date(asOf.getTime() - days * DAY);
  fc.assert(
    fc.property(arbitraryFacts, fc.integer({ min: 5, max: 60 }), (facts, days) => {
      const earlier = at(days);
      const happened = {
        ...facts,
        contacts: facts.contacts.map((contact) => ({ ...contact, leftAt: at(days - 1) })),
        invoices: facts.invoices.map((invoice) => ({ ...invoice, paidAt: at(days - 2), status: 'paid' as const })),
        account: { ...facts.account, churnedAt: at(1), lifecycleStage: 'churned' as const },
      };
      const not = {
        ...facts,
        contacts: facts.contacts.map(({ leftAt: _, ...contact }) => contact),
        invoices: facts.invoices.map(({ paidAt: _, ...invoice }) => ({ ...invoice, status: 'open' as const })),
      };
      expect(assessChurn(happened, earlier)).toEqual(assessChurn(not, earlier));
    }),
    { numRuns: 100 },
  );
});

test('an account without data is refused with what is missing', () => {
  fc.assert(
    fc.property(arbitraryFacts, (facts) => {
      const empty = { ...facts, ...Object.fromEntries(LISTS.map((list) => [list, []])) } as unknown as AccountFacts;
      const refused = assessChurn(empty);
      expect(refused.status).toBe('insufficient');
      expect(refused.missing.length).toBeGreaterThan(5);
    }),
    { numRuns: 5 },
  );
});

test('a larger intervention never keeps less, and doing nothing keeps what churn leaves', () => {
  const outcome = fc.record({
    tier: fc.constantFrom('standard' as const, 'comprehensive' as const, 'executive' as const),
    success: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), fc.array(outcome, { maxLength: 120 }), (probability90, outcomes) => {
      const chances = retentionChances(probability90, outcomes).map(({ probability }) => probability);
      expect(chances[0]).toBeCloseTo(1 - probability90, 9);
      for (const [index, chance] of chances.entries()) {
        expect(chance).toBeGreaterThanOrEqual(chances[index - 1] ?? 0);
        expect(chance).toBeLessThanOrEqual(1);
      }
    }),
    RUNS,
  );
});

test('every action answers a factor that speaks for leaving, and every factor has a plan', () => {
  expect(Object.keys(PLANS).sort()).toEqual(factors.map(({ name }) => name).sort());
  always(({ factors: shown }) => {
    const leaving = new Set(shown.filter(({ contribution }) => contribution > 0).map(({ name }) => name));
    for (const { factor } of retentionActions(shown)) expect(leaving).toContain(factor);
  });
});
