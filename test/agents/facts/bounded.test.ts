import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { loadFacts } from '../../../agents/facts/load.ts';
import { partlyRead } from '../../../agents/facts/partly.ts';
import { MOST_ROWS } from '../../../agents/facts/windows.ts';
import type { Database } from '../../../models/connection.ts';
import { testDatabase } from '../../support/database.ts';

const tenant = 't';
const NOW = new Date('2026-11-28T12:00:00Z');
const ROWS = 200_000;
const HOUR = 3_600_000;
const hoursAgo = (hours: number) => new Date(NOW.getTime() - hours * HOUR);
/** Of fields as an aggregation takes them. */
const asIs = (fields: object) => Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { $literal: value }]));

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  const { accounts, interactions } = database.models;
  for (const _id of ['huge', 'small']) await accounts.create({ _id, tenant, name: _id, at: hoursAgo(9_000), ingestedAt: hoursAgo(9_000) });
  const row = { tenant, source: 'test', kind: 'email', direction: 'inbound', text: 'x'.repeat(200) };
  const at = { $subtract: [NOW, { $multiply: ['$number', HOUR / 25] }] };
  // The server makes them: none of them passes through this process.
  for (const [accountId, rows] of [
    ['huge', ROWS],
    ['small', 2],
  ] as const)
    await accounts.collection
      .aggregate([
        { $match: { tenant, _id: accountId as never } },
        { $project: { number: { $range: [0, rows] } } },
        { $unwind: '$number' },
        { $project: { _id: { $concat: ['$_id', '-', { $toString: '$number' }] }, accountId: '$_id', ...asIs(row), at, ingestedAt: at } },
        { $merge: { into: interactions.collection.name, whenMatched: 'fail' } },
      ])
      .toArray();
}, 300_000);
afterAll(() => database.close());

test('of an account with 200,000 rows the newest are read, little of the rest, and the facts say so', async () => {
  const before = process.memoryUsage().heapUsed;
  const facts = await loadFacts({ tenant, models: database.models, asOf: NOW }, ['huge', 'small']);
  const grown = (process.memoryUsage().heapUsed - before) / 2 ** 20;
  const [huge, small] = [facts.get('huge'), facts.get('small')];
  expect(huge?.interactions).toHaveLength(MOST_ROWS);
  expect(huge?.interactions.at(-1)?._id).toBe('huge-0');
  expect(huge?.interactions[0]?._id).toBe(`huge-${MOST_ROWS - 1}`);
  expect(huge?.partial).toEqual(['interactions']);
  expect(huge && partlyRead(huge)).toEqual(['read the newest 5,000 of 200,000 interactions']);
  expect(small?.interactions).toHaveLength(2);
  expect(small?.partial).toEqual([]);
  expect(grown).toBeLessThan(200);
});
