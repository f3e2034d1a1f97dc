import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { startWorkspace, type Workspace } from '../../../adapters/playground/index.ts';
import { createSlackAdapter, type SlackAdapter } from '../../../adapters/slack/app.ts';
import type { FilePart } from '../../../agents/kit/card.ts';
import { systemClock } from '../../../agents/kit/context.ts';
import { storeFile } from '../../../agents/kit/files.ts';
import { connectWorkspace } from '../../../bot/connect-workspace.ts';
import { fileReader } from '../../../bot/files.ts';
import { createLog } from '../../../bot/log.ts';
import type { Outgoing, Place } from '../../../bot/platform.ts';
import type { Database } from '../../../models/connection.ts';
import { testDatabase } from '../../support/database.ts';

/** Documents an agent stored, from the database to a thread of the local Slack workspace. */

const PPTX = 'application/vnd.openxmlformats-officedocument.presentationml.presentation';
const CHANNEL: Place = { platform: 'slack', workspace: 'T1', channel: 'C1' };
const BYTES = randomBytes(300_000);
let database: Database;
let workspace: Workspace;
let adapters: SlackAdapter[];

beforeAll(async () => {
  database = await testDatabase();
  const connected = { platform: 'slack', workspace: 'T1', name: 'Here', timezone: 'UTC', channels: [] };
  await connectWorkspace({ models: database.models, clock: systemClock }, { ...connected, tenant: 'here' });
});
afterAll(() => database.close());
beforeEach(async () => {
  adapters = [];
  workspace = await startWorkspace({
    signingSecret: 'secret',
    botToken: 'xoxb-local',
    teamId: 'T1',
    botUserId: 'UBOT',
    people: [{ id: 'U1', name: 'Sarah Williams', email: 'sarah@greendoor.example', title: 'CSM', timezone: 'UTC' }],
    channels: [{ id: 'C1', name: 'exec-approvals', members: ['U1'] }],
  });
});
afterEach(async () => {
  for (const adapter of adapters) await adapter.stop();
  await workspace.close();
});

/** One process of the bot, which remembers nothing of those before it. */
function start(): SlackAdapter['platform'] {
  const adapter = createSlackAdapter({
    config: { botToken: 'xoxb-local', signingSecret: 'secret', slackApiUrl: workspace.apiUrl, postEveryMs: 0 },
    accept: async () => {},
    clock: systemClock,
    log: createLog('silent'),
    readFile: fileReader(database.models, 'slack'),
  });
  adapters.push(adapter);
  return adapter.platform;
}

function store(tenant = 'here'): Promise<FilePart> {
  const actor = { id: 'user-1', name: 'Sarah', email: 's@greendoor.example', title: 'CSM', roles: ['csm' as const], timezone: 'UTC' };
  const scope = { models: database.models, tenant, actor, clock: systemClock };
  const about = 'Seven slides: results & value, next year, investment.';
  return storeFile(scope, { accountId: 'account-1', name: 'TechCorp renewal.pptx', mimeType: PPTX, bytes: BYTES, about });
}
const message = (replyId: string, file: FilePart): Outgoing => ({
  replyId,
  text: '',
  cards: [{ point: 'The package is ready.', parts: [file], sections: [] }],
});
const shared = () => workspace.messages('C1').flatMap((each) => (each.files ?? []).map((file) => ({ ...file, message: each })));
const said = () => workspace.messages('C1').map(({ text }) => text);

test('a file is named on the card and lies in its thread, with its bytes and its line', async () => {
  const ref = await start().post(CHANNEL, message('r1', await store()));
  const [card, ...rest] = workspace.messages('C1');
  expect(rest).toHaveLength(1);
  expect(JSON.stringify(card?.blocks)).toContain('*TechCorp renewal.pptx*\\nSeven slides: results &amp; value');
  const [file] = shared();
  expect(file).toMatchObject({ name: 'TechCorp renewal.pptx', mimetype: PPTX, message: { thread_ts: ref.id } });
  expect(file?.message.text).toBe('Seven slides: results &amp; value, next year, investment.');
  const download = await fetch(`${workspace.url}${file?.url}`);
  expect(Buffer.from(await download.arrayBuffer()).equals(BYTES)).toBe(true);
  expect(download.headers.get('content-disposition')).toMatch(/^attachment/);
});

test('an answer in a thread gets the file into the same thread', async () => {
  const { ts } = await workspace.say({ user: 'U1', channel: 'C1', text: 'prepare the renewal' });
  await start().post({ ...CHANNEL, thread: ts }, message('r1', await store()));
  expect(shared().map((file) => file.message.thread_ts)).toEqual([ts]);
});

test('an update, a second process and a repeated look leave it there once', async () => {
  const file = await store();
  const platform = start();
  const ref = await platform.post(CHANNEL, message('r1', file));
  await platform.update(ref, message('r1.approved', file));
  const next = start();
  await next.update(ref, message('r1.done', file));
  expect(await next.find({ ...CHANNEL, thread: ref.id }, 'r1.done')).toBeDefined();
  expect(shared()).toHaveLength(1);
});

test('a process that died before the upload is made good by the next that looks for the message', async () => {
  workspace.failNext('files.getUploadURLExternal', 'internal_error');
  workspace.failNext('files.getUploadURLExternal', 'internal_error');
  await start().post(CHANNEL, message('r1', await store()));
  expect(shared()).toHaveLength(0);
  expect(said().at(-1)).toBe('I could not attach *TechCorp renewal.pptx*; it is kept. Ask for it again in a few minutes.');
  const next = start();
  expect(await next.find(CHANNEL, 'r1')).toBeDefined();
  expect(shared()).toHaveLength(1);
  await next.find(CHANNEL, 'r1');
  expect(shared()).toHaveLength(1);
});

test('an upload whose answer was lost is not made twice', async () => {
  workspace.faultNext('files.completeUploadExternal', { type: 'lose' });
  await start().post(CHANNEL, message('r1', await store()));
  expect(shared()).toHaveLength(1);
  expect(said().some((text) => text.includes('could not attach'))).toBe(false);
});

test('another tenant’s file is not read', async () => {
  await start().post(CHANNEL, message('r1', await store('elsewhere')));
  expect(shared()).toHaveLength(0);
  expect(said().at(-1)).toBe('A file of this message is no longer stored. Ask for it again and I make a new one.');
});

test('a whisper names the file and shares nothing with the channel', async () => {
  await start().whisper(CHANNEL, 'U1', message('r1', await store()));
  expect(workspace.messages('C1')).toMatchObject([{ onlyFor: 'U1' }]);
});
