import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { reserveTokens } from '../../../bot/turn/budget.ts';
import type { Budget } from '../../../models/budget.ts';
import type { Database } from '../../../models/connection.ts';
import { testDatabase } from '../../support/database.ts';

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const at = new Date('2026-11-22T09:00:00Z');
const used = async (tenant: string, scope: string) => (await database.models.budgets.findOne({ tenant, scope }).lean<Budget>())?.tokens;

test('200 calls at once at the limit do not overshoot, and what they could take is taken', async () => {
  const options = { tenant: 'rush', userId: 'carla', at, limits: { userTokensPerDay: 1_000, tenantTokensPerDay: 5_000 } };
  const results = await Promise.allSettled(Array.from({ length: 200 }, () => reserveTokens(database.models, 100, options)));
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(10);
  expect(await used('rush', 'user:carla')).toBe(1_000);
  expect(await used('rush', 'tenant')).toBe(1_000);
});

test("the tenant's limit holds over all its people", async () => {
  const limits = { userTokensPerDay: 1_000, tenantTokensPerDay: 700 };
  const results = await Promise.allSettled(
    Array.from({ length: 60 }, (_, n) => reserveTokens(database.models, 100, { tenant: 'many', userId: `u${n}`, at, limits })),
  );
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(7);
  expect(await used('many', 'tenant')).toBe(700);
});

test('what was not used comes back, and the next day starts anew', async () => {
  const options = { tenant: 'calm', userId: 'carla', at, limits: { userTokensPerDay: 1_000, tenantTokensPerDay: 1_000 } };
  const reservation = await reserveTokens(database.models, 900, options);
  await expect(reserveTokens(database.models, 900, options)).rejects.toThrow("today's allowance");
  await reservation.settle(50);
  expect(await used('calm', 'user:carla')).toBe(50);
  await reserveTokens(database.models, 900, options);
  await expect(reserveTokens(database.models, 900, { ...options, at: new Date('2026-11-23T00:00:01Z') })).resolves.toBeDefined();
});
