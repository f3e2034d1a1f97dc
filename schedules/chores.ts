import { randomUUID } from 'node:crypto';
import { describeError } from '../agents/kit/describe-error.ts';
import type { Assistant } from '../bot/assistant.ts';
import { allTenants } from '../bot/tenants.ts';
import { holdLease, releaseLease } from '../models/lease.ts';
import type { Chore } from './chore.ts';
import { everyMinute } from './every-minute.ts';

export interface Ticking {
  /** Begins every chore that is due now; resolves when those are done. Never rejects. */
  tick(): Promise<void>;
  /** Begins none any more, asks those under way to end, and waits for them. */
  stop(): Promise<void>;
}

export const TICK_MS = 60_000;
/** A process that holds a chore gives a sign of life more often than that. */
const LEASE_MS = 60_000;

/**
 * Runs every chore for every tenant at its time, on one of however many processes there are: each chore of each tenant
 * has its own lease, which outlasts the chore until its next time. No chore waits for another.
 */
export function startChores(
  { models, clock, log }: Pick<Assistant, 'models' | 'clock' | 'log'>,
  chores: readonly Chore[],
  /** Besides those of connected workspaces. */
  ownTenant: string,
): Ticking {
  const holder = randomUUID();
  const stopping = new AbortController();
  const running = new Map<string, Promise<void>>();
  const turns = new Map<string, Promise<void>>();

  const begin = (chore: Chore, tenant: string) => {
    const key = `${tenant}\n${chore.name}`;
    if (running.has(key)) return;
    const before = chore.oneAtATime ? turns.get(chore.name) : undefined;
    const mine = (before ?? Promise.resolve())
      .then(() => runOne(chore, tenant))
      .catch((error: unknown) => {
        if (!stopping.signal.aborted) log.error({ chore: chore.name, tenant, error: describeError(error) }, 'a chore failed');
      })
      .finally(() => running.delete(key));
    running.set(key, mine);
    turns.set(chore.name, mine);
  };

  const runOne = async ({ name, everyMs, run }: Chore, tenant: string) => {
    if (stopping.signal.aborted) return;
    const lease = { tenant, name: `chore:${name}`, holder };
    const longest = Math.max(LEASE_MS, everyMs);
    // A holder that rests since its last run is nobody to be asked twice, this process included.
    if (!(await holdLease(models.leases, { ...lease, fresh: true }, clock.now(), LEASE_MS, longest))) return;
    const alive = setInterval(() => holdLease(models.leases, lease, clock.now(), LEASE_MS, longest).catch(() => {}), LEASE_MS / 3);
    try {
      await run(tenant, stopping.signal);
      clearInterval(alive);
      // Of those that come round with every tick nothing is left to wait for.
      const rest = everyMs - TICK_MS;
      if (rest > 0 && !stopping.signal.aborted) await holdLease(models.leases, lease, clock.now(), rest, longest);
      else await releaseLease(models.leases, lease);
    } catch (error) {
      clearInterval(alive);
      await releaseLease(models.leases, lease).catch(() => {}); // it ends by itself
      throw error;
    }
  };

  const tick = async () => {
    try {
      const tenants = await allTenants(models, ownTenant);
      if (stopping.signal.aborted) return;
      for (const tenant of tenants) for (const chore of chores) begin(chore, tenant);
    } catch (error) {
      if (!stopping.signal.aborted) log.error({ error: describeError(error) }, 'the chores could not be looked up');
    }
    await Promise.all(running.values());
  };
  const ticker = everyMinute(tick);
  return {
    tick,
    async stop() {
      ticker.stop();
      stopping.abort(new Error('the chores are stopped'));
      await Promise.all(running.values());
    },
  };
}
