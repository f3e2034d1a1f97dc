import { setImmediate, setTimeout } from 'node:timers/promises';

/** Long work lets others through after so much of its own. */
const SLICE_MS = 8;
/** An answer asks the database dozens of times, and would wait a slice for each: so long it goes first. */
const GIVE_WAY_MS = 100;

/** What people wait for at this moment, in this process. */
export interface Foreground {
  during<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Resolves when nobody waits, after `ms` at the latest. */
  quiet(ms: number): Promise<unknown>;
}

export function createForeground(): Foreground {
  let waiting = 0;
  let quiet = Promise.withResolvers<void>();
  return {
    async during(work) {
      waiting++;
      try {
        return await work();
      } finally {
        waiting--;
        if (waiting === 0) {
          quiet.resolve();
          quiet = Promise.withResolvers();
        }
      }
    },
    async quiet(ms) {
      if (waiting === 0) return;
      const over = new AbortController();
      await Promise.race([quiet.promise, setTimeout(ms, undefined, { signal: over.signal }).catch(() => {})]);
      over.abort();
    },
  };
}

export type Breathe = () => Promise<void>;

/**
 * Long work calls it between steps: it lets waiting events through whenever a slice of time is used up, and gives way
 * while somebody waits for an answer. It never stands still: after giving way it goes on for a slice.
 */
export function breather(foreground?: Foreground): Breathe {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < SLICE_MS) return;
    await setImmediate();
    await foreground?.quiet(GIVE_WAY_MS);
    since = performance.now();
  };
}
