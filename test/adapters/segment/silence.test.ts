import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { loadFacts } from '../../../agents/facts/load.ts';
import { assess } from '../../../agents/health-score/assess.ts';
import { defaultScorecard } from '../../../agents/health-score/scorecard.ts';
import type { Database } from '../../../models/connection.ts';
import { testDatabase } from '../../support/database.ts';
import { type Door, keyOf, NOW, openDoor, seedAccounts } from './setup.ts';

const TENANTS = ['quiet', 'late', 'outage', 'left', 'delivered', 'scored'];
const WEEK = 7 * 86_400_000;
/** The Monday of the current week. */
const MONDAY = Date.parse('2026-11-16T00:00:00Z');
let database: Database;
let door: Door;

beforeAll(async () => {
  database = await testDatabase();
  door = await openDoor(database.models, TENANTS);
});
afterAll(async () => {
  await door.close();
  await database.close();
});

/** Somebody of the account used the product in the weeks, counted back from the current one. */
async function use(tenant: string, groupId: string, ...weeksAgo: number[]) {
  const batch = weeksAgo.map((weeks) => ({
    type: 'track',
    messageId: `${groupId}-${weeks}`,
    userId: `somebody at ${groupId}`,
    event: 'Report',
    timestamp: new Date(MONDAY - weeks * WEEK + 30 * 3_600_000).toISOString(),
    context: { groupId },
  }));
  expect((await door.post('batch', { batch }, keyOf(tenant))).status).toBe(200);
  await door.segment.worker.drain(tenant);
}

/** Logins by week, counted back from the current one. */
async function weeks(tenant: string, account: string): Promise<Record<number, number | null | undefined>> {
  const rows = await database.models.customerUsageAnalytics
    .find({ tenant, accountId: `${tenant}-${account}`, measurementFrequency: 'weekly' })
    .lean();
  return Object.fromEntries(rows.map(({ usagePeriodStart, totalLogins }) => [(MONDAY - usagePeriodStart.getTime()) / WEEK, totalLogins]));
}

test('a finished week without anybody is a quiet one, once there was use and while others are heard', async () => {
  await seedAccounts(database.models, 'quiet', ['A', 'B']);
  await use('quiet', 'A', 5, 4);
  expect(await weeks('quiet', 'A')).toEqual({ 5: 1, 4: 1 });
  await use('quiet', 'B', 4, 3, 2, 1, 0);
  expect(await weeks('quiet', 'A')).toEqual({ 5: 1, 4: 1, 3: 0, 2: 0, 1: 0 });
  expect(await weeks('quiet', 'B')).toEqual({ 4: 1, 3: 1, 2: 1, 1: 1, 0: 1 });
  const quiet = await database.models.customerUsageAnalytics
    .findOne({ tenant: 'quiet', accountId: 'quiet-A', usagePeriodEnd: new Date(MONDAY), measurementFrequency: 'weekly' })
    .lean();
  expect(quiet).toMatchObject({ activeUsersCount: 0, totalLogins: 0, featureUses: 0, at: new Date(MONDAY), source: 'roll-up' });
  const days = { tenant: 'quiet', accountId: 'quiet-A', measurementFrequency: 'daily' as const };
  expect(await database.models.customerUsageAnalytics.countDocuments(days)).toBe(2);
});

test('what comes late fills a quiet week, and makes the weeks after it quiet ones', async () => {
  await seedAccounts(database.models, 'late', ['A', 'B']);
  await use('late', 'B', 6, 5, 4, 3, 2, 1);
  await use('late', 'A', 3);
  expect(await weeks('late', 'A')).toEqual({ 3: 1, 2: 0, 1: 0 });
  await use('late', 'A', 2);
  await use('late', 'A', 6);
  expect(await weeks('late', 'A')).toEqual({ 6: 1, 5: 0, 4: 0, 3: 1, 2: 1, 1: 0 });
});

test('a week nobody at all was heard in is nobody’s silence, until somebody was', async () => {
  await seedAccounts(database.models, 'outage', ['A', 'B']);
  await use('outage', 'A', 5);
  await use('outage', 'B', 5, 1);
  expect(await weeks('outage', 'A')).toEqual({ 5: 1, 1: 0 });
  await use('outage', 'B', 3);
  expect(await weeks('outage', 'A')).toEqual({ 5: 1, 3: 0, 1: 0 });
});

test('an account that left is not silent', async () => {
  await seedAccounts(database.models, 'left', ['A', 'B']);
  const left = { lifecycleStage: 'churned' as const, churnedAt: new Date(MONDAY - 2 * WEEK - 3_600_000) };
  await database.models.accounts.updateOne({ tenant: 'left', externalId: 'A' }, { $set: left });
  await use('left', 'A', 5);
  await use('left', 'B', 4, 3, 2, 1);
  expect(await weeks('left', 'A')).toEqual({ 5: 1, 4: 0, 3: 0 });
});

test('weeks the source has delivered itself are left alone', async () => {
  await seedAccounts(database.models, 'delivered', ['A', 'B']);
  await database.models.customerUsageAnalytics.create({
    tenant: 'delivered',
    accountId: 'delivered-A',
    source: 'import',
    measurementFrequency: 'weekly',
    usagePeriodStart: new Date(MONDAY - 2 * WEEK),
    usagePeriodEnd: new Date(MONDAY - WEEK),
    totalLogins: 7,
    at: new Date(MONDAY - WEEK),
    ingestedAt: NOW,
  });
  await use('delivered', 'A', 3);
  await use('delivered', 'B', 3, 2, 1);
  expect(await weeks('delivered', 'A')).toEqual({ 3: 1, 2: 7, 1: 0 });
});

test('the same again changes nothing and touches nobody', async () => {
  door.touched.length = 0;
  await use('quiet', 'A', 5, 4);
  await use('quiet', 'B', 4, 3, 2, 1, 0);
  expect(door.touched).toEqual([]);
});

test('silence lowers the health, and is no lack of data', async () => {
  const tenant = 'scored';
  const { models } = database;
  await seedAccounts(models, tenant, ['A', 'B']);
  await use(tenant, 'A', 12, 11, 10, 9, 8, 7, 6, 5, 4);
  await use(tenant, 'B', 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1);
  // A customer of whom only the usage is known.
  const scorecard = { ...defaultScorecard, minimumCoverage: 0.05 };
  const health = async (asOf: number) => {
    const facts = await loadFacts({ tenant, models, asOf: NOW }, ['scored-A']);
    const [account] = facts.values();
    if (!account) throw new Error('the account has no facts');
    // As if each week had been known when it ended.
    const usage = account.usage.filter(({ at }) => at.getTime() <= asOf).map((row) => ({ ...row, ingestedAt: row.at }));
    return assess({ ...account, asOf: new Date(asOf), usage }, new Date(asOf), scorecard);
  };
  const [inUse, silent] = [await health(MONDAY - 3 * WEEK), await health(MONDAY)];
  expect(inUse.score).toBeGreaterThan(60);
  expect(silent.score).toBeLessThan(30);
  expect(silent.confidence).toBeGreaterThanOrEqual(inUse.confidence - 0.01);
});
