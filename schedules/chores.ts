import { schedule } from 'node-cron';
import { expireDue, recoverUnknown } from '../bot/approvals/index.ts';
import type { Assistant } from '../bot/assistant.ts';
import type { Inbox } from '../bot/inbox.ts';
import { showUpdates } from '../bot/incoming/approvals.ts';
import { describeError } from '../tools/describe-error.ts';
import { purge } from './purge.ts';

export interface Ticking {
  /** Runs everything that is due now. */
  tick(): Promise<void>;
  stop(): Promise<void>;
}

const RESCORE_EVERY_MS = 6 * 60 * 60_000;

/** Every minute: what was stored and not answered, drafts nobody decided about, deliveries whose process died, what is past its retention, what is due to be said, and every six hours all scores. */
export function startChores(
  assistant: Assistant,
  inbox: Pick<Inbox, 'sweep'>,
  scheduler: { fire(): Promise<void> },
  score: () => Promise<unknown>,
  more: Record<string, () => Promise<unknown>> = {},
): Ticking {
  const { models, clock, log } = assistant;
  let scored = 0;
  const chores: Record<string, () => Promise<unknown>> = {
    // What changes by the passing of time alone: an account nobody touched grows silent, a renewal comes near.
    scores: async () => {
      const now = clock.now().getTime();
      if (now - scored < RESCORE_EVERY_MS) return;
      scored = now;
      await score();
    },
    inbox: () => inbox.sweep(),
    approvals: async () => {
      for (const tenant of await models.workspaces.distinct('tenant')) {
        await showUpdates(assistant, tenant, await expireDue(assistant, tenant));
        await showUpdates(assistant, tenant, await recoverUnknown(assistant, tenant));
      }
    },
    retention: async () => {
      for (const tenant of await models.workspaces.distinct('tenant')) await purge(models, tenant, clock.now());
    },
    ...more,
    schedules: () => scheduler.fire(),
  };
  const tick = async () => {
    for (const [chore, run] of Object.entries(chores))
      await run().catch((error: unknown) => log.error({ chore, error: describeError(error) }, 'a chore failed'));
  };
  const ticker = schedule('* * * * *', tick, { noOverlap: true });
  return { tick, stop: async () => void (await ticker.destroy()) };
}
