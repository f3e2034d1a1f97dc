import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addSession, addUse, analyticsOf, emptyTotals, periodOf } from '../../bot/roll-up.ts';
import { rollUpUsage, TouchedDays } from '../../bot/roll-up-usage.ts';
import type { Database } from '../../models/connection.ts';
import { testDatabase } from '../support/database.ts';

const tenant = 'acme';
const monday = new Date('2026-01-05T00:00:00Z');
const at = (hours: number) => new Date(monday.getTime() + hours * 3_600_000);
let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database?.close());

const session = (userId: string, start: number, minutes: number, more: object = {}) => ({
  accountId: 'a',
  userId,
  sessionStartTime: at(start),
  sessionEndTime: at(start + minutes / 60),
  ...more,
});

test('weeks begin on Monday, days at midnight, in UTC', () => {
  expect(periodOf(new Date('2026-01-11T23:59:59Z'), 'weekly')).toEqual({ start: monday, end: new Date('2026-01-12T00:00:00Z') });
  expect(periodOf(monday, 'weekly').start).toEqual(monday);
  expect(periodOf(at(25), 'daily')).toEqual({ start: at(24), end: at(48) });
});

test('sessions give people, logins, minutes, adoption, workflows, calls and errors', () => {
  const totals = emptyTotals();
  addSession(totals, session('ada', 1, 30, { featureInteractions: [{ feature: 'board', count: 8 }], errorEncounters: [{ code: 'E1' }] }));
  addSession(
    totals,
    session('bob', 2, 10, {
      featureInteractions: [{ feature: 'board', count: 1 }],
      advancedFeatureUsage: [{ feature: 'api', count: 1 }],
      workflowCompletions: [{ workflow: 'close', started: 4, completed: 3 }],
      integrationInteractions: [{ integration: 'crm', calls: 7 }],
      businessContext: { department: 'Finance', region: 'EU' },
    }),
  );
  addSession(totals, session('ada', 50, 20));
  expect(analyticsOf(totals)).toEqual({
    activeUsersCount: 2,
    totalLogins: 3,
    averageSessionDuration: 20,
    featureUtilization: [
      { feature: 'api', tier: 'advanced', share: 0.5 },
      { feature: 'board', tier: 'core', share: 1 },
    ],
    coreFeatureAdoption: 1,
    advancedFeatureAdoption: 0.5,
    featureUses: 10,
    usageMinutes: 60,
    errorRate: 0.1,
    workflowCompletionRate: 0.75,
    lastWorkflowRunAt: at(2 + 10 / 60),
    integrationUtilization: [{ integration: 'crm', calls: 7 }],
    apiCallsCount: 7,
    activityByUser: [
      { userId: 'ada', sessions: 2, minutes: 50, lastAt: at(50 + 20 / 60) },
      { userId: 'bob', sessions: 1, minutes: 10, lastAt: at(2 + 10 / 60) },
    ],
    activeUsersByTeam: [{ team: 'Finance', users: 1 }],
    activeUsersByRegion: [{ region: 'EU', users: 1 }],
  });
});

test('uses without a person say nothing about people', () => {
  const totals = emptyTotals();
  addUse(totals, { feature: 'board', uses: 4, minutes: 2, errorCount: 1, at: at(1) });
  expect(analyticsOf(totals)).toEqual({ featureUses: 4, usageMinutes: 2, errorRate: 0.25 });
});

const anySession = fc.record({
  accountId: fc.constant('a'),
  userId: fc.constantFrom('ada', 'bob', 'cem'),
  sessionStartTime: fc.integer({ min: 0, max: 167 }).map(at),
  sessionDurationMinutes: fc.integer({ min: 0, max: 300 }),
  featureInteractions: fc.array(fc.record({ feature: fc.constantFrom('x', 'y'), count: fc.nat(9) }), { maxLength: 3 }),
  advancedFeatureUsage: fc.array(fc.record({ feature: fc.constantFrom('y', 'z'), count: fc.nat(9) }), { maxLength: 2 }),
  businessContext: fc.record({ department: fc.constantFrom('Ops', 'HR'), region: fc.constantFrom('EU', 'US') }),
});

test('in whatever order sessions come, the figures are the same', () => {
  fc.assert(
    fc.property(
      fc
        .array(anySession, { maxLength: 25 })
        .chain((sessions) => fc.tuple(fc.constant(sessions), fc.shuffledSubarray(sessions, { minLength: sessions.length }))),
      ([sessions, shuffled]) => {
        const [one, other] = [sessions, shuffled].map((list) => {
          const totals = emptyTotals();
          for (const each of list) addSession(totals, each);
          return analyticsOf(totals);
        });
        expect(one).toEqual(other);
      },
    ),
  );
});

test('stored rows are rolled up again when late ones arrive; a week the source delivered itself is left alone', async () => {
  const { models } = database;
  const now = at(400);
  const insert = (id: string, userId: string, start: number) =>
    models.behaviorIntelligenceTracking.create({
      _id: id,
      tenant,
      externalId: id,
      at: at(start),
      ingestedAt: now,
      ...session(userId, start, 30),
    });
  const roll = (...starts: number[]) => {
    const days = new TouchedDays();
    for (const start of starts) days.add('a', at(start));
    return rollUpUsage({ tenant, models, now }, days.take());
  };
  await insert('s1', 'ada', 1);
  await insert('s2', 'bob', 30);
  expect(await roll(1, 30)).toMatchObject({ new: 3, updated: 0 }); // two days, one week
  expect(await roll(1, 30)).toEqual({ new: 0, updated: 0, unchanged: 3, accountIds: [] });
  await insert('s0', 'cem', 2);
  expect(await roll(2)).toMatchObject({ new: 0, updated: 2, accountIds: ['a'] });
  const week = () => models.customerUsageAnalytics.find({ tenant, accountId: 'a', measurementFrequency: 'weekly' }).lean();
  expect((await week()).map(({ activeUsersCount, totalLogins }) => [activeUsersCount, totalLogins])).toEqual([[3, 3]]);
  await models.customerUsageAnalytics.create({
    tenant,
    accountId: 'a',
    source: 'warehouse',
    externalId: 'w1',
    at: at(168),
    usagePeriodStart: monday,
    usagePeriodEnd: at(168),
    measurementFrequency: 'weekly',
    activeUsersCount: 40,
  });
  await roll(2);
  expect((await week()).map(({ source, activeUsersCount }) => [source, activeUsersCount])).toEqual([['warehouse', 40]]);
});
