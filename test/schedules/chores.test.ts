import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import type { Database } from '../../models/connection.ts';
import type { Chore } from '../../schedules/chore.ts';
import { startChores, type Ticking } from '../../schedules/chores.ts';
import { testDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const START = Date.parse('2026-11-22T09:00:00Z');

let database: Database;
let now = START;
let processes: Ticking[] = [];
beforeAll(async () => {
  database = await testDatabase();
  for (const tenant of ['beta', 'gamma'])
    await database.models.workspaces.create({ tenant, platform: 'slack', workspace: tenant, name: tenant });
});
afterEach(async () => {
  await Promise.all(processes.map((each) => each.stop()));
  processes = [];
  now = START;
  await database.models.leases.deleteMany({ tenant: { $in: ['alpha', 'beta', 'gamma'] } });
});
afterAll(() => database.close());

/** One process, with what it logged. */
function start(chores: Chore[]) {
  const logged: { chore?: string; msg: string }[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(JSON.parse(line)) });
  const ticking = startChores({ models: database.models, clock: { now: () => new Date(now) }, log }, chores, 'alpha');
  processes.push(ticking);
  return { ...ticking, logged };
}

/** A chore that notes for whom it ran. */
function noting(name: string, everyMs: number): { chore: Chore; ran: string[] } {
  const ran: string[] = [];
  return { ran, chore: { name, everyMs, run: async (tenant) => void ran.push(tenant) } };
}

test('every tenant has its chores done, by one process of several, and not again before the time', async () => {
  const { chore, ran } = noting('scores', 6 * HOUR);
  const replicas = [start([chore]), start([chore]), start([chore])];
  await Promise.all(replicas.map((each) => each.tick()));
  expect(ran.sort()).toEqual(['alpha', 'beta', 'gamma']);
  now += 5 * HOUR;
  await Promise.all([...replicas, start([chore])].map((each) => each.tick()));
  expect(ran).toHaveLength(3);
  now += HOUR;
  await Promise.all(replicas.map((each) => each.tick()));
  expect(ran).toHaveLength(6);
});

test('a chore of every minute runs with every tick', async () => {
  const { chore, ran } = noting('inbox', MINUTE);
  const { tick } = start([chore]);
  await tick();
  await tick();
  expect(ran).toHaveLength(6);
});

test('no chore and no tenant waits for another that hangs or fails', async () => {
  const { chore, ran } = noting('inbox', MINUTE);
  let hung = 0;
  const never: Chore = {
    name: 'slow',
    everyMs: MINUTE,
    run: (_, signal) => {
      hung++;
      return new Promise((_done, fail) => signal.addEventListener('abort', () => fail(signal.reason)));
    },
  };
  const failing: Chore = {
    name: 'failing',
    everyMs: HOUR,
    run: async (tenant) => {
      if (tenant === 'beta') throw new Error('no');
      ran.push(`failing ${tenant}`);
    },
  };
  const { tick, stop, logged } = start([never, failing, chore]);
  void tick();
  await until(() => ran.length === 5);
  expect([...ran].sort()).toEqual(['alpha', 'beta', 'failing alpha', 'failing gamma', 'gamma']);
  // What failed is tried with the next tick; what hangs is not begun twice.
  await until(() => {
    void tick();
    return ran.length >= 8 && logged.length >= 2;
  });
  await stop();
  expect(hung).toBe(3);
  expect(ran.filter((each) => each.startsWith('failing'))).toHaveLength(2);
  expect(new Set(logged.map((each) => each.chore))).toEqual(new Set(['failing']));
});

test('told to stop in the middle, nothing is logged and others may go on at once', async () => {
  let begun = 0;
  const slow: Chore = {
    name: 'scores',
    everyMs: DAY,
    run: (_, signal) => {
      begun++;
      return new Promise((_done, fail) => signal.addEventListener('abort', () => fail(signal.reason)));
    },
  };
  const { tick, stop, logged } = start([slow]);
  void tick();
  await until(() => begun === 3);
  await stop();
  expect(logged).toEqual([]);
  const { chore, ran } = noting('scores', DAY);
  await start([chore]).tick();
  expect(ran).toHaveLength(3);
});

test('stopping while the tenants are looked up begins nothing and logs nothing', async () => {
  const { chore, ran } = noting('inbox', MINUTE);
  const { tick, stop, logged } = start([chore]);
  const ticking = tick();
  await stop();
  await ticking;
  expect({ ran, logged }).toEqual({ ran: [], logged: [] });
});

test('what a process that died held is taken over within a minute', async () => {
  await database.models.leases.create({
    tenant: 'alpha',
    name: 'chore:scores',
    holder: 'dead',
    until: new Date(now + MINUTE),
    at: new Date(now),
    ingestedAt: new Date(now),
  });
  const { chore, ran } = noting('scores', 6 * HOUR);
  const { tick } = start([chore]);
  await tick();
  expect(ran.sort()).toEqual(['beta', 'gamma']);
  now += MINUTE;
  await tick();
  expect(ran.sort()).toEqual(['alpha', 'beta', 'gamma']);
});

test.each([-DAY, -300 * DAY])('the clock set back by %d ms keeps no chore waiting', async (back) => {
  const [often, daily] = [noting('inbox', MINUTE), noting('audit', DAY)];
  const { tick } = start([often.chore, daily.chore]);
  await tick();
  now += back;
  await tick();
  expect(often.ran).toHaveLength(6);
  // The next daily one is a day away at most, by the clock as it is now.
  now += DAY;
  await tick();
  expect(daily.ran.length).toBeGreaterThanOrEqual(6);
});

test('the clock set forward brings everything round once, not more', async () => {
  const { chore, ran } = noting('audit', DAY);
  const { tick } = start([chore]);
  await tick();
  now += 300 * DAY;
  await tick();
  await tick();
  expect(ran).toHaveLength(6);
});
