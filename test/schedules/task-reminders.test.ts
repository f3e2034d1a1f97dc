import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import type { Card } from '../../agents/kit/card.ts';
import { plain } from '../../agents/kit/text.ts';
import { buildGreendoor, type Greendoor } from '../../bot/composition/build.ts';
import { readConfig } from '../../bot/config.ts';
import type { MessageRef, Platform } from '../../bot/platform.ts';
import type { Database } from '../../models/connection.ts';
import { createScheduler, type Scheduler } from '../../schedules/scheduler.ts';
import { isDue, taskReminders } from '../../schedules/task-reminders.ts';
import { testDatabase } from '../support/database.ts';
import { seedToys, TENANT } from '../support/toy-world.ts';
import { until } from '../support/until.ts';

/** When a person is reminded of a task, on a clock that is set by hand. */

const HOUR = 3_600_000;
const instant = (iso: string) => new Date(iso);
let now = instant('2026-11-23T00:00:00Z');
let database: Database;
let greendoor: Greendoor;
let scheduler: Scheduler;
const posted: { channel: string; card: Card }[] = [];
let refusing = 0;
const log = pino({ level: 'silent' });

/** A platform that takes what it is posted, or refuses as often as it is told. */
const platform = {
  name: 'slack',
  audience: async () => ({ member: true, direct: true, shared: false, guests: false }),
  find: async () => undefined,
  async post({ workspace, channel }: { workspace: string; channel: string }, { cards }: { cards: Card[] }) {
    if (refusing > 0) {
      refusing--;
      throw new Error('Slack is away');
    }
    for (const card of cards) posted.push({ channel, card });
    return { platform: 'slack', workspace, channel, id: `${posted.length}` } as MessageRef;
  },
} as unknown as Platform;

beforeAll(async () => {
  database = await testDatabase();
  const { models } = database;
  await seedToys(models);
  await models.workspaces.create({
    tenant: TENANT,
    platform: 'slack',
    workspace: 'T1',
    name: 'T1',
    channels: [{ purpose: 'health', id: 'CHEALTH' }],
  });
  const people = [
    ['carla', 'Europe/Berlin', { slack: 'UCARLA' }],
    ['otto', 'America/Los_Angeles', { slack: 'UOTTO' }],
    ['nobody', 'UTC', {}],
    ['mars', 'Mars/Olympus', { slack: 'UMARS' }],
  ] as const;
  for (const [_id, timezone, identities] of people) {
    const known = { email: `${_id}@toys.example`, name: _id, title: 'CSM', roles: ['csm'] };
    await models.users.collection.insertOne({ tenant: TENANT, _id, ...known, timezone, identities, active: true } as never);
  }
  greendoor = await buildGreendoor(
    readConfig({
      LOG_LEVEL: 'silent',
      MONGODB_URI: process.env.GREENDOOR_TEST_MONGODB_URI,
      MONGODB_DATABASE: database.connection.name,
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_SIGNING_SECRET: 'shh',
    }),
    { clock: { now: () => now }, log },
  );
  greendoor.assistant.platforms.push(platform);
  scheduler = createScheduler(greendoor.assistant, [], [taskReminders]);
  await greendoor.assistant.queue.start();
});
afterAll(async () => {
  await greendoor.assistant.queue.stop(5_000);
  await greendoor.database.close();
  await database.close();
});

const task = (_id: string, ownerId: string, dueAt: string, more: object = {}) =>
  database.models.tasks.create({ tenant: TENANT, _id, accountId: 'toy-0', ownerId, text: `Task ${_id}`, dueAt, ...more });
/** Lets the clock show a time and waits until whatever was planned is settled. */
async function at(iso: string): Promise<void> {
  now = instant(iso);
  await scheduler.fire(TENANT);
  await until(async () => !(await database.models.scheduledPosts.exists({ tenant: TENANT, state: { $in: ['planned', 'frozen'] } })));
}
const heard = (of: string) => posted.filter(({ card }) => plain(card.point).startsWith(`“Task ${of}” `));

test('a day is due in the morning of the person’s own zone, and said once to them alone', async () => {
  await task('call', 'carla', '2026-11-24T00:00:00Z');
  await task('mail', 'otto', '2026-11-24T00:00:00Z');
  await task('lost', 'nobody', '2026-11-24T00:00:00Z');
  await at('2026-11-24T06:59:00Z');
  expect(posted).toEqual([]);
  await at('2026-11-24T07:00:00Z');
  expect(heard('call').map(({ channel }) => channel)).toEqual(['UCARLA']);
  expect(heard('mail')).toEqual([]);
  await at('2026-11-24T16:00:00Z');
  await at('2026-11-24T16:01:00Z');
  expect(heard('call')).toHaveLength(1);
  expect(heard('mail').map(({ channel }) => channel)).toEqual(['UOTTO']);
  expect(heard('lost')).toEqual([]);
});

