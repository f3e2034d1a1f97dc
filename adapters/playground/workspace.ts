import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { guarded, type Listener } from '../../bot/http/guard.ts';
import { Deliveries, type Delivery } from './delivery.ts';
import { Files } from './files.ts';
import { createHandler } from './http.ts';
import { keepMessages } from './keep.ts';
import { LIMITS } from './limits.ts';
import { Live } from './live.ts';
import type { Host } from './methods/call.ts';
import { PersonSide, type Said, type Submitted } from './person-side.ts';
import { SocketMode } from './socket-mode.ts';
import { type ChannelSpec, type Clock, Store } from './store.ts';
import { Triggers } from './triggers.ts';
import { type ApiCall, type Fault, WebApi } from './web-api.ts';
import type { Banner, FormValues, Message, OpenView, Person, Prompts, Status, Tab } from './wire.ts';

export interface WorkspaceOptions {
  signingSecret: string;
  botToken: string;
  /** Allows Socket Mode. */
  appToken?: string;
  /** Where the bot listens; may be given later by `connect`. */
  eventsUrl?: string;
  people: Person[];
  channels: ChannelSpec[];
  teamId: string;
  botUserId: string;
  /** Default "Greendoor". */
  botName?: string;
  /** Shown at the top of the page. Default "Local workspace". */
  name?: string;
  /** Which model and which database, shown on the page. */
  banner?: Banner;
  /** Default `/greendoor`. */
  command?: string;
  /** Default message.im (app_mention and app_home_opened are always delivered); `message.channels` delivers every channel message. */
  subscriptions?: string[];
  /** Milliseconds before each repeat of a failed event. Slack's: at once, 1 min, 5 min. */
  retryDelays?: number[];
  /** How long the bot may take to acknowledge, in ms. Default Slack's three seconds. */
  acknowledgeWithin?: number;
  /** Whether chat.postMessage is limited as on Slack, about one a second a channel after a burst. Default true. */
  limitPosts?: boolean;
  /** Where messages are kept between starts, and beside it the files; without it they are gone with the process. */
  file?: string;
  log?: Pick<Logger, 'warn'>;
  /** How long an uploaded picture is worked on before a message may show it, in ms; Slack takes about a second. Default 0. */
  processFiles?: number;
  /** Time of messages, triggers and streams. Signatures use the real time. */
  clock?: Clock;
}

/** A local Slack workspace: the other side of the bot. */
export interface Workspace {
  /** The page. */
  url: string;
  /** For `clientOptions.slackApiUrl`. */
  apiUrl: string;
  connect(eventsUrl: string): void;
  close(): Promise<void>;

  /** `channel`: id or name; or `dm: true` for the person's direct conversation. Resolves when the bot has acknowledged. */
  say(said: { user: string; text: string; thread?: string } & ({ channel: string } | { dm: true })): Promise<Said>;
  /** Opens a person's direct conversation with the bot, or their home. */
  open(user: string, tab?: Tab): Promise<Delivery | undefined>;
  /** What the bot shows a person on their home. */
  home(user: string): OpenView | undefined;
  /** Also an option of a list, by its `value`. */
  pressOnHome(pressed: { user: string; actionId: string; blockId?: string; value?: string }): Promise<Delivery | undefined>;
  command(given: { user: string; channel: string; text: string }): Promise<Delivery | undefined>;
  /** Also a button that an update has removed since; `value` picks a feedback verdict or an option. */
  press(pressed: {
    user: string;
    message: { channel: string; ts: string };
    actionId: string;
    blockId?: string;
    value?: string;
  }): Promise<Delivery | undefined>;
  /** Lets people in or out of a channel, or shares it. */
  changeChannel(id: string, changes: Partial<Pick<ChannelSpec, 'members' | 'shared'>>): void;
  openedForm(user: string): OpenView | undefined;
  /** `values` by block id or action id. */
  submitForm(submitted: { user: string; viewId?: string; values: FormValues }): Promise<Submitted>;
  dismissForm(user: string): Promise<Delivery | undefined>;

  /** Of a channel (id, name, or a person's id for their direct conversation), in order, ephemeral ones and replies too. */
  messages(channel: string): Message[];
  statuses(): Status[];
  prompts(channel: string): Prompts | undefined;
  /** Resolves with the first truthy answer of `look`, asked again after every change. Rejects after `milliseconds` (a minute). */
  waitFor<T>(look: (workspace: Workspace) => T, milliseconds?: number): Promise<NonNullable<T>>;

  /** Every attempt to hand something to the bot. */
  readonly deliveries: readonly Delivery[];
  /** Every call the bot made. */
  readonly calls: readonly ApiCall[];
  /** The same delivery again (`event_id` or trigger), as after a lost answer. */
  redeliver(key: string): Promise<Delivery>;
  /** Holds back every following delivery. */
  delayDeliveries(milliseconds: number): void;
  /** Whether a Socket Mode client is connected. */
  readonly socketConnected: boolean;
  /** Resolves when nothing is being delivered. */
  settled(): Promise<void>;
  /** The next call of a method goes wrong. */
  failNext(method: string, error: string): void;
  rateLimitNext(method: string, seconds: number): void;
  faultNext(method: string, fault: Fault): void;
}

