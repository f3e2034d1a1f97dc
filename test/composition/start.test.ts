import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import type { ChatAdapter, ChatHost } from '../../bot/chat-adapter.ts';
import { startGreendoor } from '../../bot/composition/start.ts';
import { readConfig } from '../../bot/config.ts';
import type { Database } from '../../models/connection.ts';
import { testDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';

/** A whole Greendoor without a process of its own: no signal, nothing on standard output. */

let database: Database;
let directory: string;
beforeAll(async () => {
  database = await testDatabase();
  directory = await mkdtemp(join(tmpdir(), 'greendoor-start-'));
});
afterAll(async () => {
  await database.close();
  await rm(directory, { recursive: true, force: true });
});

/** A chat platform that takes what it is posted. */
function chat(name: string) {
  const events: string[] = [];
  let host: ChatHost | undefined;
  const nothing = async () => {};
  const ref = { platform: name, workspace: 'W1', channel: 'C1', id: '1' };
  const adapter: ChatAdapter = {
    platform: {
      name,
      reply: () => ({ status: nothing, append: nothing, finish: async () => ref }),
      post: async () => ref,
      whisper: async (_place, _userId, { text }) => void events.push(`whispered ${text.slice(0, 21)}`),
      update: nothing,
      find: async () => undefined,
      threadOn: (message) => message,
      direct: async (workspace) => ({ platform: name, workspace, channel: 'D1' }),
      audience: async () => ({ member: true, direct: false, shared: false, guests: false }),
      profile: async () => ({ name: 'Somebody', email: undefined, timezone: undefined }),
    },
    door: { path: `/${name}`, listen: (_request, response) => void response.end(`this is ${name}`), events: `/${name}/events` },
    start: async () => {
      events.push('started');
      return [{ workspace: 'W1', name: `Acme ${name}`, where: `in ${name}`, channels: [] }];
    },
    stop: async () => void events.push('stopped'),
  };
  const open = async (given: ChatHost) => {
    host = given;
    return adapter;
  };
  return { open, events, host: () => host };
}

const config = () => ({
  ...readConfig({
    PORT: '0',
    LOG_LEVEL: 'warn',
    MONGODB_URI: process.env.GREENDOOR_TEST_MONGODB_URI,
    MONGODB_DATABASE: database.connection.name,
    DATA_DIR: directory,
    SLACK_BOT_TOKEN: 'xoxb-1',
    SLACK_SIGNING_SECRET: 'shh',
  }),
});
const listening = () => {
  const logged: string[] = [];
  return { logged, log: pino({ level: 'warn' }, { write: (line: string) => void logged.push(line) }) };
};

test('every chat platform of the list is opened, has its door, is heard and is closed', async () => {
  const [one, two] = [chat('alpha'), chat('beta')];
  const { log, logged } = listening();
  const running = await startGreendoor(config(), {
    chats: [one.open, async () => undefined, two.open],
    signal: new AbortController().signal,
    log,
  });
  if (!running) throw new Error('it did not start');
  expect(running.greeting.split('\n')).toEqual([
    `Greendoor answers Acme alpha in alpha, at ${running.url}/alpha/events`,
    `Greendoor answers Acme beta in beta, at ${running.url}/beta/events`,
  ]);
  expect(await (await fetch(`${running.url}/beta/anything`)).text()).toBe('this is beta');
  const sender = { platform: 'beta', workspace: 'W1', userId: 'U1' };
  const place = { platform: 'beta', workspace: 'W1', channel: 'C1' };
  await two.host()?.accept({ key: 'k', sender, place, type: 'message', text: 'Hello', messageId: '1', direct: true });
  await until(() => two.events.includes('whispered I do not know you yet'));
  await running.stop();
  expect(two.events.at(-1)).toBe('stopped');
  expect(one.events).toEqual(['started', 'stopped']);
  await expect(fetch(`${running.url}/livez`)).rejects.toThrow();
  expect(logged).toEqual([]);
});

test('stopped as soon as it is ready, no chore has failed', async () => {
  const { log, logged } = listening();
  for (let n = 0; n < 3; n++) {
    const running = await startGreendoor(config(), { chats: [chat('alpha').open], signal: new AbortController().signal, log });
    await running?.stop();
  }
  expect(logged).toEqual([]);
});

test('told to stop while it starts, it closes what was open and is not there', async () => {
  const stopping = new AbortController();
  const one = chat('alpha');
  const { log, logged } = listening();
  const late = async (host: ChatHost) => {
    const adapter = await one.open(host);
    return {
      ...adapter,
      start: async () => {
        stopping.abort(new Error('told to stop'));
        return adapter.start();
      },
    };
  };
  expect(await startGreendoor(config(), { chats: [late], signal: stopping.signal, log })).toBeUndefined();
  expect(one.events).toEqual(['started', 'stopped']);
  expect(logged).toEqual([]);
});

test('a platform that refuses ends the start, with everything closed', async () => {
  const one = chat('alpha');
  const refusing = async (host: ChatHost) => ({
    ...(await chat('beta').open(host)),
    start: () => Promise.reject(new Error('no such token')),
  });
  const starting = startGreendoor(config(), { chats: [one.open, refusing], signal: new AbortController().signal, ...listening() });
  await expect(starting).rejects.toThrow('no such token');
  expect(one.events).toEqual(['started', 'stopped']);
});

test.each(['null', '{', '{"a":1}', '[null]', '[{"ts":1}]', ''])('a workspace.json of %j is put aside', async (content) => {
  const file = join(directory, 'workspace.json');
  await writeFile(file, content);
  const { log, logged } = listening();
  const local = { ...config(), slack: undefined, localWorkspace: true };
  await database.models.accounts.create({ tenant: local.tenant, name: 'Only One', source: 'test', at: new Date(), ingestedAt: new Date() });
  const { openSlack } = await import('../../adapters/slack/open.ts');
  const running = await startGreendoor(local, { chats: [async (host) => openSlack(host)], signal: new AbortController().signal, log });
  expect(running?.greeting).toMatch(/^Greendoor is ready: http/);
  await running?.stop();
  await database.models.accounts.deleteMany({ tenant: local.tenant });
  expect(await readFile(`${file}.unreadable`, 'utf8')).toBe(content);
  expect(logged.filter((line) => line.includes('put aside'))).toHaveLength(1);
});
