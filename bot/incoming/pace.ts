import { setTimeout } from 'node:timers/promises';
import { createForeground } from '../../agents/kit/breathe.ts';

/** So long at most what can wait gives way to what people send. */
const GIVE_WAY_MS = 2_000;
/** Nobody has sent anything for so long: there is room for more than one answer at a time. */
export const CALM_MS = 100;
/** What is to run next runs later than this: the process, or the machine, has more to do than it can. */
const HELD_UP_MS = 20;
const PROBE_MS = 10;

/** Lets what people send be taken before what can wait: taking it is a matter of milliseconds, and the platform waits for it. */
export interface Pace {
  /** Takes something that was sent. */
  taking<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Resolves when nothing is being taken, after a while at the latest. */
  quiet(): Promise<unknown>;
  /**
   * Computes an answer when nothing is being taken. While people send something it begins after the one before it, and when
   * the event loop is not held up, after a while at the latest.
   */
  computing<Result>(work: () => Promise<Result>): Promise<Result>;
}

export function createPace(): Pace {
  const arrivals = createForeground();
  let calmAt = Number.NEGATIVE_INFINITY;
  let computed = 0;
  let free = Promise.withResolvers<void>();
  const quiet = () => arrivals.quiet(GIVE_WAY_MS);
  return {
    taking: (work) =>
      arrivals.during(async () => {
        try {
          return await work();
        } finally {
          calmAt = performance.now() + CALM_MS;
        }
      }),
    quiet,
    async computing(work) {
      const latest = performance.now() + GIVE_WAY_MS;
      for (let heldUp = true; ; ) {
        await quiet();
        const calmIn = calmAt - performance.now();
        if (calmIn <= 0 || (computed === 0 && (!heldUp || performance.now() > latest))) break;
        if (computed > 0) await Promise.race([free.promise, setTimeout(calmIn)]);
        heldUp = await isHeldUp();
      }
      computed++;
      try {
        return await work();
      } finally {
        computed--;
        free.resolve();
        free = Promise.withResolvers();
      }
    },
  };
}

async function isHeldUp(): Promise<boolean> {
  const due = performance.now() + PROBE_MS;
  await setTimeout(PROBE_MS);
  return performance.now() - due > HELD_UP_MS;
}
