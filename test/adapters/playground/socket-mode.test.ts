import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { App, LogLevel } from '@slack/bolt';
import type { Workspace } from '../../../adapters/playground/index.ts';
import { newWorkspace, SARAH, TOKEN } from './bot.ts';

let workspace: Workspace;
let app: App;

beforeEach(async () => {
  workspace = await newWorkspace({ appToken: 'xapp-test' });
  app = new App({
    token: TOKEN,
    appToken: 'xapp-test',
    socketMode: true,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: workspace.apiUrl, retryConfig: { retries: 0 } },
  });
});

afterEach(async () => {
  await app.stop();
  await workspace.close();
});

test('a bot without an address is reached over Socket Mode, also with long texts', async () => {
  app.message(async ({ message, say }) => void (await say(`heard ${'text' in message ? message.text?.length : 0}`)));
  app.command('/greendoor', async ({ ack, command }) => ack(`got ${command.text}`));
  await app.start();
  await workspace.waitFor((now) => now.socketConnected);
  const { delivery } = await workspace.say({ user: SARAH, dm: true, text: 'é'.repeat(70_000).slice(0, 35_000) });
  expect(delivery).toMatchObject({ status: 200, name: 'message' });
  await workspace.waitFor((now) => now.messages(SARAH).some((message) => message.text === 'heard 35000'));
  await workspace.command({ user: SARAH, channel: 'cs-health', text: 'digest' });
  expect(workspace.messages('cs-health')).toMatchObject([{ text: 'got digest', onlyFor: SARAH }]);
});

test('a connection without a ticket is refused', async () => {
  const socket = new WebSocket(`${workspace.url.replace('http', 'ws')}/socket?ticket=guess`);
  await new Promise((resolve) => socket.addEventListener('error', resolve, { once: true }));
  expect(workspace.socketConnected).toBe(false);
});
