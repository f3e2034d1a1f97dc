import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import type { Card, Effect } from '../../agents/kit/card.ts';
import { createInbox } from '../../bot/inbox.ts';
import { laneOf } from '../../bot/incoming/lanes.ts';
import type { Incoming } from '../../bot/platform.ts';
import { createQueue, type Queue } from '../../bot/queue.ts';
import { saveReply } from '../../bot/replies.ts';
import type { Database } from '../../models/connection.ts';
import { testDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';

const tenant = 'acme';
const log = pino({ level: 'silent' });
const place = { platform: 'slack', workspace: 'T1', channel: 'C1' };
const sender = { platform: 'slack', workspace: 'T1', userId: 'U1' };
const clock = { now: () => new Date() };

let database: Database;
let queue: Queue;
beforeAll(async () => {
  database = await testDatabase();
  await database.models.workspaces.create({ tenant, platform: 'slack', workspace: 'T1', name: 'Acme' });
});
afterEach(() => queue.stop(5_000));
afterAll(() => database.close());

const question = (key: string): Incoming => ({ key, sender, place, type: 'message', text: 'How are we?', messageId: key, direct: true });

async function press(key: string, effect: Effect): Promise<Incoming> {
  const card: Card = { point: 'Decide', parts: [{ type: 'buttons', buttons: [{ label: 'Press', effect }] }], sections: [] };
  await saveReply(database.models, tenant, 'C1:1', place, { replyId: `reply-${key}`, text: '', cards: [card] }, clock.now());
  return { key, sender, place, type: 'press', replyId: `reply-${key}`, button: 0, message: { ...place, id: '1' } };
}

test('however many slow answers are being written, what people press is answered at once', async () => {
  const slow = Promise.withResolvers<void>();
  const begun: string[] = [];
  const answered: string[] = [];
  queue = createQueue({ connection: database.connection, log, pollMs: 100 });
  const inbox = createInbox({
    models: database.models,
    queue,
    clock,
    log,
    async answer(incoming) {
      begun.push(incoming.key);
      // As a model does that is asked by a message, or by a button that says something for the person.
      if (incoming.key.startsWith('slow')) await slow.promise;
      answered.push(incoming.key);
    },
    giveUp: async () => {},
  });
  await queue.start();
  const say: Effect = { type: 'say', text: 'And why?' };
  for (let n = 0; n < 20; n++) await inbox.accept(n % 2 ? question(`slow${n}`) : await press(`slow${n}`, say));
  for (let n = 20; n < 40; n++) await inbox.accept(question(`slow${n}`));
  await until(() => begun.length === 20);

  await inbox.accept(await press('approve', { type: 'decide', approvalId: 'a', version: 1, decision: 'approve' }));
  await inbox.accept({ key: 'edited', sender, place, type: 'submit', formId: 'f', values: {} });
  await until(() => answered.length === 2);
  expect(answered.sort()).toEqual(['approve', 'edited']);
  expect(begun).toHaveLength(22);

  slow.resolve();
  await until(() => answered.length === 42);
  expect(new Set(answered).size).toBe(42);
});

test.each([
  ['how is TechCorp doing?', 'answer'],
  ['day after tomorrow, whom do I meet?', 'answer'],
  ['day', 'press'],
  ['Brief TechCorp', 'press'],
  ['help', 'press'],
  ['disallow-here', 'press'],
])('"%s" typed as a command waits in the lane "%s": only a question makes a model speak', async (text, lane) => {
  expect(await laneOf(database.models, tenant, { key: text, sender, place, type: 'command', text })).toBe(lane);
});

test('lanes do not take places from each other', async () => {
  const stuck = Promise.withResolvers<void>();
  const ran: string[] = [];
  queue = createQueue({ connection: database.connection, log, pollMs: 100 });
  queue.define('posts', () => stuck.promise, { concurrency: 1 });
  queue.define('others', async ({ id }) => void ran.push(id), { concurrency: 1 });
  await queue.start();
  for (let n = 0; n < 5; n++) await queue.add('posts', { id: `${n}`, tenant });
  for (let n = 0; n < 5; n++) await queue.add('others', { id: `${n}`, tenant });
  await until(() => ran.length === 5);
  expect(ran.sort()).toEqual(['0', '1', '2', '3', '4']);
  stuck.resolve();
});
