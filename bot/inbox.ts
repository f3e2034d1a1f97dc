import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Clock } from '../agents/kit/context.ts';
import type { InboxEvent } from '../models/inbox-event.ts';
import type { Models } from '../models/index.ts';
import { isDuplicate } from '../models/kit/duplicates.ts';
import type { Workspace } from '../models/workspace.ts';
import { findWorkspace } from './actors.ts';
import type { Incoming } from './platform.ts';
import { ATTEMPTS, type Queue } from './queue.ts';

const JOB = 'answer';
/** How long after its last sign of life a process that answers is thought dead. */
const LEASE_MS = 12_000;
const SWEEP_AFTER_MS = 15_000;

export interface Inbox {
  /** Stores what a person did. Returns once it is on disk; the same key again changes nothing. Throws when it cannot be stored, so that the platform sends it again. */
  accept(incoming: Incoming): Promise<void>;
  /** Enqueues what was stored but never taken, e.g. because the process died in between. */
  sweep(): Promise<number>;
}

export interface InboxOptions {
  models: Models;
  queue: Queue;
  clock: Clock;
  log: Logger;
  /** Answers one event; must be safe to repeat for the same `replyId`. */
  answer(incoming: Incoming, event: { replyId: string; repeated: boolean }, workspace: Workspace): Promise<void>;
  /** Says that an event could not be answered after every attempt. */
  giveUp(incoming: Incoming, event: { replyId: string }, workspace: Workspace): Promise<void>;
}

export function createInbox({ models, queue, clock, log, answer, giveUp }: InboxOptions): Inbox {
  queue.define(JOB, async ({ id, tenant }) => {
    const now = clock.now();
    const claimed = await models.inbox
      .findOneAndUpdate(
        { tenant, _id: id, state: 'accepted', $or: [{ leaseUntil: null }, { leaseUntil: { $lte: now } }] },
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
    try {
      await answer(incoming, { replyId: claimed.replyId, repeated: claimed.attempts > 1 }, workspace);
      await finish(tenant, id, 'answered');
    } catch (error) {
      const failure = error instanceof Error ? error.message : String(error);
      if (claimed.attempts >= ATTEMPTS) {
        await finish(tenant, id, 'failed', failure);
        await giveUp(incoming, { replyId: claimed.replyId }, workspace);
        return;
      }
      await models.inbox.updateOne({ tenant, _id: id }, { $unset: { leaseUntil: 1 } });
      throw error;
    } finally {
      clearInterval(alive);
    }
  });

  async function finish(tenant: string, id: string, state: 'answered' | 'failed', failure?: string): Promise<void> {
    await models.inbox.updateOne(
      { tenant, _id: id },
      { $set: { state, answeredAt: clock.now(), ...(failure ? { failure } : {}) }, $unset: { leaseUntil: 1 } },
    );
  }

  return {
    async accept(incoming) {
      const workspace = await findWorkspace(models, incoming.sender.platform, incoming.sender.workspace);
      if (!workspace) {
        log.warn(
          { platform: incoming.sender.platform, workspace: incoming.sender.workspace },
          'event from a workspace that is not connected',
        );
        return;
      }
      const { tenant } = workspace;
      const id = randomUUID();
      const now = clock.now();
      try {
        await models.inbox.create({
          _id: id,
          tenant,
          key: incoming.key,
          payload: incoming,
          replyId: randomUUID(),
          at: now,
          ingestedAt: now,
          source: incoming.sender.platform,
        });
      } catch (error) {
        if (isDuplicate(error)) return;
        throw error;
      }
      // The row is what lasts; if the process dies before the job exists, the sweep finds it.
      queue.add(JOB, { id, tenant }).catch((error: Error) => log.error({ error: error.message }, 'enqueue'));
    },

    async sweep() {
      const now = clock.now().getTime();
      const tenants = await models.workspaces.distinct('tenant');
      const stale = await models.inbox
        .find({ tenant: { $in: tenants }, state: 'accepted', at: { $lte: new Date(now - SWEEP_AFTER_MS) } })
        .select({ tenant: 1 })
        .limit(1_000)
        .lean<Pick<InboxEvent, '_id' | 'tenant'>[]>();
      for (const { _id, tenant } of stale) await queue.add(JOB, { id: _id, tenant });
      return stale.length;
    },
  };
}
