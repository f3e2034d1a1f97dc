import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { AccountFacts } from '../../../agents/facts/account-facts.ts';
import { HOUR } from '../../../agents/facts/time.ts';
import { plain } from '../../../agents/kit/text.ts';
import { worded, wordedSummary } from '../../../agents/kit/worded.ts';
import { sum } from '../../../agents/metrics/statistics.ts';
import { isProven } from '../../../agents/metrics/value.ts';
import { businessCase } from '../../../agents/value-realization/business-case.ts';
import { valueShown } from '../../../agents/value-realization/present.ts';
import { LEAST_GROWTH, MOST_GROWTH } from '../../../agents/value-realization/project.ts';
import { realize, type ValueAssessment } from '../../../agents/value-realization/realize.ts';
import type { CurrencyValue } from '../../../agents/value-realization/totals.ts';
import type { ValueRecord } from '../../../models/value-record.ts';
import { ago, arbitraryFacts, asOf, valueFields } from './arbitrary-facts.ts';

const RUNS = { numRuns: 120 };
const LISTS = ['contacts', 'contracts', 'interactions', 'tickets', 'events', 'values', 'plans', 'opportunities'] as const;
const every = ({ total, others }: ValueAssessment): CurrencyValue[] => [total, ...others];

function always(check: (assessment: ValueAssessment, facts: AccountFacts) => void) {
  const seen = { roi: 0, projected: 0, apart: 0 };
  fc.assert(
    fc.property(arbitraryFacts, (facts) => {
      const assessment = realize(facts);
      if (assessment.total.roi) seen.roi++;
      if (assessment.projection) seen.projected++;
      if (assessment.others.length > 0) seen.apart++;
      check(assessment, facts);
    }),
    RUNS,
  );
  // The generator reaches what is being claimed.
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(10);
}

test('parts add up: records to categories, categories to the total, contributions to the ROI, and ROI is value over investment', () => {
  always((assessment) => {
    for (const each of every(assessment)) {
      const figures = (list: ValueAssessment['proven']) => list.filter(({ unit }) => unit === each.currency);
      expect(sum(each.categories.map(({ proven }) => proven))).toBeCloseTo(each.proven, 1);
      expect(sum(each.categories.map(({ unproven }) => unproven))).toBeCloseTo(each.unproven, 1);
      expect(sum(figures(assessment.proven).map(({ value }) => value ?? 0))).toBeCloseTo(each.proven, 1);
      expect(sum(figures(assessment.unproven).map(({ value }) => value ?? 0))).toBeCloseTo(each.unproven, 1);
      expect(sum(figures(assessment.investment).map(({ value }) => value ?? 0))).toBeCloseTo(each.investment, 1);
      if (each.roi === null) continue;
      expect((each.roi * each.investment) / 100).toBeCloseTo(each.proven, 1);
      expect(Math.abs(sum(figures(assessment.proven).map(({ contribution }) => contribution)) - each.roi)).toBeLessThan(0.1);
      if (each.paybackMonths !== null) expect(each.paybackMonths * each.roi).toBeCloseTo(1200, 3);
    }
  });
});

test('money is counted by day: another hour of the same day says the same', () => {
  fc.assert(
    fc.property(arbitraryFacts, fc.integer({ min: 1, max: 14 * HOUR }), (facts, later) => {
      const money = (at: AccountFacts) =>
        every(realize(at)).map(({ currency, proven, unproven, investment }) => ({ currency, proven, unproven, investment }));
      expect(money({ ...facts, asOf: new Date(facts.asOf.getTime() + later) })).toEqual(money(facts));
    }),
    RUNS,
  );
});

test('one more proven record never lowers proven value, in any currency', () => {
  const extra = fc.integer({ min: 0, max: 400 }).chain((days) => valueFields(days).map((fields) => ({ days, fields })));
  fc.assert(
    fc.property(arbitraryFacts, extra, (facts, { days, fields }) => {
      const record = {
        _id: 'extra',
        tenant: 'demo',
        accountId: 'account',
        at: ago(days),
        ingestedAt: ago(days),
        ...fields,
        evidence: 'Audit',
      };
      const after = every(realize({ ...facts, values: [...facts.values, record as ValueRecord] }));
      for (const { currency, proven, unproven } of every(realize(facts))) {
        const now = after.find((each) => each.currency === currency);
        if (!now) {
          expect(proven + unproven).toBe(0); // an empty total may give way to the record's own currency
          continue;
        }
        expect(now.proven).toBeGreaterThanOrEqual(proven);
        expect(now.unproven).toBe(unproven);
      }
    }),
    RUNS,
  );
});

test('the projection begins with the measured run rate, follows its own growth, and never turns against the trend', () => {
  always(({ projection, noProjection, total, contract, period, status }) => {
    expect(projection === null).toBe(noProjection !== null);
    if (!projection) return;
    expect([contract, status]).toEqual(['in_force', 'measured']);
    const [first, second, third] = projection.years;
    expect(first?.value).toBeCloseTo((total.proven / period.months) * 12, 4);
    expect(projection.currency).toBe(total.currency);
    expect(second?.value).toBeCloseTo((first?.value ?? 0) * (1 + projection.growth / 100), 4);
    expect(third?.value).toBeCloseTo((second?.value ?? 0) * (1 + projection.growth / 100), 4);
    expect(projection.growth).toBeGreaterThanOrEqual(LEAST_GROWTH);
    expect(projection.growth).toBeLessThanOrEqual(MOST_GROWTH);
    expect(projection.growth * (projection.trend ?? 0)).toBeGreaterThanOrEqual(0);
    expect(projection.cumulative.value).toBeCloseTo(sum(projection.years.map(({ value }) => value)), 4);
  });
});

