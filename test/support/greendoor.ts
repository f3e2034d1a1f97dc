import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { PassThrough, type Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { SMTPServerOptions } from 'smtp-server';
import { type Message, type Person, startWorkspace, type Workspace } from '../../adapters/playground/index.ts';
import { openSlack } from '../../adapters/slack/open.ts';
import type { OpenChat } from '../../bot/chat-adapter.ts';
import { runCommand } from '../../bot/composition/run-command.ts';
import { createLog } from '../../bot/log.ts';
import type { Models } from '../../models/index.ts';
import { holdLease } from '../../models/lease.ts';
import { type Mailbox, mailbox } from '../bot/approvals/setup.ts';
import { testDatabase } from './database.ts';
import { fillWithSample } from './sample.ts';

/**
 * The whole product as people meet it: a Slack workspace, a database and a mail server, all real, on loopback, and the
 * product between them. What is not about the process runs beside the test: a process of its own costs more than most journeys.
 */

export const TENANT = 'demo';
export const TEAM = 'T0JOURNEY';
export const BOT = 'U0GREENDOOR';
export const SECRET = 'signing-secret-of-the-journey';
export const CHANNELS = { health: 'C0HEALTH', churn: 'C0CHURN', approvals: 'C0APPROVE', expansion: 'C0EXPAND' } as const;
/** The sample's people, by their id in Slack. */
export const SARAH = 'USARAHWILLIAMS';
export const ELENA = 'UELENAROSSI';
export const MARCUS = 'UMARCUSJOHNSON';
export const PRIYA = 'UPRIYAPATEL';

const SCORES_REST_MS = 5 * 3_600_000;
/** What `npm start` gives the runtime. */
const AS_STARTED = ['--max-semi-space-size=32'];
const MAIN = new URL('../../bot/main.ts', import.meta.url).pathname;

export interface Exited {
  /** Or the signal that ended it. */
  code: number | NodeJS.Signals | null;
  out: string;
  error: string;
}

/** A product that serves. */
export interface Product {
  /** Where it takes Slack's requests. */
  url: string;
  /** Everything it has logged. */
  log(): string;
  /** Tells it to stop; resolves with the exit code. */
  stop(): Promise<Exited['code']>;
}

/** One in a process of its own. */
export interface Process extends Product {
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
}

export interface Greendoor {
  workspace: Workspace;
  models: Models;
  mail: Mailbox;
  /** Starts a product; from then on the workspace talks to it. */
  start(env?: Record<string, string>): Promise<Product>;
  /** Starts one that is tried in Microsoft's playground, as that person; gives where a browser finds it. */
  startPlayground(person: string, directory: string): Promise<string>;
  /** Runs a command to its end. */
  run(argv: string[], env?: Record<string, string>): Promise<Exited>;
  /** The same in processes of their own; the clock of one may be ahead by some milliseconds. */
  apart: {
    start(env?: Record<string, string>, ahead?: number): Promise<Process>;
    run(argv: string[], env?: Record<string, string>): Promise<Exited>;
  };
  /** Ends every product and everything they talk to. */
  close(): Promise<void>;
}

/** A workspace and a database with the sample portfolio, loaded and scored; no process yet. `others` are in Slack and unknown to Greendoor; `also` are further chat platforms. */
export async function openGreendoor(
  others: Person[] = [],
  smtp: SMTPServerOptions = {},
  also: readonly OpenChat[] = [],
): Promise<Greendoor> {
  const database = await testDatabase();
  const { models } = database;
  await fillWithSample(database, TENANT);
  // Scored a moment ago: it is not time for that again.
  await holdLease(models.leases, { tenant: TENANT, name: 'chore:scores', holder: 'sample' }, new Date(), SCORES_REST_MS);

  const people = (await models.users.find({ tenant: TENANT, active: true }).lean()).map(({ _id, name, email, title, timezone }) => ({
    id: `U${_id.replace(/^user/, '').replaceAll('-', '').toUpperCase()}`,
    name,
    email,
    title,
    timezone,
  }));
  const members = people.map(({ id }) => id);
  const mail = await mailbox(smtp);
  const workspace = await startWorkspace({
    signingSecret: SECRET,
    botToken: 'xoxb-journey',
    teamId: TEAM,
    botUserId: BOT,
    people: [...people, ...others],
    channels: [
      { id: CHANNELS.health, name: 'cs-health', members },
      { id: CHANNELS.churn, name: 'churn-alerts', members },
      { id: CHANNELS.approvals, name: 'exec-approvals', members },
      { id: CHANNELS.expansion, name: 'expansion', members },
    ],
    retryDelays: [100, 500],
    // How fast it acknowledges is measured by itself; here other tests share the machine.
    acknowledgeWithin: 60_000,
  });
  const { PATH = '', HOME = '' } = process.env;
  const settings = {
    // Nothing else of the test's own environment: its NODE_OPTIONS are not the product's.
    PATH,
    HOME,
    PORT: '0',
    LOG_LEVEL: 'warn',
    TIMEZONE: zoneAtNight(),
    MONGODB_URI: process.env.GREENDOOR_TEST_MONGODB_URI ?? '',
    MONGODB_DATABASE: database.connection.name,
    SMTP_URL: mail.url,
    SLACK_BOT_TOKEN: 'xoxb-journey',
    SLACK_SIGNING_SECRET: SECRET,
    SLACK_API_URL: workspace.apiUrl,
    SLACK_CHANNEL_HEALTH: CHANNELS.health,
    SLACK_CHANNEL_CHURN: CHANNELS.churn,
    SLACK_CHANNEL_APPROVALS: CHANNELS.approvals,
  };
  const running = new Set<Running>();
  const kept = (one: Running): Running => {
    running.add(one);
    void one.exited.then(() => running.delete(one));
    return one;
  };
  const here = (argv: string[], env: Record<string, string>) => kept(runHere(argv, { ...settings, ...env }, also));
  const apart = (argv: string[], env: Record<string, string>, ahead = 0) => kept(runApart(argv, { ...settings, ...env }, ahead));
  const started = async (product: Running): Promise<Product> => {
    const url = await product.told(/at (http:\S+)/);
    workspace.connect(url);
    const stop = async () => {
      product.end('SIGTERM');
      return product.exited;
    };
    return { url, log: () => product.said.out + product.said.error, stop };
  };
  const ended = async ({ exited, said }: Running): Promise<Exited> => ({ code: await exited, ...said });

  return {
    workspace,
    models,
    mail,
    start: (env = {}) => started(here([], env)),
    async startPlayground(person, directory) {
      const tried = { SLACK_BOT_TOKEN: '', SLACK_SIGNING_SECRET: '', LOCAL_WORKSPACE: '1', TEAMS_PLAYGROUND: person, DATA_DIR: directory };
      return here([], tried).told(/ready: (http:\S+)/);
    },
    run: (argv, env = {}) => ended(here(argv, env)),
    apart: {
      async start(env = {}, ahead = 0) {
        const product = apart([], env, ahead);
        const kill = async () => {
          product.end('SIGKILL');
          await product.exited;
        };
        return { ...(await started(product)), kill };
      },
      run: (argv, env = {}) => ended(apart(argv, env)),
    },
    async close() {
      const gone = [...running].map(({ exited }) => exited);
      for (const one of running) one.end('SIGKILL');
      await Promise.all(gone);
      await workspace.close();
      await mail.close();
      await database.close();
    },
  };
}

/** A product or command under way. */
export interface Running {
  said: { out: string; error: string };
  /** What matches of what it says, once it has said it. */
  told(words: RegExp): Promise<string>;
  exited: Promise<Exited['code']>;
  end(signal: 'SIGTERM' | 'SIGKILL'): void;
}

function heard(stdout: Readable, stderr: Readable, exited: Promise<Exited['code']>): Omit<Running, 'end'> {
  const said = { out: '', error: '' };
  stdout.setEncoding('utf8').on('data', (text: string) => {
    said.out += text;
  });
  stderr.setEncoding('utf8').on('data', (text: string) => {
    said.error += text;
  });
  const told = (words: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const look = () => {
        const found = words.exec(said.out)?.[1];
        if (found) resolve(found);
      };
      stdout.on('data', look);
      void exited.then((code) => reject(new Error(`the product ended with ${code}:\n${said.error}`)));
    });
  return { said, told, exited };
}

