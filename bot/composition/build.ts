import type { Logger } from 'pino';
import { createRecordingMailer } from '../../adapters/mail/record.ts';
import { agents } from '../../agents/index.ts';
import { createForeground, type Foreground } from '../../agents/kit/breathe.ts';
import { type Clock, systemClock } from '../../agents/kit/context.ts';
import { type RescoreResult, rescore, rescoreHistory } from '../../agents/kit/rescore.ts';
import { type Database, openDatabase } from '../../models/connection.ts';
import { createCatalog } from '../../tools/catalog.ts';
import { createCopying } from '../activity-copies.ts';
import type { Assistant } from '../assistant.ts';
import type { Config } from '../config.ts';
import type { ForeignServers } from '../foreign-servers.ts';
import { createFreshness, type Freshness } from '../freshness.ts';
import { createLog } from '../log.ts';
import { createQueue } from '../queue.ts';
import { tellOfSystems } from '../tell-of-systems.ts';
import { openSpans } from './spans.ts';

/** Everything Greendoor is made of, connected to nothing but its database. */
export interface Greendoor {
  config: Config;
  assistant: Assistant;
  database: Database;
  /** What people wait for; scoring gives way to it. */
  foreground: Foreground;
  /** Scores soon after whatever writes to accounts; stopped before the database is closed. */
  freshness: Freshness;
  /** Scores some accounts of a tenant; without any named, all of them, by what the outcomes known by now teach. */
  score(tenant: string, accountIds?: readonly string[], signal?: AbortSignal): Promise<RescoreResult>;
  /** Scores the weeks before, for charts and changes. */
  scorePast(tenant: string, signal?: AbortSignal): Promise<RescoreResult>;
}

export interface BuildOptions {
  clock?: Clock;
  log?: Logger;
  /** How long changes gather before they are scored, in milliseconds. */
  scoreAfterMs?: number;
  /** Stops waiting for the database. */
  signal?: AbortSignal;
}

/**
 * Puts the parts together. Whoever builds closes the database.
 * @throws OperatorError where the database cannot be opened.
 */
export async function buildGreendoor(config: Config, options: BuildOptions = {}): Promise<Greendoor> {
  const { clock = systemClock, log = createLog(config.logLevel), signal } = options;
  const database = await openDatabase({ ...config.database, signal, log });
  const { models } = database;
  const scorers = agents.flatMap((agent) => agent.scorer ?? []);
  const foreground = createForeground();
  const scope = (tenant: string, stop?: AbortSignal) => ({ tenant, models, asOf: clock.now(), now: clock.now(), signal: stop, foreground });
  const score: Greendoor['score'] = async (tenant, accountIds, stop) => {
    if (!accountIds) for (const { learn } of agents) await learn?.(scope(tenant, stop));
    return rescore(scope(tenant, stop), scorers, accountIds);
  };
  const { scoreAfterMs: delayMs } = options;
  const freshness = createFreshness({ models, clock, log, rescore: score, ...(delayMs === undefined ? {} : { delayMs }) });
  const foreign = await reachSystems(config, { models, clock, log, shutOut: () => tellOfSystems(assistant, config.tenant) });
  const writeBack = foreign?.writeBack;
  const assistant: Assistant = {
    models,
    catalog: createCatalog(agents, foreign?.guests),
    ...(foreign ? { foreign } : {}),
    ...(foreign && writeBack ? { copying: createCopying({ models, clock, log, foreign: { ...foreign, writeBack } }) } : {}),
    // Loaded are those in use only.
    model: config.openai
      ? (await import('../../adapters/openai/model.ts')).createOpenAiModel(config.openai)
      : (await import('../../adapters/planner/index.ts')).createPlanner({ clock }),
    ...(config.openai ? await besideModel(clock) : {}),
    mailer: config.mail
      ? (await import('../../adapters/mail/smtp.ts')).createSmtpMailer({ ...config.mail, log, clock })
      : createRecordingMailer({ log, clock }),
    platforms: [],
    queue: createQueue({ connection: database.connection, log }),
    changing: freshness.changing,
    clock,
    log,
    limits: config.limits,
    spans: await openSpans(),
  };
  return {
    config,
    assistant,
    database,
    foreground,
    freshness,
    score,
    scorePast: (tenant, stop) => rescoreHistory(scope(tenant, stop), scorers),
  };
}

/** What answers where a language model fails, and what it knows of how people ask for tools. */
async function besideModel(clock: Clock): Promise<Pick<Assistant, 'fallback' | 'likelyTools'>> {
  const { createPlanner, likelyTools } = await import('../../adapters/planner/index.ts');
  return { fallback: createPlanner({ clock }), likelyTools };
}

/** Loaded is the protocol where a system is named only. */
async function reachSystems(
  { servers, tenant }: Config,
  options: Pick<Assistant, 'models' | 'clock' | 'log'> & { shutOut(): Promise<void> },
): Promise<ForeignServers | undefined> {
  if (servers.length === 0) return undefined;
  return (await import('../../adapters/mcp-client/index.ts')).openForeignServers({ tenant, servers, ...options });
}
