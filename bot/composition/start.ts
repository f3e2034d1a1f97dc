import { join } from 'node:path';
import { CHECK_LIMIT_MS } from '../../adapters/http/readiness.ts';
import { startHttpServer } from '../../adapters/http/server.ts';
import { describeError } from '../../agents/kit/describe-error.ts';
import { ROLES, type User } from '../../models/user.ts';
import { choreList } from '../../schedules/chore-list.ts';
import { startChores } from '../../schedules/chores.ts';
import { alerts, schedules } from '../../schedules/index.ts';
import { createScheduler } from '../../schedules/scheduler.ts';
import type { ChatAdapter, ConnectedTo, OpenChat } from '../chat-adapter.ts';
import { createChatMemory } from '../chat-memory.ts';
import { type Config, isTried } from '../config.ts';
import { connectWorkspace } from '../connect-workspace.ts';
import { fileReader } from '../files.ts';
import { createInbox } from '../inbox.ts';
import { answerIncoming, giveUp } from '../incoming/answer.ts';
import { createFormFor } from '../incoming/form-for.ts';
import { createViewFor } from '../incoming/view-for.ts';
import { STOP_LIMIT_MS } from '../stopping.ts';
import { createSuggestions } from '../suggestions.ts';
import { rehearse } from '../turn/rehearse.ts';
import { type BuildOptions, buildGreendoor, type Greendoor } from './build.ts';
import { type Closing, createClosing } from './closing.ts';
import { openDataDoors } from './data-doors.ts';
import { greetWithSample, NOTHING_LEFT, SAMPLE_CSM } from './first-sample.ts';
import { openMcp } from './mcp.ts';

export interface StartOptions extends BuildOptions {
  chats: readonly OpenChat[];
  /** Aborted when it is to stop, also in the middle of starting. */
  signal: AbortSignal;
}

interface Opened {
  chat: ChatAdapter;
  teams: readonly ConnectedTo[];
}

/** Where the local workspace is served, whatever HOST says: in it whoever comes in may act as anybody. */
const LOOPBACK = '127.0.0.1';

/** A Greendoor that answers. */
export interface Running extends Greendoor {
  /** Where its one HTTP server listens. */
  url: string;
  /** What to tell whoever started it. */
  greeting: string;
  /** Takes nothing new, finishes what is under way and closes everything. */
  stop(): Promise<void>;
}

/**
 * Builds a Greendoor and starts it: no signal is handled and nothing is printed here.
 * @returns undefined when it was told to stop before it was ready; everything is closed then.
 * @throws OperatorError with everything closed, where something refuses to start.
 */
export async function startGreendoor(config: Config, { signal, chats, ...options }: StartOptions): Promise<Running | undefined> {
  let closing: Closing | undefined;
  try {
    if (isTried(config)) (await import('../../adapters/playground/permission.ts')).assertLocalWorkspace(config);
    const greendoor = await buildGreendoor(config, { ...options, signal });
    closing = createClosing(greendoor.assistant.log);
    closing.add('database', greendoor.database.close);
    closing.add('fresh scores', greendoor.freshness.stop);
    const { foreign } = greendoor.assistant;
    if (foreign) closing.add('other systems', foreign.close);
    return await start(greendoor, closing, chats, signal);
  } catch (error) {
    await closing?.run();
    if (signal.aborted) return undefined;
    throw error;
  }
}

