/**
 * The composition root: the only file that may import everything, and that nothing imports.
 * `npm start` serves; the other commands run the same parts without a platform.
 */
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { ask } from '../adapters/cli/ask.ts';
import { runSchema } from '../adapters/dictionary/command.ts';
import { runExport } from '../adapters/export/export.ts';
import { runForget } from '../adapters/export/forget-command.ts';
import { startHttpServer } from '../adapters/http/server.ts';
import { runImport } from '../adapters/import/command.ts';
import { createImporter } from '../adapters/import/importer.ts';
import { createIngest } from '../adapters/ingest/index.ts';
import { createRecordingMailer } from '../adapters/mail/record.ts';
import { createSmtpMailer } from '../adapters/mail/smtp.ts';
import { createPlanner } from '../adapters/planner/index.ts';
import { runSample } from '../adapters/sample/command.ts';
import { loadSample } from '../adapters/sample/load.ts';
import { createSegmentDoor } from '../adapters/segment/index.ts';
import { agents } from '../agents/index.ts';
import { systemClock } from '../agents/kit/context.ts';
import { OperatorError } from '../agents/kit/errors.ts';
import { rescore, rescoreHistory } from '../agents/kit/rescore.ts';
import { openDatabase } from '../models/connection.ts';
import { CHANNEL_PURPOSES } from '../models/workspace.ts';
import { startChores } from '../schedules/chores.ts';
import { alerts, schedules } from '../schedules/index.ts';
import { createScheduler } from '../schedules/scheduler.ts';
import { createCatalog } from '../tools/catalog.ts';
import { describeError } from '../tools/describe-error.ts';
import type { Assistant } from './assistant.ts';
import { type Config, readConfig } from './config.ts';
import { connectWorkspace } from './connect-workspace.ts';
import { fileReader } from './files.ts';
import { createFreshness } from './freshness.ts';
import { createInbox } from './inbox.ts';
import { answerIncoming, giveUp } from './incoming/answer.ts';
import { proposer } from './incoming/approvals.ts';
import { createLog } from './log.ts';
import { createQueue } from './queue.ts';

/** Who asks on the command line unless `--as` says otherwise. */
const SAMPLE_CSM = 'sarah.williams@greendoor.example';

/** The longest a timer may be set for: scores follow at the end of an import, not in between. */
const AFTERWARDS_MS = 2 ** 31 - 1;

type Composed = Awaited<ReturnType<typeof compose>>;

/** Running work may finish until then; afterwards the process ends whatever is open. */
const STOP_LIMIT_MS = 25_000;

async function compose(config: Config) {
  const log = createLog(config.logLevel);
  const clock = systemClock;
  const database = await openDatabase(config.database);
  const { models } = database;
  const scorers = agents.flatMap((agent) => agent.scorer ?? []);
  const scope = (tenant = config.tenant) => ({ tenant, models, log, asOf: clock.now(), now: clock.now() });
  const assistant: Assistant = {
    models,
    catalog: createCatalog(agents),
    model: config.openai ? (await import('../adapters/openai/model.ts')).createOpenAiModel(config.openai) : createPlanner(),
    mailer: config.mail ? createSmtpMailer({ ...config.mail, log, clock }) : createRecordingMailer({ log, clock }),
    platforms: [],
    queue: createQueue({ connection: database.connection, log }),
    clock,
    log,
  };
  return {
    assistant,
    database,
    /** Scores some accounts; without any named, all of them, by what the outcomes known by now teach. */
    score: async (accountIds?: string[], tenant?: string) => {
      if (!accountIds) for (const { learn } of agents) await learn?.(scope(tenant));
      return rescore(scope(tenant), scorers, accountIds);
    },
    scorePast: (signal?: AbortSignal) => rescoreHistory({ ...scope(), signal }, scorers),
  };
}

/**
 * Loads and scores the sample portfolio where there is no account yet. The people and the two accounts of the
 * tour come first, so that the first question can be asked at once; `rest` ends when the others are there too.
 */