function runApart(argv: string[], env: Record<string, string>, ahead: number): Running {
  const flags = ahead === 0 ? [] : ['--import', clockAhead(ahead)];
  const child = spawn(process.execPath, [...AS_STARTED, ...flags, MAIN, ...argv], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = once(child, 'close').then(([code, signal]) => code ?? signal);
  return { ...heard(child.stdout, child.stderr, exited), end: (signal) => child.kill(signal) };
}

/** What `bot/main.ts` does, without the process. It cannot be killed, only told to stop. */
export function runHere(argv: string[], env: Record<string, string>, also: readonly OpenChat[] = []): Running {
  const told = new AbortController();
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const exited = runCommand(argv, {
    stopping: { signal: told.signal, by: () => 'SIGTERM' },
    chats: [async ({ config, ...host }) => openSlack({ ...host, config: { ...config, slack: unpaced(config.slack) } }), ...also],
    env,
    stdin,
    stdout,
    stderr,
    log: createLog(env.LOG_LEVEL ?? 'warn', stderr),
  }).then(async (code) => {
    stdout.end();
    stderr.end();
    await Promise.all([finished(stdout), finished(stderr)]);
    return code;
  });
  return { ...heard(stdout, stderr, exited), end: (signal) => told.abort(new Error(`told to stop by ${signal}`)) };
}

/** Slack takes a message a second in each channel; the tests' own takes them as they come. */
const unpaced = <T extends object>(slack: T | undefined) => slack && { ...slack, postEveryMs: 0 };

/** A zone where it is three at night, so that nothing is due by the time of day. */
function zoneAtNight(): string {
  const hours = (new Date().getUTCHours() + 9) % 24;
  const west = hours - 12;
  return `Etc/GMT${west < 0 ? '-' : '+'}${Math.abs(west)}`;
}

/** A module that sets a process's clock ahead before anything else runs. */
function clockAhead(milliseconds: number): string {
  const code = `const { now } = Date;
Date.now = () => now() + ${milliseconds};
globalThis.Date = new Proxy(Date, {
  construct: (target, given, as) => Reflect.construct(target, given.length > 0 ? given : [target.now()], as),
  apply: (target) => new target(target.now()).toString(),
});`;
  return `data:text/javascript,${encodeURIComponent(code)}`;
}

/** Everything a message shows, as one text. */
export function shown(message: Message | undefined): string {
  const texts: string[] = [];
  const within = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) within(item);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        if (typeof inner === 'string' && (key === 'text' || key === 'title' || key === 'alt_text')) texts.push(inner);
        else within(inner);
      }
    }
  };
  within(message?.blocks ?? []);
  return [message?.markdown ?? (texts.length === 0 ? message?.text : ''), ...texts].filter(Boolean).join('\n');
}

