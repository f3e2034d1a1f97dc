import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { openForeignServers } from '../../adapters/mcp-client/index.ts';
import { type Copying, createCopying } from '../../bot/activity-copies.ts';
import { readConfig } from '../../bot/config.ts';
import type { Database } from '../../models/connection.ts';
import { type Crm, createCrm, WRITE_BACK } from '../support/crm.ts';
import { testDatabase } from '../support/database.ts';
import { NOW, seedToys, TENANT } from '../support/toy-world.ts';

/** What an activity's copy is said to be is what the other system, a process of its own, has. */

let database: Database;
let crm: Crm;
let now = NOW;
const closing: (() => Promise<void>)[] = [];
const clock = { now: () => now };
const log = pino({ level: 'silent' });

async function copying(settings: string): Promise<Copying> {
  const { servers } = readConfig({ ...process.env, MCP_SERVERS: settings });
  const { models } = database;
  const foreign = await openForeignServers({ tenant: TENANT, servers, models, clock, log, shutOut: async () => {} });
  closing.push(() => foreign.close());
  if (!foreign.writeBack) throw new Error('no write-back');
  return createCopying({ models, clock, log, foreign: { ...foreign, writeBack: foreign.writeBack } });
}
const row = (id: string) => database.models.activityCopies.findOne({ tenant: TENANT, _id: id }).lean();
const kept = (id: string) => crm.kept().filter(({ key }) => key === id);

async function said(copies: Copying, id: string, accountId: string): Promise<void> {
  await copies.intend({ id, accountId, userId: 'carla' });
  const about = { tenant: TENANT, source: 'greendoor', at: now, ingestedAt: now, accountId, userId: 'carla' };
  await database.models.interactions.create({ _id: id, ...about, kind: 'call', direction: 'outbound', text: 'they want the pilot' });
}

let working: Copying;
let broken: Copying;
let account: string;
beforeAll(async () => {
  database = await testDatabase();
  await seedToys(database.models);
  account = String((await database.models.accounts.findOne({ tenant: TENANT }).lean())?._id);
  crm = createCrm({ timeoutMs: 60_000, recheckMs: 0, writeBack: WRITE_BACK });
  working = await copying(crm.settings);
  broken = await copying(crm.written({ args: ['-e', 'process.exit(1)'], writeBack: WRITE_BACK }));
});
beforeEach(() => {
  crm.behave({});
  now = new Date(now.getTime() + 3_600_000);
});
afterAll(async () => {
  for (const close of closing) await close();
  await database?.close();
  crm?.remove();
});

test('taken back while the other system was down, it is not there and never comes there', async () => {
  await said(broken, 'down', account);
  expect(await broken.write('down')).toBe('waiting');
  expect(await row('down')).toMatchObject({ attempts: 1, asked: false });
  expect(await broken.withdraw('down')).toBe('not_there');
  now = new Date(now.getTime() + 3_600_000);
  await working.sweep();
  expect([kept('down'), (await row('down'))?.state, (await row('down'))?.words]).toEqual([[], 'withdrawn', undefined]);
});

test('down at first, and not taken back, it comes there later', async () => {
  await said(broken, 'later', account);
  expect(await broken.write('later')).toBe('waiting');
  now = new Date(now.getTime() + 3_600_000);
  await working.sweep();
  expect([kept('later').length, (await row('later'))?.state]).toEqual([1, 'written']);
  expect(await working.withdraw('later')).toBe('there');
});

test('what it did and says it did not, it is known to have', async () => {
  crm.behave({ doesAndRefuses: 'log_activity' });
  await said(working, 'half', account);
  expect(await working.write('half')).toBe('written');
  expect(kept('half')).toHaveLength(1);
});

test('what it refuses, and does not have, is not there', async () => {
  crm.behave({ refuses: 'log_activity' });
  await said(working, 'refused', account);
  expect(await working.write('refused')).toBe('failed');
  expect(await working.withdraw('refused')).toBe('not_there');
});

test('refused, and a search that says neither: nobody knows, and it is not repeated', async () => {
  crm.behave({ doesAndRefuses: 'log_activity', refuses: 'find_activities' });
  await said(working, 'neither', account);
  expect(await working.write('neither')).toBe('unknown');
  now = new Date(now.getTime() + 3_600_000);
  crm.behave({});
  await working.sweep();
  expect(kept('neither')).toHaveLength(1);
  expect(await working.withdraw('neither')).toBe('perhaps');
});

test('an error of the protocol is no word that nothing was done: looked for before it is tried again', async () => {
  crm.behave({ doesAndErrs: 'log_activity' });
  await said(working, 'erred', account);
  expect(await working.write('erred')).toBe('waiting');
  expect(await row('erred')).toMatchObject({ asked: true, reason: expect.stringContaining('answered with an error') });
  now = new Date(now.getTime() + 3_600_000);
  await working.sweep();
  expect([kept('erred').length, (await row('erred'))?.state]).toEqual([1, 'written']);
});

test('taken back after it may have been written, nobody writes it again and that is said', async () => {
  crm.behave({ doesAndErrs: 'log_activity' });
  await said(working, 'perhaps', account);
  expect(await working.write('perhaps')).toBe('waiting');
  expect(await working.withdraw('perhaps')).toBe('perhaps');
  now = new Date(now.getTime() + 3_600_000);
  crm.behave({});
  await working.sweep();
  expect([kept('perhaps').length, (await row('perhaps'))?.state]).toEqual([1, 'withdrawn']);
});

test('of an activity whose words were forgotten before it was tried, nothing comes there', async () => {
  await said(working, 'forgotten', account);
  await database.models.interactions.updateOne({ tenant: TENANT, _id: 'forgotten' }, { $unset: { text: 1 } });
  now = new Date(now.getTime() + 3_600_000);
  await working.sweep();
  expect([kept('forgotten'), (await row('forgotten'))?.state]).toEqual([[], 'withdrawn']);
});
