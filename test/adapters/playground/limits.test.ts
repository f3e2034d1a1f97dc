import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { WebAPIPlatformError, WebClient } from '@slack/web-api';
import type { Workspace } from '../../../adapters/playground/index.ts';
import { type Bot, newBot, newWorkspace, SARAH, TOKEN } from './bot.ts';

let workspace: Workspace;
let client: WebClient;
let now = Date.parse('2026-03-01T09:00:00Z');

beforeAll(async () => {
  workspace = await newWorkspace({ clock: { now: () => new Date(now) }, limitPosts: false });
  client = new WebClient(TOKEN, { slackApiUrl: workspace.apiUrl, retryConfig: { retries: 0 } });
});

afterAll(() => workspace.close());

const call = async (method: string, args: Record<string, unknown>): Promise<string> => {
  try {
    await client.apiCall(method, args);
    return 'ok';
  } catch (error) {
    if (error instanceof WebAPIPlatformError) return error.data.error;
    throw error;
  }
};

const post = (blocks: unknown[]) => call('chat.postMessage', { channel: 'C0HEALTH', text: 'x', blocks });
const text = (length: number) => 'x'.repeat(length);
const plain = (length: number) => ({ type: 'plain_text', text: text(length) });
const section = (length: number) => ({ type: 'section', text: { type: 'mrkdwn', text: text(length) } });
const button = (changes: object = {}) => ({ type: 'button', text: plain(5), ...changes });
const actions = (elements: object[]) => ({ type: 'actions', elements });
const table = (rows: number, columns: number, length = 1) => ({
  type: 'table',
  rows: Array.from({ length: rows }, () => Array.from({ length: columns }, () => ({ type: 'raw_text', text: text(length) }))),
});
const times = <T>(count: number, make: (at: number) => T) => Array.from({ length: count }, (_, at) => make(at));
const verdict = { text: plain(4), value: 'r1:up' };

describe('at the limit a message is taken, one over it is refused', () => {
  test.each<[string, unknown[], unknown[], string]>([
    ['blocks', times(50, () => ({ type: 'divider' })), times(51, () => ({ type: 'divider' })), 'invalid_blocks'],
    ['section text', [section(3000)], [section(3001)], 'invalid_blocks'],
    [
      'fields',
      [{ type: 'section', fields: times(10, () => plain(1)) }],
      [{ type: 'section', fields: times(11, () => plain(1)) }],
      'invalid_blocks',
    ],
    ['field text', [{ type: 'section', fields: [plain(2000)] }], [{ type: 'section', fields: [plain(2001)] }], 'invalid_blocks'],
    ['header', [{ type: 'header', text: plain(150) }], [{ type: 'header', text: plain(151) }], 'invalid_blocks'],
    ['actions', [actions(times(25, () => button()))], [actions(times(26, () => button()))], 'invalid_blocks'],
    [
      'context',
      [{ type: 'context', elements: times(10, () => plain(1)) }],
      [{ type: 'context', elements: times(11, () => plain(1)) }],
      'invalid_blocks',
    ],
    ['button text', [actions([button({ text: plain(75) })])], [actions([button({ text: plain(76) })])], 'invalid_blocks'],
    ['button value', [actions([button({ value: text(2000) })])], [actions([button({ value: text(2001) })])], 'invalid_blocks'],
    ['action id', [actions([button({ action_id: text(255) })])], [actions([button({ action_id: text(256) })])], 'invalid_blocks'],
    ['markdown', [{ type: 'markdown', text: text(12_000) }], [{ type: 'markdown', text: text(12_001) }], 'invalid_blocks'],
    ['table rows', [table(100, 2)], [table(101, 2)], 'invalid_blocks'],
    ['table columns', [table(2, 20)], [table(2, 21)], 'invalid_blocks'],
    ['table text', [table(10, 10, 100)], [table(10, 10, 101)], 'invalid_attachments'],
    ['tables', [table(2, 2)], [table(2, 2), table(2, 2)], 'invalid_attachments'],
    ['all text', times(4, () => section(3000)), times(5, () => section(2800)), 'msg_blocks_too_long'],
  ])('%s', async (_, fits, over, error) => {
    expect(await post(fits)).toBe('ok');
    expect(await post(over)).toBe(error);
  });

  test.each<[string, unknown[]]>([
    ['an unknown block', [{ type: 'heading', text: plain(1) }]],
    ['an unknown key', [{ ...section(1), colour: 'red' }]],
    ['a header in mrkdwn', [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }]],
    ['an empty section', [{ type: 'section' }]],
    ['an empty text', [section(0)]],
    ['an action id twice', [actions([button({ action_id: 'a' }), button({ action_id: 'a' })])]],
    [
      'a block id twice',
      [
        { ...section(1), block_id: 'b' },
        { ...section(1), block_id: 'b' },
      ],
    ],
    ['a feedback without value', [{ type: 'context_actions', elements: [{ type: 'feedback_buttons', positive_button: verdict }] }]],
    ['an empty table cell', [table(1, 1, 0)]],
  ])('%s is refused', async (_, blocks) => {
    expect(await post(blocks)).toBe('invalid_blocks');
  });

  test('the refusal says where', async () => {
    const refused = client.chat.postMessage({ channel: 'C0HEALTH', text: 'x', blocks: [actions([button({ text: plain(76) })]) as never] });
    await expect(refused).rejects.toMatchObject({
      data: { response_metadata: { messages: [expect.stringContaining('[json-pointer:/blocks/0/elements/0/text/text]')] } },
    });
  });

  test('texts', async () => {
    const channel = 'C0HEALTH';
    expect(await call('chat.postMessage', { channel, text: text(40_000) })).toBe('ok');
    expect(await call('chat.postMessage', { channel, text: text(40_001) })).toBe('msg_too_long');
    expect(await call('chat.postMessage', { channel, text: ' ' })).toBe('no_text');
    expect(await call('chat.postMessage', { channel, markdown_text: text(12_001) })).toBe('msg_too_long');
    expect(await call('chat.postMessage', { channel, text: 'x', markdown_text: 'x' })).toBe('markdown_text_conflict');
    expect(await call('chat.postMessage', { channel: 'C0NONE', text: 'x' })).toBe('channel_not_found');
    expect(await call('chat.postMessage', { channel, text: 'x', thread_ts: '1.000001' })).toBe('thread_not_found');
    expect(await call('chat.unknown', {})).toBe('unknown_method');
  });
});