export interface Pressable {
  actionId: string;
  blockId: string | undefined;
  label: string;
}

/** The buttons of a message as it is now. */
export function buttons(message: Message | undefined): Pressable[] {
  return (message?.blocks ?? []).flatMap((block) =>
    block.type === 'actions'
      ? block.elements.flatMap((element) =>
          element.type === 'button' ? [{ actionId: element.action_id ?? '', blockId: block.block_id, label: element.text.text }] : [],
        )
      : [],
  );
}

/** Everything the bot said in answer to a message: its thread, whispers included, in order. */
export function thread(workspace: Workspace, root: { channel: string; ts: string; thread_ts?: string }): Message[] {
  const top = root.thread_ts ?? root.ts;
  return workspace
    .messages(root.channel)
    .filter((message) => message.fromBot && message.thread_ts === top && Number(message.ts) > Number(root.ts));
}

/** Says something and waits for the finished answer in its thread. */
export async function ask(
  workspace: Workspace,
  said: Parameters<Workspace['say']>[0],
  isAnswer: (message: Message) => boolean = () => true,
): Promise<{ question: Message; answer: Message }> {
  const question = await workspace.say(said);
  const answer = await workspace.waitFor(() => thread(workspace, question).find((message) => !message.streaming && isAnswer(message)));
  return { question, answer };
}

/** Presses the button with that label, as the message was when it was looked at. */
export async function press(workspace: Workspace, user: string, message: Message, label: string): Promise<void> {
  const button = buttons(message).find((each) => each.label === label);
  if (!button) throw new Error(`no button "${label}" among ${buttons(message).map((each) => each.label)}:\n${shown(message)}`);
  await workspace.press({ user, message, actionId: button.actionId, blockId: button.blockId });
}

/** What the bot says to one person only, after an act. */
export async function whispered(workspace: Workspace, user: string, act: () => Promise<unknown>): Promise<string> {
  const channels = [...Object.values(CHANNELS), user];
  const heard = () => channels.flatMap((channel) => workspace.messages(channel).filter((message) => message.onlyFor === user));
  const before = new Set(heard().map(({ channel, ts }) => `${channel}:${ts}`));
  await act();
  return workspace.waitFor(() => shown(heard().find(({ channel, ts }) => !before.has(`${channel}:${ts}`))));
}
