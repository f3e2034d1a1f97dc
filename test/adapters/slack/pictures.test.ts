import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { drawChart } from '../../../adapters/charts/draw.ts';
import { type Message, startWorkspace, type Workspace, type WorkspaceOptions } from '../../../adapters/playground/index.ts';
import { createSlackAdapter, type SlackAdapter } from '../../../adapters/slack/app.ts';
import type { ChartPart, Part } from '../../../agents/kit/card.ts';
import { systemClock } from '../../../agents/kit/context.ts';
import { createLog } from '../../../bot/log.ts';
import type { Incoming, Outgoing, Place } from '../../../bot/platform.ts';

/** Charts as pictures, from the adapter to the local Slack workspace over HTTP. */

const PERSON = { id: 'U1', name: 'Sarah Williams', email: 'sarah@greendoor.example', title: 'CSM', timezone: 'UTC' };
const CHANNEL: Place = { platform: 'slack', workspace: 'T1', channel: 'C1' };
let workspace: Workspace;
let adapter: SlackAdapter;
let server: Server;
let accepted: Incoming[];

async function open(options: Partial<WorkspaceOptions> = {}): Promise<void> {
  accepted = [];
  workspace = await startWorkspace({
    signingSecret: 'secret',
    botToken: 'xoxb-local',
    teamId: 'T1',
    botUserId: 'UBOT',
    people: [PERSON],
    channels: [{ id: 'C1', name: 'cs-health', members: ['U1'] }],
    ...options,
  });
  adapter = createSlackAdapter({
    config: {
      botToken: 'xoxb-local',
      signingSecret: 'secret',
      slackApiUrl: workspace.apiUrl,
      postEveryMs: 0,
      streamBuffer: 15,
      picturePausesMs: [50, 100, 200],
    },
    accept: async (incoming) => void accepted.push(incoming),
    clock: systemClock,
    log: createLog('silent'),
    drawChart,
  });
  server = createServer(adapter.requestListener);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  workspace.connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`);
  await adapter.start();
}
beforeEach(() => open());
afterEach(close);

async function close(): Promise<void> {
  await adapter.stop();
  await workspace.close();
  await new Promise((done) => server.close(done));
}

const chart: ChartPart = {
  type: 'chart',
  title: 'Health fell from 86 to 50',
  alt: 'Health fell from 86 to 50 since May.',
  kind: 'line',
  unit: 'points',
  series: [{ label: 'Health', points: [86, 80, 61, 50].map((y, index) => ({ x: `W${index}`, y })) }],
  marks: [{ x: 'W2', label: 'Champion left (12 Oct)' }],
};
const message = (replyId: string, text: string, parts: Part[] = [chart]): Outgoing => ({
  replyId,
  text,
  cards: [{ point: 'DataFlow fell.', parts: [...parts, { type: 'context', text: 'As of today' }], sections: [] }],
});
const posted = (channel = 'C1') => workspace.messages(channel).filter((each) => each.fromBot);
const callsOf = (method: string) => workspace.calls.filter((each) => each.method === method);
const imageOf = ({ blocks = [] }: Message = {} as Message) => {
  const block = blocks.find((each) => each.type === 'image');
  return block && 'slack_file' in block && 'id' in block.slack_file ? { id: block.slack_file.id ?? '', alt: block.alt_text } : undefined;
};
const inWords = (each: Message | undefined) => JSON.stringify(each?.blocks).includes('▁');

async function ask(): Promise<Place> {
  await workspace.say({ user: 'U1', dm: true, text: 'how is DataFlow?' });
  const [incoming] = accepted;
  if (!incoming) throw new Error('nothing was accepted');
  return incoming.place;
}

describe('a posted chart', () => {
  test('is a picture in the message, seen only there, with its text for who does not see it', async () => {
    await adapter.platform.post(CHANNEL, message('r1', 'DataFlow fell.'));
    expect(posted()).toHaveLength(1);
    const image = imageOf(posted()[0]);
    expect(image?.alt).toBe('Health fell from 86 to 50 since May. Champion left (12 Oct)');
    const picture = await fetch(`${workspace.url}/files/${image?.id}`);
    expect(picture.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await picture.arrayBuffer()).readUInt32BE(16)).toBe(960);
    expect(callsOf('files.completeUploadExternal')[0]?.args).not.toHaveProperty('channel_id');
    expect(workspace.calls.map(({ method }) => method)).not.toContain('files.sharedPublicURL');
    expect(inWords(posted()[0])).toBe(false);
  });

  test('is uploaded once, however often it is shown', async () => {
    const ref = await adapter.platform.post(CHANNEL, message('r1', 'DataFlow fell.'));
    await adapter.platform.update(ref, message('r1.approved', 'Approved.'));
    await adapter.platform.post(CHANNEL, { ...message('r2', 'Again.', [structuredClone(chart)]) });
    expect(callsOf('files.completeUploadExternal')).toHaveLength(1);
    expect(new Set(posted().map((each) => imageOf(each)?.id)).size).toBe(1);
  });

  test('waits a moment where Slack still works on the picture', async () => {
    await close();
    await open({ processFiles: 120 });
    await adapter.platform.post(CHANNEL, message('r1', 'DataFlow fell.'));
    expect(posted()).toHaveLength(1);
    expect(imageOf(posted()[0])).toBeDefined();
    const attempts = callsOf('chat.postMessage').map(({ answer }) => answer.error ?? 'ok');
    expect(attempts.length).toBeGreaterThan(1);
    expect([...new Set(attempts)]).toEqual(['invalid_blocks', 'ok']);
  });

  test('comes as text where Slack is not done in time, and as a picture the next time', async () => {
    await close();
    let ahead = 0;
    await open({ processFiles: 60_000, clock: { now: () => new Date(Date.now() + ahead) } });
    await adapter.platform.post(CHANNEL, message('r1', 'DataFlow fell.'));
    expect(posted()).toHaveLength(1);
    expect(imageOf(posted()[0])).toBeUndefined();
    expect(inWords(posted()[0])).toBe(true);
    const later = adapter.platform.post(CHANNEL, message('r2', 'DataFlow fell.'));
    await workspace.waitFor(() => callsOf('files.completeUploadExternal').length === 2);
    ahead = 120_000;
    await later;
    expect(imageOf(posted()[1])).toBeDefined();
  });

  test.each(['files.getUploadURLExternal', 'files.completeUploadExternal'])('comes as text where %s fails', async (method) => {
    workspace.failNext(method, 'missing_scope');
    await adapter.platform.post(CHANNEL, message('r1', 'DataFlow fell.'));
    expect(inWords(posted()[0])).toBe(true);
    await adapter.platform.post(CHANNEL, message('r2', 'DataFlow fell.'));
    expect(imageOf(posted()[1])).toBeDefined();
  });

  test('comes as text where blocks are refused for whatever other reason; other refusals stay refusals', async () => {
    workspace.failNext('chat.postMessage', 'invalid_blocks');
    await adapter.platform.post(CHANNEL, message('r1', 'DataFlow fell.'));
    expect(inWords(posted()[0])).toBe(true);
    workspace.failNext('chat.postMessage', 'is_archived');
    await expect(adapter.platform.post(CHANNEL, message('r2', 'x'))).rejects.toMatchObject({ word: 'is_archived' });
  });

  test('comes as text in a script the fonts do not have, and to one person only', async () => {
    await adapter.platform.post(CHANNEL, message('r1', 'x', [{ ...chart, title: '顧客の健康度' }]));
    await adapter.platform.whisper(CHANNEL, 'U1', message('r2', 'Only you.'));
    expect(posted().map(inWords)).toEqual([true, true]);
    expect(callsOf('files.getUploadURLExternal')).toHaveLength(0);
  });
});

describe('a chart in a streamed answer', () => {
  const WORDS = 'DataFlow: 50, orange, down 36 since May.';

  async function stream(place: Place, outgoing: Outgoing) {
    const reply = adapter.platform.reply(place, { userId: 'U1' });
    for (const character of outgoing.text) await reply.append(character);
    return reply.finish(outgoing);
  }

  test('keeps no word waiting, and ends in the same message', async () => {
    const place = await ask();
    workspace.faultNext('files.getUploadURLExternal', { type: 'delay', milliseconds: 700 });
    const finished = stream(place, message('r1', WORDS));
    const early = await workspace.waitFor(() => posted('U1').find(({ markdown }) => markdown === WORDS));
    expect(early.streaming).toBe(true);
    expect(callsOf('files.completeUploadExternal')).toHaveLength(0);
    const ref = await finished;
    expect(posted('U1')).toMatchObject([{ ts: ref.id, markdown: WORDS, streaming: false }]);
    expect(imageOf(posted('U1')[0])).toBeDefined();
  });

  test('shows its words first also where they are too short to stream by themselves', async () => {
    const place = await ask();
    workspace.faultNext('files.getUploadURLExternal', { type: 'delay', milliseconds: 700 });
    const finished = stream(place, message('r1', 'Down 36.'));
    await workspace.waitFor(() => posted('U1').find(({ markdown, streaming }) => markdown === 'Down 36.' && streaming));
    await finished;
    expect(posted('U1')).toMatchObject([{ markdown: 'Down 36.', streaming: false }]);
    expect(imageOf(posted('U1')[0])).toBeDefined();
  });

  test('waits for Slack to be done with the picture, else comes as text, in one message', async () => {
    await close();
    await open({ processFiles: 120 });
    const place = await ask();
    await stream(place, message('r1', WORDS));
    expect(posted('U1')).toMatchObject([{ markdown: WORDS, streaming: false }]);
    expect(imageOf(posted('U1')[0])).toBeDefined();
    await close();
    await open({ processFiles: 60_000 });
    await stream(await ask(), message('r2', WORDS));
    expect(posted('U1')).toMatchObject([{ markdown: WORDS, streaming: false }]);
    expect(inWords(posted('U1')[0])).toBe(true);
  });
});
