import { schedule } from 'node-cron';
import { expireDue, recoverUnknown } from '../bot/approvals/index.ts';
import type { Assistant } from '../bot/assistant.ts';
import type { Inbox } from '../bot/inbox.ts';
import { showUpdates } from '../bot/incoming/approvals.ts';

export interface Ticking {
  /** Runs everything that is due now. */
  tick(): Promise<void>;
  stop(): Promise<void>;
}

/** Every minute: what was stored and not answered, drafts nobody decided about, deliveries whose process died, and what is due to be said. */
export function startChores(assistant: Assistant, inbox: Pick<Inbox, 'sweep'>, scheduler: { fire(): Promise<void> }): Ticking {
  const { models, log } = assistant;
  const chores: Record<string, () => Promise<unknown>> = {
    inbox: () => inbox.sweep(),
    approvals: async () => {
      for (const tenant of await models.workspaces.distinct('tenant')) {
        await showUpdates(assistant, tenant, await expireDue(assistant, tenant));
        await showUpdates(assistant, tenant, await recoverUnknown(assistant, tenant));
      }
    },
    schedules: () => scheduler.fire(),
  };
  const tick = async () => {
    for (const [chore, run] of Object.entries(chores))
      await run().catch((error: Error) => log.error({ chore, error: error.message }, 'a chore failed'));
  };
  const clock = schedule('* * * * *', tick, { noOverlap: true });
  return { tick, stop: async () => void (await clock.destroy()) };
}
