import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createTeamsAdapter, type TeamsAdapter } from '../../../adapters/teams/app.ts';
import type { Card, Part } from '../../../agents/kit/card.ts';
import { guarded } from '../../../bot/http/guard.ts';
import type { Press } from '../../../bot/incoming/form-for.ts';
import { createLog } from '../../../bot/log.ts';
import type { Incoming, Outgoing } from '../../../bot/platform.ts';
import { shown } from '../../../bot/shown.ts';
import { APP_ID, startTeamsService, TENANT_ID, type TeamsMessage, type TeamsService } from '../../support/teams-service.ts';
import { memory } from './memory.ts';

/** What comes in with a token of Microsoft's and is nevertheless not as Teams makes it, and what goes wrong on the way out. */

const [SARAH, OMAR] = ['aad-sarah', 'aad-omar'];
const [CHAT, OMARS] = ['a:aad-sarah', 'a:aad-omar'];
const GROUP = '19:group@thread.v2';
let service: TeamsService;
let adapter: TeamsAdapter;
let server: Server;
let accepted: Incoming[];
let viewed: string[];
let stored: Map<string, Outgoing>;
let viewFails: boolean;

beforeAll(async () => {
  service = await startTeamsService(
    [
      { id: SARAH, name: 'Sarah Williams', email: 'sarah@greendoor.example' },
      { id: OMAR, name: 'Omar Haddad', email: 'omar@greendoor.example' },
    ],
    [
      { id: CHAT, type: 'personal', members: [SARAH] },
      { id: OMARS, type: 'personal', members: [OMAR] },
      { id: GROUP, type: 'groupChat', members: [SARAH, OMAR] },
    ],
  );
  adapter = createTeamsAdapter({
    config: {
      appId: APP_ID,
      credentials: service.credentials,
      openIdUrl: service.openIdUrl,
      tenants: [TENANT_ID],
      cardWithinMs: 20,
      streamEveryMs: 0,
    },
    accept: async (incoming) => void accepted.push(incoming),
    formFor: async () => undefined,
    viewFor: async ({ replyId }: Pick<Press, 'replyId'>) => {
      viewed.push(replyId);
      if (viewFails) throw new Error('no database');
      const message = stored.get(replyId);
      return message && shown(message);
    },
    memory: memory(),
    readFile: async (_, fileId) => ({ name: `${fileId}.pptx`, mimeType: 'application/x', bytes: new Uint8Array([1, 2]) }),
    log: createLog('silent'),
  });
  server = createServer(guarded(adapter.requestListener, {}));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  service.connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  accepted = [];
  for (const [user, channel] of [
    [SARAH, CHAT],
    [OMAR, OMARS],
    [SARAH, GROUP],
  ] as const)
    await service.say({ user, channel, text: 'hello' });
});
beforeEach(() => {
  accepted = [];
  viewed = [];
  stored = new Map();
  viewFails = false;
});
afterAll(async () => {
  adapter.stop();
  await new Promise((done) => server.close(done));
  await service.stop();
});

const buttons: Part = {
  type: 'buttons',
  buttons: ['Approve', 'Brief'].map((label) => ({ label, effect: { type: 'say', text: label } })),
};
const FILE: Part = { type: 'file', fileId: 'f1', name: 'Deck.pptx', about: 'Six slides' };
const cardOf = (...parts: Part[]): Card => ({ point: 'The point', parts, sections: [] });
const place = (channel: string) => ({ platform: 'teams', workspace: TENANT_ID, channel });

async function posted(channel: string, message: Outgoing): Promise<TeamsMessage> {
  stored.set(message.replyId, message);
  const { id } = await adapter.platform.post(place(channel), message);
  return found(channel, id);
}
function found(channel: string, id: string): TeamsMessage {
  const message = service.messages(channel).find((each) => each.id === id);
  if (!message) throw new Error(`${id} is gone`);
  return message;
}
const act = (message: TeamsMessage, verb: string, data: unknown, user = SARAH) =>
  service.invoke(user, message.channel, 'adaptiveCard/action', { action: { type: 'Action.Execute', verb, data } }, message);
