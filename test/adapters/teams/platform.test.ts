import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createTeamsAdapter, type TeamsAdapter } from '../../../adapters/teams/app.ts';
import type { Card } from '../../../agents/kit/card.ts';
import { guarded } from '../../../bot/http/guard.ts';
import { createLog } from '../../../bot/log.ts';
import type { Incoming, MessageRef, Outgoing, Place, StoredFile } from '../../../bot/platform.ts';
import { shown } from '../../../bot/shown.ts';
import { APP_ID, readOf, startTeamsService, TENANT_ID, type TeamsService } from '../../support/teams-service.ts';
import { until } from '../../support/until.ts';
import { memory } from './memory.ts';

/** What Greendoor writes to Teams, and what becomes of it where Teams will not have it. */

const [SARAH, ELENA, GUEST] = ['aad-sarah', 'aad-elena', 'aad-guest'];
const CHAT = 'a:sarah';
const CHANNEL = '19:health@thread.tacv2';
const GROUP = '19:group@thread.v2';
let kept: ReturnType<typeof memory>;
let service: TeamsService;
let adapter: TeamsAdapter;
let server: Server;
let accepted: Incoming[];

function open(): TeamsAdapter {
  return createTeamsAdapter({
    config: {
      appId: APP_ID,
      credentials: service.credentials,
      openIdUrl: service.openIdUrl,
      tenants: [TENANT_ID],
      streamEveryMs: 0,
      cardWithinMs: 50,
    },
    accept: async (incoming) => void accepted.push(incoming),
    formFor: async () => undefined,
    viewFor: async ({ replyId }) => shown(message(replyId, '', [deck])),
    memory: kept,
    readFile: async (_, id) => (id === 'f1' ? file : undefined),
    log: createLog('silent'),
  });
}

beforeEach(async () => {
  accepted = [];
  kept = memory();
  const people = [
    { id: SARAH, name: 'Sarah Williams', email: 'sarah@greendoor.example' },
    { id: ELENA, name: 'Elena Rossi', email: 'elena@greendoor.example' },
    { id: GUEST, name: 'Olga Outside', email: 'olga@other.example', guest: true },
  ];
  service = await startTeamsService(people, [
    { id: CHAT, type: 'personal', members: [SARAH] },
    { id: CHANNEL, type: 'channel', members: [SARAH, ELENA] },
    { id: GROUP, type: 'groupChat', members: [SARAH, ELENA, GUEST] },
  ]);
  adapter = open();
  server = createServer(guarded((request, response) => adapter.requestListener(request, response), {}));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  service.connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  for (const channel of [CHAT, CHANNEL, GROUP]) await service.say({ user: SARAH, channel, text: 'hello' });
});
afterEach(async () => {
  adapter.stop();
  await new Promise((done) => server.close(done));
  await service.stop();
});

const place = (channel: string, thread?: string): Place => ({
  platform: 'teams',
  workspace: TENANT_ID,
  channel,
  ...(thread ? { thread } : {}),
});
const card: Card = {
  point: 'DataFlow is at 52.',
  parts: [{ type: 'header', text: 'DataFlow: 52', tone: 'orange' }, { type: 'feedback' }],
  sections: [],
};
const deck: Card = { point: 'A deck', parts: [{ type: 'file', fileId: 'f1', name: 'Deck.pptx', about: 'Six slides' }], sections: [] };
const file: StoredFile = { name: 'Deck.pptx', mimeType: 'application/pptx', bytes: Buffer.from('slides') };
const message = (replyId: string, text: string, cards: Card[] = []): Outgoing => ({ replyId, text, cards });
const WORDS = 'DataFlow: 52, orange, down 34 since May. The champion left.';

async function write(where: Place, outgoing: Outgoing) {
  const reply = adapter.platform.reply(where, { userId: SARAH });
  await reply.status("Reading the account's signals");
  for (const word of WORDS.split(/(?<= )/)) await reply.append(word);
  return reply.finish(outgoing);
}

