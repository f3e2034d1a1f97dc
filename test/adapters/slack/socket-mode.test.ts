import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startWorkspace, type Workspace } from '../../../adapters/playground/index.ts';
import { createSlackAdapter, type SlackAdapter } from '../../../adapters/slack/app.ts';
import { systemClock } from '../../../agents/kit/context.ts';
import { createLog } from '../../../bot/log.ts';
import type { Incoming } from '../../../bot/platform.ts';

let workspace: Workspace;
let adapter: SlackAdapter;
let accepted: Incoming[];
let storing: () => Promise<void>;

beforeEach(async () => {
  accepted = [];
  storing = async () => {};
  workspace = await startWorkspace({
    signingSecret: 'secret',
    botToken: 'xoxb-local',
    appToken: 'xapp-local',
    teamId: 'T1',
    botUserId: 'UBOT',
    people: [{ id: 'U1', name: 'Sarah Williams', email: 'sarah@greendoor.example', title: 'CSM', timezone: 'UTC' }],
    channels: [],
    retryDelays: [0],
  });
  adapter = createSlackAdapter({
    config: { botToken: 'xoxb-local', appToken: 'xapp-local', slackApiUrl: workspace.apiUrl },
    accept: async (incoming) => {
      await storing();
      accepted.push(incoming);
    },
    clock: systemClock,
    log: createLog('silent'),
  });
  await adapter.start();
  await workspace.waitFor((now) => now.socketConnected);
});
afterEach(async () => {
  await adapter.stop();
  await workspace.close();
});

test('an event is acknowledged only when it is stored', async () => {
  const stored = Promise.withResolvers<void>();
  let asked = false;
  storing = () => {
    asked = true;
    return stored.promise;
  };
  const said = workspace.say({ user: 'U1', dm: true, text: 'hello' });
  await workspace.waitFor((now) => now.deliveries.length === 1);
  while (!asked) await new Promise((next) => setImmediate(next));
  expect(workspace.deliveries[0]?.status).toBeUndefined();
  stored.resolve();
  expect((await said).delivery).toMatchObject({ status: 200, attempt: 0 });
  expect(accepted).toMatchObject([{ type: 'message', text: 'hello' }]);
});

test('an event that could not be stored comes again', async () => {
  let failures = 1;
  storing = async () => {
    failures -= 1;
    if (failures >= 0) throw new Error('no database');
  };
  await workspace.say({ user: 'U1', dm: true, text: 'hello' });
  await workspace.waitFor(() => accepted.length === 1);
  expect(workspace.deliveries.filter(({ status }) => status === 200)).toHaveLength(1);
});
