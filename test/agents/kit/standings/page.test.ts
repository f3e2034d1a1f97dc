import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type StandingsPage, standingsPage } from '../../../../agents/kit/standings/page.ts';
import type { Database } from '../../../../models/connection.ts';
import { testDatabase } from '../../../support/database.ts';

const NOW = new Date('2026-11-22T09:30:00Z');
const ACCOUNTS = 3_000;
const tenant = 'pages';
let database: Database;

/** Every tenth account has no score; owners have few accounts, but for one who has half of all. */
beforeAll(async () => {
  database = await testDatabase();
  await database.models.accountStandings.collection.insertMany(
    Array.from({ length: ACCOUNTS }, (_, index) => ({
      _id: `standing-${index}` as never,
      tenant,
      source: 'test',
      at: NOW,
      ingestedAt: NOW,
      asOf: NOW,
      updatedAt: NOW,
      accountId: `account-${String(index).padStart(4, '0')}`,
      name: `Customer ${index}`,
      ownerId: index % 2 === 0 ? 'many' : `few-${index % 101}`,
      segment: index % 3 === 0 ? 'smb' : 'enterprise',
      band: 'red',
      arr: index,
      currency: index % 4 === 0 ? 'EUR' : 'USD',
      lifecycleStage: 'established',
      churnRisk: index % 100,
      ...(index % 10 === 0 ? {} : { health: (index * 7) % 100 }),
    })),
  );
});
afterAll(() => database.close());

const ask = (where: Record<string, unknown>, page = 1, field: 'health' | 'renewalAt' = 'health'): Promise<StandingsPage> =>
  standingsPage({ tenant, models: database.models, where, field, direction: 1, page, size: 10 });

const matching = (where: Record<string, unknown>) => database.models.accountStandings.countDocuments({ tenant, ...where });

test('where a filter leaves few, all are counted and added up, and those without a value come last', async () => {
  const where = { ownerId: 'few-3' };
  const total = await matching(where);
  const pages = await Promise.all([1, 2].map((page) => ask(where, page)));
  const rows = pages.flatMap((page) => page.rows);
  expect(pages[0]).toMatchObject({ total, more: false });
  expect(rows).toHaveLength(total);
  expect(new Set(rows.map(({ accountId }) => accountId)).size).toBe(total);
  const scores = rows.map(({ health }) => health ?? null);
  const listed = scores.filter((score) => score !== null);
  expect(scores.slice(0, listed.length)).toEqual(listed.toSorted((a, b) => a - b));
  expect(pages[0]?.unlisted).toBe(total - listed.length);
  const worth = pages[0]?.arr.reduce((sum, { amount }) => sum + amount, 0);
  expect(worth).toBe(rows.reduce((sum, { arr }) => sum + (arr ?? 0), 0));
});

test('accounts are found even where none has a value to sort by', async () => {
  const { rows, total, unlisted } = await ask({ ownerId: 'few-3' }, 1, 'renewalAt');
  expect(total).toBe(await matching({ ownerId: 'few-3' }));
  expect(unlisted).toBe(total);
  expect(rows.map(({ name }) => name)).toEqual(rows.map(({ name }) => name).sort());
});

test('where every filter leaves many, the page is exact and the count a lower bound', async () => {
  for (const where of [{ band: 'red' }, { segment: 'enterprise', churnRisk: { $gte: 20 } }, { arr: { $gte: 100 } }]) {
    const { rows, total, more, arr } = await ask(where, 2);
    const listed: { tenant: string } = Object.assign({ tenant }, where, { health: { $ne: null } });
    const sorted = await database.models.accountStandings.find(listed).sort({ health: 1, accountId: 1 }).skip(10).limit(10).lean();
    expect(rows.map(({ accountId }) => accountId)).toEqual(sorted.map(({ accountId }) => accountId));
    expect(more).toBe(true);
    expect(arr).toEqual([]);
    expect(total).toBeGreaterThanOrEqual(20);
    expect(total).toBeLessThanOrEqual(await matching(where));
  }
});

test('a rare combination of broad filters is counted to the end', async () => {
  const where = { segment: 'smb', band: 'red', arr: { $gte: 10 }, churnRisk: { $gte: 99 } };
  const { total, more } = await ask(where);
  expect({ total, more }).toEqual({ total: await matching(where), more: false });
});

test('the last page ends the count', async () => {
  const listed = await matching({ band: 'red', health: { $ne: null } });
  const last = await ask({ band: 'red' }, Math.floor(listed / 10) + 1);
  expect(last).toMatchObject({ total: ACCOUNTS, more: false, unlisted: ACCOUNTS - listed });
  expect(last.rows).toHaveLength(10);
  expect(last.rows.at(-1)?.health).toBeUndefined();
});
