import { expireDue, recoverUnknown } from '../bot/approvals/index.ts';
import type { Assistant } from '../bot/assistant.ts';
import type { Inbox } from '../bot/inbox.ts';
import { showUpdates } from '../bot/incoming/approvals.ts';
import { tellOfCopies } from '../bot/tell-of-copies.ts';
import { tellOfSystems } from '../bot/tell-of-systems.ts';
import { checkTrail } from './check-trail.ts';
import type { Chore } from './chore.ts';
import { purge } from './purge.ts';
import type { Scheduler } from './scheduler.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export interface ChoreParts {
  inbox: Pick<Inbox, 'sweep'>;
  scheduler: Pick<Scheduler, 'fire'>;
  /** Scores all of a tenant's accounts. */
  score(tenant: string, signal: AbortSignal): Promise<unknown>;
  /** Takes product events that wait. */
  takeEvents(tenant: string): Promise<unknown>;
  /** Scores what processes that died have noted. */
  scoreLeft(tenant: string): Promise<unknown>;
}

/** Everything done again and again. Adding one is a line here. */
export function choreList(assistant: Assistant, parts: ChoreParts): Chore[] {
  const { models, clock } = assistant;
  return [
    // What people did and no process answered.
    { name: 'inbox', everyMs: MINUTE, run: (tenant) => parts.inbox.sweep(tenant) },
    // Drafts nobody decided about, deliveries whose process died.
    {
      name: 'approvals',
      everyMs: MINUTE,
      async run(tenant) {
        await showUpdates(assistant, tenant, await expireDue(assistant, tenant));
        await showUpdates(assistant, tenant, await recoverUnknown(assistant, tenant));
      },
    },
    {
      name: 'other-systems',
      everyMs: MINUTE,
      async run(tenant) {
        if (tenant !== assistant.foreign?.tenant) return;
        await assistant.foreign.refresh();
        await tellOfSystems(assistant, tenant);
        await assistant.copying?.sweep();
        await tellOfCopies(assistant);
      },
    },
    { name: 'schedules', everyMs: MINUTE, run: (tenant) => parts.scheduler.fire(tenant) },
    { name: 'product-events', everyMs: MINUTE, run: (tenant) => parts.takeEvents(tenant) },
    { name: 'fresh-scores', everyMs: MINUTE, run: (tenant) => parts.scoreLeft(tenant) },
    { name: 'retention', everyMs: MINUTE, run: (tenant) => purge(models, tenant, clock.now()) },
    // What changes by the passing of time alone: an account nobody touched grows silent, a renewal comes near.
    { name: 'scores', everyMs: 6 * HOUR, oneAtATime: true, run: parts.score },
    { name: 'audit', everyMs: 24 * HOUR, oneAtATime: true, run: (tenant) => checkTrail(assistant, tenant) },
  ];
}
