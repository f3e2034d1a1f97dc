import type { AddressInfo } from 'node:net';
import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import { startWorkspace, type Workspace, type WorkspaceOptions } from '../../../adapters/playground/index.ts';

export const SECRET = 'test-signing-secret';
export const TOKEN = 'xoxb-test';
export const SARAH = 'U0SARAH';
export const ELENA = 'U0ELENA';
export const BOT = 'U0GREENDOOR';

/** A workspace with two people and three channels. */
export function newWorkspace(options: Partial<WorkspaceOptions> = {}): Promise<Workspace> {
  return startWorkspace({
    signingSecret: SECRET,
    botToken: TOKEN,
    teamId: 'T0TEST',
    botUserId: BOT,
    people: [
      { id: SARAH, name: 'Sarah Williams', email: 'sarah.williams@greendoor.example', title: 'CSM', timezone: 'America/New_York' },
      { id: ELENA, name: 'Elena Rossi', email: 'elena.rossi@greendoor.example', title: 'VP Customer Success', timezone: 'Europe/Rome' },
    ],
    channels: [
      { id: 'C0HEALTH', name: 'cs-health', members: [SARAH, ELENA] },
      { id: 'C0CHURN', name: 'churn-alerts', members: [SARAH, ELENA] },
      { id: 'C0EXEC', name: 'exec-approvals', members: [ELENA] },
    ],
    retryDelays: [0],
    // Other tests share the machine.
    acknowledgeWithin: 60_000,
    ...options,
  });
}

export interface Bot {
  app: App;
  url: string;
  close(): Promise<void>;
}

/** A Bolt app of the test's own, listening on loopback and talking to the workspace. */
export async function newBot(workspace: Workspace, listen: (app: App) => void, signingSecret = SECRET): Promise<Bot> {
  const receiver = new HTTPReceiver({ signingSecret, processBeforeResponse: true, logLevel: LogLevel.ERROR });
  const app = new App({
    token: TOKEN,
    receiver,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: workspace.apiUrl, retryConfig: { retries: 0 } },
  });
  listen(app);
  const server = await app.start({ port: 0, host: '127.0.0.1' });
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/slack/events`;
  workspace.connect(url);
  return { app, url, close: async () => void (await app.stop()) };
}

/** Uploads a file in Slack's three steps and returns its id; `into` posts it. */
export async function uploaded(workspace: Workspace, filename: string, bytes: Buffer, into: Record<string, string> = {}): Promise<string> {
  const client = new WebClient(TOKEN, { slackApiUrl: workspace.apiUrl, retryConfig: { retries: 0 }, logLevel: LogLevel.ERROR });
  const { upload_url, file_id = '' } = await client.files.getUploadURLExternal({ filename, length: bytes.length });
  await fetch(upload_url ?? '', { method: 'POST', body: new Uint8Array(bytes) });
  await client.apiCall('files.completeUploadExternal', { files: [{ id: file_id, title: filename }], ...into });
  return file_id;
}
