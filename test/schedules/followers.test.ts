import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import type { Card } from '../../agents/kit/card.ts';
import { plain } from '../../agents/kit/text.ts';
import { buildGreendoor, type Greendoor } from '../../bot/composition/build.ts';
import { readConfig } from '../../bot/config.ts';
import type { MessageRef, Platform } from '../../bot/platform.ts';
import type { Account } from '../../models/account.ts';
import type { Database } from '../../models/connection.ts';
import type { Contract } from '../../models/contract.ts';
import type { FollowMode } from '../../models/follow.ts';
import { reviseRows } from '../../models/kit/revise.ts';
import { followedDigest } from '../../schedules/followed-digest.ts';
import { followerAlert } from '../../schedules/follower-alert.ts';
import { createScheduler, type Scheduler } from '../../schedules/scheduler.ts';
import { signalsDigest } from '../../schedules/signals.ts';
import { testDatabase } from '../support/database.ts';
import { seedToys, TENANT } from '../support/toy-world.ts';
import { until } from '../support/until.ts';

/** What people who follow accounts, and those who own them, are told, by two processes on one clock that is set by hand. Berlin's changes on Sunday 25 October. */

const tenant = TENANT;
let now = new Date('2026-10-20T06:00:00Z');
let database: Database;
const processes: { greendoor: Greendoor; scheduler: Scheduler }[] = [];
let posted: { channel: string; card: Card }[] = [];
let refusing = 0;

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

const PEOPLE = [
  { _id: 'carla', timezone: 'Europe/Berlin', identities: { slack: 'UCARLA' } },
  { _id: 'otto', timezone: 'America/Los_Angeles', identities: { slack: 'UOTTO' } },
  { _id: 'left', timezone: 'UTC', identities: { slack: 'ULEFT' }, active: false },
  { _id: 'guest', timezone: 'UTC', identities: { slack: 'UGUEST' }, roles: [] },
  { _id: 'unknown', timezone: 'UTC', identities: {} },
];

beforeAll(async () => {
  database = await testDatabase();
  const { models } = database;
  await seedToys(models);
  for (const workspace of ['T1', 'T2']) await models.workspaces.create({ tenant, platform: 'slack', workspace, name: workspace });
  for (const person of PEOPLE) {
    const known = { email: `${person._id}@toys.example`, name: `Person ${person._id}`, title: 'CSM', roles: ['csm'], active: true };
    await models.users.collection.insertOne({ tenant, ...known, ...person } as never);
  }
  const config = readConfig({
    LOG_LEVEL: 'silent',
    MONGODB_URI: process.env.GREENDOOR_TEST_MONGODB_URI,
    MONGODB_DATABASE: database.connection.name,
    SLACK_BOT_TOKEN: 'xoxb-1',
    SLACK_SIGNING_SECRET: 'shh',
  });
  for (let process = 0; process < 2; process++) {
    const greendoor = await buildGreendoor(config, { clock: { now: () => now }, log: pino({ level: 'silent' }) });
    greendoor.assistant.platforms.push(platform);
    const scheduler = createScheduler(greendoor.assistant, [], [followerAlert, followedDigest, signalsDigest]);
    await greendoor.assistant.queue.start();
    processes.push({ greendoor, scheduler });
  }
  const begun = { tenant, startDate: '2026-01-01', currency: 'USD', at: new Date('2026-01-01'), ingestedAt: new Date('2026-01-01') };
  await models.contracts.create({ ...begun, _id: 'c0', accountId: 'toy-0', name: 'Suite', endDate: '2026-11-26', annualValue: 80_000 });
  await rate(['toy-0', 'toy-1', 'toy-2'], { health: 80, risk: 20 });
});
afterAll(async () => {
  for (const { greendoor } of processes) {
    await greendoor.assistant.queue.stop(5_000);
    await greendoor.database.close();
  }
  await database.close();
});

/** What is issued of some accounts now. */
async function rate(accounts: readonly string[], { health, risk }: { health: number; risk: number }) {
  const { accountHealthScores, accountStandings, churnPredictions } = database.models;
  for (const accountId of accounts) {
    const issued = { tenant, accountId, asOf: now, at: now, ingestedAt: now, modelVersion: 'test' };
    const sure = { healthConfidence: 0.9, coverage: 0.9, lastHealthUpdate: now, scorecardVersion: 'test/1' };
    await accountHealthScores.create({ ...issued, ...sure, overallHealthScore: health, healthBand: 'yellow', healthTrend: 'stable' });
    const level = { probability30: 0.1, probability90: 0.2, probability180: 0.3, confidence: 0.9, base: -3 };
    await churnPredictions.create({ ...issued, ...level, riskScore: risk });
    const standing = { asOf: now, updatedAt: now, name: accountId, health, churnRisk: risk, at: now, ingestedAt: now };
    await accountStandings.updateOne({ tenant, accountId }, { $set: standing }, { upsert: true });
  }
}

const follow = (userId: string, accountId: string, mode: FollowMode) =>
  database.models.follows.create({ tenant, userId, accountId, mode, at: now, modeAt: now, ingestedAt: now });
