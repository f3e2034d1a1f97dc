import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type BudgetOptions, openPurse } from '../../../bot/turn/budget.ts';
import type { Budget } from '../../../models/budget.ts';
import type { Database } from '../../../models/connection.ts';
import { testDatabase } from '../../support/database.ts';

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const at = new Date('2026-11-22T09:00:00Z');
const reserve = async (tokens: number, options: BudgetOptions) => {
  const purse = openPurse(database.models, options);
  await purse.reserve(tokens);
  return purse;
};
const used = async (tenant: string, scope: string) => (await database.models.budgets.findOne({ tenant, scope }).lean<Budget>())?.tokens;

test('200 calls at once at the limit do not overshoot, and what they could take is taken', async () => {
  const options = { tenant: 'rush', userId: 'carla', at, limits: { userTokensPerDay: 1_000, tenantTokensPerDay: 5_000 } };
  const results = await Promise.allSettled(Array.from({ length: 200 }, () => reserve(100, options)));
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(10);
  expect(await used('rush', 'user:carla')).toBe(1_000);
  expect(await used('rush', 'tenant')).toBe(1_000);
});

test("the tenant's limit holds over all its people", async () => {
  const limits = { userTokensPerDay: 1_000, tenantTokensPerDay: 700 };
  const results = await Promise.allSettled(
    Array.from({ length: 60 }, (_, n) => reserve(100, { tenant: 'many', userId: `u${n}`, at, limits })),
  );
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(7);
  const refusals = results.flatMap((result) => (result.status === 'rejected' ? [String(result.reason)] : []));
  expect(refusals.filter((reason) => reason.includes('Your company has used up'))).toHaveLength(53);
  expect(await used('many', 'tenant')).toBe(700);
});

test('what was not used comes back, and the next day starts anew', async () => {
  const options = { tenant: 'calm', userId: 'carla', at, limits: { userTokensPerDay: 1_000, tenantTokensPerDay: 1_000 } };
  const purse = await reserve(900, options);
  await expect(reserve(900, options)).rejects.toThrow("today's allowance");
  purse.use(50);
  await purse.settle();
  expect(await used('calm', 'user:carla')).toBe(50);
  await reserve(900, options);
  await expect(reserve(900, { ...options, at: new Date('2026-11-23T00:00:01Z') })).resolves.toBeDefined();
});

test('what a turn keeps of one request is there for its next; only the rest is taken', async () => {
  const options = { tenant: 'thrifty', userId: 'carla', at, limits: { userTokensPerDay: 1_000, tenantTokensPerDay: 1_000 } };
  const purse = await reserve(600, options);
  purse.use(100);
  await purse.reserve(700);
  expect(await used('thrifty', 'tenant')).toBe(800);
  purse.use(650);
  await expect(purse.reserve(300)).rejects.toThrow('You have used up');
  expect(await used('thrifty', 'user:carla')).toBe(800);
  await purse.settle();
  expect(await used('thrifty', 'tenant')).toBe(750);
  expect(await used('thrifty', 'user:carla')).toBe(750);
});

test('of two budgets the one that is used up is named, and the other keeps what it had', async () => {
  const options = { tenant: 'narrow', userId: 'carla', at, limits: { userTokensPerDay: 100, tenantTokensPerDay: 1_000 } };
  await reserve(80, options);
  await expect(reserve(30, options)).rejects.toThrow('You have used up');
  await expect(reserve(200, options)).rejects.toThrow('You have used up');
  expect(await used('narrow', 'tenant')).toBe(80);
  expect(await used('narrow', 'user:carla')).toBe(80);
});

test('more for a later request is taken where it is left, and no reason to refuse', async () => {
  const options = { tenant: 'early', userId: 'carla', at, limits: { userTokensPerDay: 500, tenantTokensPerDay: 1_000 } };
  const first = openPurse(database.models, options);
  await first.reserve(200, 200);
  expect(await used('early', 'tenant')).toBe(400);
  const second = openPurse(database.models, options);
  await second.reserve(100, 100);
  expect(await used('early', 'user:carla')).toBe(500);
  first.use(150);
  await first.reserve(250);
  expect(await used('early', 'user:carla')).toBe(500);
});
