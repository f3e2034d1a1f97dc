import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type HttpServer, startHttpServer } from '../../../adapters/http/server.ts';
import { createSlackAdapter, type SlackAdapter } from '../../../adapters/slack/app.ts';
import { systemClock } from '../../../agents/kit/context.ts';
import { createLog } from '../../../bot/log.ts';
import type { Incoming } from '../../../bot/platform.ts';

/** Real Bolt behind a real HTTP server; only the database behind `accept` is replaced by a list, to fail at will. */

const SECRET = 'signing-secret-of-the-test';
let server: HttpServer;
let adapter: SlackAdapter;
let url: string;
let accepted: Incoming[] = [];
let failing: (() => Promise<void>) | undefined;

beforeAll(async () => {
  adapter = createSlackAdapter({
    // No Web API is needed to take an event: nothing listens at this address.
    config: { botToken: 'xoxb-test', signingSecret: SECRET, slackApiUrl: 'http://127.0.0.1:9/api/', acceptWithinMs: 200 },
    accept: async (incoming) => {
      await failing?.();
      accepted.push(incoming);
    },
    clock: systemClock,
    log: createLog('silent'),
  });
  const doors = [{ path: '/slack', listen: adapter.requestListener }];
  server = await startHttpServer({ host: '127.0.0.1', port: 0, doors, readiness: {} });
  url = `${server.url}/slack/events`;
});
afterAll(async () => {
  await adapter.stop();
  await server.close();
});
beforeEach(() => {
  accepted = [];
  failing = undefined;
});

const now = () => Math.floor(Date.now() / 1000);

function send(body: string, { at = now(), secret = SECRET, type = 'application/json', headers = {} } = {}): Promise<Response> {
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex')}`;
  return fetch(url, {
    method: 'POST',
    body,
    headers: { 'content-type': type, 'x-slack-request-timestamp': String(at), 'x-slack-signature': signature, ...headers },
  });
}

const envelope = (event: object, id = 'Ev1') =>
  JSON.stringify({
    type: 'event_callback',
    team_id: 'T1',
    event_id: id,
    event,
    authorizations: [{ team_id: 'T1', user_id: 'UBOT', is_bot: true, is_enterprise_install: false }],
  });
const message = { type: 'message', channel_type: 'im', channel: 'D1', user: 'U1', text: 'how is TechCorp?', ts: '100.1' };
const mention = { type: 'app_mention', channel: 'C1', user: 'U1', text: '<@UBOT> how is A &amp; B?', ts: '100.1' };
const form = (payload: object) => new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
const FORM = { type: 'application/x-www-form-urlencoded' };

test('a signed message is accepted once and acknowledged', async () => {
  expect((await send(envelope(message))).status).toBe(200);
  expect(accepted).toEqual([
    {
      type: 'message',
      key: 'message/T1/D1/100.1',
      sender: { platform: 'slack', workspace: 'T1', userId: 'U1' },
      place: { platform: 'slack', workspace: 'T1', channel: 'D1', thread: '100.1' },
      text: 'how is TechCorp?',
      messageId: '100.1',
      direct: true,
    },
  ]);
});

test('a mention loses the mention, keeps its thread, and is not direct', async () => {
  await send(envelope({ ...mention, thread_ts: '99.1' }));
  expect(accepted).toMatchObject([{ text: 'how is A & B?', direct: false, place: { channel: 'C1', thread: '99.1' }, messageId: '100.1' }]);
  await send(envelope({ ...mention, text: '<@UBOT>' }, 'Ev2'));
  expect(accepted[1]).toMatchObject({ text: 'help' });
});

test('the acknowledgement waits until the event is stored', async () => {
  const order: string[] = [];
  const stored = Promise.withResolvers<void>();
  failing = async () => {
    queueMicrotask(stored.resolve);
    await stored.promise;
    order.push('stored');
  };
  await send(envelope(message)).then(() => order.push('acknowledged'));
  expect(order).toEqual(['stored', 'acknowledged']);
});