const setClock = (iso: string) => {
  now = new Date(iso);
};

/** What is told when the clock shows that time and both processes look, and that another look adds nothing. */
async function told(iso = new Date(now.getTime() + 60_000).toISOString()) {
  setClock(iso);
  posted = [];
  for (let look = 0; look < 2; look++) {
    await Promise.all(processes.map(({ scheduler }) => scheduler.fire(tenant)));
    await until(async () => !(await database.models.scheduledPosts.exists({ tenant, state: { $in: ['planned', 'frozen'] } })));
  }
  return posted.map(({ channel, card }) => ({ channel, point: plain(card.point), text: textOf(card), buttons: buttonsOf(card) }));
}
const textOf = ({ parts }: Card) => parts.flatMap((part) => (part.type === 'text' ? plain(part.text) : [])).join('\n');
const buttonsOf = ({ parts }: Card) => parts.flatMap((part) => (part.type === 'buttons' ? part.buttons.map(({ label }) => label) : []));
const channels = (messages: { channel: string }[]) => messages.map(({ channel }) => channel).sort();

/** A change of a row as its source reports it now. */
async function revise(name: 'accounts' | 'contracts', _id: string, set: Record<string, unknown>) {
  const model = database.models[name] as unknown as { findOne(filter: object): { lean(): Promise<Account | Contract> } };
  const before = await model.findOne({ tenant, _id }).lean();
  await reviseRows(database.models, name, { tenant, now }, [{ before: before as never, set }]);
}

test('nobody follows: nobody is told', async () => {
  expect(await told('2026-10-21T18:00:00Z')).toEqual([]);
});

test('nothing has changed: no message in the morning', async () => {
  setClock('2026-10-21T20:00:00Z');
  for (const { _id } of PEOPLE) await follow(_id, 'toy-0', 'daily');
  await follow('carla', 'toy-1', 'daily');
  expect(await told('2026-10-22T18:00:00Z')).toEqual([]);
});

test('what changed over the weekend and its clock change comes on Monday at eight where each is, once', async () => {
  setClock('2026-10-23T18:00:00Z');
  await rate(['toy-0'], { health: 60, risk: 50 });
  await rate(['toy-1'], { health: 79, risk: 21 });
  expect(await told('2026-10-24T09:00:00Z')).toEqual([]);
  expect(await told('2026-10-26T06:59:00Z')).toEqual([]);
  const [carla, ...others] = await told('2026-10-26T07:00:00Z');
  expect(others).toEqual([]);
  expect(carla).toMatchObject({ channel: 'UCARLA', point: '1 followed account changed since 21 Oct: Northwind Trading.' });
  expect(carla?.text).toBe('• **Northwind Trading** churn risk 20 → 50, health 80 → 60');
  expect(carla?.buttons).toEqual(['Northwind Trading', 'Unfollow']);
  expect(channels(await told('2026-10-26T15:00:00Z'))).toEqual(['UOTTO']);
  expect(await told('2026-10-26T20:00:00Z')).toEqual([]);
});

test('a renewal that came near, a contract and an owner that changed are said; refused by Slack, it is said later, once', async () => {
  await revise('accounts', 'toy-1', { ownerId: 'carla', lifecycleStage: 'renewing' });
  refusing = 1;
  const [carla, ...others] = await told('2026-10-27T07:30:00Z');
  expect(others).toEqual([]);
  expect(carla?.point).toBe('2 followed accounts changed since 26 Oct: Contoso Health, Northwind Trading.');
  expect(carla?.text.split('\n').sort()).toEqual([
    '• **Contoso Health** stage adopting → renewing, owner Person otto → Person carla',
    '• **Northwind Trading** renewal in 30 days, 26 Nov',
  ]);
  expect(carla?.buttons.at(-1)).toBe('All I follow');
  setClock('2026-10-27T12:00:00Z');
  await revise('contracts', 'c0', { annualValue: 60_000, endDate: new Date('2027-11-26') });
  const next = (await told('2026-10-28T16:00:00Z')).find(({ channel }) => channel === 'UCARLA');
  expect(next?.text).toBe('• **Northwind Trading** ARR $80K → $60K, renewal 26 Nov → 26 Nov 2027');
});

test('who asked for alerts hears of a rise when it happens, once, and of the next rise again', async () => {
  setClock('2026-10-28T18:00:00Z');
  await database.models.follows.updateOne({ tenant, userId: 'carla', accountId: 'toy-0' }, { $set: { mode: 'each', modeAt: now } });
  setClock('2026-10-28T18:30:00Z');
  await rate(['toy-0'], { health: 50, risk: 75 });
  const [alert, ...others] = await told();
  expect(others).toEqual([]);
  expect(alert?.channel).toBe('UCARLA');
  expect(alert?.point).toContain('Northwind Trading');
  expect(alert?.buttons).toEqual(expect.arrayContaining(['Unfollow', 'All I follow']));
  await rate(['toy-0'], { health: 45, risk: 90 });
  expect(await told()).toEqual([]);
  await rate(['toy-0'], { health: 50, risk: 60 });
  expect(await told()).toEqual([]);
  await rate(['toy-0'], { health: 50, risk: 71 });
  expect(channels(await told())).toEqual(['UCARLA']);
  // The evening before it was 50; the alerts of the night are in what is told in the morning.
  const morning = (await told('2026-10-29T07:00:00Z')).find(({ channel }) => channel === 'UCARLA');
  expect(morning?.text).toBe('• **Northwind Trading** churn risk 50 → 71, high since 28 Oct, health 60 → 50');
});