const said = (body: unknown): string => String((body as { value?: unknown })?.value);

test('a press that is none is answered in words, never as an error, and nothing is taken', async () => {
  const message = await posted(CHAT, { replyId: 'odd', text: '', cards: [cardOf(buttons)] });
  const replyId = 'odd';
  const values = [
    ['press', 'text'],
    ['press', ['a', 'list']],
    ['press', {}],
    ['press', { replyId }],
    ['press', { replyId, button: -1 }],
    ['press', { replyId, button: 0.5 }],
    ['press', { replyId, button: '0' }],
    ['press', { replyId: { $ne: null }, button: 0 }],
    ['pick', { replyId }],
    ['pick', { replyId, pick: 'pick:0', 'pick:0': '' }],
    ['pick', { replyId, pick: 'pick:0', 'pick:0': ' 0' }],
    ['pick', { replyId, pick: '__proto__' }],
    ['submit', { replyId }],
    ['file', { replyId, fileId: 7 }],
    ['erase', { replyId, button: 0 }],
    ['toString', { replyId, button: 0 }],
  ] as const;
  for (const [verb, data] of values) {
    const { status, body } = await act(message, verb, data);
    expect([verb, data, status, body?.type]).toEqual([verb, data, 200, 'application/vnd.microsoft.activity.message']);
    expect(said(body)).toMatch(/Nothing was done|Choose one first/);
  }
  for (const value of [undefined, null, 7, 'x', [], { action: null }, { action: {} }])
    expect((await service.invoke(SARAH, CHAT, 'adaptiveCard/action', value, message)).status).toBe(200);
  expect(accepted).toEqual([]);
});

test('what a press says is taken for the message it is on, and for no other', async () => {
  const mine = await posted(CHAT, { replyId: 'mine', text: '', cards: [cardOf(buttons)] });
  const theirs = await posted(OMARS, { replyId: 'theirs', text: '', cards: [cardOf(buttons, FILE)] });
  for (const verb of ['press', 'pick', 'submit', 'refresh', 'cancel', 'file']) {
    const data = { replyId: 'theirs', button: 0, pick: 'p', p: '0', formId: 'f', fileId: 'f1' };
    expect(said((await act(mine, verb, data)).body)).toMatch(/no longer stored/);
    // Their message, named from another conversation.
    expect(said((await act({ ...theirs, channel: CHAT }, verb, data)).body)).toMatch(/no longer stored/);
  }
  expect([accepted, viewed]).toEqual([[], []]);
  const later = await act(mine, 'press', { replyId: 'mine~2-pending', button: 1 });
  expect(later.status).toBe(200);
  expect(accepted).toMatchObject([{ type: 'press', replyId: 'mine~2-pending', button: 1, sender: { userId: SARAH } }]);
});

test('a press that was stored is never said not to be, whatever its card comes to', async () => {
  const message = await posted(CHAT, { replyId: 'kept', text: '', cards: [cardOf(buttons)] });
  viewFails = true;
  const failed = await act(message, 'press', { replyId: 'kept', button: 0 });
  viewFails = false;
  stored.clear();
  const closed = await act(message, 'press', { replyId: 'kept', button: 1 });
  expect(accepted).toHaveLength(2);
  for (const { status, body } of [failed, closed]) {
    expect(status).toBe(200);
    expect(said(body)).toMatch(/I have your press/);
    expect(said(body)).not.toMatch(/Nothing was done/);
  }
});

