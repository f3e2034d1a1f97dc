import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { SMTPServerOptions } from 'smtp-server';
import { type Message, type Person, startWorkspace, type Workspace } from '../../adapters/playground/index.ts';
import type { Models } from '../../models/index.ts';
import { type Mailbox, mailbox } from '../bot/approvals/setup.ts';
import { testDatabase } from './database.ts';
import { fillWithSample } from './sample.ts';

/** The whole product as people meet it: its own process, a Slack workspace, a database and a mail server, all real, on loopback. */

export const TENANT = 'demo';
export const TEAM = 'T0JOURNEY';
export const BOT = 'U0GREENDOOR';
export const SECRET = 'signing-secret-of-the-journey';
export const CHANNELS = { health: 'C0HEALTH', churn: 'C0CHURN', approvals: 'C0APPROVE' } as const;
/** The sample's people, by their id in Slack. */
export const SARAH = 'USARAHWILLIAMS';
export const ELENA = 'UELENAROSSI';
export const MARCUS = 'UMARCUSJOHNSON';
export const PRIYA = 'UPRIYAPATEL';

const MAIN = new URL('../../bot/main.ts', import.meta.url).pathname;

export interface Exited {
  /** Or the signal that ended it. */
  code: number | NodeJS.Signals | null;
  out: string;
  error: string;
}

/** One process of the product. */
export interface Product {
  /** Where it takes Slack's requests. */
  url: string;
  /** Everything it has logged. */
  log(): string;
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<Exited['code']>;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
}

export interface Greendoor {
  workspace: Workspace;
  models: Models;
  mail: Mailbox;
  /** Starts a process of the product, its clock ahead by `ahead` milliseconds; from then on the workspace talks to it. */
  start(env?: Record<string, string>, ahead?: number): Promise<Product>;
  /** Runs a command to its end. */
  run(argv: string[], env?: Record<string, string>): Promise<Exited>;
  /** Ends every process and everything they talk to. */
  close(): Promise<void>;
}

/** A workspace and a database with the sample portfolio, loaded and scored; no process yet. `others` are in Slack and unknown to Greendoor. */
export async function openGreendoor(others: Person[] = [], smtp: SMTPServerOptions = {}): Promise<Greendoor> {
  const database = await testDatabase();
  const { models } = database;
  await fillWithSample(database, TENANT);

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
    ],
    retryDelays: [100, 500],
    // How fast it acknowledges is measured by itself; here other tests share the machine.
    acknowledgeWithin: 15_000,
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
  const children = new Set<ChildProcess>();
  const launch = (argv: string[], env: Record<string, string>, flags: string[] = []) => {
    const child = spawn(process.execPath, [...flags, MAIN, ...argv], { env: { ...settings, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    children.add(child);
    const said = { out: '', error: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said.out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said.error += text;
    });
    const exited: Promise<Exited['code']> = once(child, 'close').then(([code, signal]) => {
      children.delete(child);
      return code ?? signal;
    });
    return { child, said, exited };
  };

  return {
    workspace,
    models,
    mail,
    async start(env = {}, ahead = 0) {
      const { child, said, exited } = launch([], env, ahead === 0 ? [] : ['--import', clockAhead(ahead)]);
      const url = await new Promise<string>((resolve, reject) => {
        const look = () => {
          const found = /at (http:\S+)/.exec(said.out)?.[1];
          if (found) resolve(found);
        };
        child.stdout?.on('data', look);
        void exited.then((code) => reject(new Error(`the product ended with ${code}:\n${said.error}`)));
      });
      workspace.connect(url);
      const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
        child.kill(signal);
        return exited;
      };
      return { url, log: () => said.out + said.error, stop: () => end('SIGTERM'), kill: async () => void (await end('SIGKILL')) };
    },
    async run(argv, env = {}) {
      const { said, exited } = launch(argv, env);
      const code = await exited;
      return { code, ...said };
    },
    async close() {
      const gone = [...children].map((child) => once(child, 'close'));
      for (const child of children) child.kill('SIGKILL');
      await Promise.all(gone);
      await workspace.close();
      await mail.close();
      await database.close();
    },
  };
}

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
  const answer = await workspace.waitFor(
    () => thread(workspace, question).find((message) => !message.streaming && isAnswer(message)),
    15_000,
  );
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
  return workspace.waitFor(() => shown(heard().find(({ channel, ts }) => !before.has(`${channel}:${ts}`))), 15_000);
}
