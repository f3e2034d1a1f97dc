import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { AccountFacts } from '../../../agents/facts/account-facts.ts';
import { assess, measure } from '../../../agents/health-score/assess.ts';
import { changesBetween } from '../../../agents/health-score/changes.ts';
import { compose, readAll } from '../../../agents/health-score/compose.ts';
import { defaultScorecard } from '../../../agents/health-score/scorecard.ts';
import { simulate, smallestChange } from '../../../agents/health-score/simulate.ts';
import type { CustomerUsageAnalytics } from '../../../models/customer-usage-analytics.ts';
import { arbitraryAccount, asOf } from './arbitrary-account.ts';

const RUNS = { numRuns: 100 };
const DAY = 86_400_000;
/** Scores everything there is, however little. */
const lenient = { ...defaultScorecard, minimumCoverage: 0 };
const scoreOf = (facts: AccountFacts) => measure(facts, asOf, lenient).now.score;
const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

test('scores, shares and forecasts stay in range, and intervals are ordered', () => {
  fc.assert(
    fc.property(arbitraryAccount, (facts) => {
      const health = assess(facts, asOf, lenient);
      for (const value of [health.confidence, health.coverage, health.freshness]) {
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
      }
      for (const score of [
        health.score,
        ...health.dimensions.flatMap((each) => [each.score, ...each.metrics.map((metric) => metric.score)]),
      ]) {
        if (score === null) continue;
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(100);
      }
      if (!health.forecast) return;
      const { days30, days90 } = health.forecast;
      for (const { low, value, high } of [days30, days90]) {
        expect(0 <= low && low <= value && value <= high && high <= 100).toBe(true);
      }
    }),
    RUNS,
  );
});

test('contributions of metrics add up to their dimension, those to the score, and moves to the change', () => {
  fc.assert(
    fc.property(arbitraryAccount, (facts) => {
      const { now, before30, change30 } = measure(facts, asOf, lenient);
      if (now.score === null) return;
      for (const each of now.dimensions)
        expect(sum(each.metrics.map(({ contribution }) => contribution))).toBeCloseTo(each.contribution, 8);
      expect(sum(now.dimensions.map(({ contribution }) => contribution))).toBeCloseTo(now.score, 8);
      if (before30.score === null) return;
      expect(sum(changesBetween(before30, now).map(({ contribution }) => contribution))).toBeCloseTo(now.score - before30.score, 8);
      // What is told of it is what lies between the two whole numbers people see.
      expect(change30).toBe(Math.round(now.score) - Math.round(before30.score));
    }),
    RUNS,
  );
});

test('a metric known at both dates moves the score the way its own score went; one that held moves nothing', () => {
  let apart = 0;
  fc.assert(
    fc.property(arbitraryAccount, (facts) => {
      const { now, before30 } = measure(facts, asOf, lenient);
      for (const { kind, before, after, contribution } of changesBetween(before30, now)) {
        if (kind !== 'moved') apart += 1;
        else if (Math.abs(after.score - before.score) < 1e-9) expect(contribution).toBeCloseTo(0, 8);
        else expect(Math.sign(contribution)).toBe(Math.sign(after.score - before.score));
      }
    }),
    RUNS,
  );
  expect(apart).toBeGreaterThan(0);
});

test('the same facts give the same result, in whatever order they came', () => {
  fc.assert(
    fc.property(arbitraryAccount, (facts) => {
      const reversed = Object.fromEntries(
        Object.entries(facts).map(([key, value]) => [key, Array.isArray(value) ? [...value].reverse() : value]),
      );
      expect(assess(reversed as unknown as AccountFacts, asOf, lenient)).toEqual(assess(facts, asOf, lenient));
      expect(assess(structuredClone(facts), asOf, lenient)).toEqual(assess(facts, asOf, lenient));
    }),
    { numRuns: 60 },
  );
});

