import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { createImporter } from '../../adapters/import/importer.ts';
import { loadSample } from '../../adapters/sample/load.ts';
import { agents } from '../../agents/index.ts';
import type { Changing } from '../../agents/kit/changing.ts';
import { rescore } from '../../agents/kit/rescore.ts';
import { createFreshness, type FreshnessDeps } from '../../bot/freshness.ts';
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

async function ticket(id: string, changing: Changing, more: object = {}) {
  const importer = createImporter({ models: database.models, tenant, clock, collection: 'supportTickets', changing });
  const row = {
    externalId: id,
    accountId: 'account-techcorp',
    subject: 'Everything is down',
    severity: 'urgent',
    status: 'open',
    at: new Date('2026-11-20T08:00:00Z'),
    ...more,
  };
  return importer.take([{ number: 1, row }]);
}

const notes = (of = tenant) => database.models.touchedAccounts.countDocuments({ tenant: of });

function counted(options: Partial<FreshnessDeps> = {}) {
  const runs: string[][] = [];
  const freshness = createFreshness({
    models: database.models,
    clock,
    log,
    rescore: async (_, ids) => void runs.push(ids),
    ...options,
  });
  const touch = async (of: string, ids: string[]) => (await freshness.changing(of, ids))();
  return { ...freshness, runs, touch };
}

test('a burst of new rows changes the health of its account within a second, in one scoring', async () => {
  const alone = performance.now();
  await rescore(scopeNow(), scorers);
  const whole = performance.now() - alone;
  const before = await standing('account-techcorp');
  const untouched = await standing('account-dataflow');
  const runs: string[][] = [];
  const freshness = counted({
    rescore: (_, ids) => {
      runs.push(ids);
      return rescore(scopeNow(), scorers, ids);
    },
  });
  const started = performance.now();
  for (let index = 0; index < 10; index++) await ticket(`burst-${index}`, freshness.changing, { at: new Date(Date.now() - 60_000) });
  const arrived = performance.now();
  await until(async () => (await standing('account-techcorp'))?.health !== before?.health, 60_000);
  // A machine that takes long for all accounts is busy with something else.
  expect(performance.now() - arrived).toBeLessThan(Math.max(1_000, whole));
  await freshness.stop();
  expect(runs.length).toBeLessThanOrEqual(Math.ceil((performance.now() - started) / 150));
  expect(runs.length).toBeLessThan(10);
  expect(new Set(runs.flat())).toEqual(new Set(['account-techcorp']));
  expect((await standing('account-dataflow'))?.updatedAt).toEqual(untouched?.updatedAt);
  expect(await notes()).toBe(0);
});

test('rows that change nothing touch nobody', async () => {
  const freshness = counted();
  expect(await ticket('same', freshness.changing)).toMatchObject({ new: 1 });
  await freshness.settled();
  expect(freshness.runs).toEqual([['account-techcorp']]);
  expect(await ticket('same', freshness.changing)).toMatchObject({ unchanged: 1 });
  expect(await notes()).toBe(0);
  await freshness.stop();
  expect(freshness.runs).toHaveLength(1);
});

test('what changes during a run is scored once, after it', async () => {
  const gate = Promise.withResolvers<void>();
  const runs: string[][] = [];
  const freshness = counted({
    delayMs: 0,
    rescore: async (_, ids) => {
      runs.push(ids);
      await gate.promise;
    },
  });
  await freshness.touch('t', ['a']);
  await until(() => runs.length === 1);
  for (let index = 0; index < 100; index++) await freshness.touch('t', ['a', 'b']);
  expect(await notes('t')).toBe(101);
  gate.resolve();
  await freshness.settled();
  expect(runs).toEqual([['a'], ['a', 'b']]);
  expect(await notes('t')).toBe(0);
  await freshness.stop();
});

test('a run that fails loses nobody', async () => {
  const runs: string[][] = [];
  const freshness = counted({
    delayMs: 0,
    rescore: async (_, ids) => {
      runs.push(ids);
      if (runs.length === 1) throw new Error('the database is away');
    },
  });
  await freshness.touch('t', ['a']);
  await until(() => runs.length === 1);
  await freshness.touch('t', ['b']);
  expect(await notes('t')).toBe(2);
  await freshness.settled();
  expect(runs.at(-1)).toEqual(['a', 'b']);
  expect(await notes('t')).toBe(0);
  await freshness.stop();
});

test('more accounts than one run takes are scored in several, and each note goes when all of its own are', async () => {
  const left: number[] = [];
  const freshness = counted({ delayMs: 0, rescore: async () => void left.push(await notes('t')) });
  const many = Array.from({ length: 2_500 }, (_, index) => `m${index}`);
  const done = await Promise.all([many.slice(0, 900), many, ['m0', 'late']].map((ids) => freshness.changing('t', ids)));
  for (const each of done) each();
  await freshness.settled();
  expect(left).toEqual([3, 2, 2]);
  expect(await notes('t')).toBe(0);
  await freshness.stop();
});

test('what a process that died had touched is scored by another, once, and not while it may live', async () => {
  let now = Date.now();
  const later = { now: () => new Date(now) };
  const dead = counted({ clock: later, delayMs: 3_600_000 });
  // It died before its rows were written, and after.
  await dead.changing('t', ['a']);
  await dead.touch('t', ['b', 'c']);
  const [one, other] = [counted({ clock: later, delayMs: 0 }), counted({ clock: later, delayMs: 0 })];
  await one.recover('t');
  await one.settled();
  expect(one.runs).toEqual([]);
  now += 61_000;
  await Promise.all([one.recover('t'), other.recover('t')]);
  await Promise.all([one.settled(), other.settled()]);
  expect([...one.runs, ...other.runs].flat().sort()).toEqual(['a', 'b', 'c']);
  expect(await notes('t')).toBe(0);
  await Promise.all([one.stop(), other.stop()]);
  await dead.stop();
});