test('a document goes to whom it was offered, once, to where Teams keeps documents', async () => {
  const message = await posted(CHAT, { replyId: 'deck', text: '', cards: [cardOf(FILE)] });
  const upload = {
    contentUrl: 'https://x.sharepoint.com/d',
    name: 'd',
    uniqueId: 'u',
    fileType: 'pptx',
    uploadUrl: 'https://evil.example/up',
  };
  const consent = (user: string, channel: string, fileId: string, uploadInfo = upload) =>
    service.invoke(user, channel, 'fileConsent/invoke', { type: 'fileUpload', action: 'accept', context: { fileId }, uploadInfo });
  const asks = () =>
    service
      .messages(CHAT)
      .filter(({ attachments }) => attachments.some(({ content }) => (content as { acceptContext?: 1 })?.acceptContext));
  const count = () => [...service.messages(CHAT), ...service.messages(OMARS), ...service.messages(GROUP)].length;
  const before = count();
  await consent(SARAH, CHAT, 'f1'); // never offered
  await act(message, 'file', { replyId: 'deck', fileId: 'f1' });
  expect(asks()).toHaveLength(1);
  await consent(OMAR, OMARS, 'f1');
  await consent(OMAR, GROUP, 'f1');
  await consent(SARAH, GROUP, 'f1');
  await consent(SARAH, CHAT, 'f2');
  expect(asks()).toHaveLength(1);
  await consent(SARAH, CHAT, 'f1');
  const refusal = await service.waitFor(() => service.messages(CHAT).find(({ text }) => text.startsWith('I could not hand over')));
  expect(refusal.text).toContain('f1.pptx');
  expect(asks()).toEqual([]);
  await consent(SARAH, CHAT, 'f1', { ...upload, uploadUrl: 'https://x.sharepoint.com/up', contentUrl: 'https://evil.example/' });
  expect(count()).toBe(before + 1);
});

test('an answer of several messages is there whole or not at all', async () => {
  const long: Outgoing = { replyId: 'long', text: '', cards: [cardOf({ type: 'text', text: 'word '.repeat(6_000) }, buttons)] };
  const before = service.messages(CHAT).length;
  service.refuse = ({ body }) => (String(body.summary).includes('(3 of') ? 'BadSyntax' : undefined);
  await expect(adapter.platform.post(place(CHAT), long)).rejects.toMatchObject({ failure: 'refused' });
  expect(service.messages(CHAT)).toHaveLength(before);
  service.refuse = undefined;
  const ref = await adapter.platform.post(place(CHAT), long);
  expect(ref.id.split(',').length).toBeGreaterThan(2);
  expect(await adapter.platform.find(place(CHAT), 'long')).toEqual(ref);
});

test('of what a crash left in pieces nothing stays', async () => {
  const long: Outgoing = { replyId: 'cut', text: '', cards: [cardOf({ type: 'text', text: 'word '.repeat(6_000) })] };
  const before = service.messages(CHAT).length;
  // Nothing can be done any more once two of them are there.
  service.refuse = ({ method, body }) => (method === 'DELETE' || String(body.summary).includes('(3 of') ? 'BadSyntax' : undefined);
  await expect(adapter.platform.post(place(CHAT), long)).rejects.toMatchObject({ failure: 'refused' });
  expect(service.messages(CHAT)).toHaveLength(before + 2);
  service.refuse = undefined;
  expect(await adapter.platform.find(place(CHAT), 'cut')).toBeUndefined();
  expect(service.messages(CHAT)).toHaveLength(before);
});

test('what several read is never taken for personal, and markup of any length is read at once', async () => {
  const base = (conversation: object, text: string) => ({
    type: 'message',
    id: `m${Math.random()}`,
    channelId: 'msteams',
    serviceUrl: service.serviceUrl,
    from: { id: `29:${SARAH}`, aadObjectId: SARAH },
    recipient: { id: `28:${APP_ID}` },
    conversation: { tenantId: TENANT_ID, ...conversation },
    text,
  });
  for (const id of [
    '19:x@thread.tacv2',
    '19:x@thread.tacv2;messageid=5',
    '19:x@thread.v2',
    '19:a_b@unq.gbl.spaces',
    '19:meeting_x@thread.v2',
  ])
    expect((await service.deliver(base({ id }, 'who is at risk?'))).status).toBe(200);
  expect(accepted).toEqual([]);
  const began = performance.now();
  for (const piece of ['<at', '<at>', '<br ', '&amp;', '</at', ' \t'])
    expect((await service.deliver(base({ id: CHAT, conversationType: 'personal' }, piece.repeat(120_000)))).status).toBe(200);
  expect(accepted).toHaveLength(6);
  expect(performance.now() - began).toBeLessThan(5_000);
});