test('removing data never raises confidence', () => {
  fc.assert(
    fc.property(arbitraryFacts, fc.constantFrom(...LISTS), fc.nat(), (facts, list, pick) => {
      const all = realize(facts);
      const rows: readonly unknown[] = facts[list];
      const fewer = { ...facts, [list]: rows.filter((_, index) => index !== pick % Math.max(1, rows.length)) } as AccountFacts;
      const none = { ...facts, [list]: [] } as AccountFacts;
      for (const less of [realize(fewer), realize(none)]) {
        expect(less.confidence).toBeLessThanOrEqual(all.confidence + 1e-9);
        expect(less.coverage).toBeLessThanOrEqual(all.coverage + 1e-9);
      }
      expect(all.coverage * all.freshness).toBeCloseTo(all.confidence, 9);
    }),
    { numRuns: 150 },
  );
});

test('an earlier instant never sees later rows, by event or by ingestion time', () => {
  fc.assert(
    fc.property(arbitraryFacts, fc.integer({ min: 1, max: 400 }), (facts, days) => {
      const earlier = ago(days);
      const known = Object.fromEntries(
        LISTS.map((list) => [
          list,
          (facts[list] as { at: Date; ingestedAt: Date }[]).filter((row) => row.at <= earlier && row.ingestedAt <= earlier),
        ]),
      );
      const answer = realize(facts, earlier);
      expect(realize({ ...facts, ...known, asOf: earlier } as AccountFacts)).toEqual(answer);
      expect(new Date(answer.period.to).getTime()).toBeLessThanOrEqual(earlier.getTime());
      const shown = [answer.proven, answer.unproven, answer.investment, answer.baseline].flat().flatMap(({ evidence }) => evidence);
      for (const { at } of [...shown, ...answer.alternatives]) expect(new Date(at).getTime()).toBeLessThanOrEqual(earlier.getTime());
      for (const { metrics } of answer.checkpoints?.list ?? [])
        for (const { measuredAt } of metrics) expect(new Date(measuredAt).getTime()).toBeLessThanOrEqual(earlier.getTime());
    }),
    RUNS,
  );
});

test('what happened to a row later is not known earlier: a milestone reached, a departure', () => {
  fc.assert(
    fc.property(arbitraryFacts, fc.integer({ min: 5, max: 60 }), (facts, days) => {
      const plans = (completedAt: Date | null) =>
        facts.plans.map((plan) => ({ ...plan, criticalMilestones: plan.criticalMilestones.map((each) => ({ ...each, completedAt })) }));
      const happened = { ...facts, plans: plans(ago(days - 1)), account: { ...facts.account, churnedAt: ago(1) } };
      const not = { ...facts, plans: plans(null), account: { ...facts.account, churnedAt: null } };
      expect(realize(happened, ago(days))).toEqual(realize(not, ago(days)));
    }),
    { numRuns: 100 },
  );
});

test('the same facts give the same result, in whatever order the rows come', () => {
  fc.assert(
    fc.property(arbitraryFacts, (facts) => {
      const shuffled = { ...facts, ...Object.fromEntries(LISTS.map((list) => [list, [...facts[list]].reverse()])) } as AccountFacts;
      expect(realize(shuffled)).toEqual(realize(facts));
    }),
    RUNS,
  );
});

test('currencies never mix: what is in another currency changes no figure of this one', () => {
  always((assessment, facts) => {
    const { currency } = assessment;
    expect(new Set(every(assessment).map((each) => each.currency)).size).toBe(every(assessment).length);
    const doubled = facts.values.map((each) => (each.currency === currency ? each : { ...each, amount: each.amount * 2 }));
    const other = realize({ ...facts, values: doubled });
    if (other.currency === currency) expect(other.total).toEqual(assessment.total);
    for (const { unit, value } of assessment.proven)
      if (unit === currency) expect(value).toBeLessThanOrEqual(assessment.total.proven + 0.01);
  });
});

test('only what somebody confirms is proven', () => {
  fc.assert(
    fc.property(arbitraryFacts, (facts) => {
      const bare = realize({ ...facts, values: facts.values.map((each) => ({ ...each, evidence: ' ' })) });
      expect(sum(every(bare).map(({ proven }) => proven))).toBe(0);
      expect(bare.status).not.toBe('measured');
      const ids = new Set(facts.values.filter(isProven).map(({ _id }) => _id));
      for (const { evidence } of realize(facts).proven) expect(ids).toContain(evidence[0]?.id);
    }),
    RUNS,
  );
});

test('every account gets a point, at most five reasons, a card of three sections, and a case that proposes no less than is paid', () => {
  always((assessment, facts) => {
    const account = { id: 'account', name: 'Any', sponsor: null };
    const { point, why } = wordedSummary(valueShown.summary({ account, assessment }));
    expect(point).toMatch(/^Any: .+\.$/s);
    expect(point + why.join('')).not.toMatch(/NaN|undefined|null|Infinity|Invalid/);
    expect(why.length).toBeLessThanOrEqual(5);
    const card = worded(valueShown.card({ account, assessment }));
    expect(card.sections).toHaveLength(3);
    expect(JSON.stringify(card)).not.toMatch(/NaN|undefined|Infinity|Invalid Date/);
    const made = businessCase(facts, assessment, 'expansion');
    expect(made.proposed).toBeCloseTo(made.price + sum(made.offers.map(({ amount }) => amount)), 6);
    const undated = made.renewal.renewal_date.value === null;
    expect(made.open.some((each) => plain(each).includes('renewal date is not on record'))).toBe(undated);
    if (made.strength === 'strong') expect(assessment.total.roi).toBeGreaterThanOrEqual(150);
    expect(assessment.asOf).toBe(asOf.toISOString());
  });
});
