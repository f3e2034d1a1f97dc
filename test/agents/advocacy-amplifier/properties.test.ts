import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { assessAdvocacy } from '../../../agents/advocacy-amplifier/assess.ts';
import { isOver, mayBecome, nextOf } from '../../../agents/advocacy-amplifier/engagements.ts';
import { matchOf } from '../../../agents/advocacy-amplifier/match.ts';
import { performanceOf } from '../../../agents/advocacy-amplifier/performance.ts';
import { readinessOf } from '../../../agents/advocacy-amplifier/readiness.ts';
import { attribute, programRoi } from '../../../agents/advocacy-amplifier/revenue.ts';
import { stepOf } from '../../../agents/advocacy-amplifier/step.ts';
import { ACCOUNT_RESTS_DAYS, againstAsking, PERSON_RESTS_DAYS } from '../../../agents/kit/asking.ts';
import { asksOf } from '../../../agents/metrics/topics/advocacy.ts';
import { ENGAGEMENT_STATUSES } from '../../../models/advocacy-engagement.ts';
import { ago, asked, asOf, engagements } from './arbitrary.ts';

/** What holds of any account, any ledger of asks and any claims on revenue. */

const RUNS = { numRuns: 150, seed: 8 };
const LISTS = ['usage', 'surveys', 'values', 'interactions', 'tickets', 'events', 'contacts', 'contracts'] as const;
const sum = (amounts: readonly number[]) => amounts.reduce((a, b) => a + b, 0);

describe('readiness', () => {
  test('lies in range, its contributions add up to it, and the same facts give the same', () => {
    let scored = 0;
    fc.assert(
      fc.property(asked, (each) => {
        const { readiness, confidence, coverage, parts } = readinessOf(each);
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(coverage + 1e-9);
        if (readiness !== null) {
          scored += 1;
          expect(readiness).toBeGreaterThanOrEqual(0);
          expect(readiness).toBeLessThanOrEqual(100);
          expect(sum(parts.flatMap(({ findings }) => findings.map(({ contribution }) => contribution)))).toBeCloseTo(readiness, 0);
        }
        expect(JSON.stringify(assessAdvocacy(structuredClone(each)))).toBe(JSON.stringify(assessAdvocacy(each)));
      }),
      RUNS,
    );
    expect(scored).toBeGreaterThan(10);
  });

  test('is never surer with a whole kind of data removed, nor with all of it', () => {
    fc.assert(
      fc.property(asked, fc.constantFrom(...LISTS), (each, list) => {
        const { confidence } = readinessOf(each);
        const less = { ...each, facts: { ...each.facts, [list]: [], whole: undefined } };
        expect(readinessOf(less).confidence).toBeLessThanOrEqual(confidence + 1e-9);
      }),
      RUNS,
    );
  });

  test('is never surer with the newest NPS answer or value record removed', () => {
    fc.assert(
      fc.property(asked, fc.constantFrom('surveys' as const, 'values' as const), (each, list) => {
        const { confidence } = readinessOf(each);
        const rows = each.facts[list] as { at: Date }[];
        const less = { ...each, facts: { ...each.facts, [list]: rows.slice(0, -1), whole: undefined } };
        expect(readinessOf(less).confidence).toBeLessThanOrEqual(confidence + 1e-9);
      }),
      RUNS,
    );
  });
});

describe('nobody is asked', () => {
  test('at an account at risk, in escalation or not assessed, whatever else is known', () => {
    fc.assert(
      fc.property(asked, (each) => {
        const { churn_risk: risk, health_band: band } = each.opinions;
        const { against, verdict } = assessAdvocacy(each);
        const obstacles = against.map(({ obstacle }) => obstacle);
        if ((typeof risk === 'number' && Math.round(risk) >= 40) || band === 'orange' || band === 'red')
          expect(obstacles).toContain('at_risk');
        if (risk === undefined && band === undefined) expect(obstacles).toContain('not_assessed');
        if (each.facts.tickets.some(({ escalated, resolvedAt }) => escalated && !resolvedAt)) expect(obstacles).toContain('in_escalation');
        if (obstacles.length > 0) expect(verdict).not.toBe('ask');
        if (verdict === 'ask') expect(assessAdvocacy(each).best?.ask).toBeTruthy();
      }),
      RUNS,
    );
  });

  test('inside the cooling-off period, and everybody from the day it names', () => {
    fc.assert(
      fc.property(asked, (each) => {
        const healthy = { ...each, opinions: { churn_risk: 5, health_band: 'green', health: 90 } };
        for (const person of [null, ...each.facts.contacts]) {
          const lately = againstAsking(healthy, person).find(({ obstacle }) => obstacle === 'asked_lately');
          const rests = asksOf(each.facts).map(
            ({ row, at }) => at.getTime() + (person && row.contactId === person._id ? PERSON_RESTS_DAYS : ACCOUNT_RESTS_DAYS) * 86_400_000,
          );
          const until = Math.max(0, ...rests);
          if (until <= asOf.getTime()) expect(lately).toBeUndefined();
          else expect(lately?.until?.getTime()).toBe(until);
        }
      }),
      RUNS,
    );
  });
});

