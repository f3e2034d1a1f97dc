import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

/** Whether something holds now that must hold before traffic may come. Throwing is no. */
export type Check = () => Promise<boolean>;

export interface Readiness {
  ready: boolean;
  /**
   * The longest the event loop was held up since readiness was last asked for, in ms. Said, not judged: a loop that is held
   * up now does not answer in time.
   */
  lagMs: number;
  draining: boolean;
  /** Each check by its name. */
  [check: string]: boolean | number;
}

/** A check that does not answer within this is taken as failed. */
export const CHECK_LIMIT_MS = 1_000;

/** Watches the event loop from now on, and says at any time whether traffic may come, within 2 s. */
export function createReadiness(checks: Record<string, Check>) {
  const loop = monitorEventLoopDelay({ resolution: 20 });
  loop.enable();
  return {
    async now(draining: boolean): Promise<Readiness> {
      const results = await Promise.all(Object.entries(checks).map(async ([name, check]) => [name, await holds(check)] as const));
      const lagMs = Math.round(loop.max / 1e6);
      loop.reset();
      const ready = !draining && results.every(([, held]) => held);
      return { ready, lagMs, draining, ...Object.fromEntries(results) };
    },
    stop: () => loop.disable(),
  };
}

async function holds(check: Check): Promise<boolean> {
  const giveUp = new AbortController();
  const late = sleep(CHECK_LIMIT_MS, false, { signal: giveUp.signal, ref: false }).catch(() => false);
  try {
    return await Promise.race([check(), late]);
  } catch {
    return false;
  } finally {
    giveUp.abort();
  }
}