test('an earlier instant sees nothing that happened or was learnt later', () => {
  fc.assert(
    fc.property(arbitraryAccount, fc.integer({ min: 1, max: 120 }), (facts, days) => {
      const then = new Date(asOf.getTime() - days * DAY);
      expect(assess(facts, then, lenient)).toEqual(assess(onlyUntil(facts, then), then, lenient));
    }),
    RUNS,
  );
});

/** The database as it was then: later rows gone, and what was written later into the rows that stay. */
function onlyUntil(facts: AccountFacts, then: Date): AccountFacts {
  const late = (value: unknown): boolean => value instanceof Date && value > then;
  const before = <Row extends { at: Date; ingestedAt: Date }>(rows: Row[]) =>
    rows.filter((row) => row.at <= then && row.ingestedAt <= then);
  return {
    ...facts,
    asOf: then,
    contacts: before(facts.contacts).map((row) => (late(row.leftAt) ? { ...row, leftAt: undefined } : row)),
    contracts: before(facts.contracts),
    usage: before(facts.usage),
    interactions: before(facts.interactions).map((row) =>
      typeof row.responseHours === 'number' && late(new Date(row.at.getTime() + row.responseHours * 3_600_000))
        ? { ...row, responseHours: undefined }
        : row,
    ),
    tickets: before(facts.tickets).map((row) =>
      late(row.resolvedAt) ? { ...row, resolvedAt: undefined, resolutionHours: undefined, csat: undefined } : row,
    ),
    invoices: before(facts.invoices).map((row) => (late(row.paidAt) ? { ...row, paidAt: undefined, status: 'open' as const } : row)),
    surveys: before(facts.surveys),
    events: before(facts.events),
    values: before(facts.values),
    plans: before(facts.plans).map((plan) => ({
      ...plan,
      criticalMilestones: plan.criticalMilestones.map((each) => (late(each.completedAt) ? { ...each, completedAt: undefined } : each)),
      actualMetrics: plan.actualMetrics.filter(({ measuredAt }) => !late(measuredAt)),
    })) as AccountFacts['plans'],
  };
}

const COUNTS = ['activeUsersCount', 'totalLogins', 'averageSessionDuration', 'apiCallsCount', 'capacityUtilization'] as const;
const SHARES = ['coreFeatureAdoption', 'advancedFeatureAdoption', 'workflowCompletionRate'] as const;

function more(row: CustomerUsageAnalytics, factor: number, extra: number): CustomerUsageAnalytics {
  const grown = { ...row };
  for (const field of COUNTS) if (typeof row[field] === 'number') grown[field] = row[field] * factor + extra;
  for (const field of SHARES) if (typeof row[field] === 'number') grown[field] = Math.min(1, row[field] * factor + extra / 100);
  const activityByUser = row.activityByUser?.map(({ userId, minutes, sessions }) => ({
    userId,
    minutes: minutes * factor + extra,
    sessions: sessions + extra,
  }));
  return { ...grown, activityByUser } as CustomerUsageAnalytics;
}

test('more usage never lowers health: in every week alike, or in the latest four', () => {
  const factor = fc.double({ min: 1, max: 4, noNaN: true });
  fc.assert(
    fc.property(arbitraryAccount, factor, fc.integer({ min: 0, max: 20 }), fc.boolean(), (facts, times, extra, onlyLatest) => {
      const grown = facts.usage.map((row) =>
        onlyLatest && asOf.getTime() - row.at.getTime() >= 28 * DAY ? row : more(row, times, onlyLatest ? extra : 0),
      );
      const before = scoreOf(facts);
      const after = scoreOf({ ...facts, usage: grown as AccountFacts['usage'] });
      if (before === null) return;
      expect(after).toBeGreaterThanOrEqual(before - 1e-9);
    }),
    { numRuns: 120 },
  );
});

/** An account of which nothing else is known. */
const nothing = () =>
  ({ ...fc.sample(arbitraryAccount, 1)[0], ...Object.fromEntries(LISTS.map((list) => [list, []])) }) as unknown as AccountFacts;

