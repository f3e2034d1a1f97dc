import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Database, openDatabase } from '../../models/connection.ts';
import { ofSource } from '../../models/kit/identity.ts';
import { MADE_INDEXES } from '../../models/kit/make-indexes.ts';
import { testDatabase } from '../support/database.ts';

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test('a document is found by its external id through the unique index, and several may be without one', async () => {
  const { accounts } = database.models;
  const rows = Array.from({ length: 300 }, (_, index) => ({
    tenant: 't',
    name: `A ${index}`,
    ...(index > 1 ? { externalId: `e${index}` } : {}),
  }));
  await accounts.insertMany(rows);
  for (const externalId of ['e7', { $in: ['e7', 'e8', 'none'] }]) {
    const explained = (await accounts.find({ tenant: 't', externalId }).explain('executionStats')) as unknown as {
      queryPlanner: { winningPlan: unknown };
      executionStats: { totalDocsExamined: number };
    };
    expect(JSON.stringify(explained.queryPlanner.winningPlan)).toContain('"indexName":"tenant_1_externalId_1_source_1"');
    expect(explained.executionStats.totalDocsExamined).toBeLessThanOrEqual(2);
  }
});

test('the same id of two sources is two rows, of one source it is one, and an id two others have means none', async () => {
  const { accounts } = database.models;
  const row = (source: string) => ({ tenant: 'ids', source, externalId: '1', name: source });
  await accounts.create(row('zendesk'), row('freshdesk'));
  await expect(accounts.create(row('zendesk'))).rejects.toMatchObject({ code: 11_000 });
  const found = await accounts.find({ tenant: 'ids', externalId: '1' }).lean<{ source: string }[]>();
  expect(found).toHaveLength(2);
  expect(ofSource(found, 'zendesk')?.source).toBe('zendesk');
  expect(ofSource(found, 'salesforce')).toBeUndefined();
  expect(ofSource(found.slice(0, 1), 'salesforce')).toBe(found[0]);
});

test('an index an earlier version made, by which a second source would be refused, is gone after the start', async () => {
  const { connection, models } = database;
  await models.tasks.collection.createIndex({ tenant: 1, externalId: 1 }, { unique: true, sparse: true, name: 'tenant_1_externalId_1' });
  await connection.collection(MADE_INDEXES).deleteMany({});
  const again = await openDatabase({ uri: process.env.GREENDOOR_TEST_MONGODB_URI ?? '', directory: '', name: connection.name });
  const names = (await again.models.tasks.collection.listIndexes().toArray()).map(({ name }) => name);
  await again.close();
  expect(names).not.toContain('tenant_1_externalId_1');
  expect(names).toContain('tenant_1_externalId_1_source_1');
});

test('a collection that somebody dropped has its indexes again after the next start', async () => {
  const { connection, models } = database;
  await models.tasks.collection.drop();
  const again = await openDatabase({ uri: process.env.GREENDOOR_TEST_MONGODB_URI ?? '', directory: '', name: connection.name });
  const names = (await again.models.tasks.collection.listIndexes().toArray()).map(({ name }) => name);
  await again.close();
  expect(names).toContain('tenant_1_externalId_1_source_1');
});
