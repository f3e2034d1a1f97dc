import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startWorkspace, type Workspace } from '../../../adapters/playground/index.ts';
import { createSlackAdapter, type SlackAdapter } from '../../../adapters/slack/app.ts';
import type { Card, Form } from '../../../agents/kit/card.ts';
import { systemClock } from '../../../agents/kit/context.ts';
import { giveUp } from '../../../bot/incoming/answer.ts';
import type { FormFor } from '../../../bot/incoming/form-for.ts';
import { createLog } from '../../../bot/log.ts';
import type { Incoming, Outgoing, Place } from '../../../bot/platform.ts';

/** The adapter and the local Slack workspace, talking to each other over HTTP as Slack and the bot would. */

const person = (id: string, name: string) => ({
  id,
  name,
  email: `${id.toLowerCase()}@greendoor.example`,
  title: 'CSM',
  timezone: 'Europe/Berlin',
});
let workspace: Workspace;
let adapter: SlackAdapter;
let server: Server;
let accepted: Incoming[];
let failures: number;
let formFor: FormFor;

beforeEach(async () => {
  accepted = [];
  failures = 0;
  formFor = async () => undefined;
  workspace = await startWorkspace({
    signingSecret: 'secret',
    botToken: 'xoxb-local',
    teamId: 'T1',
    botUserId: 'UBOT',
    people: [person('U1', 'Sarah Williams'), person('U2', 'Tom Becker')],
    channels: [{ id: 'C1', name: 'cs-health', members: ['U1'] }],
    retryDelays: [0],
  });
  adapter = createSlackAdapter({
    config: {
      botToken: 'xoxb-local',
      signingSecret: 'secret',
      slackApiUrl: workspace.apiUrl,
      postEveryMs: 0,
      streamBuffer: 15,
      prompts: () => [{ title: 'Worse?', message: 'Which of my accounts got worse?' }],
    },
    accept: async (incoming) => {
      if (failures > 0) {
        failures -= 1;
        throw new Error('no database');
      }
      accepted.push(incoming);
    },
    formFor: (press) => formFor(press),
    clock: systemClock,
    log: createLog('silent'),
  });
  server = createServer(adapter.requestListener);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  workspace.connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`);
  await adapter.start();
});
afterEach(async () => {
  await adapter.stop();
  await workspace.close();
  await new Promise((done) => server.close(done));
});

const card: Card = {
  point: 'DataFlow is at 52.',
  parts: [
    { type: 'header', text: 'DataFlow: 52', tone: 'orange' },
    { type: 'table', columns: [{ label: 'What' }, { label: 'Points', align: 'right' }], rows: [['API calls', '-12']] },
    {
      type: 'buttons',
      buttons: [
        { label: 'Why', effect: { type: 'show', section: 0 } },
        { label: 'Draft', style: 'primary', effect: { type: 'say', text: 'x' } },
      ],
    },
    { type: 'feedback' },
  ],
  sections: [],
};
const message = (replyId: string, text: string, cards: Card[] = []): Outgoing => ({ replyId, text, cards });
const posted = (channel: string) => workspace.messages(channel).filter((each) => each.fromBot);
const callsOf = (method: string) => workspace.calls.filter((each) => each.method === method);

async function ask(text = 'how is DataFlow?'): Promise<{ place: Place; sender: { userId: string } }> {
  await workspace.say({ user: 'U1', dm: true, text });
  const incoming = accepted.at(-1);
  if (!incoming) throw new Error('nothing was accepted');
  return incoming;
}

const WORDS = 'DataFlow: 52, orange, down 34 since May. The champion left, API calls fell by 89 %.';

async function stream(place: Place, words: string, outgoing: Outgoing) {
  const reply = adapter.platform.reply(place, { userId: 'U1' });
  await reply.status("Reading the account's signals");
  for (const character of words) await reply.append(character);
  return reply.finish(outgoing);
}

describe('an answer', () => {
  test('shows a status, streams, and ends with the card in the same message', async () => {
    const { place } = await ask();
    const ref = await stream(place, WORDS, message('reply-1', WORDS, [card]));
    const [answer, ...others] = posted('U1');
    expect(others).toEqual([]);
    expect(answer).toMatchObject({ ts: ref.id, thread_ts: place.thread, markdown: WORDS, streaming: false });
    expect(answer?.metadata).toEqual({ event_type: 'greendoor_reply', event_payload: { replyId: 'reply-1', part: 0, parts: 1 } });
    expect(answer?.blocks?.map((block) => block.type)).toEqual(['header', 'table', 'actions', 'context_actions']);
    expect(callsOf('chat.appendStream').length).toBeGreaterThan(1);
    expect(callsOf('assistant.threads.setStatus')[0]?.args).toMatchObject({
      status: "Reading the account's signals",
      thread_ts: place.thread,
    });
    expect(await adapter.platform.find(place, 'reply-1')).toEqual(ref);
    expect(await adapter.platform.find(place, 'reply-2')).toBeUndefined();
  });

  test('streams in a channel, to the person who asked', async () => {
    await workspace.say({ user: 'U1', channel: 'cs-health', text: '<@UBOT> how is DataFlow?' });
    const { place } = accepted[0] ?? (await ask());
    await stream(place, WORDS, message('reply-1', WORDS, [card]));
    expect(callsOf('chat.startStream')[0]?.args).toMatchObject({ channel: 'C1', recipient_user_id: 'U1', recipient_team_id: 'T1' });
    expect(posted('C1')).toHaveLength(1);
  });

  test('never mentions anybody, however the pieces fall', async () => {
    const { place } = await ask();
    const words = 'Ask <!channel> or <@U2> or @here at [us](https://evil.example/a) now, says the ticket.';
    await stream(place, words, message('reply-1', words));
    expect(posted('U1')[0]?.markdown).toBe(
      'Ask < !channel> or < @U2> or @ here at [us] (https: //evil\u2060.example/a) now, says the ticket.',
    );
  });

  test('is replaced where the finished text is not what was streamed', async () => {
    const { place } = await ask();
    await stream(place, WORDS, message('reply-1', 'DataFlow is at 52.', [card]));
    const [answer] = posted('U1');
    expect(answer?.streaming).toBe(false);
    expect(answer?.markdown ?? '').toBe('');
    expect(answer?.blocks?.[0]).toMatchObject({ type: 'section', text: { text: 'DataFlow is at 52.' } });
    expect(answer?.metadata?.event_payload).toMatchObject({ replyId: 'reply-1' });
  });

  test('is posted where streaming is refused', async () => {
    const { place } = await ask();
    workspace.failNext('chat.startStream', 'channel_type_not_supported');
    await stream(place, WORDS, message('reply-1', WORDS, [card]));
    expect(posted('U1')).toHaveLength(1);
    expect(posted('U1')[0]).toMatchObject({
      thread_ts: place.thread,
      blocks: [{ text: { text: expect.stringContaining('champion left') } }, {}, {}, {}, {}],
    });
    expect(callsOf('chat.postMessage')[0]?.args).toMatchObject({ unfurl_links: 'false', unfurl_media: 'false' });
  });

  test.each(['chat.appendStream', 'chat.stopStream'])('is complete where %s fails on the way', async (method) => {
    const { place } = await ask();
    workspace.failNext(method, 'internal_error');
    await stream(place, WORDS, message('reply-1', WORDS, [card]));
    const [answer, ...others] = posted('U1');
    expect(others).toEqual([]);
    expect(answer?.streaming).toBe(false);
    expect(JSON.stringify(answer?.blocks)).toContain('champion left');
  });

  test('waits when Slack asks for it, and loses nothing', async () => {
    const { place } = await ask();
    workspace.rateLimitNext('chat.appendStream', 1);
    await stream(place, WORDS, message('reply-1', WORDS, [card]));
    expect(posted('U1')).toHaveLength(1);
    expect(posted('U1')[0]?.markdown).toBe(WORDS);
  });

  test('longer than a message continues in further ones', async () => {
    const { place } = await ask();
    const long = 'one line of an answer that goes on\n'.repeat(600);
    const ref = await stream(place, long, message('reply-1', long, [card]));
    expect(posted('U1').length).toBeGreaterThan(1);
    expect(await adapter.platform.find(place, 'reply-1')).toEqual(ref);
    for (const each of posted('U1')) expect(each.thread_ts).toBe(place.thread);
    await adapter.platform.update(ref, message('reply-1', 'Short now.'));
    expect(posted('U1').map((each) => each.text)).toEqual(['Short now.']);
  });

  test('longer than a message and replaced is found whole', async () => {
    const { place } = await ask();
    const long = 'one line of an answer that goes on\n'.repeat(600);
    workspace.failNext('chat.appendStream', 'internal_error');
    const ref = await stream(place, long, message('reply-1', long, [card]));
    expect(ref.id.split(',').length).toBeGreaterThan(1);
    expect(await adapter.platform.find(place, 'reply-1')).toEqual(ref);
  });

  test('reaches the person where the thread is closed', async () => {
    await workspace.say({ user: 'U1', channel: 'cs-health', text: '<@UBOT> how is DataFlow?' });
    const place = accepted[0]?.place;
    if (!place) throw new Error('nothing was accepted');
    workspace.failNext('chat.postMessage', 'is_archived');
    const ref = await adapter.platform.reply(place, { userId: 'U1' }).finish(message('reply-1', 'It is at 52.'));
    expect(ref.channel).toBe('D1');
    expect(posted('C1')).toEqual([]);
    expect(JSON.stringify(posted('U1')[0]?.blocks)).toContain('I could not answer where you asked: the channel is archived.');
  });
});

describe('a message', () => {
  const channel: Place = { platform: 'slack', workspace: 'T1', channel: 'C1' };

  test('of several is pressed in its last part and updated as a whole', async () => {
    const rows = Array.from({ length: 3 }, (): Card['parts'][number] => ({ type: 'text', text: 'word '.repeat(1800) }));
    const ref = await adapter.platform.post(channel, message('reply-1', '', [{ ...card, parts: [...rows, ...card.parts] }]));
    const parts = posted('C1');
    expect(parts.length).toBeGreaterThan(1);
    expect(ref.id.split(',')).toEqual(parts.map(({ ts }) => ts));
    const last = parts.at(-1);
    await workspace.press({ user: 'U1', message: { channel: 'C1', ts: last?.ts ?? '' }, actionId: 'press:0' });
    const press = accepted.at(-1);
    if (press?.type !== 'press') throw new Error('no press was accepted');
    await adapter.platform.update(press.message, message('reply-1', 'Approved.', []));
    expect(posted('C1').map(({ text }) => text)).toEqual(['Approved.']);
  });

  test('whose outcome is unknown is found instead of repeated', async () => {
    workspace.faultNext('chat.postMessage', { type: 'lose' });
    await expect(adapter.platform.post(channel, message('reply-1', 'Digest'))).rejects.toMatchObject({ name: 'UpstreamError' });
    expect(await adapter.platform.find(channel, 'reply-1')).toMatchObject({ id: posted('C1')[0]?.ts });
    expect(posted('C1')).toHaveLength(1);
  });

  test('is repeated when Slack asked to wait', async () => {
    workspace.rateLimitNext('chat.postMessage', 1);
    await adapter.platform.post(channel, message('reply-1', 'Digest'));
    expect(posted('C1')).toHaveLength(1);
  });

  test('refused by Slack says why; a bad token concerns the operator', async () => {
    workspace.failNext('chat.postMessage', 'is_archived');
    await expect(adapter.platform.post(channel, message('reply-1', 'x'))).rejects.toMatchObject({
      name: 'SlackRefusal',
      word: 'is_archived',
      failure: 'closed',
    });
    workspace.failNext('chat.postMessage', 'token_revoked');
    await expect(adapter.platform.post(channel, message('reply-1', 'x'))).rejects.toMatchObject({ name: 'OperatorError' });
  });

  test('for one person only is changed through its press, and goes to them directly where they are no member', async () => {
    await adapter.platform.whisper(channel, 'U1', message('reply-1', 'Only you.', [card]));
    const seen = posted('C1')[0];
    expect(seen).toMatchObject({ onlyFor: 'U1' });
    await workspace.press({ user: 'U1', message: { channel: 'C1', ts: seen?.ts ?? '' }, actionId: 'press:0' });
    const press = accepted.at(-1);
    if (press?.type !== 'press') throw new Error('no press was accepted');
    await adapter.platform.update(press.message, message('reply-1', 'Shown why.'));
    expect(posted('C1').map(({ text }) => text)).toEqual(['Shown why.']);
    await adapter.platform.whisper(channel, 'U2', message('reply-2', 'Not for the channel.'));
    expect(JSON.stringify(posted('U2')[0]?.blocks)).toContain('you are not a member of the channel');
  });
});

describe('a person', () => {
  test('presses a button, fills the form it opens, and sends it', async () => {
    const { place } = await ask();
    const ref = await stream(place, WORDS, message('reply-1', WORDS, [card]));
    const pressed = { user: 'U1', message: { channel: ref.channel, ts: ref.id }, actionId: 'press:1' };
    const input = (id: string, value: string, editable: boolean) => ({
      type: 'input' as const,
      id,
      label: id,
      value,
      multiline: true,
      maxLength: 5000,
      editable,
    });
    const form: Form = {
      title: 'Edit',
      submit: 'Save',
      inputs: [input('recipient', 'Mark', false), input('subject', 'Hello', true), input('body', 'Dear Mark', true)],
    };
    formFor = async ({ replyId, button, message }) => {
      expect({ replyId, button, message }).toEqual({ replyId: 'reply-1', button: 1, message: ref });
      return { formId: 'form-1', form };
    };
    await workspace.press(pressed);
    expect(accepted.map(({ type }) => type)).toEqual(['message']);
    const { closed } = await workspace.submitForm({ user: 'U1', values: { subject: 'Changed' } });
    expect(closed).toBe(true);
    expect(accepted.at(-1)).toMatchObject({ type: 'submit', formId: 'form-1', values: { subject: 'Changed', body: 'Dear Mark' }, place });
    // A press whose form does not open is taken as any other, so that the person hears of it.
    formFor = async () => Promise.reject(new Error('no database'));
    await workspace.press(pressed);
    expect(accepted.at(-1)).toMatchObject({ type: 'press', replyId: 'reply-1', button: 1, message: ref, sender: { userId: 'U1' } });
  });

  test('rates an answer', async () => {
    const { place } = await ask();
    const ref = await stream(place, WORDS, message('reply-1', WORDS, [card]));
    await workspace.press({ user: 'U1', message: { channel: ref.channel, ts: ref.id }, actionId: 'feedback', value: 'reply-1:down' });
    expect(accepted.at(-1)).toMatchObject({ type: 'feedback', replyId: 'reply-1', verdict: 'down' });
  });

  test('uses the command: it is accepted as it is, with one key however often it comes; without words it asks for help', async () => {
    const delivery = await workspace.command({ user: 'U1', channel: 'C1', text: 'how is DataFlow?' });
    await workspace.redeliver(delivery?.key ?? '');
    await workspace.command({ user: 'U1', channel: 'C1', text: '' });
    expect(accepted).toMatchObject([
      { type: 'command', text: 'how is DataFlow?', place: { channel: 'C1' }, key: `command/T1/${delivery?.key}` },
      { type: 'command', key: `command/T1/${delivery?.key}` },
      { type: 'command', text: 'help' },
    ]);
    expect(posted('C1')).toEqual([]);
  });

  test('opens the conversation and finds suggestions', async () => {
    await workspace.open('U1');
    expect(accepted).toMatchObject([{ type: 'opened', place: { channel: 'D1' } }]);
    const found = await workspace.waitFor((each) => each.prompts('U1'));
    expect(found.prompts).toEqual([{ title: 'Worse?', message: 'Which of my accounts got worse?' }]);
  });

  test('opens their home, which shows them alone what it is given, and can be changed by what was pressed on it', async () => {
    await workspace.open('U1', 'home');
    const [opened] = accepted;
    expect(opened).toMatchObject({ type: 'home', place: { channel: 'D1' } });
    expect(workspace.prompts('U1')).toBeUndefined();
    if (!opened) throw new Error('nothing was accepted');
    await adapter.platform.showHome?.(opened.place, 'U1', message('home-1', '', [card]));
    const first = workspace.home('U1');
    expect(JSON.stringify(first?.view.blocks)).toMatch(/DataFlow is at 52/);
    expect(workspace.home('U2')).toBeUndefined();
    await workspace.pressOnHome({ user: 'U1', actionId: 'press:1' });
    const press = accepted.at(-1);
    expect(press).toMatchObject({ type: 'press', replyId: 'home-1', button: 1, alone: true, place: { channel: 'D1' } });
    if (press?.type !== 'press') throw new Error('no press');
    await adapter.platform.update(press.message, message('home-2', 'Nothing is due.'));
    expect(workspace.home('U1')?.id).toBe(first?.id);
    expect(JSON.stringify(workspace.home('U1')?.view.blocks)).toMatch(/Nothing is due/);
    expect(posted('D1')).toEqual([]);
  });

  test('reads on their home that it cannot be shown, where every attempt failed', async () => {
    await workspace.open('U1', 'home');
    const [opened] = accepted;
    if (!opened) throw new Error('nothing was accepted');
    const event = { replyId: 'home-1', repeated: true, begun: undefined, begin: async () => {} };
    await giveUp({ platforms: [adapter.platform] }, opened, event);
    expect(JSON.stringify(workspace.home('U1')?.view.blocks)).toMatch(/Nothing was sent and nothing was lost/);
    expect(posted('D1')).toEqual([]);
  });

  test('is known by the address of their profile, looked up once', async () => {
    const { profile } = adapter.platform;
    expect(await profile('T1', 'U1')).toEqual({ name: 'Sarah Williams', email: 'u1@greendoor.example', timezone: 'Europe/Berlin' });
    await profile('T1', 'U1');
    expect(callsOf('users.info')).toHaveLength(1);
    expect((await profile('T1', 'U404')).email).toBeUndefined();
    // Somebody of another organisation in a shared channel chooses their own address.
    expect((await profile('T2', 'U1')).email).toBeUndefined();
  });

  test('is found by the address Slack vouches for, in their own workspace alone', async () => {
    const { findPerson } = adapter.platform;
    expect(await findPerson?.('T1', 'U1@greendoor.example')).toBe('U1');
    expect(await findPerson?.('T1', 'nobody@greendoor.example')).toBeUndefined();
    expect(await findPerson?.('T2', 'u1@greendoor.example')).toBeUndefined();
  });
});

test('an event that could not be stored comes again, with the same key', async () => {
  failures = 1;
  await workspace.say({ user: 'U1', dm: true, text: 'hello' });
  await workspace.waitFor(() => accepted.length === 1);
  await workspace.settled();
  expect(workspace.deliveries.map(({ status, attempt }) => [status, attempt])).toEqual([
    [503, 0],
    [200, 1],
  ]);
  expect(accepted[0]?.key).toBe(`message/T1/D1/${workspace.messages('U1')[0]?.ts}`);
});

test('starting tells which workspace it is, and refuses a token Slack refuses', async () => {
  expect(await adapter.start()).toEqual({ workspace: 'T1', name: expect.any(String) });
  workspace.failNext('auth.test', 'invalid_auth');
  await expect(adapter.start()).rejects.toMatchObject({ name: 'OperatorError' });
});
