import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createTeamsAdapter, type TeamsAdapter } from '../../../adapters/teams/app.ts';
import { guarded } from '../../../bot/http/guard.ts';
import { createLog } from '../../../bot/log.ts';
import type { Incoming } from '../../../bot/platform.ts';
import { APP_ID, startTeamsService, TENANT_ID, type TeamsService } from '../../support/teams-service.ts';
import { memory } from './memory.ts';

/** Who is let in: the adapter's door, and the server that tells the keys, over HTTP. */

const SARAH = 'aad-sarah';
const CHAT = 'a:aad-sarah';
let service: TeamsService;
let adapter: TeamsAdapter;
let server: Server;
let accepted: Incoming[];
let fails: boolean;

beforeAll(async () => {
  service = await startTeamsService(
    [{ id: SARAH, name: 'Sarah Williams', email: 'sarah@greendoor.example' }],
    [
      { id: CHAT, type: 'personal', members: [SARAH] },
      { id: '19:health@thread.tacv2', type: 'channel', members: [SARAH] },
    ],
  );
  adapter = createTeamsAdapter({
    config: { appId: APP_ID, credentials: service.credentials, openIdUrl: service.openIdUrl, tenants: [TENANT_ID] },
    accept: async (incoming) => {
      if (fails) throw new Error('no database');
      accepted.push(incoming);
    },
    formFor: async () => undefined,
    viewFor: async () => undefined,
    memory: memory(),
    readFile: async () => undefined,
    log: createLog('silent'),
  });
  server = createServer(guarded(adapter.requestListener, {}));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  service.connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
beforeEach(() => {
  accepted = [];
  fails = false;
});
afterAll(async () => {
  adapter.stop();
  await new Promise((done) => server.close(done));
  await service.stop();
});

const message = (changes: Record<string, unknown> = {}) => ({
  type: 'message',
  id: `m${Math.random()}`,
  channelId: 'msteams',
  serviceUrl: service.serviceUrl,
  from: { id: `29:${SARAH}`, aadObjectId: SARAH },
  recipient: { id: `28:${APP_ID}` },
  conversation: { id: CHAT, conversationType: 'personal', tenantId: TENANT_ID },
  channelData: { tenant: { id: TENANT_ID } },
  text: 'how is DataFlow?',
  ...changes,
});
const FOREIGN = 'https://evil.example/';
const OTHER_TENANT = { tenant: { id: '99999999-9999-9999-9999-999999999999' } };

test('a message with a token of Microsoft’s is taken, once it is stored', async () => {
  expect(await service.deliver(message({ id: 'm1' }))).toMatchObject({ status: 200, raw: '' });
  expect(accepted).toMatchObject([
    { type: 'message', key: `message/${TENANT_ID}/${CHAT}/m1`, text: 'how is DataFlow?', direct: true, sender: { userId: SARAH } },
  ]);
});

test.each([
  ['no token', async () => service.deliver(message(), null)],
  ['something else than a token', async () => service.deliver(message(), 'Bearer abc')],
  ['a token that is not signed', async () => service.deliver(message(), `Bearer ${await service.token({ unsigned: true })}`)],
  ['a token of another key', async () => service.deliver(message(), `Bearer ${await service.token({ foreign: true })}`)],
  ['an expired token', async () => service.deliver(message(), `Bearer ${await service.token({ expiresIn: -3_600 })}`)],
  ['another audience', async () => service.deliver(message(), `Bearer ${await service.token({ audience: 'other' })}`)],
  ['another issuer', async () => service.deliver(message(), `Bearer ${await service.token({ issuer: 'https://evil.example' })}`)],
  ['a token for no service', async () => service.deliver(message(), `Bearer ${await service.token({ serviceUrl: null })}`)],
  ['a token for another service', async () => service.deliver(message({ serviceUrl: FOREIGN }))],
  ['no service', async () => service.deliver(message({ serviceUrl: undefined }))],
  ['another channel of the Bot Framework', async () => service.deliver(message({ channelId: 'emulator' }))],
  ['a tenant that is not let in', async () => service.deliver(message({ channelData: OTHER_TENANT }))],
  ['no tenant', async () => service.deliver(message({ channelData: {}, conversation: { id: CHAT, conversationType: 'personal' } }))],
])('%s: 401, without a word of why, and nothing is done', async (_, send) => {
  const { status, raw } = await send();
  expect([status, JSON.parse(raw)]).toEqual([401, { error: 'not authorized' }]);
  expect(accepted).toEqual([]);
});

test('what cannot be stored is to be sent again', async () => {
  fails = true;
  expect((await service.deliver(message())).status).toBe(503);
  fails = false;
  expect((await service.deliver(message())).status).toBe(200);
});

test('in a channel only what mentions the bot counts, without the mention; a slash makes a command', async () => {
  const channel = '19:health@thread.tacv2';
  await service.say({ user: SARAH, channel, text: 'lunch?', mention: false });
  const root = await service.say({ user: SARAH, channel, text: 'digest &amp; more' });
  await service.say({ user: SARAH, channel: CHAT, text: '/greendoor brief DataFlow' });
  await service.say({ user: SARAH, channel: CHAT, text: '/day' });
  expect(accepted).toMatchObject([
    { type: 'message', text: 'digest & more', direct: false, place: { channel, thread: root } },
    { type: 'command', text: 'brief DataFlow' },
    { type: 'command', text: 'day' },
  ]);
});

test.each([
  ['no JSON', 'x{', 400],
  ['a list', '[]', 401],
  ['far too long', JSON.stringify('x'.repeat(1_000_001)), 413],
])('a body that is %s is refused', async (_, body, status) => {
  const answered = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/teams/messages`, { method: 'POST', body });
  expect(answered.status).toBe(status);
});