test('what was high before somebody asked for alerts is no news; the next rise is, to each of them', async () => {
  setClock('2026-10-29T20:00:00Z');
  const { follows } = database.models;
  await follows.updateMany({ tenant, accountId: 'toy-0', userId: { $ne: 'carla' } }, { $set: { mode: 'each', modeAt: now } });
  await told();
  expect(await told()).toEqual([]);
  await rate(['toy-0'], { health: 50, risk: 60 });
  await told();
  await rate(['toy-0'], { health: 50, risk: 80 });
  expect(channels(await told())).toEqual(['UCARLA', 'UOTTO']);
});

test('several rising together are one message with a line each', async () => {
  setClock('2026-10-29T21:00:00Z');
  for (const account of ['toy-1', 'toy-2']) {
    await follows('otto', account);
    await rate([account], { health: 40, risk: 77 });
  }
  const [message, ...others] = await told();
  expect(others).toEqual([]);
  expect(message?.text.split('\n')).toHaveLength(2);
  expect(message?.buttons.at(-1)).toBe('All I follow');
});
async function follows(userId: string, accountId: string) {
  await follow(userId, accountId, 'each');
  setClock(new Date(now.getTime() + 60_000).toISOString());
}

test('that an account left is said in the morning, and nothing of it any more; of a deleted one nothing', async () => {
  await told('2026-10-30T17:00:00Z');
  setClock('2026-10-30T18:00:00Z');
  await revise('accounts', 'toy-0', { lifecycleStage: 'churned', churnedAt: now });
  await database.models.accountStandings.updateOne({ tenant, accountId: 'toy-0' }, { $set: { lifecycleStage: 'churned' } });
  const [message] = (await told('2026-11-02T17:00:00Z')).filter(({ channel }) => channel === 'UCARLA');
  expect(message?.text).toContain('**Northwind Trading** stage adopting → churned');
  await rate(['toy-0'], { health: 30, risk: 20 });
  await database.models.accounts.deleteOne({ tenant, _id: 'toy-1' });
  await rate(['toy-1'], { health: 90, risk: 10 });
  expect(channels(await told('2026-11-03T17:00:00Z'))).toEqual([]);
});

test('who leaves, or no longer follows, is told nothing of what was planned for them', async () => {
  const { holds } = followerAlert;
  const there = { tenant, models: database.models, platform: 'slack', channel: 'UOTTO', at: now };
  expect(await holds?.(there, { account: 'toy-2' })).toBe(true);
  expect(await holds?.(there, { account: 'toy-3' })).toBe(false);
  await database.models.users.updateOne({ tenant, _id: 'otto' }, { $set: { active: false } });
  expect(await holds?.(there, { account: 'toy-2' })).toBe(false);
  setClock('2026-11-03T20:00:00Z');
  await rate(['toy-2'], { health: 90, risk: 10 });
  expect(await told('2026-11-04T17:00:00Z')).toEqual([]);
});

test('what calls for the owner of an account comes in their morning, once, and what is new the next; to nobody else', async () => {
  const notice = (cause: string) => {
    const noticed = {
      tenant,
      accountId: 'toy-2',
      signal: 'renewal_near' as const,
      cause,
      asOf: now,
      says: `in ${cause}`,
      at: now,
      ingestedAt: now,
    };
    return database.models.signalFirings.create({ _id: cause, ...noticed });
  };
  await database.models.accounts.updateOne({ tenant, _id: 'toy-2' }, { $set: { ownerId: 'carla' } });
  // What was so already when the book was first looked through has not just happened.
  setClock('2026-11-04T21:00:00Z');
  await notice('90 days');
  expect(await told('2026-11-05T08:00:00Z')).toEqual([]);
  setClock('2026-11-05T18:00:00Z');
  await notice('60 days');
  expect(await told('2026-11-06T06:00:00Z')).toEqual([]);
  const [carla, ...others] = await told('2026-11-06T07:00:00Z');
  expect(others).toEqual([]);
  expect(carla).toMatchObject({
    channel: 'UCARLA',
    text: '• **Contoso Retail** Renewal near: in 60 days',
    buttons: ['Renewal of Contoso Retail'],
  });
  expect(await told('2026-11-06T12:00:00Z')).toEqual([]);
  setClock('2026-11-07T10:00:00Z');
  await notice('30 days');
  expect(await told('2026-11-08T10:00:00Z')).toEqual([]);
  expect((await told('2026-11-09T07:30:00Z')).map(({ text }) => text)).toEqual(['• **Contoso Retail** Renewal near: in 30 days']);
  expect(await told('2026-11-10T07:30:00Z')).toEqual([]);
});
