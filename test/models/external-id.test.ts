import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Database } from '../../models/connection.ts';
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
    expect(JSON.stringify(explained.queryPlanner.winningPlan)).toContain('"indexName":"tenant_1_externalId_1"');
    expect(explained.executionStats.totalDocsExamined).toBeLessThanOrEqual(2);
  }
});