async function greetWithSample({ assistant, score }: Composed, tenant: string): Promise<{ rest: Promise<boolean> }> {
  const { models, clock, log } = assistant;
  if (await models.accounts.exists({ tenant })) return { rest: Promise.resolve(false) };
  await loadSample(models, { tenant, now: clock.now(), accounts: 0 });
  await score();
  const others = async () => {
    try {
      await loadSample(models, { tenant, now: clock.now() });
      await score();
      return true;
    } catch (error) {
      log.error({ error: describeError(error) }, 'the sample portfolio is incomplete');
      return false;
    }
  };
  return { rest: others() };
}

/** The doors through which rows and product events come, for those who have keys; what they touch is scored soon. */
function openDataDoors({ assistant, score }: Composed, { tenant, ingest, segment }: Config) {
  const { models, clock, log } = assistant;
  const freshness = createFreshness({ models, clock, log, rescore: (of, accountIds) => score(accountIds, of) });
  const { changing } = freshness;
  const keys = ingest.map((key) => ({ ...key, tenant }));
  const rows = createIngest({
    models,
    keys,
    clock,
    log,
    open: (scope) => createImporter({ ...scope, models, clock, source: 'ingest', changing }),
  });
  const events = createSegmentDoor({ models, keys: segment.map((key) => ({ key, tenant })), clock, log, changing });
  return {
    doors: [
      ...(keys.length > 0 ? [{ path: '/ingest', listen: rows }] : []),
      ...(segment.length > 0 ? [{ path: '/v1', listen: events.listen }] : []),
    ],
    /** Takes what a process that died left, and what could not be attributed before. */
    async drain() {
      await events.worker.drain(tenant);
      await freshness.recover(tenant);
    },
    async stop() {
      await events.worker.stop();
      await freshness.stop();
    },
  };
}

async function serve(config: Config): Promise<void> {
  // Read while the database opens.
  const adapter = import('../adapters/slack/app.ts');
  const composed = await compose(config);
  const { assistant, database } = composed;
  const { models, queue, clock, log } = assistant;
  const { rest } = config.slack ? { rest: Promise.resolve(false) } : await greetWithSample(composed, config.tenant);
  // Only here: the page's parts are development dependencies, absent where Slack is connected.
  const demo = config.slack
    ? undefined
    : await (await import('../adapters/playground/demo.ts')).startDemo(assistant, {
        ...config,
        database: database.label,
        first: SAMPLE_CSM,
        file: join(config.database.directory, 'workspace.json'),
      });

  const inbox = createInbox({
    models,
    queue,
    clock,
    log,
    answer: (incoming, event, workspace) => answerIncoming(assistant, incoming, event, workspace),
    giveUp: (incoming, event) => giveUp(assistant, incoming, event),
  });
  const { apiUrl: slackApiUrl, ...credentials } = config.slack ?? demo?.slack ?? {};
  const slack = (await adapter).createSlackAdapter({
    config: {
      ...credentials,
      slackApiUrl,
      prompts: assistant.catalog.all
        .flatMap((tool) => tool.examples.slice(0, 1))
        .slice(0, 4)
        .map((message) => ({ title: message, message })),
    },
    accept: (incoming) => inbox.accept(incoming),
    clock,
    log,
    // Only when the first chart is drawn: its library is large.
    drawChart: async (chart) => (await import('../adapters/charts/draw.ts')).drawChart(chart),
    readFile: fileReader(models, 'slack'),
  });
  assistant.platforms.push(slack.platform);
  const scheduler = createScheduler(assistant, schedules, alerts);
  await queue.start();
  const team = await slack.start();
  if (config.slack && team) {
    const { channels } = config.slack;
    const named = CHANNEL_PURPOSES.flatMap((purpose) => (channels[purpose] ? [{ purpose, id: channels[purpose] }] : []));
    await connectWorkspace(assistant, { ...config, ...team, platform: 'slack', channels: named });
  }
  const data = openDataDoors(composed, config);
  const http = await startHttpServer({
    host: config.host,
    port: demo ? 0 : config.port,
    doors: [{ path: '/slack', listen: slack.requestListener }, ...data.doors],
    readiness: async () => ({
      database: database.connection.readyState === 1 && Boolean(await database.connection.db?.command({ ping: 1 })),
    }),
  });
  demo?.workspace.connect(`${http.url}/slack/events`);
  const chores = startChores(assistant, inbox, scheduler, composed.score, { events: data.drain });
  process.stdout.write(
    demo
      ? `Greendoor is ready: ${demo.workspace.url}
`
      : `Greendoor answers ${team?.name} in Slack, ${config.slack?.appToken ? 'over Socket Mode' : `at ${http.url}/slack/events`}
`,
  );
  const stopping = new AbortController();
  let past: Promise<unknown> = Promise.resolve();
  const stop = async () => {
    setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
    http.drain();
    await chores.stop();
    await http.close();
    await queue.stop(STOP_LIMIT_MS / 2);
    await data.stop();
    stopping.abort();
    await Promise.allSettled([rest, past]);
    await slack.stop();
    await demo?.workspace.close();
    await database.close();
    process.exit(0);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);

  if (await rest) {
    // Charts, changes and alerts look back.
    past = composed
      .scorePast(stopping.signal)
      .catch((error: unknown) => log.debug({ error: describeError(error) }, 'the past is not scored'));
    await past;
  }
  await chores.tick();
  if (demo) await scheduler.fireFirst();
}

