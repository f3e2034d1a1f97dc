import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Database } from '../../models/connection.ts';
import { type Read, readTogether } from '../../models/kit/together.ts';
import { testDatabase } from '../support/database.ts';

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  const budget = (tenant: string, scope: string, tokens: number) => ({
    _id: `${tenant} ${scope}`,
    tenant,
    scope,
    day: '2026-11-22',
    tokens,
  });
  await database.models.budgets.create([budget('acme', 'a', 1), budget('acme', 'b', 2), budget('acme', 'c', 3), budget('other', 'a', 9)]);
  await database.models.auditHeads.create({ _id: 'acme', tenant: 'acme', sequence: 4, hash: 'h' });
});
afterAll(() => database.close());

test('every read gets its own rows, in its order, of its tenant only', async () => {
  const { budgets, auditHeads, leases } = database.models;
  const [most, none, heads, sum] = await readTogether('acme', [
    { model: budgets, filter: { tokens: { $gt: 1 } }, stages: [{ $sort: { tokens: -1 } }, { $project: { scope: 1 } }] },
    { model: leases, filter: {} },
    { model: auditHeads, filter: {}, stages: [{ $project: { sequence: 1 } }] },
    { model: budgets, filter: {}, stages: [{ $group: { _id: null, tokens: { $sum: '$tokens' } } }] },
  ] satisfies Read<unknown>[]);
  expect(most).toEqual([
    { _id: 'acme c', scope: 'c' },
    { _id: 'acme b', scope: 'b' },
  ]);
  expect(none).toEqual([]);
  expect(heads).toEqual([{ _id: 'acme', sequence: 4 }]);
  expect(sum).toEqual([{ _id: null, tokens: 6 }]);
});

test('a filter that names another tenant reads none of it', async () => {
  const [found] = await readTogether('acme', [{ model: database.models.budgets, filter: { tenant: 'other' } }]);
  expect(found).toHaveLength(3);
});

test('nothing to read is no command', async () => {
  expect(await readTogether('acme', [])).toEqual([]);
});
