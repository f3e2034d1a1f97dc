import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { createInbox, type Inbox } from '../../bot/inbox.ts';
import type { Incoming } from '../../bot/platform.ts';
import { createQueue, type Queue } from '../../bot/queue.ts';
import type { Database } from '../../models/connection.ts';
import { testDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';

const tenant = 'acme';
const log = pino({ level: 'silent' });
let database: Database;
let queues: Queue[] = [];

beforeAll(async () => {
  database = await testDatabase();
  await database.models.workspaces.create({ tenant, platform: 'slack', workspace: 'T1', name: 'Acme' });
});
afterEach(async () => {
  await Promise.all(queues.map((queue) => queue.stop(1_000)));
  queues = [];
});
afterAll(() => database.close());

function message(key: string): Incoming {
  const sender = { platform: 'slack', workspace: 'T1', userId: 'U1' };
  return {
    key,
    sender,
    place: { platform: 'slack', workspace: 'T1', channel: 'C1' },
    type: 'message',
    text: 'hello',
    messageId: '1',
    direct: true,
  };
}

/** One process: its inbox, and what it answered. */
async function process(
  options: { start?: boolean; fail?: number; later?: number } = {},
): Promise<{ inbox: Inbox; answered: string[]; gaveUp: string[] }> {
  const answered: string[] = [];
  const gaveUp: string[] = [];
  let failures = options.fail ?? 0;
  const queue = createQueue({ connection: database.connection, log, pollMs: 100, leaseMs: 1_000 });
  queues.push(queue);
  const inbox = createInbox({
    models: database.models,
    queue,
    clock: { now: () => new Date(Date.now() + (options.later ?? 0)) },
    log,
    answer: async (incoming) => {
      if (failures-- > 0) throw new Error('the platform is away');
      answered.push(incoming.key);
    },
    giveUp: async (incoming) => void gaveUp.push(incoming.key),
  });
  if (options.start !== false) await queue.start();
  return { inbox, answered, gaveUp };
}

test('an event is answered once, however often it is delivered and however many processes run', async () => {
  const [first, second] = [await process(), await process()];
  await Promise.all(Array.from({ length: 20 }, (_, n) => (n % 2 ? first : second).inbox.accept(message('once'))));
  await until(() => first.answered.length + second.answered.length > 0);
  await until(async () => (await database.models.inbox.countDocuments({ tenant, key: 'once', state: 'answered' })) === 1);
  expect([...first.answered, ...second.answered]).toEqual(['once']);
});

test('what a process stored but never answered is answered by the next', async () => {
  const dead = await process({ start: false });
  await dead.inbox.accept(message('orphan'));
  await database.connection.collection('jobs').deleteMany({}); // it died before the job was enqueued
  const next = await process({ later: 60_000 });
  expect(await next.inbox.sweep(tenant)).toBe(1);
  await until(() => next.answered.length === 1);
  expect(next.answered).toEqual(['orphan']);
});

test('an answer that fails is tried again', async () => {
  const { inbox, answered, gaveUp } = await process({ fail: 1 });
  await inbox.accept(message('flaky'));
  await until(() => answered.length === 1);
  expect({ answered, gaveUp }).toEqual({ answered: ['flaky'], gaveUp: [] });
});

test('an event that cannot be stored is refused, so that the platform sends it again', async () => {
  const other = await testDatabase();
  await other.models.workspaces.create({ tenant, platform: 'slack', workspace: 'T1', name: 'Acme' });
  const queue = createQueue({ connection: other.connection, log });
  const inbox = createInbox({
    models: other.models,
    queue,
    clock: { now: () => new Date() },
    log,
    answer: async () => {},
    giveUp: async () => {},
  });
  await queue.start();
  await queue.stop(1_000);
  await other.close();
  await expect(inbox.accept(message('lost?'))).rejects.toThrow();
});