describe('an answer', () => {
  test('is written before one’s eyes in a personal chat, and labelled as made by a machine', async () => {
    const ref = await write(place(CHAT), message('r1', WORDS, [card]));
    expect(service.streams).toBeGreaterThan(2);
    const [text, below, ...others] = service.messages(CHAT);
    expect([readOf(text as never), readOf(below as never)]).toEqual([WORDS, expect.stringContaining('Orange · DataFlow: 52')]);
    expect(others).toEqual([]);
    expect(ref.id.split(',')).toEqual([text?.id, below?.id]);
    expect(text?.entities).toContainEqual(
      expect.objectContaining({ type: 'https://schema.org/Message', additionalType: ['AIGeneratedContent'] }),
    );
    expect(below?.channelData).toMatchObject({ feedbackLoop: { type: 'default' } });
    await service.rate(SARAH, below as never, 'dislike');
    expect(accepted.at(-1)).toMatchObject({ type: 'feedback', replyId: 'r1', verdict: 'down' });
  });

  test('is one message in a channel’s thread and in a group chat', async () => {
    await write(place(CHANNEL, '7'), message('r1', WORDS));
    await write(place(GROUP), message('r2', WORDS));
    expect(service.streams).toBe(0);
    expect(service.messages(CHANNEL)).toMatchObject([{ text: WORDS, thread: '7' }]);
    expect(service.messages(GROUP)).toMatchObject([{ text: WORDS }]);
  });

  test('is posted whole where Teams refuses the stream, from the first piece or at its end', async () => {
    service.refuseStreams = true;
    await write(place(CHAT), message('r1', WORDS));
    expect(service.messages(CHAT)).toMatchObject([{ text: WORDS, streaming: false }]);
    service.refuseStreams = false;
    const reply = adapter.platform.reply(place(CHAT), { userId: SARAH });
    await reply.append('DataFlow: 52 ');
    service.refuseStreams = true;
    await reply.finish(message('r2', WORDS));
    expect(service.messages(CHAT)).toMatchObject([{ text: WORDS }, { text: WORDS, streaming: false }]);
  });

  test('that was begun and not finished is taken away by who takes it up, and not posted twice', async () => {
    const told: MessageRef[] = [];
    const begun = async (at: MessageRef) => void told.push(at);
    const reply = adapter.platform.reply(place(CHAT), { userId: SARAH, begun });
    await reply.append('DataFlow: 52 ');
    expect(service.messages(CHAT)).toHaveLength(1);
    const other = open();
    expect(await other.platform.find(place(CHAT), 'r1', told[0])).toBeUndefined();
    expect(service.messages(CHAT)).toEqual([]);
    const ref = await other.platform.post(place(CHAT), message('r1', WORDS, [card]));
    expect(await open().platform.find(place(CHAT), 'r1')).toEqual(ref);
  });
});

