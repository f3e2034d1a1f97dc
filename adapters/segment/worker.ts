import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Changing } from '../../agents/kit/changing.ts';
import type { Clock } from '../../agents/kit/context.ts';
import { describeError } from '../../agents/kit/describe-error.ts';
import type { Models } from '../../models/index.ts';
import { holdLease, releaseLease } from '../../models/lease.ts';
import { runPass } from './pass.ts';
import { accountsOf, type SegmentScope } from './people.ts';
import { noteQuietWeeks, rollUpSome } from './windows.ts';

export interface WorkerDeps {
  models: Models;
  clock: Clock;
  log: Logger;
  /** Whose scores follow from the usage analytics. */
  changing?: Changing | undefined;
}

export interface Worker {
  /** Events of the tenant were stored: takes them soon, many at once. */
  wake(tenant: string): void;
  /** Takes what is stored now, also what was kept aside and may be attributed since. Resolves when nothing is left. */
  drain(tenant: string): Promise<void>;
  stop(): Promise<void>;
}

const SOON_MS = 200;
const LEASE_MS = 60_000;
/** Roll-ups are made between so many passes, and at the end. */
const PASSES_A_ROLL_UP = 25;

/** Turns stored events into sessions and usage analytics: one process a tenant at a time, whatever number of them is running. */
export function createWorker({ models, clock, log, changing }: WorkerDeps): Worker {
  const holder = randomUUID();
  const timers = new Map<string, NodeJS.Timeout>();
  const running = new Map<string, Promise<void>>();
  let stopped = false;

  const rollUp = async (scope: SegmentScope) => {
    while (!stopped && (await rollUpSome({ ...scope, changing })));
  };

  const work = async (tenant: string) => {
    const lease = { tenant, name: 'product-events', holder };
    let passes = 0;
    try {
      while (!stopped) {
        const scope = { models, tenant, now: clock.now() };
        // The process that holds it takes these events too.
        if (!(await holdLease(models.leases, lease, scope.now, LEASE_MS))) return;
        const taken = await runPass(scope);
        const quiet = taken === 0 && (await noteQuietWeeks(scope));
        if (taken === 0 || ++passes % PASSES_A_ROLL_UP === 0) await rollUp(scope);
        if (taken === 0 && !quiet) return;
      }
    } finally {
      await releaseLease(models.leases, lease);
    }
  };

  /** One after another for a tenant. */
  const run = (tenant: string): Promise<void> => {
    const next = (running.get(tenant) ?? Promise.resolve()).catch(() => {}).then(() => work(tenant));
    running.set(tenant, next);
    return next;
  };

  return {
    wake(tenant) {
      if (stopped || timers.has(tenant)) return;
      const timer = setTimeout(() => {
        timers.delete(tenant);
        run(tenant).catch((error: unknown) => log.error({ error: describeError(error) }, 'product events wait: taking them failed'));
      }, SOON_MS);
      timers.set(tenant, timer);
    },
    async drain(tenant) {
      await retryAside({ models, tenant, now: clock.now() });
      await run(tenant);
    },
    async stop() {
      stopped = true;
      for (const timer of timers.values()) clearTimeout(timer);
      await Promise.allSettled(running.values());
    },
  };
}

const GROUPS_A_RETRY = 1_000;

/** Takes up again what waited for an account or contact that is known by now. */
async function retryAside(scope: SegmentScope): Promise<void> {
  const { models, tenant } = scope;
  const aside = { tenant, state: 'aside' as const };
  const again = { $set: { state: 'pending' as const }, $unset: { waitsFor: '', reason: '' } };
  const groups = await models.productEvents.distinct('groupId', { ...aside, waitsFor: 'group' });
  for (let start = 0; start < groups.length; start += GROUPS_A_RETRY) {
    const some = groups.slice(start, start + GROUPS_A_RETRY).flatMap((group) => group ?? []);
    const known = [...(await accountsOf(scope, some)).keys()];
    if (known.length > 0) await models.productEvents.updateMany({ ...aside, waitsFor: 'group', groupId: { $in: known } }, again);
  }
  const users = await models.productEvents.distinct('userId', { ...aside, waitsFor: 'user' });
  for (let start = 0; start < users.length; start += GROUPS_A_RETRY) {
    const some = users.slice(start, start + GROUPS_A_RETRY);
    const contacts = await models.contacts
      .find({ tenant, productUserId: { $in: some } }, { productUserId: 1 })
      .lean<{ productUserId: string }[]>();
    const userIds = contacts.map(({ productUserId }) => productUserId);
    if (userIds.length === 0) continue;
    await models.productUsers.deleteMany({ tenant, userId: { $in: userIds }, accountId: { $exists: false } });
    await models.productEvents.updateMany({ ...aside, waitsFor: 'user', userId: { $in: userIds } }, again);
  }
}