const LOOPBACK = '127.0.0.1';

/** Starts the workspace on a port of its own, of this machine only. */
export async function startWorkspace(options: WorkspaceOptions): Promise<Workspace> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, LOOPBACK, resolve);
  });
  const { workspace, listen, socket } = openWorkspace(options, `http://${LOOPBACK}:${(server.address() as AddressInfo).port}`);
  server.on('request', guarded(listen, {}));
  server.on('upgrade', (request, stream) => socket.upgrade(request, stream));
  const { close } = workspace;
  workspace.close = async () => {
    await close();
    await new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  };
  return workspace;
}

/** The workspace behind a server of somebody else's, which must listen on loopback; `url` is that server's. */
export function openWorkspace(options: WorkspaceOptions, url: string): { workspace: Workspace; listen: Listener; socket: SocketMode } {
  const botName = options.botName ?? 'Greendoor';
  const command = options.command ?? '/greendoor';
  const store = new Store({ ...options, clock: options.clock ?? { now: () => new Date() } });
  const stopKeeping = options.file ? keepMessages(store, options.file, options.log) : () => {};
  const watchers = new Set<() => void>();
  const changed = () => {
    for (const watcher of [...watchers]) watcher();
  };
  store.listen(changed);
  const { retryDelays = [0, 60_000, 300_000], acknowledgeWithin = LIMITS.time.acknowledge } = options;
  const deliveries = new Deliveries(options.signingSecret, { retryDelays, acknowledgeWithin }, changed);
  deliveries.url = options.eventsUrl;
  const files = new Files(store, { processing: options.processFiles ?? 0, folder: options.file ? `${options.file}.files` : undefined });
  const host: Host = { store, triggers: new Triggers(store), files, botName, url };
  const socket = new SocketMode((carrier) => {
    deliveries.carrier = carrier;
    changed();
  });
  const people = new PersonSide(host, deliveries, { command, subscriptions: options.subscriptions ?? ['message.im'] });
  const api = new WebApi(host, {
    botToken: options.botToken,
    appToken: options.appToken,
    limitPosts: options.limitPosts ?? true,
    openSocket: () => `${url.replace('http', 'ws')}${socket.ticket()}`,
    called: changed,
  });
  const about = { name: options.name ?? 'Local workspace', banner: options.banner, command, botName };
  const live = new Live(store, about);
  const listen = createHandler({ host, api, people, live });
  const workspace: Workspace = {
    url,
    apiUrl: `${url}/api/`,
    connect: (eventsUrl) => {
      deliveries.url = eventsUrl;
    },
    close: async () => {
      await deliveries.close();
      stopKeeping();
      live.close();
      socket.close();
    },
    say: (said) => people.say({ ...said, channel: 'dm' in said ? said.user : said.channel }),
    open: (user, tab) => people.open(user, tab),
    home: (user) => store.homes.get(user),
    pressOnHome: (pressed) => people.pressInForm({ ...pressed, viewId: store.homes.get(pressed.user)?.id ?? '' }),
    command: (given) => people.command(given),
    press: (pressed) => people.press(pressed),
    changeChannel: (id, changes) => {
      const known = store.conversation(id);
      store.conversations.set(known.id, { ...known, ...changes });
    },
    openedForm: (user) => people.form(user),
    submitForm: (submitted) => people.submit(submitted),
    dismissForm: (user) => people.dismiss(user),
    messages: (channel) => store.messages(store.conversation(channel).id),
    statuses: () => [...store.statuses.values()],
    prompts: (channel) => store.prompts.get(store.conversation(channel).id),
    waitFor: (look, milliseconds = 60_000) =>
      waitFor(
        watchers,
        () => look(workspace),
        milliseconds,
        () => described(store),
      ),
    deliveries: deliveries.journal,
    calls: api.calls,
    redeliver: (key) => deliveries.again(key),
    delayDeliveries: (milliseconds) => {
      deliveries.delay = milliseconds;
    },
    get socketConnected() {
      return deliveries.carrier !== undefined;
    },
    settled: () => deliveries.settled(),
    failNext: (method, error) => api.fault(method, { type: 'error', error }),
    rateLimitNext: (method, seconds) => api.fault(method, { type: 'limit', seconds }),
    faultNext: (method, fault) => api.fault(method, fault),
  };
  return { workspace, listen, socket };
}

function waitFor<T>(watchers: Set<() => void>, look: () => T, milliseconds: number, describe: () => string): Promise<NonNullable<T>> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      watchers.delete(check);
    };
    const check = () => {
      try {
        const found = look();
        if (!found) return;
        stop();
        resolve(found);
      } catch (error) {
        stop();
        reject(error);
      }
    };
    const timer = setTimeout(() => {
      stop();
      reject(new Error(`nothing of the kind within ${milliseconds} ms; the last messages were:\n${describe()}`));
    }, milliseconds);
    watchers.add(check);
    check();
  });
}

const described = (store: Store) =>
  store
    .all()
    .slice(-5)
    .map((message) => `${message.channel} ${message.ts} ${message.user}: ${message.text.slice(0, 200)}`)
    .join('\n');
