import type { Logger } from 'pino';
import type { Changing } from '../agents/kit/changing.ts';
import type { Actor, Clock, Context } from '../agents/kit/context.ts';
import type { Spans } from '../agents/kit/spans.ts';
import type { Models } from '../models/index.ts';
import type { Catalog } from '../tools/catalog.ts';
import type { Copying } from './activity-copies.ts';
import type { ForeignServers } from './foreign-servers.ts';
import type { Mailer } from './mailer.ts';
import type { Model } from './model-port.ts';
import type { Platform } from './platform.ts';
import type { Queue } from './queue.ts';
import type { TurnLimits } from './turn/limits.ts';
import type { LikelyTools } from './turn/menu.ts';

/** Everything one running Greendoor is made of; built once, in bot/composition/build.ts. */
export interface Assistant {
  models: Models;
  catalog: Catalog;
  model: Model;
  /** Answers where a language model fails; needs no service. */
  fallback?: Model;
  /** How people ask for tools, as far as it is known. */
  likelyTools?: LikelyTools;
  mailer: Mailer;
  platforms: Platform[];
  queue: Queue;
  /** Said before accounts are written to, so that they are scored soon after. */
  changing?: Changing;
  /** Other systems whose tools are offered, where there are any. */
  foreign?: ForeignServers;
  /** Where activities with customers are written to, too. */
  copying?: Copying;
  clock: Clock;
  log: Logger;
  /** What a turn, a person and a tenant may use; the usual ones unless set. */
  limits?: Partial<TurnLimits>;
  /** Who watches the operation, where somebody does. */
  spans?: Spans | undefined;
}

export interface ContextOptions {
  asOf?: Date;
  signal?: AbortSignal;
}

/** The one argument every agent gets. */
export function contextFor(
  assistant: Pick<Assistant, 'models' | 'clock' | 'log' | 'spans' | 'copying'>,
  tenant: string,
  actor: Actor,
  options: ContextOptions = {},
): Context {
  const { models, clock, log, spans, copying } = assistant;
  const signal = options.signal ?? new AbortController().signal;
  return { tenant, actor, clock, models, log, spans, asOf: options.asOf ?? clock.now(), signal, ...copiesOf(copying, tenant) };
}

/** Only the tenant whose system it is has copies there. */
export const copiesOf = (copying: Copying | undefined, tenant: string): Pick<Context, 'copies'> =>
  copying?.tenant === tenant ? { copies: copying } : {};