describe('what is not stored is not acknowledged', () => {
  const bodies: [string, string, object][] = [
    ['an event', envelope(message), {}],
    ['a press', form(press('press:0', 'reply-1')), FORM],
    ['a form', form(submission()), FORM],
  ];
  test.each(bodies)('%s: 503 when storing fails', async (_, body, options) => {
    failing = async () => {
      throw new Error('no database');
    };
    expect((await send(body, options)).status).toBe(503);
  });
  test('503 when storing takes too long', async () => {
    failing = () => new Promise(() => {});
    expect((await send(envelope(message))).status).toBe(503);
    expect(accepted).toEqual([]);
  });
});

describe('signatures', () => {
  test.each([
    ['of another secret', { secret: 'another' }],
    ['that is missing', { headers: { 'x-slack-signature': '' } }],
    ['of another version', { headers: { 'x-slack-signature': 'v1=00' } }],
    ['without a time', { headers: { 'x-slack-request-timestamp': '' } }],
    ['with a time that is none', { headers: { 'x-slack-request-timestamp': 'soon' } }],
  ])('one %s is refused', async (_, options) => {
    expect((await send(envelope(message), options)).status).toBe(401);
    expect(accepted).toEqual([]);
  });
  test.each([
    [-301, 401],
    [-290, 200],
    [290, 200],
    [310, 401],
  ])('%i s away from now: %i', async (seconds, status) => {
    expect((await send(envelope(message), { at: now() + seconds })).status).toBe(status);
    expect(accepted).toHaveLength(status === 200 ? 1 : 0);
  });
  test('a body changed after signing is refused', async () => {
    const at = now();
    const signature = `v0=${createHmac('sha256', SECRET)
      .update(`v0:${at}:${envelope(message)}`)
      .digest('hex')}`;
    const answer = await send(envelope({ ...message, user: 'U2' }), { at, headers: { 'x-slack-signature': signature } });
    expect(answer.status).toBe(401);
  });
});

test('the address is verified for Slack', async () => {
  const answer = await send(JSON.stringify({ type: 'url_verification', challenge: 'c-1' }));
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ challenge: 'c-1' });
});

test.each([
  ['null', 'null', {}],
  ['a list', '[]', {}],
  ['a number', '7', {}],
  ['nothing', '', {}],
  ['a payload of null', 'payload=null', FORM],
  ['a payload that is no JSON', 'payload=%7B', FORM],
])('a signed body of %s is refused', async (_, body, options) => {
  expect((await send(body, options)).status).toBe(400);
  expect(accepted).toEqual([]);
});

test.each([
  ['its own message', { ...message, user: 'UBOT' }],
  ["another bot's", { ...message, bot_id: 'B1' }],
  ['an edit', { ...message, subtype: 'message_changed' }],
  ['a deletion', { ...message, subtype: 'message_deleted' }],
  ['an edited mention', { ...mention, edited: { user: 'U1', ts: '1' } }],
  ['a message in a channel without mention', { ...message, channel: 'C1', channel_type: 'channel' }],
  ['a mention in a direct conversation, which comes as a message too', { ...mention, channel: 'D1' }],
  ['another tab', { type: 'app_home_opened', user: 'U1', channel: 'D1', tab: 'about', event_ts: '1' }],
  ['an event nobody listens for', { type: 'reaction_added', user: 'U1', item: {}, event_ts: '1' }],
])('%s is acknowledged and ignored', async (_, event) => {
  expect((await send(envelope(event))).status).toBe(200);
  expect(accepted).toEqual([]);
});

function press(actionId: string, value: string, container: object = {}) {
  return {
    type: 'block_actions',
    team: { id: 'T1' },
    user: { id: 'U1', team_id: 'T1' },
    trigger_id: '1.2.x',
    container: { type: 'message', message_ts: '200.1', channel_id: 'C1', thread_ts: '100.1', ...container },
    actions: [{ type: 'button', action_id: actionId, block_id: 'b', value, action_ts: '201.5' }],
  };
}

