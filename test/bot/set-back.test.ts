import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { claimDelivery } from '../../adapters/ingest/deliveries.ts';
import { createFreshness } from '../../bot/freshness.ts';
import { createInbox } from '../../bot/inbox.ts';
import { createQueue, type Queue } from '../../bot/queue.ts';
import type { Database } from '../../models/connection.ts';
import { holdLease } from '../../models/lease.ts';
import { testDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';

/** What was written while the clock stood a day ahead must not wait until that day has come. */

const tenant = 'acme';
const log = pino({ level: 'silent' });
const DAY = 86_400_000;
const NOW = new Date();
const TOMORROW = new Date(NOW.getTime() + DAY);

let database: Database;
let queue: Queue | undefined;
beforeAll(async () => {
  database = await testDatabase();
  await database.models.workspaces.create({ tenant, platform: 'slack', workspace: 'T1', name: 'Acme' });
});
afterEach(async () => {
  await queue?.stop(1_000);
  queue = undefined;
});
afterAll(() => database.close());

test('a lease', async () => {
  const lease = { tenant, name: 'events' };
  expect(await holdLease(database.models.leases, { ...lease, holder: 'dead' }, TOMORROW, 60_000)).toBe(true);
  expect(await holdLease(database.models.leases, { ...lease, holder: 'alive' }, NOW, 60_000)).toBe(true);
  // Clocks that are a little apart take nothing from each other.
  const slightlyBehind = new Date(NOW.getTime() - 20_000);
  expect(await holdLease(database.models.leases, { ...lease, holder: 'third' }, slightlyBehind, 60_000)).toBe(false);
});

test('a delivery of rows whose process died', async () => {
  const delivery = { tenant, deliveryId: 'd1', collectionName: 'accounts', digest: 'x' };
  await claimDelivery(database.models, delivery, TOMORROW);
  expect(await claimDelivery(database.models, delivery, NOW)).toEqual({ claimed: true });
  await expect(claimDelivery(database.models, delivery, NOW)).rejects.toMatchObject({ status: 409 });
});

test('accounts noted to be scored by a process that died', async () => {
  const scored: string[] = [];
  const rescore = async (_: string, ids: string[]) => void scored.push(...ids);
  const note = { _id: randomUUID(), tenant, source: 'greendoor', at: TOMORROW, ingestedAt: TOMORROW, accountIds: ['a1'] };
  await database.models.touchedAccounts.create(note);
  const freshness = createFreshness({ models: database.models, clock: { now: () => NOW }, log, rescore });
  await freshness.recover(tenant);
  await freshness.stop();
  expect(scored).toEqual(['a1']);
});

test('a question that was taken, and one whose job was never made', async () => {
  const answered: string[] = [];
  queue = createQueue({ connection: database.connection, log, pollMs: 100 });
  const inbox = createInbox({
    models: database.models,
    queue,
    clock: { now: () => NOW },
    log,
    answer: async ({ key }) => void answered.push(key),
    giveUp: async () => {},
  });
  for (const key of ['taken', 'stored']) {
    const payload = {
      key,
      sender: { platform: 'slack', workspace: 'T1', userId: 'U1' },
      place: { platform: 'slack', workspace: 'T1', channel: 'C1' },
      type: 'message',
    };
    const common = { _id: key, tenant, key, payload, replyId: key, at: TOMORROW, ingestedAt: TOMORROW, source: 'slack' };
    await database.models.inbox.create({
      ...common,
      ...(key === 'taken' ? { attempts: 1, leaseUntil: new Date(TOMORROW.getTime() + 12_000) } : {}),
    });
  }
  await queue.start();
  expect(await inbox.sweep(tenant)).toBe(2);
  await until(() => answered.length === 2);
  expect(answered.sort()).toEqual(['stored', 'taken']);
});

test('jobs of the queue: one that is due tomorrow, one that somebody holds until then', async () => {
  const ran: string[] = [];
  const define = (made: Queue) => made.define('work', async ({ id }) => void ran.push(id), { concurrency: 5 });
  const before = createQueue({ connection: database.connection, log });
  define(before);
  for (const id of ['due', 'held']) await before.add('work', { id, tenant });
  await before.stop(1_000);
  const jobs = database.connection.collection('jobs');
  await jobs.updateOne({ 'data.id': 'due' }, { $set: { nextRunAt: TOMORROW } });
  await jobs.updateOne({ 'data.id': 'held' }, { $set: { lockedAt: TOMORROW, nextRunAt: null } });
  queue = createQueue({ connection: database.connection, log, pollMs: 100 });
  define(queue);
  await queue.start();
  await until(() => ran.length === 2);
  expect(ran.sort()).toEqual(['due', 'held']);
});

test('jobs of a queue that is running when the clock is set back', async () => {
  const ran: string[] = [];
  queue = createQueue({ connection: database.connection, log, pollMs: 100, leaseMs: 500 });
  queue.define('later', async ({ id }) => void ran.push(id), { concurrency: 5 });
  await queue.start();
  await database.connection.collection('jobs').insertOne({
    name: 'later',
    data: { id: 'x', tenant },
    type: 'normal',
    priority: 0,
    nextRunAt: TOMORROW,
    lockedAt: null,
  });
  await until(() => ran.length === 1);
  expect(ran).toEqual(['x']);
});
