import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Model } from 'mongoose';
import { loadSample } from '../../../adapters/sample/load.ts';
import { loadFacts } from '../../../agents/facts/load.ts';
import type { Database } from '../../../models/connection.ts';
import { testDatabase } from '../../support/database.ts';

const TENANT = 'demo';
const now = new Date('2026-03-04T15:30:00Z');
type Anything = Model<{ _id: string; tenant: string; at: Date; ingestedAt: Date; source: string }>;

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const collections = () => Object.entries(database.models as unknown as Record<string, Anything>).filter(([name]) => name !== 'workspaces');

async function counts(tenant: string): Promise<Record<string, number>> {
  return Object.fromEntries(await Promise.all(collections().map(async ([name, model]) => [name, await model.countDocuments({ tenant })])));
}

test('loads two hundred accounts, once: a second load adds nothing and leaves everything as it was', async () => {
  const started = performance.now();
  const first = await loadSample(database.models, { tenant: TENANT, now });
  const seconds = (performance.now() - started) / 1_000;
  process.stdout.write(`200 accounts, ${first.documents} documents: ${seconds.toFixed(2)} s\n`);
  const before = await counts(TENANT);
  expect(before.accounts).toBe(first.accounts);
  expect(first.accounts).toBeGreaterThanOrEqual(200);
  expect(first.inserted).toBe(first.documents);
  expect(Object.values(before).reduce((sum, each) => sum + each, 0)).toBe(first.documents);

  const second = await loadSample(database.models, { tenant: TENANT, now: new Date('2026-03-20T01:00:00Z') });
  expect(second).toEqual({ accounts: first.accounts, documents: first.documents, inserted: 0 });
  expect(await counts(TENANT)).toEqual(before);
});

test('what is stored is what Mongoose would have stored: valid, with its defaults, nothing but meetings from the future', async () => {
  for (const [name, model] of collections()) {
    for (const document of await model.find({ tenant: TENANT }).limit(400).lean()) {
      const hydrated = new model(document);
      await hydrated.validate();
      const stored = { name, ...document };
      if (!isDeepStrictEqual(stored, { name, ...hydrated.toObject({ flattenMaps: true }) }))
        expect(stored).toEqual({ name, ...hydrated.toObject({ flattenMaps: true }) });
      const ahead = name === 'interactions' && document.at > new Date(now.toISOString().slice(0, 10));
      const known = ahead ? document.ingestedAt < now : document.at <= now && document.ingestedAt.getTime() === document.at.getTime();
      if (document.source !== 'sample' || !known) throw new Error(`${name} ${document._id}: wrong source or time`);
    }
  }
});

test('names are found by their words and pieces', async () => {
  const { accounts, contacts } = database.models;
  const northwind = await accounts.find({ tenant: TENANT, nameTokens: 'northwind' }).lean();
  expect(northwind.map(({ name }) => name).sort()).toEqual(['Northwind Traders', 'Northwind Trading', 'Northwind Trading UK']);
  const walsh = await contacts.find({ tenant: TENANT, nameTokens: { $all: ['jennifer', 'walsh'] } }).lean();
  expect(walsh.map(({ email }) => email)).toContain('jennifer.walsh@payflow-technologies.example');
});

test('an earlier as-of date finds the account with the facts of then', async () => {
  const churned = await database.models.accounts.findOne({ tenant: TENANT, lifecycleStage: 'churned' }).lean();
  const asOf = new Date((churned?.churnedAt?.getTime() ?? 0) - 30 * 86_400_000);
  const facts = (await loadFacts({ tenant: TENANT, models: database.models, asOf }, [churned?._id ?? ''])).get(churned?._id ?? '');
  expect(facts?.usage.length).toBeGreaterThan(10);
  expect(facts?.contracts.length).toBeGreaterThan(0);
});

test('another tenant of the same database is told that the ids are taken', async () => {
  await expect(loadSample(database.models, { tenant: 'other', accounts: 1, now })).rejects.toThrow('another tenant');
});

test('reset deletes what the tenant had, and only that', async () => {
  const { accounts, interactions } = database.models;
  await accounts.create({ tenant: TENANT, _id: 'mine', name: 'Typed in by hand' });
  await accounts.create({ tenant: 'other', _id: 'theirs', name: 'Of somebody else' });
  await interactions.deleteMany({ tenant: TENANT, accountId: 'account-7-00003' });
  const result = await loadSample(database.models, { tenant: TENANT, accounts: 20, now, reset: true });
  expect(result.inserted).toBe(result.documents);
  expect(await accounts.countDocuments({ tenant: TENANT })).toBe(result.accounts);
  expect(await accounts.exists({ tenant: TENANT, _id: 'mine' })).toBeNull();
  expect(await accounts.exists({ tenant: 'other', _id: 'theirs' })).not.toBeNull();
});

test('told to stop it ends between two batches, and the next load completes it', async () => {
  const { accounts } = database.models;
  const options = { tenant: TENANT, accounts: 20, now };
  const told = AbortSignal.abort(new Error('told to stop'));
  await expect(loadSample(database.models, { ...options, reset: true, signal: told })).rejects.toThrow('told to stop');
  const begun = await accounts.countDocuments({ tenant: TENANT });
  const { accounts: all } = await loadSample(database.models, options);
  expect(begun).toBeLessThan(all);
  expect(await accounts.countDocuments({ tenant: TENANT })).toBe(all);
});

test('a larger portfolio is streamed in batches', async () => {
  const progress: number[] = [];
  const started = performance.now();
  const result = await loadSample(database.models, {
    tenant: TENANT,
    accounts: 400,
    now,
    reset: true,
    log: ({ documents }) => progress.push(documents),
  });
  const seconds = (performance.now() - started) / 1_000;
  process.stdout.write(
    `400 accounts, ${result.documents} documents: ${seconds.toFixed(2)} s, ${Math.round(result.documents / seconds)} a second\n`,
  );
  expect(result.accounts).toBeGreaterThanOrEqual(400);
  expect(progress.length).toBeGreaterThan(5);
  expect(progress.at(-1)).toBe(result.documents);
});