describe('revenue', () => {
  const distinct = (rows: Parameters<typeof attribute>[0]) =>
    new Set(
      rows.flatMap(({ deals, referralCompany }) => [
        ...(deals ?? []).map(({ dealId }) => dealId),
        ...(referralCompany ? [referralCompany] : []),
      ]),
    );

  test('is attributed once: what is credited to engagements is what is attributed, and no more deals than there are', () => {
    fc.assert(
      fc.property(engagements, (rows) => {
        const { totals, of } = attribute(rows);
        const credited = sum([...of.values()].flatMap((each) => each.map(({ amount }) => amount)));
        expect(credited).toBeCloseTo(sum(totals.map(({ attributed }) => attributed)), 6);
        expect(sum(totals.map(({ won, open }) => won + open))).toBeLessThanOrEqual(distinct(rows).size * 2);
        for (const { attributed, influenced } of totals) {
          expect(attributed).toBeGreaterThanOrEqual(0);
          expect(influenced).toBeGreaterThanOrEqual(0);
        }
      }),
      RUNS,
    );
  });

  test('does not grow when another engagement claims the same deals', () => {
    fc.assert(
      fc.property(engagements, fc.constantFrom('testimonial' as const, 'referral' as const), (rows, advocacyType) => {
        const [first] = rows.filter(({ deals }) => (deals ?? []).length > 0);
        if (!first) return;
        const twin = { ...first, _id: 'advocacy-twin', advocacyType, referralCompany: null, referralValue: null };
        expect(attribute([...rows, twin]).totals).toEqual(attribute(rows).totals);
      }),
      RUNS,
    );
  });

  test('two deals claimed by three engagements count twice, for the one nearest to the decision', () => {
    const deal = (dealId: string, amount: number) => ({ dealId, company: dealId, stage: 'won' as const, amount });
    const of = (_id: string, advocacyType: 'case_study' | 'reference_call' | 'referral', deals: ReturnType<typeof deal>[]) => ({
      _id,
      advocacyType,
      deals,
      currency: 'USD',
      at: ago(100),
    });
    const rows = [
      of('study', 'case_study', [deal('D-1', 100), deal('D-2', 50)]),
      of('call', 'reference_call', [deal('D-1', 100)]),
      of('referral', 'referral', [deal('D-2', 50)]),
    ] as unknown as Parameters<typeof attribute>[0];
    const { totals, of: credited } = attribute(rows);
    expect(totals).toMatchObject([{ attributed: 150, won: 2 }]);
    expect([...credited.keys()].sort()).toEqual(['call', 'referral']);
  });

  test('has no return without a cost', () => {
    fc.assert(
      fc.property(engagements, (rows) => {
        const free = rows.map((row) => ({ ...row, cost: undefined }));
        expect(programRoi(free, attribute(free), 'USD')).toMatchObject({ cost: null, roi: null });
        for (const { cost, roi } of performanceOf(rows).money) expect(roi === null).toBe(cost === null);
      }),
      RUNS,
    );
  });
});

test('an engagement goes forward until it is over, and every answer is in the ledger of asks', () => {
  const nothing = { type: null, note: null, company: null, referral: null, value: null, cost: null, satisfaction: null };
  fc.assert(
    fc.property(engagements, fc.constantFrom(...ENGAGEMENT_STATUSES), (rows, status) => {
      for (const row of rows) {
        const from = row.engagementStatus;
        const may = from === status || mayBecome(from, status);
        let step: ReturnType<typeof stepOf> | null = null;
        try {
          step = stepOf(row, { ...nothing, status, note: 'said so' }, asOf);
        } catch (error) {
          expect(may).toBe(false);
          expect(String(error)).toMatch(/Nothing was recorded/);
          continue;
        }
        expect(may).toBe(true);
        if (status !== 'identified') expect(step.set.requestDate ?? row.requestDate).toBeTruthy();
      }
    }),
    RUNS,
  );
  for (const status of ENGAGEMENT_STATUSES) {
    const next = nextOf(status);
    expect(next === null).toBe(isOver(status));
    if (next) expect(mayBecome(status, next)).toBe(true);
  }
});

test('the nearer in size and the more alike, the better the match; what was not asked for changes nothing', () => {
  const candidate = {
    vertical: 'fintech',
    employees: 500,
    region: 'Europe',
    useCase: 'security_compliance',
    languages: ['de'],
    tags: [],
  } as const;
  const wanted = { vertical: 'fintech', employees: 500, useCase: null, region: null, language: null };
  const of = (change: object, asks: object = {}) =>
    matchOf({ ...wanted, ...asks }, { ...candidate, description: '', ...change } as never).match;
  expect(of({})).toBe(1);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 1, max: 100_000 }), (a, b) => {
      const [near, far] = [a, b].sort((x, y) => Math.abs(Math.log(x / 500)) - Math.abs(Math.log(y / 500)));
      expect(of({ employees: near })).toBeGreaterThanOrEqual(of({ employees: far }) - 1e-9);
    }),
  );
  expect(of({ vertical: 'retail' })).toBeLessThan(of({}));
  expect(of({ region: 'Nordics' })).toBe(of({}));
  expect(of({ languages: [] }, { language: 'de' })).toBeLessThan(of({}, { language: 'de' }));
});