const LISTS = ['contacts', 'contracts', 'usage', 'interactions', 'tickets', 'invoices', 'surveys', 'events', 'values', 'plans'] as const;

test('removing rows or fields never raises confidence', () => {
  const KEPT = new Set([
    '_id',
    'tenant',
    'accountId',
    'at',
    'ingestedAt',
    'kind',
    'direction',
    'severity',
    'dueAt',
    'score',
    'confidence',
    'amount',
    'currency',
    'category',
    'startDate',
    'annualValue',
    'usagePeriodStart',
    'usagePeriodEnd',
    'periodStart',
    'periodEnd',
    'criticalMilestones',
    'targetMetrics',
    'actualMetrics',
    'planStatus',
    'status',
    'role',
    'escalated',
    'executivesCopied',
  ]);
  fc.assert(
    fc.property(arbitraryAccount, fc.constantFrom(...LISTS), fc.nat(), fc.option(fc.nat()), (facts, list, at, field) => {
      const rows = facts[list] as { _id: string }[];
      const chosen = rows[at % Math.max(1, rows.length)];
      if (!chosen) return;
      const names = Object.keys(chosen).filter((name) => !KEPT.has(name));
      const name = field === null || names.length === 0 ? null : names[field % names.length];
      const thinner = name
        ? rows.map((row) => (row === chosen ? Object.fromEntries(Object.entries(row).filter(([key]) => key !== name)) : row))
        : rows.filter((row) => row !== chosen);
      const poorer = { ...facts, [list]: thinner } as AccountFacts;
      expect(measure(poorer, asOf, lenient).now.confidence).toBeLessThanOrEqual(measure(facts, asOf, lenient).now.confidence + 1e-9);
    }),
    { numRuns: 200 },
  );
});

test('a contract that ended yesterday says as much of its seats as one without an end', () => {
  const week = { _id: 'usage', at: asOf, ingestedAt: asOf, usagePeriodEnd: asOf, provisionedUsersCount: 0 };
  const contract = {
    _id: 'contract',
    at: asOf,
    ingestedAt: asOf,
    status: 'active',
    startDate: new Date(asOf.getTime() - 395 * DAY),
    seats: 1,
  };
  const withContract = (contracts: object[]) =>
    measure({ ...nothing(), usage: [week], contracts } as unknown as AccountFacts, asOf, lenient).now.confidence;
  const ended = withContract([{ ...contract, endDate: new Date(asOf.getTime() - DAY) }]);
  expect(ended).toBe(withContract([contract]));
  expect(ended).toBeGreaterThan(withContract([]));
});

test('too little data is refused, naming what is missing', () => {
  const health = assess(nothing(), asOf);
  expect(health).toMatchObject({ status: 'too_little_data', score: null, band: null, forecast: null, confidence: 0, coverage: 0 });
  expect(health.missing).toContain('Active share of users');
  expect(health.missing).toHaveLength(defaultScorecard.dimensions.flatMap(({ metrics }) => metrics).length);
});

test('the smallest set of changes reaches the target, and no smaller set does', () => {
  fc.assert(
    fc.property(arbitraryAccount, fc.integer({ min: 1, max: 100 }), (facts, target) => {
      const readings = readAll(facts, lenient);
      const now = compose(readings, lenient, asOf);
      if (now.score === null) return;
      const changes = smallestChange(now, lenient, target);
      if (changes === null) return;
      expect(simulate(readings, lenient, asOf, changes).score).toBeGreaterThanOrEqual(target - 1e-3);
      if (changes.length === 0) {
        expect(now.score).toBeGreaterThanOrEqual(target);
        return;
      }
      const gains = now.dimensions
        .flatMap(({ metrics }) => metrics.map(({ weight, score }) => weight * (100 - score)))
        .sort((a, b) => b - a);
      expect(now.score + sum(gains.slice(0, changes.length - 1))).toBeLessThan(target + 1e-3);
    }),
    RUNS,
  );
});
