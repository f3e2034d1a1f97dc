import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger as SlackLogger } from '@slack/bolt';
import { webApi } from '@slack/bolt';
import type { Rendered } from './cards.ts';
import { NO_PREVIEW } from './previews.ts';
import { SlackRefusal, slackError } from './refusals.ts';

type WebClient = webApi.WebClient;

const TIMEOUT_MS = 10_000;
const UPLOAD_TIMEOUT_MS = 60_000;
const LONGEST_WAIT_S = 30;
const ATTEMPTS = 3;
const PAUSE_MS = 250;

export interface Call {
  /** What failed, in words: "post a message". */
  what: string;
  workspace: string;
  /** Whether doing it twice is the same as once; only then it is tried again after an unknown outcome. */
  repeatable: boolean;
}

/** The one way to Slack's Web API. */
export interface SlackClient {
  /** @throws SlackRefusal, OperatorError or UpstreamError. Waits as long as Slack asks, up to 30 s. */
  call<T>(call: Call, run: (client: WebClient) => Promise<T>): Promise<T>;
  /** The bare client, for helpers that make calls of their own. */
  raw(workspace: string): Promise<WebClient>;
  /** The bot's id in a workspace: whose posts are ours. */
  botId(workspace: string): Promise<string | undefined>;
  /** Replaces a message only one person sees, through the address a press on it came with. */
  respond(responseUrl: string, messages: Rendered[]): Promise<void>;
  /** Uploads to an address Slack gave for it. */
  send(address: string, bytes: Uint8Array): Promise<void>;
  /** Waits for the channel's turn. */
  turn(workspace: string, channel: string): Promise<void>;
}

export interface ClientOptions {
  token(workspace: string): Promise<string>;
  slackApiUrl: string | undefined;
  logger: SlackLogger;
  postEveryMs: number;
  signal: AbortSignal;
}

/** What every Web API client of the adapter is made with: no retries behind our back, and a time limit. */
export function webClientOptions(slackApiUrl: string | undefined, logger: SlackLogger): webApi.WebClientOptions {
  return {
    ...(slackApiUrl ? { slackApiUrl } : {}),
    logger,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: TIMEOUT_MS,
  };
}

export function createClient({ token, slackApiUrl, logger, postEveryMs, signal }: ClientOptions): SlackClient {
  const clients = new Map<string, { token: string; client: WebClient }>();
  const turns = new Map<string, number>();
  const bots = new Map<string, string>();

  async function raw(workspace: string): Promise<WebClient> {
    const current = await token(workspace);
    const known = clients.get(workspace);
    if (known?.token === current) return known.client;
    const client = new webApi.WebClient(current, webClientOptions(slackApiUrl, logger));
    clients.set(workspace, { token: current, client });
    return client;
  }

  async function call<T>({ what, workspace, repeatable }: Call, run: (client: WebClient) => Promise<T>): Promise<T> {
    const client = await raw(workspace);
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await run(client);
      } catch (error) {
        const wait = pauseBefore(error, repeatable);
        if (wait === undefined || attempt === ATTEMPTS) throw slackError(what, error);
        await sleep(wait, undefined, { signal });
      }
    }
  }

  async function botId(workspace: string): Promise<string | undefined> {
    const known = bots.get(workspace);
    if (known) return known;
    const { bot_id: id } = await call({ what: 'look at itself', workspace, repeatable: true }, (client) => client.auth.test());
    if (id) bots.set(workspace, id);
    return id;
  }

  async function turn(workspace: string, channel: string): Promise<void> {
    const key = `${workspace}/${channel}`;
    const now = performance.now(); // the clock may be set back meanwhile
    const at = Math.max(now, turns.get(key) ?? 0);
    turns.delete(key);
    turns.set(key, at + postEveryMs);
    for (const [old, free] of turns) {
      if (free > now) break;
      turns.delete(old);
    }
    if (at > now) await sleep(at - now, undefined, { signal });
  }

  async function respond(responseUrl: string, messages: Rendered[]): Promise<void> {
    if (!isSlack(responseUrl, slackApiUrl)) throw new SlackRefusal('update a message', 'unknown_response_url');
    for (const [index, message] of messages.entries()) {
      const body = JSON.stringify({ ...message, response_type: 'ephemeral', replace_original: index === 0, ...NO_PREVIEW });
      const what = 'update a message';
      const answer = await fetch(responseUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
        redirect: 'error',
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
      }).catch((error: unknown) => {
        throw slackError(what, error);
      });
      if (!answer.ok) throw new SlackRefusal(what, 'other', { status: answer.status });
    }
  }

  async function send(address: string, bytes: Uint8Array): Promise<void> {
    const what = 'upload a file';
    if (!isUpload(address, slackApiUrl)) throw new SlackRefusal(what, 'unknown_upload_url');
    const answer = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: Buffer.from(bytes),
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(UPLOAD_TIMEOUT_MS)]),
    }).catch((error: unknown) => {
      throw slackError(what, error);
    });
    if (!answer.ok) throw new SlackRefusal(what, 'other', { status: answer.status });
  }

  return { call, raw, botId, respond, send, turn };
}

function isSlack(address: string, slackApiUrl: string | undefined): boolean {
  if (!URL.canParse(address)) return false;
  const { origin, protocol, hostname } = new URL(address);
  return slackApiUrl ? origin === new URL(slackApiUrl).origin : protocol === 'https:' && hostname === 'hooks.slack.com';
}

/** Company data goes to Slack only. */
function isUpload(address: string, slackApiUrl: string | undefined): boolean {
  if (!URL.canParse(address)) return false;
  const { origin, protocol, hostname } = new URL(address);
  return slackApiUrl ? origin === new URL(slackApiUrl).origin : protocol === 'https:' && /\.slack(?:-gov)?\.com$/.test(hostname);
}

function pauseBefore(error: unknown, repeatable: boolean): number | undefined {
  if (error instanceof webApi.WebAPIRateLimitedError) return error.retryAfter <= LONGEST_WAIT_S ? error.retryAfter * 1000 : undefined;
  const unknown = error instanceof webApi.WebAPIRequestError || (error instanceof webApi.WebAPIHTTPError && error.statusCode >= 500);
  return repeatable && unknown ? PAUSE_MS : undefined;
}