type Command = (composed: Composed, config: Config, argv: string[]) => Promise<number>;

const out = { write: (text: string) => void process.stdout.write(text), error: (text: string) => void process.stderr.write(text) };

/** Commands that do one thing and end; each gives its exit code. */
const commands: Record<string, Command> = {
  ask: async (composed, config, argv) => {
    const { assistant } = composed;
    if (!config.slack) await (await greetWithSample(composed, config.tenant)).rest;
    return ask({ turn: { ...assistant, propose: proposer(assistant) }, tenant: config.tenant, defaultEmail: SAMPLE_CSM }, argv, out);
  },
  sample: ({ assistant, score, scorePast }, { tenant }, argv) => {
    const both = async () => {
      const [now, past] = [await score(), await scorePast()];
      return { ...now, milliseconds: now.milliseconds + past.milliseconds };
    };
    return runSample({ models: assistant.models, tenant, now: assistant.clock.now(), score: both, out }, argv);
  },
  import: async ({ assistant, score }, { tenant }, argv) => {
    const terminal = process.stdin.isTTY ? createInterface({ input: process.stdin, output: process.stderr }) : undefined;
    const asking = terminal ? { ask: (question: string) => terminal.question(question) } : {};
    const { models, clock, log } = assistant;
    // Each account once, after the last row that tells of it.
    const freshness = createFreshness({ models, clock, log, delayMs: AFTERWARDS_MS, rescore: (of, ids) => score(ids, of) });
    try {
      return await runImport(
        { ...assistant, tenant, out: process.stdout, err: process.stderr, changing: freshness.changing, ...asking },
        argv,
      );
    } finally {
      terminal?.close();
      await freshness.stop();
    }
  },
  export: ({ assistant }, { tenant }, argv) => runExport({ ...assistant, tenant, out: process.stdout, err: process.stderr }, argv),
  forget: ({ assistant }, { tenant }, argv) => runForget({ ...assistant, tenant, out: process.stdout, err: process.stderr }, argv),
};

async function main([name = 'serve', ...argv]: string[]): Promise<void> {
  try {
    if (name === 'schema') {
      process.exitCode = runSchema(out, argv);
      return;
    }
    const command = commands[name];
    if (!command && name !== 'serve')
      throw new OperatorError(`There is no command "${name}". Known are serve, schema, ${Object.keys(commands).join(', ')}.`);
    const config = readConfig();
    if (!command) return await serve(config);
    const composed = await compose(config);
    process.exitCode = await command(composed, config, argv).finally(() => composed.database.close());
  } catch (error) {
    const { code, port } = error as { code?: string; port?: number };
    const taken = code === 'EADDRINUSE' ? `Port ${port} is taken, perhaps by another Greendoor. Set PORT to a free one.` : undefined;
    process.stderr.write(`${taken ?? (error instanceof Error ? error.message : String(error))}\n`);
    process.exit(1);
  }
}

await main(process.argv.slice(2));
