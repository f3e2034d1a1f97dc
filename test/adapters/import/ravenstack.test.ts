import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { assess } from '../../../agents/health-score/assess.ts';
import { loadFacts } from '../../../agents/kit/facts.ts';
import type { Database } from '../../../models/connection.ts';
import { testDatabase } from '../../support/database.ts';
import { type Ran, run } from './cli.ts';
import { mappingFile, sharedData } from './shared-data.ts';

const STEPS = [
  ['ravenstack_accounts.csv', 'ravenstack-accounts'],
  ['ravenstack_subscriptions.csv', 'ravenstack-subscriptions'],
  ['ravenstack_feature_usage.csv', 'ravenstack-feature-usage'],
  ['ravenstack_support_tickets.csv', 'ravenstack-tickets'],
  ['ravenstack_churn_events.csv', 'ravenstack-churn-events'],
] as const;
const tenant = 'acme';

let database: Database;
const first: Ran[] = [];
const second: Ran[] = [];

const importAll = async (into: Ran[]) => {
  for (const [file, mapping] of STEPS)
    into.push(await run(database.models, [await sharedData(`ravenstack/${file}`), '--map', mappingFile(mapping)]));
};

beforeAll(async () => {
  database = await testDatabase();
  let started = performance.now();
  await importAll(first);
  console.log('first', performance.now() - started);
  started = performance.now();
  if (process.env.TWICE) await importAll(second);
  console.log('second', performance.now() - started);
  console.log(first.map((x) => x.out + x.err).join('\n'), second.map((x) => x.out + x.err).join('\n'));
});
afterAll(() => database?.close());

test('x', async () => {
  const { models } = database;
  const some = await models.accounts
    .find({ tenant, lifecycleStage: { $ne: 'churned' } })
    .limit(5)
    .lean();
  const facts = await loadFacts(
    { tenant, models, asOf: new Date('2025-01-06T13:00:00Z') },
    some.map((x) => x._id),
  );
  for (const f of facts.values()) {
    const a = assess(f);
    console.log(JSON.stringify({ ...a, dimensions: undefined, history: undefined }).slice(0, 1500));
  }
  expect(await models.accounts.countDocuments({ tenant })).toBe(500);
});
