import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import type { Card } from '../../agents/kit/card.ts';
import { plain } from '../../agents/kit/text.ts';
import { buildGreendoor, type Greendoor } from '../../bot/composition/build.ts';
import { readConfig } from '../../bot/config.ts';
import type { MessageRef, Platform } from '../../bot/platform.ts';
import type { Database } from '../../models/connection.ts';
import { churnAlert } from '../../schedules/churn-alert.ts';
import { createScheduler, type Scheduler } from '../../schedules/scheduler.ts';
import { testDatabase } from '../support/database.ts';
import { fillWithSample } from '../support/sample.ts';
import { until } from '../support/until.ts';

/** What the churn channel is told while accounts' risks rise and fall. */

const tenant = 'demo';
const DAY = 86_400_000;
const WORKSPACES = ['T1', 'T2'];
let now = Date.now();
const clock = { now: () => new Date(now) };
let database: Database;
let greendoor: Greendoor;
let scheduler: Scheduler;
let names: string[];
const posted: { workspace: string; card: Card }[] = [];
const log = pino({ level: 'silent' });

/** A platform that takes what it is posted. */
const platform = {
  name: 'slack',
  audience: async () => ({ member: true, direct: false, shared: false, guests: false }),
  find: async () => undefined,
  async post({ workspace }: { workspace: string }, { cards }: { cards: Card[] }) {
    for (const card of cards) posted.push({ workspace, card });
    return { platform: 'slack', workspace, channel: 'C1', id: `${posted.length}` } as MessageRef;
  },
} as unknown as Platform;

beforeAll(async () => {
  database = await testDatabase();
  await fillWithSample(database, tenant);
  for (const workspace of WORKSPACES)
    await database.models.workspaces.create({
      tenant,
      platform: 'slack',
      workspace,
      name: workspace,
      channels: [{ purpose: 'churn', id: `C${workspace}` }],
    });
  greendoor = await buildGreendoor(
    readConfig({
      LOG_LEVEL: 'silent',
      MONGODB_URI: process.env.GREENDOOR_TEST_MONGODB_URI,
      MONGODB_DATABASE: database.connection.name,
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_SIGNING_SECRET: 'shh',
    }),
    { clock, log },
  );
  greendoor.assistant.platforms.push(platform);
  scheduler = createScheduler(greendoor.assistant, [], [churnAlert]);
  await greendoor.assistant.queue.start();
  names = await database.models.accountStandings.distinct('accountId', { tenant, lifecycleStage: { $ne: 'churned' } });
  await rate(names, 20);
});
afterAll(async () => {
  await greendoor.assistant.queue.stop(5_000);
  await greendoor.database.close();
  await database.close();
});

/** A new scoring of some accounts, an hour later: standing and prediction. */
async function rate(accounts: readonly string[], riskScore: number) {
  now += DAY / 24;
  const at = clock.now();
  await database.models.accountStandings.updateMany({ tenant, accountId: { $in: accounts } }, { $set: { churnRisk: riskScore, asOf: at } });
  const level = { riskScore, probability30: 0.1, probability90: 0.2, probability180: 0.3, confidence: 0.9, base: -3 };
  await database.models.churnPredictions.insertMany(
    accounts.map((accountId) => ({
      ...level,
      _id: `${accountId} ${now}`,
      tenant,
      source: 'greendoor',
      accountId,
      asOf: at,
      at,
      ingestedAt: at,
      modelVersion: 'test',
    })),
  );
}

/** What the channels are told by a minute's look, and that another look adds nothing. */
async function told(): Promise<{ workspace: string; card: Card }[]> {
  const before = posted.length;
  now += 60_000;
  for (let look = 0; look < 2; look++) {
    await scheduler.fire(tenant);
    await until(async () => (await database.models.scheduledPosts.countDocuments({ tenant, state: { $ne: 'posted' } })) === 0);
  }
  return posted.slice(before).sort((a, b) => (a.workspace < b.workspace ? -1 : 1));
}

const nameOf = async (accountId = '') => (await database.models.accountStandings.findOne({ tenant, accountId }).lean())?.name ?? '';
const textOf = ({ parts }: Card) => parts.flatMap((part) => (part.type === 'text' ? plain(part.text).split('\n') : []));

test('nothing is high: nothing is said', async () => {
  expect(await told()).toEqual([]);
});

test('one account is one message about it, once in every workspace, as long as it stays up', async () => {
  const [first] = names;
  await rate([first ?? ''], 75);
  const messages = await told();
  expect(messages.map(({ workspace }) => workspace)).toEqual(WORKSPACES);
  for (const { card } of messages) {
    expect(plain(card.point)).toContain(await nameOf(first));
    expect(textOf(card).some((line) => /^• (?:Raises|Lowers) the risk: /.test(line))).toBe(true);
  }
  await rate([first ?? ''], 90);
  expect(await told()).toEqual([]);
});

test('several at once are one message with a line each, the sixth and seventh too, without those said before', async () => {
  const risen = names.slice(1, 8);
  await rate(risen, 80);
  const messages = await told();
  expect(messages.map(({ workspace }) => workspace)).toEqual(WORKSPACES);
  for (const { card } of messages) {
    const lines = textOf(card);
    expect(lines).toHaveLength(7);
    const called = await Promise.all(risen.map(nameOf));
    for (const name of called) expect(lines.some((line) => line.startsWith(`• **${name}**`))).toBe(true);
    expect(lines.join()).not.toContain(`**${await nameOf(names[0])}**`);
  }
});

test('who fell below and rises again is said again, alone; who stayed up is not', async () => {
  const again = names[3] ?? '';
  await rate([again], 60);
  expect(await told()).toEqual([]);
  await rate([again], 72);
  const [message, ...others] = await told();
  expect(others).toHaveLength(1);
  expect(plain(message?.card.point ?? '')).toContain(await nameOf(again));
});

test('what was planned by a process that ended is posted by the next one', async () => {
  const [message] = await toldOf(names[8] ?? '');
  const { scheduledPosts } = database.models;
  await scheduledPosts.updateOne(
    { tenant, workspace: 'T1', 'arguments.account': names[8] },
    { $set: { state: 'planned' }, $unset: { cards: 1 } },
  );
  const again = await told();
  expect(again.map(({ workspace }) => workspace)).toEqual(['T1']);
  expect(again[0]?.card.point).toEqual(message?.card.point);
});

async function toldOf(account: string) {
  await rate([account], 80);
  return told();
}