test('a time of day is kept; put off, it is said again on its new day; what is done or cancelled is not said', async () => {
  await task('two', 'carla', '2026-11-25T13:30:00Z');
  await task('done', 'carla', '2026-11-25T00:00:00Z', { doneAt: instant('2026-11-24T20:00:00Z'), doneBy: 'carla' });
  await task('off', 'carla', '2026-11-25T00:00:00Z', { cancelledAt: instant('2026-11-24T20:00:00Z'), cancelledBy: 'carla' });
  await at('2026-11-25T13:29:00Z');
  expect([heard('two'), heard('done'), heard('off')]).toEqual([[], [], []]);
  await at('2026-11-25T13:30:00Z');
  const buttons = heard('two')[0]?.card.parts.flatMap((part) => (part.type === 'buttons' ? part.buttons : []));
  expect(buttons?.map(({ label }) => label)).toEqual(['Done', 'Tomorrow', 'Brief']);
  await database.models.tasks.updateMany({ tenant: TENANT, _id: 'call' }, { $set: { doneAt: now, doneBy: 'carla' } });
  await database.models.tasks.updateOne({ tenant: TENANT, _id: 'two' }, { $set: { dueAt: instant('2026-11-26T00:00:00Z') } });
  await at('2026-11-26T07:00:00Z');
  expect(heard('two')).toHaveLength(2);
});

test('what is due in one morning comes in one message, and not again the next', async () => {
  await task('slides', 'otto', '2026-11-26T00:00:00Z');
  await at('2026-11-26T16:00:00Z');
  const lists = () => posted.filter(({ channel, card }) => channel === 'UOTTO' && plain(card.point).includes('open tasks'));
  expect(lists().map(({ card }) => plain(card.point))).toEqual([expect.stringMatching(/^2 open tasks of otto/)]);
  await at('2026-11-27T16:00:00Z');
  expect(lists()).toHaveLength(1);
  now = instant('2026-11-26T17:00:00Z');
});

test('what Slack refuses is said later, once; what was done meanwhile is not', async () => {
  await database.models.tasks.updateMany({ tenant: TENANT, ownerId: 'carla', doneAt: null }, { $set: { doneAt: now, doneBy: 'carla' } });
  await task('late', 'carla', '2026-11-27T00:00:00Z');
  refusing = 1;
  await at('2026-11-27T08:00:00Z');
  expect(heard('late')).toHaveLength(1);
  await task('quick', 'carla', '2026-11-27T09:00:00Z');
  const { holds } = taskReminders;
  const there = { tenant: TENANT, models: database.models, platform: 'slack', channel: 'UCARLA', at: now };
  expect(await holds?.(there, { task: 'quick' })).toBe(true);
  await database.models.tasks.updateOne({ tenant: TENANT, _id: 'quick' }, { $set: { doneAt: now } });
  expect(await holds?.(there, { task: 'quick' })).toBe(false);
});

test('a time zone nobody knows is UTC, and keeps nobody else waiting', async () => {
  await task('rover', 'mars', '2026-11-28T00:00:00Z');
  await at('2026-11-28T07:59:00Z');
  expect(heard('rover')).toEqual([]);
  await at('2026-11-28T08:00:00Z');
  expect(heard('rover').map(({ channel }) => channel)).toEqual(['UMARS']);
});

test('over a clock change the morning is still eight o’clock', () => {
  const first = (day: string, zone: string) => {
    const dueAt = instant(`${day}T00:00:00Z`);
    const minutes = Array.from({ length: 48 * 60 }, (_, minute) => new Date(dueAt.getTime() - 16 * HOUR + minute * 60_000));
    return minutes.find((each) => isDue(dueAt, zone, each))?.toISOString();
  };
  expect(first('2026-10-24', 'Europe/Berlin')).toBe('2026-10-24T06:00:00.000Z');
  expect(first('2026-10-25', 'Europe/Berlin')).toBe('2026-10-25T07:00:00.000Z');
  expect(first('2026-03-28', 'Europe/Berlin')).toBe('2026-03-28T07:00:00.000Z');
  expect(first('2026-03-29', 'Europe/Berlin')).toBe('2026-03-29T06:00:00.000Z');
  expect(first('2026-11-01', 'America/Los_Angeles')).toBe('2026-11-01T16:00:00.000Z');
  expect(first('2026-11-01', 'Pacific/Kiritimati')).toBe('2026-10-31T18:00:00.000Z');
});
