import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Model } from 'mongoose';
import type { Database } from '../../models/connection.ts';
import { testDatabase } from '../support/database.ts';

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test('a query without a tenant throws, on every model and operation', async () => {
  const { workspaces: _, ...tenantOwned } = database.models;
  for (const model of Object.values(tenantOwned) as unknown as Model<{ tenant: string }>[]) {
    await expect(model.find({})).rejects.toThrow('names no tenant');
    await expect(model.countDocuments({})).rejects.toThrow('names no tenant');
    await expect(model.deleteMany({ tenant: { $exists: true } })).rejects.toThrow('names no tenant');
    await expect(model.aggregate([{ $match: {} }])).rejects.toThrow('names no tenant');
    await expect(model.find({ tenant: 'acme' })).resolves.toEqual([]);
  }
});

test('two tenants with the same external id never see each other', async () => {
  const { accounts } = database.models;
  await accounts.create({ tenant: 'a', externalId: '1', name: 'One of A' }, { tenant: 'b', externalId: '1', name: 'One of B' });
  const seen = await accounts.find({ tenant: 'a', externalId: '1' }).lean();
  expect(seen.map((account) => account.name)).toEqual(['One of A']);
});
