/** How long a turn goes on. */
export interface TurnTime {
  /** Ends what the turn does: whoever asked no longer waits, or its own time is up. */
  signal: AbortSignal;
  /** Its own time is up; whoever asked still waits. */
  timedOut(): boolean;
  /** The turn is over. */
  end(): void;
}

/** `limit` in milliseconds. A signal made of two others costs several times as much as one that is told of both. */
export function startTurnTime(outer: AbortSignal, limit: number): TurnTime {
  const control = new AbortController();
  let late = false;
  const leave = () => control.abort(outer.reason);
  outer.addEventListener('abort', leave, { once: true });
  const timeout = setTimeout(() => {
    late = true;
    control.abort(new DOMException('the turn took too long', 'TimeoutError'));
  }, limit);
  return {
    signal: control.signal,
    timedOut: () => late && !outer.aborted,
    end() {
      clearTimeout(timeout);
      outer.removeEventListener('abort', leave);
    },
  };
}
