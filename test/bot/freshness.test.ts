import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { createImporter } from '../../adapters/import/importer.ts';
import { loadSample } from '../../adapters/sample/load.ts';
import { agents } from '../../agents/index.ts';
import { rescore } from '../../agents/kit/rescore.ts';
import { createFreshness } from '../../bot/freshness.ts';
import type { Database } from '../../models/connection.ts';
import { testDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';

const log = pino({ level: 'silent' });
const tenant = 'fresh';
const clock = { now: () => new Date() };
let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  await loadSample(database.models, { tenant, accounts: 5, now: clock.now() });
});
afterAll(async () => database.close());

const scorers = agents.flatMap(({ scorer }) => scorer ?? []);
const scopeNow = () => ({ tenant, models: database.models, asOf: clock.now(), now: clock.now() });
const standing = (accountId: string) => database.models.accountStandings.findOne({ tenant, accountId }).lean();

async function ticket(id: string) {
  const importer = createImporter({ models: database.models, tenant, clock, collection: 'supportTickets' });
  const row = {
    externalId: id,
    accountId: 'account-techcorp',
    subject: 'Everything is down',
    severity: 'urgent',
    status: 'open',
    at: new Date(Date.now() - 60_000),
  };
  return importer.take([{ number: 1, row }]);
}

test('a burst of new rows changes the health of its account within a second, in one scoring', async () => {
  await rescore(scopeNow(), scorers);
  const before = await standing('account-techcorp');
  const untouched = await standing('account-dataflow');
  const runs: string[][] = [];
  const freshness = createFreshness({
    log,
    rescore: (_, ids) => {
      runs.push(ids);
      return rescore(scopeNow(), scorers, ids);
    },
  });
  const started = performance.now();
  for (let index = 0; index < 10; index++) freshness.touch(tenant, (await ticket(`burst-${index}`)).accountIds);
  const arrived = performance.now();
  await until(async () => (await standing('account-techcorp'))?.health !== before?.health, 5_000);
  expect(performance.now() - arrived).toBeLessThan(1_000);
  await freshness.stop();
  expect(runs.length).toBeLessThanOrEqual(Math.ceil((performance.now() - started) / 150));
  expect(runs.length).toBeLessThan(10);
  expect(new Set(runs.flat())).toEqual(new Set(['account-techcorp']));
  expect((await standing('account-dataflow'))?.updatedAt).toEqual(untouched?.updatedAt);
});

test('rows that change nothing touch nobody', async () => {
  expect((await ticket('same')).accountIds).toEqual(['account-techcorp']);
  const row = await database.models.supportTickets.findOne({ tenant, externalId: 'same' }).lean();
  const importer = createImporter({ models: database.models, tenant, clock, collection: 'supportTickets' });
  const again = await importer.take([
    { number: 1, row: { externalId: 'same', accountId: 'account-techcorp', subject: row?.subject, at: row?.at } },
  ]);
  expect(again).toMatchObject({ unchanged: 1, accountIds: [] });
});

test('what is touched during a run is scored once, after it', async () => {
  const runs: string[][] = [];
  const gate = Promise.withResolvers<void>();
  const freshness = createFreshness({
    log,
    delayMs: 0,
    rescore: async (_, ids) => {
      runs.push(ids);
      await gate.promise;
    },
  });
  freshness.touch('t', ['a']);
  await until(() => runs.length === 1);
  for (let index = 0; index < 100; index++) freshness.touch('t', ['a', 'b']);
  gate.resolve();
  await freshness.settled();
  expect(runs).toEqual([['a'], ['a', 'b']]);
  await freshness.stop();
});

test('a run that fails loses nobody', async () => {
  const runs: string[][] = [];
  const freshness = createFreshness({
    log,
    delayMs: 0,
    rescore: async (_, ids) => {
      runs.push(ids);
      if (runs.length === 1) throw new Error('the database is away');
    },
  });
  freshness.touch('t', ['a']);
  await until(() => runs.length === 1);
  freshness.touch('t', ['b']);
  await freshness.settled();
  expect(runs.at(-1)).toEqual(['a', 'b']);
  await freshness.stop();
});