async function start(greendoor: Greendoor, closing: Closing, chats: readonly OpenChat[], told: AbortSignal): Promise<Running> {
  const { assistant, database, config, foreground } = greendoor;
  const { models, queue, clock, log, platforms, catalog } = assistant;
  const tried = isTried(config);
  let open = false;
  // First of all: a port that is taken is said at once.
  const http = await startHttpServer({
    host: tried ? LOOPBACK : config.host,
    port: config.port,
    doors: [],
    log,
    readiness: {
      database: async () =>
        database.connection.readyState === 1 && Boolean(await database.connection.db?.command({ ping: 1 }, { timeoutMS: CHECK_LIMIT_MS })),
      doors: async () => open,
    },
  });
  // Closed last: what still runs may need the local workspace, and what comes in until then is stored for the next start.
  closing.add('http', http.close);

  const over = new AbortController();
  const signal = AbortSignal.any([told, over.signal]);

  const { rest } = tried ? await greetWithSample(greendoor, signal) : NOTHING_LEFT;
  let background: Promise<unknown> | undefined;
  closing.add('work in the background', async () => background);
  signal.throwIfAborted();

  const local = config.slack || config.teams ? undefined : await openLocalWorkspace(greendoor, http.url);
  if (local) closing.add('local workspace', () => local.workspace.close());
  // Before a chat adapter connects: it asks the workspace who it is.
  if (local) http.open({ path: '/', listen: local.listen });

  const inbox = createInbox({
    models,
    queue,
    clock,
    log,
    answersWait: assistant.model.isLanguageModel,
    answer: (incoming, event, workspace) => foreground.during(() => answerIncoming(assistant, incoming, event, workspace)),
    giveUp: (incoming, event) => giveUp(assistant, incoming, event),
  });
  const trial = tried ? { people: () => peopleOf(assistant, config), directory: config.database.directory, url: http.url } : undefined;
  const opened: Opened[] = [];
  for (const open of chats) {
    const chat = await open({
      config: local ? { ...config, slack: { ...local.slack, channels: {} } } : config,
      accept: inbox.accept,
      formFor: createFormFor(assistant),
      viewFor: createViewFor(assistant),
      memory: (platform) => createChatMemory(assistant, platform),
      trial,
      clock,
      log,
      suggest: createSuggestions(catalog),
      // Only when the first chart is drawn: its library is large.
      drawChart: async (chart) => (await import('../../adapters/charts/draw.ts')).drawChart(chart),
      readFile: (platform) => fileReader(models, platform),
    });
    if (!chat) continue;
    signal.throwIfAborted();
    closing.add(chat.platform.name, chat.stop);
    platforms.push(chat.platform);
    const teams = await chat.start();
    for (const team of local ? [] : teams) await connectWorkspace(assistant, { ...config, ...team, platform: chat.platform.name });
    opened.push({ chat, teams });
  }
  signal.throwIfAborted();

  const mcp = await openMcp(greendoor);
  const data = openDataDoors(greendoor);
  closing.add('data doors', data.stop);
  // Nobody waits for them: what is not reached says so when it is asked.
  void assistant.foreign?.refresh();
  await models.foreignServers.deleteMany({
    tenant: config.tenant,
    state: 'accepted',
    name: { $nin: config.servers.map(({ name }) => name) },
  });
  const scheduler = createScheduler(assistant, schedules, alerts);
  closing.add('queue', () => queue.stop(STOP_LIMIT_MS / 2));
  // Before anything is answered: nobody waits for it here.
  assistant.model.prepare?.(catalog.forRoles(ROLES).map(({ name }) => catalog.wire(name)));
  await rehearse();
  await queue.start();
  http.open(...opened.flatMap(({ chat }) => chat.door ?? []), ...data.doors, ...mcp);
  open = true;
  const score = (tenant: string, stop: AbortSignal) => greendoor.score(tenant, undefined, stop);
  const chores = startChores(assistant, choreList(assistant, { ...data, inbox, scheduler, score }), config.tenant);
  closing.add('chores', chores.stop);

  // Only now: until somebody can come in, nothing is to be slower for it.
  background = lookBack(greendoor, rest, signal).then(async () => {
    if (signal.aborted) return;
    await chores.tick();
    if (tried) await scheduler.fireFirst(config.tenant);
  });
  background.catch((error: unknown) => log.error({ error: describeError(error) }, 'what follows the start failed'));
  const address = local?.workspace.url ?? opened.flatMap(({ teams }) => teams.flatMap((team) => team.address ?? []))[0];
  return {
    ...greendoor,
    url: http.url,
    greeting: [
      ...(address ? [`Greendoor is ready: ${address}`] : opened.map((each) => `Greendoor answers ${whereOf(each, http.url)}`)),
      ...data.doors.map(({ path }) => `Data comes in at ${http.url}${path}`),
      ...mcp.map(({ path }) => `MCP clients connect to ${http.url}${path}`),
    ].join('\n'),
    async stop() {
      http.drain();
      over.abort(new Error('stopped'));
      await closing.run();
    },
  };
}

/** Whom a playground may act as, who one is at first before the others. */
async function peopleOf(
  { models }: Greendoor['assistant'],
  { tenant, teams }: Config,
): Promise<Pick<User, '_id' | 'name' | 'email' | 'roles'>[]> {
  const users = await models.users.find({ tenant, active: true }, { name: 1, email: 1, roles: 1 }).sort({ at: 1, _id: 1 }).lean();
  const first = teams?.playground?.person ?? SAMPLE_CSM;
  return users.sort((a, b) => Number(b.email === first) - Number(a.email === first));
}

/** Only here: the page's parts are development dependencies, absent where a chat platform is connected. */
async function openLocalWorkspace({ assistant, database, config }: Greendoor, url: string) {
  const { startDemo } = await import('../../adapters/playground/demo.ts');
  const file = join(config.database.directory, 'workspace.json');
  return startDemo(assistant, { ...config, url, database: database.label, first: SAMPLE_CSM, file });
}

/** Completes the sample; then charts, changes and alerts look back. */
async function lookBack({ assistant, config, scorePast }: Greendoor, rest: () => Promise<boolean>, signal: AbortSignal): Promise<void> {
  if (!(await rest()) || signal.aborted) return;
  await scorePast(config.tenant, signal).catch((error: unknown) => {
    if (!signal.aborted) assistant.log.warn({ error: describeError(error) }, 'the past is not scored');
  });
}

function whereOf({ chat, teams }: Opened, url: string): string {
  const events = chat.door?.events;
  const door = events ? `at ${url}${events}` : 'over Socket Mode';
  const names = teams.map(({ name, where }) => `${name} ${where}`).join(', ');
  return `${names || `every workspace that installs it on ${chat.platform.name}`}, ${door}`;
}
