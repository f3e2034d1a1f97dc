import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Clock } from '../agents/kit/context.ts';
import { describeError, failureOf } from '../agents/kit/describe-error.ts';
import type { InboxEvent } from '../models/inbox-event.ts';
import type { Models } from '../models/index.ts';
import { insertNew } from '../models/kit/bulk.ts';
import { longAgo, over } from '../models/kit/over.ts';
import type { Workspace } from '../models/workspace.ts';
import { findWorkspace } from './actors.ts';
import { ANSWERS_COMPUTED, LANES, laneOf } from './incoming/lanes.ts';
import { createPace } from './incoming/pace.ts';
import type { Incoming, MessageRef } from './platform.ts';
import { ATTEMPTS, type Queue } from './queue.ts';

/** How long after its last sign of life a process that answers is thought dead. */
const LEASE_MS = 12_000;
const SWEEP_AFTER_MS = 15_000;
/** So long it is remembered whose workspace one is; whether it still is, is asked again before anything is answered. */
const REMEMBER_MS = 10_000;

export interface Inbox {
  /** Stores what a person did. Returns once it is on disk; the same key again changes nothing. Throws when it cannot be stored, so that the platform sends it again. */
  accept(incoming: Incoming): Promise<void>;
  /** Enqueues what a tenant's people did and nobody took, e.g. because the process died in between. */
  sweep(tenant: string): Promise<number>;
}

export interface InboxOptions {
  models: Models;
  queue: Queue;
  clock: Clock;
  log: Logger;
  /** Whether answers wait for a model's server, or are computed here; they wait unless said. */
  answersWait?: boolean;
  /** Answers one event; must be safe to repeat for the same `replyId`. */
  answer(incoming: Incoming, event: InboxAnswer, workspace: Workspace): Promise<void>;
  /** Says that an event could not be answered after every attempt. */
  giveUp(incoming: Incoming, event: InboxAnswer, workspace: Workspace): Promise<void>;
}

/** One attempt at an answer. */
export interface InboxAnswer {
  /** The id the answer carries; the same in every attempt. */
  replyId: string;
  /** Whether an earlier attempt may have got somewhere. */
  repeated: boolean;
  /** The message an earlier attempt was writing into. */
  begun: MessageRef | undefined;
  /** Remembers that message for the next attempt. */
  begin(message: MessageRef): Promise<void>;
}

export function createInbox({ models, queue, clock, log, answersWait = true, answer, giveUp }: InboxOptions): Inbox {
  const pace = createPace();
  const tenants = new Map<string, { tenant: string; until: number }>();
  const take = async ({ id, tenant }: { id: string; tenant: string }) => {
    const now = clock.now();
    const claimed = await models.inbox
      .findOneAndUpdate(
        { tenant, _id: id, state: 'accepted', ...over('leaseUntil', now, LEASE_MS) },
        { $set: { leaseUntil: new Date(now.getTime() + LEASE_MS) }, $inc: { attempts: 1 } },
        { returnDocument: 'after' },
      )
      .lean<InboxEvent>();
    if (!claimed) return;
    const incoming = claimed.payload as Incoming;
    const workspace = await findWorkspace(models, incoming.sender.platform, incoming.sender.workspace);
    if (!workspace) return finish(tenant, id, 'failed', 'the workspace is no longer connected');
    const alive = setInterval(() => {
      const leaseUntil = new Date(clock.now().getTime() + LEASE_MS);
      models.inbox.updateOne({ tenant, _id: id, state: 'accepted' }, { $set: { leaseUntil } }).catch(() => {});
    }, LEASE_MS / 3);
    const event: InboxAnswer = {
      replyId: claimed.replyId,
      repeated: claimed.attempts > 1,
      begun: claimed.begun as MessageRef | undefined,
      begin: async (begun) => void (await models.inbox.updateOne({ tenant, _id: id }, { $set: { begun } })),
    };
    try {
      await answer(incoming, event, workspace);
      await finish(tenant, id, 'answered');
    } catch (error) {
      if (claimed.attempts >= ATTEMPTS) {
        await finish(tenant, id, 'failed', failureOf(error));
        await giveUp(incoming, event, workspace);
        return;
      }
      await models.inbox.updateOne({ tenant, _id: id }, { $unset: { leaseUntil: 1 } });
      throw error;
    } finally {
      clearInterval(alive);
    }
  };
  queue.define('press', take, LANES.press);
  if (answersWait) queue.define('answer', (job) => pace.quiet().then(() => take(job)), LANES.answer);
  else queue.define('answer', (job) => pace.computing(() => take(job)), ANSWERS_COMPUTED);
  const enqueue = async (incoming: Incoming, id: string, tenant: string) =>
    queue.add(await laneOf(models, tenant, incoming), { id, tenant });

  async function finish(tenant: string, id: string, state: 'answered' | 'failed', failure?: string): Promise<void> {
    await models.inbox.updateOne(
      { tenant, _id: id },
      { $set: { state, answeredAt: clock.now(), ...(failure ? { failure } : {}) }, $unset: { leaseUntil: 1 } },
    );
  }

  return {
    accept: (incoming) => pace.taking(() => store(incoming)),

    async sweep(tenant) {
      const stale = await models.inbox
        .find({ tenant, state: 'accepted', ...longAgo('at', clock.now(), SWEEP_AFTER_MS) })
        .select({ payload: 1 })
        .limit(1_000)
        .lean<Pick<InboxEvent, '_id' | 'payload'>[]>();
      for (const { _id, payload } of stale) await enqueue(payload as Incoming, _id, tenant);
      return stale.length;
    },
  };

  async function store(incoming: Incoming): Promise<void> {
    const { platform, workspace } = incoming.sender;
    const tenant = await tenantOf(platform, workspace);
    if (!tenant) {
      log.warn({ platform, workspace }, 'event from a workspace that is not connected');
      return;
    }
    const id = randomUUID();
    const now = clock.now();
    const row = {
      _id: id,
      key: incoming.key,
      ...(incoming.alias ? { alias: incoming.alias } : {}),
      payload: incoming,
      state: 'accepted',
      replyId: randomUUID(),
      attempts: 0,
      at: now,
      ingestedAt: now,
      source: platform,
    } satisfies Omit<InboxEvent, 'tenant'>;
    if ((await insertNew(models.inbox, tenant, [row])) === 0) return;
    // The row is what lasts; if the process dies before the job exists, the sweep finds it.
    const add = async () => {
      if (incoming.type === 'message') await pace.quiet();
      await enqueue(incoming, id, tenant);
    };
    add().catch((error: unknown) => log.error({ error: describeError(error) }, 'enqueue'));
  }

  async function tenantOf(platform: string, workspace: string): Promise<string | undefined> {
    const key = JSON.stringify([platform, workspace]);
    const known = tenants.get(key);
    if (known && performance.now() < known.until) return known.tenant;
    const tenant = (await findWorkspace(models, platform, workspace))?.tenant;
    if (tenant) tenants.set(key, { tenant, until: performance.now() + REMEMBER_MS });
    else tenants.delete(key);
    return tenant;
  }
}
