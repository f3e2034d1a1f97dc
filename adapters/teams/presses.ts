import type { Rendered } from './cards.ts';

/** What came of a press while Teams still waits: the pressed message as it is now, or something said in its conversation. */
export type Outcome = { now: Rendered } | { said: true };

/** Ties a press, which Teams wants answered at once, to what the bot does about it. */
export interface Presses {
  /** The first that happens to the message or in its conversation; undefined after so many milliseconds. */
  outcome(at: { channel: string; activityId: string }, milliseconds: number): Promise<Outcome | undefined>;
  changed(channel: string, activityId: string, now: Rendered): void;
  said(channel: string): void;
}

export function createPresses(): Presses {
  const waiting = new Set<{ channel: string; activityId: string; tell(outcome: Outcome | undefined): void }>();
  return {
    async outcome({ channel, activityId }, milliseconds) {
      const { promise, resolve } = Promise.withResolvers<Outcome | undefined>();
      const one = { channel, activityId, tell: resolve };
      waiting.add(one);
      const timer = setTimeout(() => resolve(undefined), milliseconds);
      try {
        return await promise;
      } finally {
        clearTimeout(timer);
        waiting.delete(one);
      }
    },
    changed(channel, activityId, now) {
      for (const one of waiting) if (one.channel === channel && one.activityId === activityId) one.tell({ now });
    },
    said(channel) {
      for (const one of waiting) if (one.channel === channel) one.tell({ said: true });
    },
  };
}