function submission() {
  return {
    type: 'view_submission',
    team: { id: 'T1' },
    user: { id: 'U1', team_id: 'T1' },
    view: {
      id: 'V1',
      hash: 'h1',
      callback_id: 'form',
      private_metadata: JSON.stringify({ formId: 'form-1', channel: 'C1', thread: '100.1' }),
      state: {
        values: {
          'input:1:0:line': { body: { value: 'Dear' } },
          'input:1:1:end': { body: { value: 'Mark' } },
          'input:0:0:end': { subject: { value: null } },
        },
      },
    },
  };
}

test('a press carries its reply, its number and what opening a form needs', async () => {
  expect((await send(form(press('press:12', 'reply-1')), FORM)).status).toBe(200);
  expect(accepted).toMatchObject([
    {
      type: 'press',
      key: '200.1/U1/press:12/201.5',
      replyId: 'reply-1',
      button: 12,
      place: { channel: 'C1', thread: '100.1' },
      message: { id: '200.1', channel: 'C1' },
    },
  ]);
});

test.each([
  ['home', 'home'],
  ['messages', 'opened'],
])('the tab "%s" opened is "%s", once however often it is delivered', async (tab, type) => {
  const opened = { type: 'app_home_opened', user: 'U1', channel: 'D1', tab, event_ts: '7.1' };
  await send(envelope(opened));
  await send(envelope(opened, 'Ev2'));
  expect(accepted).toMatchObject([{ type, place: { channel: 'D1' }, sender: { userId: 'U1' } }, { type }]);
  expect(accepted[1]?.key).toBe(accepted[0]?.key);
});

const home = { type: 'home', id: 'V1', private_metadata: JSON.stringify({ channel: 'D1' }) };
const onHome = (action: object) => {
  const { container, ...pressed } = press('', '');
  const actions = [{ action_ts: '201.5', ...action }];
  return form({ ...pressed, container: { type: 'view', view_id: 'V1' }, view: home, actions });
};

test.each([
  ['a button', { type: 'button', action_id: 'press:3', value: 'reply-1' }, 3],
  ['a choice of a list', { type: 'static_select', action_id: 'pick', selected_option: { value: 'reply-1:11' } }, 11],
])('%s on a home, which has no channel, belongs to the direct conversation and is seen by one', async (_, action, button) => {
  expect((await send(onHome(action), FORM)).status).toBe(200);
  expect(accepted).toMatchObject([
    { type: 'press', replyId: 'reply-1', button, alone: true, place: { channel: 'D1' }, sender: { userId: 'U1' }, key: expect.any(String) },
  ]);
  expect(accepted[0]?.place).not.toHaveProperty('thread');
});

test('a press on a whisper is seen by one, and no other is', async () => {
  await send(form(press('press:0', 'reply-1', { is_ephemeral: true, thread_ts: undefined })), FORM);
  await send(form(press('press:0', 'reply-1')), FORM);
  expect(accepted.map((each) => each.type === 'press' && each.alone)).toEqual([true, undefined]);
});

test('a verdict carries its reply', async () => {
  await send(form(press('feedback', 'reply:with:colons:down')), FORM);
  expect(accepted).toMatchObject([{ type: 'feedback', replyId: 'reply:with:colons', verdict: 'down' }]);
});

test('a form carries its values; sent twice it has the same key', async () => {
  const answer = await send(form(submission()), FORM);
  expect(answer.status).toBe(200);
  expect(await answer.text()).toBe('');
  await send(form(submission()), FORM);
  expect(accepted).toHaveLength(2);
  expect(accepted[0]).toMatchObject({
    type: 'submit',
    key: 'V1/h1/U1',
    formId: 'form-1',
    values: { subject: '', body: 'Dear\nMark' },
    place: { channel: 'C1' },
  });
  expect(accepted[1]?.key).toBe(accepted[0]?.key);
});

test('other paths are closed', async () => {
  const at = String(now());
  const answer = await fetch(new URL('/slack/install', url), { headers: { 'x-slack-request-timestamp': at } });
  expect(answer.status).toBe(404);
});
