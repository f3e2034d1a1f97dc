import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { loadSample } from '../../../adapters/sample/load.ts';
import { loadFacts } from '../../../agents/facts/load.ts';
import { metrics, readingOf } from '../../../agents/metrics/index.ts';
import type { Database } from '../../../models/connection.ts';
import { testDatabase } from '../../support/database.ts';

const NOW = new Date('2026-11-22T09:00:00Z');
const tenant = 'kinds';
let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  await loadSample(database.models, { tenant, now: NOW, accounts: 60 });
});
afterAll(() => database.close());

test('a metric whose readings are words says so, so that no question counts them', async () => {
  const { models } = database;
  const ids = (await models.accounts.find({ tenant }, { _id: 1 }).lean()).map(({ _id }) => _id);
  const facts = [...(await loadFacts({ tenant, models, asOf: NOW }, ids)).values()];
  const read = metrics.map((metric) => ({
    metric,
    values: facts.flatMap((each) => readingOf(metric, { facts: each, opinions: {} })?.value ?? []),
  }));
  const counted = read.filter(({ metric: { unit, word, values } }) => unit !== 'date' && !word && !values);
  expect(counted.filter(({ values }) => values.some((value) => typeof value !== 'number')).map(({ metric: { key } }) => key)).toEqual([]);
  expect(counted.filter(({ values }) => values.length > 0).length).toBeGreaterThan(100);
});