describe('a message', () => {
  const long = (replyId: string, lines: number) =>
    message(replyId, '', [{ ...card, parts: [{ type: 'text', text: 'a line of words\n'.repeat(lines), verbatim: true }] }]);

  test('too large for one is several, in one thread, and changes as one', async () => {
    const ref = await adapter.platform.post(place(CHANNEL), long('r1', 1_500));
    const all = service.messages(CHANNEL);
    expect(all.length).toBeGreaterThan(1);
    expect(all.slice(1).every(({ thread }) => thread === all[0]?.id)).toBe(true);
    expect(
      all
        .map((each) => readOf(each))
        .join('\n')
        .match(/a line of words/g),
    ).toHaveLength(1_500);
    await adapter.platform.update({ ...ref, id: ref.id.split(',')[1] ?? '' }, long('r1', 10));
    expect(service.messages(CHANNEL).map((each) => readOf(each).match(/a line of words/g)?.length)).toEqual([10]);
    expect(service.calls.filter(({ status }) => status >= 400)).toEqual([]);
  });

  test('for one person of several comes to their personal chat, which is opened where there is none', async () => {
    await adapter.platform.whisper(place(CHANNEL), SARAH, message('r1', 'Only for you.'));
    expect(service.messages(CHANNEL)).toEqual([]);
    expect(service.messages(CHAT)).toMatchObject([{ text: 'Only for you.' }]);
    await service.say({ user: ELENA, channel: CHANNEL, text: 'hello' });
    await adapter.platform.whisper(place(CHANNEL), ELENA, message('r2', 'Not for the channel.'));
    expect(service.messages(`a:${ELENA}`)).toMatchObject([{ text: 'Not for the channel.' }]);
    // As alerts name them.
    await adapter.platform.post(place(ELENA), message('r3', 'Due today.'));
    expect(service.messages(`a:${ELENA}`)).toHaveLength(2);
    expect(await adapter.platform.audience(place(ELENA))).toMatchObject({ direct: true });
  });

  test('is refused where Greendoor is no member any more, with nothing of what Teams wrote', async () => {
    service.close(CHANNEL);
    const refused = adapter.platform.post(place(CHANNEL), message('r1', 'x'));
    await expect(refused).rejects.toMatchObject({ failure: 'closed', message: expect.not.stringContaining('secret words') });
    expect(await adapter.platform.audience(place(CHANNEL))).toMatchObject({ member: false });
    await expect(adapter.platform.direct(TENANT_ID, 'aad-nobody')).rejects.toMatchObject({ failure: 'closed' });
    service.close(CHAT, 'ConversationBlockedByUser');
    await expect(adapter.platform.post(place(CHAT), message('r2', 'x'))).rejects.toMatchObject({ failure: 'closed' });
  });
});

test('guests, and channels others share, are seen; a guest’s address says nothing of who they are', async () => {
  expect(await adapter.platform.audience(place(CHANNEL))).toEqual({ member: true, direct: false, shared: false, guests: false });
  expect(await adapter.platform.audience(place(GROUP))).toMatchObject({ guests: true });
  const channel = service.conversations.get(CHANNEL);
  if (channel) channel.shared = true;
  await service.say({ user: SARAH, channel: CHANNEL, text: 'hello' });
  await service.say({ user: GUEST, channel: GROUP, text: 'hello' });
  expect(await adapter.platform.audience(place(CHANNEL))).toMatchObject({ shared: true });
  expect(await adapter.platform.profile(TENANT_ID, SARAH)).toMatchObject({ name: 'Sarah Williams', email: 'sarah@greendoor.example' });
  expect(await adapter.platform.profile(TENANT_ID, GUEST)).toMatchObject({ email: undefined });
  expect(await adapter.platform.profile(TENANT_ID, 'aad-nobody')).toMatchObject({ email: undefined });
});

test('a document is offered in the personal chat of who presses for it, and goes where Microsoft keeps files only', async () => {
  await adapter.platform.post(place(CHANNEL), message('r1', '', [deck]));
  const [posted] = service.messages(CHANNEL);
  const { body } = await service.press(SARAH, posted as never, 'Send me the file');
  expect(body).toMatchObject({ statusCode: 200, value: expect.stringContaining('personal chat') });
  const [offered] = service.messages(CHAT);
  expect(offered?.attachments).toMatchObject([{ name: 'Deck.pptx', content: { sizeInBytes: 6, acceptContext: { fileId: 'f1' } } }]);
  const uploadInfo = {
    contentUrl: 'https://evil.example/f',
    name: 'Deck.pptx',
    uniqueId: 'u',
    fileType: 'pptx',
    uploadUrl: `${service.url}/f`,
  };
  await service.invoke(SARAH, CHAT, 'fileConsent/invoke', { type: 'fileUpload', action: 'accept', context: { fileId: 'f1' }, uploadInfo });
  await until(() => /could not hand over Deck\.pptx; it is kept/.test(service.messages(CHAT).at(-1)?.text ?? ''));
  expect(service.calls.filter(({ path }) => path === '/f')).toEqual([]);
});
