import { randomBytes, randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { LogLevel } from '@slack/bolt';
import { WebAPIPlatformError, WebClient } from '@slack/web-api';
import type { Workspace } from '../../../adapters/playground/index.ts';
import { newWorkspace, TOKEN, uploaded } from './bot.ts';

/** Uploads by Slack's rules. */

const PNG = Buffer.from('89504e470d0a1a0a', 'hex');
const channel = 'C0HEALTH';
let now = Date.parse('2026-03-01T09:00:00Z');
let workspace: Workspace;
let client: WebClient;

const clientOf = ({ apiUrl }: Workspace) =>
  new WebClient(TOKEN, { slackApiUrl: apiUrl, retryConfig: { retries: 0 }, logLevel: LogLevel.ERROR, logger: SILENT });
const SILENT = { debug() {}, info() {}, warn() {}, error() {}, setLevel() {}, setName() {}, getLevel: () => LogLevel.ERROR };

beforeAll(async () => {
  workspace = await newWorkspace({ clock: { now: () => new Date(now) }, limitPosts: false, processFiles: 1000 });
  client = clientOf(workspace);
});
afterAll(() => workspace.close());

const refusal = async (call: Promise<unknown>): Promise<{ error: string; messages: string[] } | undefined> => {
  try {
    await call;
    return undefined;
  } catch (error) {
    if (!(error instanceof WebAPIPlatformError)) throw error;
    return { error: error.data.error, messages: error.data.response_metadata?.messages ?? [] };
  }
};
const show = (id: string, by: WebClient = client) =>
  refusal(by.chat.postMessage({ channel, text: 'x', blocks: [{ type: 'image', slack_file: { id }, alt_text: 'x' }] }));
const INVALID = { error: 'invalid_blocks', messages: ['[ERROR] invalid slack file [json-pointer:/blocks/0/slack_file]'] };

describe('a picture in a message', () => {
  test('is refused while Slack works on it, and taken afterwards', async () => {
    const id = await uploaded(workspace, 'chart.png', PNG);
    expect(await show(id)).toEqual(INVALID);
    now += 1000;
    expect(await show(id)).toBeUndefined();
  });

  test('must be an image, completed, and named by its id', async () => {
    const csv = await uploaded(workspace, 'rows.csv', PNG);
    now += 1000;
    expect(await show(csv)).toEqual(INVALID);
    const { file_id = '' } = await client.files.getUploadURLExternal({ filename: 'chart.png', length: PNG.length });
    expect(await show(file_id)).toEqual(INVALID);
    expect(await show('F0123456789')).toEqual(INVALID);
    expect((await show('chart.png'))?.messages[0]).toContain('input must match regex pattern');
  });

  test('is refused in an update and in a stream as well', async () => {
    const { ts = '' } = await client.chat.postMessage({ channel, text: 'x' });
    const blocks = [{ type: 'image' as const, slack_file: { id: 'F0123456789' }, alt_text: 'x' }];
    expect(await refusal(client.chat.update({ channel, ts, text: 'x', blocks }))).toEqual(INVALID);
    const thread = { channel, thread_ts: ts, recipient_team_id: 'T0TEST', recipient_user_id: 'U0SARAH' };
    const stream = await client.chat.startStream({ ...thread, markdown_text: 'words' });
    expect((await refusal(client.chat.stopStream({ channel, ts: stream.ts ?? '', blocks })))?.error).toBe('invalid_blocks');
    expect(await refusal(client.chat.stopStream({ channel, ts: stream.ts ?? '' }))).toBeUndefined();
  });
});

describe('an upload', () => {
  test('has the announced length, is completed once, and goes to a conversation named by its id', async () => {
    expect((await refusal(client.files.getUploadURLExternal({ filename: 'x.pptx', length: 0 })))?.error).toBe('invalid_arguments');
    const { upload_url = '', file_id = '' } = await client.files.getUploadURLExternal({ filename: 'x.pptx', length: 8 });
    const complete = (to: object = {}) => refusal(client.apiCall('files.completeUploadExternal', { files: [{ id: file_id }], ...to }));
    expect((await complete())?.error).toBe('file_not_found');
    expect((await fetch(upload_url, { method: 'POST', body: new Uint8Array(7) })).status).toBe(400);
    await fetch(upload_url, { method: 'POST', body: new Uint8Array(8) });
    expect((await complete({ channel_id: '#cs-health' }))?.error).toBe('channel_not_found');
    expect((await complete({ channel_id: channel, thread_ts: '1.000001' }))?.error).toBe('thread_not_found');
    expect(await complete({ channel_id: channel })).toBeUndefined();
    expect((await complete())?.error).toBe('file_not_found');
  });

  test.each([
    ['deck.pptx', 'application/vnd.openxmlformats-officedocument.presentationml.presentation'],
    ['terms.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ])('of %s is downloaded as what it is, in its thread', async (name, mimetype) => {
    const { ts = '' } = await client.chat.postMessage({ channel, text: 'For approval' });
    const bytes = randomBytes(2000);
    await uploaded(workspace, name, bytes, { channel_id: channel, thread_ts: ts, initial_comment: 'Seven slides' });
    const { messages = [] } = await client.conversations.replies({ channel, ts });
    expect(messages.at(-1)).toMatchObject({ text: 'Seven slides', files: [{ name, mimetype, size: 2000 }] });
    const [file] = workspace.messages(channel).at(-1)?.files ?? [];
    const download = await fetch(`${workspace.url}${file?.url}`);
    expect(download.headers.get('content-type')).toBe(mimetype);
    expect(Buffer.from(await download.arrayBuffer()).equals(bytes)).toBe(true);
  });
});

test('messages keep their pictures and files over a restart', async () => {
  const folder = join(tmpdir(), `greendoor-${randomUUID()}`);
  const file = join(folder, 'workspace.json');
  try {
    const first = await newWorkspace({ file });
    const id = await uploaded(first, 'chart.png', PNG);
    expect(await show(id, clientOf(first))).toBeUndefined();
    await first.close();
    const second = await newWorkspace({ file });
    expect(Buffer.from(await (await fetch(`${second.url}/files/${id}`)).arrayBuffer()).equals(PNG)).toBe(true);
    expect(await show(id, clientOf(second))).toBeUndefined();
    expect((await fetch(`${second.url}/files/..%2Fworkspace.json`)).status).toBe(404);
    await second.close();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
