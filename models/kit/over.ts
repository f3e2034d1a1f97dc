/** How far the clocks of two replicas may be apart before what one of them wrote looks wrong to the other. */
const CLOCKS_APART_MS = 60_000;

/** No wait that lasts `longestMs` at most ends after this: what does was written before the clock was set back. */
export function furthest(now: Date, longestMs: number): Date {
  return new Date(now.getTime() + longestMs + CLOCKS_APART_MS);
}

/**
 * A filter: a time to wait for is over at `now`, of waits that last `longestMs` at most. One that lies further ahead than
 * that was written before the clock was set back, and nobody waits for it.
 */
export function over(field: string, now: Date, longestMs: number): { $or: object[] } {
  return {
    $or: [{ [field]: null }, { [field]: { $lte: now } }, { [field]: { $gt: furthest(now, longestMs) } }],
  };
}

/** A filter: something happened at least `milliseconds` ago, or in a future that the clock was set back from. */
export function longAgo(field: string, now: Date, milliseconds: number): { $or: object[] } {
  return {
    $or: [{ [field]: { $lte: new Date(now.getTime() - milliseconds) } }, { [field]: { $gt: furthest(now, 0) } }],
  };
}