describe('streams', () => {
  const channel = `D${SARAH.slice(1)}`;
  const start = async () => {
    const asked = await workspace.say({ user: SARAH, dm: true, text: 'hi' });
    const { ts } = await client.chat.startStream({ channel, thread_ts: asked.ts });
    return ts ?? '';
  };

  test('need a thread, a recipient in channels, and end', async () => {
    expect(await call('chat.startStream', { channel })).toBe('invalid_arguments');
    const root = await client.chat.postMessage({ channel: 'C0HEALTH', text: 'x' });
    const inChannel = { channel: 'C0HEALTH', thread_ts: root.ts };
    expect(await call('chat.startStream', inChannel)).toBe('missing_recipient_team_id');
    expect(await call('chat.startStream', { ...inChannel, recipient_team_id: 'T0TEST' })).toBe('missing_recipient_user_id');
    const ts = await start();
    expect(await call('chat.appendStream', { channel, ts, markdown_text: text(12_000) })).toBe('ok');
    expect(await call('chat.appendStream', { channel, ts, markdown_text: 'x' })).toBe('msg_too_long');
    expect(await call('chat.appendStream', { channel, ts, chunks: [{ type: 'text', text: 'x' }] })).toBe('invalid_chunks');
    expect(await call('chat.update', { channel, ts, text: 'x' })).toBe('streaming_state_conflict');
    expect(await call('chat.stopStream', { channel, ts })).toBe('ok');
    expect(await call('chat.appendStream', { channel, ts, markdown_text: 'x' })).toBe('message_not_in_streaming_state');
  });

  test('left alone for five minutes are over', async () => {
    const ts = await start();
    now += 5 * 60_000 + 1;
    expect(await call('chat.appendStream', { channel, ts, markdown_text: 'late' })).toBe('message_not_in_streaming_state');
  });
});

describe('forms', () => {
  const view = { type: 'modal', title: plain(24), blocks: [section(1)] };
  let bot: Bot | undefined;
  let triggers: string[] = [];

  const trigger = async (): Promise<string> => {
    bot ??= await newBot(workspace, (app) =>
      app.command('/greendoor', async ({ ack, command }) => {
        triggers.push(command.trigger_id);
        await ack();
      }),
    );
    triggers = [];
    await workspace.command({ user: SARAH, channel: 'cs-health', text: '' });
    return triggers[0] ?? '';
  };
  const open = async (changes: object) => call('views.open', { trigger_id: await trigger(), view: { ...view, ...changes } });

  afterAll(() => bot?.close());

  test('a trigger opens one form within three seconds', async () => {
    const first = await trigger();
    expect(await call('views.open', { trigger_id: first, view })).toBe('ok');
    expect(await call('views.open', { trigger_id: first, view })).toBe('exchanged_trigger_id');
    const late = await trigger();
    now += 3_001;
    expect(await call('views.open', { trigger_id: late, view })).toBe('expired_trigger_id');
    expect(await call('views.open', { trigger_id: 'made-up', view })).toBe('invalid_trigger_id');
  });

  test.each<[string, object, object]>([
    ['blocks', { blocks: times(100, () => section(1)) }, { blocks: times(101, () => section(1)) }],
    ['title', { title: plain(24) }, { title: plain(25) }],
    ['submit', { submit: plain(24) }, { submit: plain(25) }],
    ['close', { close: plain(24) }, { close: plain(25) }],
    ['private_metadata', { private_metadata: text(3000) }, { private_metadata: text(3001) }],
  ])('%s', async (_, fits, over) => {
    expect(await open(fits)).toBe('ok');
    expect(await open(over)).toBe('invalid_arguments');
  });

  test('inputs need a submit', async () => {
    const input = { type: 'input', label: plain(1), element: { type: 'plain_text_input' } };
    expect(await open({ blocks: [input] })).toBe('invalid_arguments');
    expect(await open({ blocks: [input], submit: plain(4) })).toBe('ok');
  });
});

describe('the status line and prompts', () => {
  test('hold what Slack allows', async () => {
    const { channel, ts } = await workspace.say({ user: SARAH, dm: true, text: 'hi' });
    const at = { channel_id: channel, thread_ts: ts, status: 'reading' };
    expect(await call('assistant.threads.setStatus', { ...at, loading_messages: times(10, String) })).toBe('ok');
    expect(await call('assistant.threads.setStatus', { ...at, loading_messages: times(11, String) })).toBe('invalid_arguments');
    const prompts = (count: number) => ({ channel_id: channel, prompts: times(count, (n) => ({ title: `t${n}`, message: 'm' })) });
    expect(await call('assistant.threads.setSuggestedPrompts', prompts(4))).toBe('ok');
    expect(await call('assistant.threads.setSuggestedPrompts', prompts(5))).toBe('invalid_arguments');
  });
});
