import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startWorkspace, type Workspace } from '../../../adapters/playground/index.ts';
import { createSlackAdapter, type SlackAdapter } from '../../../adapters/slack/app.ts';
import { systemClock } from '../../../agents/kit/context.ts';
import { createLog } from '../../../bot/log.ts';
import type { MessageRef, Place } from '../../../bot/platform.ts';

/** Whatever goes wrong while an answer is written, one whole answer stands in the end and no half beside it. */

const WORDS = 'DataFlow: 52, orange, down 34 since May. The champion left, API calls fell by 89 %.';
const MESSAGE = { replyId: 'reply-1', text: WORDS, cards: [] };
const options = { signingSecret: 'secret', botToken: 'xoxb-local' };
let workspace: Workspace;
let adapter: SlackAdapter;
let server: Server;
let place: Place;

const openAdapter = () =>
  createSlackAdapter({
    config: { ...options, slackApiUrl: workspace.apiUrl, postEveryMs: 0, streamBuffer: 15 },
    accept: async (incoming) => {
      place = incoming.place;
    },
    clock: systemClock,
    log: createLog('silent'),
  });
beforeEach(async () => {
  workspace = await startWorkspace({
    ...options,
    teamId: 'T1',
    botUserId: 'UBOT',
    people: [{ id: 'U1', name: 'Sarah', email: 's@x.example', title: 'CSM', timezone: 'UTC' }],
    channels: [],
  });
  adapter = openAdapter();
  server = createServer(adapter.requestListener).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const address = server.address();
  workspace.connect(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/slack/events`);
  await adapter.start();
  await workspace.say({ user: 'U1', dm: true, text: 'how is DataFlow?' });
});
afterEach(async () => {
  await adapter.stop();
  await workspace.close();
  await new Promise((done) => server.close(done));
});

const said = () => workspace.messages('U1').filter(({ fromBot }) => fromBot);
const texts = () => said().map(({ text, markdown }) => markdown || text);

/** Writes the first words of an answer, as a process does that dies then. */
async function half(): Promise<MessageRef | undefined> {
  let begun: MessageRef | undefined;
  const reply = adapter.platform.reply(place, {
    userId: 'U1',
    begun: async (message) => {
      begun = message;
    },
  });
  await reply.append('DataFlow: 52, orange, down ');
  return begun;
}

test.each([
  ['is taken away by whoever answers again', true],
  ['is taken away although its beginning was never remembered', false],
])('a half that a crash left %s', async (_, remembered) => {
  const begun = await half();
  expect(said()).toMatchObject([{ streaming: true }]);
  const other = openAdapter();
  expect(await other.platform.find(place, 'reply-1', remembered ? begun : undefined)).toBeUndefined();
  expect(said()).toEqual([]);
  await other.platform.post(place, MESSAGE);
  expect(await other.platform.find(place, 'reply-1', begun)).toBeDefined();
  expect(said()).toHaveLength(1);
});

test.each([
  ['the answer to its beginning is lost', [['chat.startStream', { type: 'lose' }]]],
  ['a piece is lost', [['chat.appendStream', { type: 'lose' }]]],
  ['its end is lost', [['chat.stopStream', { type: 'lose' }]]],
  ['its end is refused', [['chat.stopStream', { type: 'error', error: 'internal_error' }]]],
  [
    'its end and the change are refused',
    [
      ['chat.stopStream', { type: 'error', error: 'internal_error' }],
      ['chat.update', { type: 'error', error: 'cant_update_message' }],
    ],
  ],
  [
    'its end is refused for good',
    Array.from({ length: 3 }, () => ['chat.stopStream', { type: 'error', error: 'message_not_in_streaming_state' }]),
  ],
] as [string, [string, Parameters<Workspace['faultNext']>[1]][]][])('one whole answer where %s', async (_, faults) => {
  for (const [method, fault] of faults) workspace.faultNext(method, fault);
  const reply = adapter.platform.reply(place, { userId: 'U1' });
  for (const word of WORDS.split(/(?<= )/)) await reply.append(word);
  await reply.finish(MESSAGE);
  expect(texts().map((text) => text.replaceAll('\\', ''))).toEqual([expect.stringContaining('fell by 89 %')]);
  expect(said()[0]?.streaming ?? false).toBe(false);
  expect(await adapter.platform.find(place, 'reply-1')).toBeDefined();
});
