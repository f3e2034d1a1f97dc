/** How long a response may take, in milliseconds: until its first chunk, between chunks, and in all. */
export interface Patience {
  firstMs: number;
  idleMs: number;
  totalMs: number;
}

export interface Deadline {
  /** Aborts when the caller's signal does, or when patience ends. */
  signal: AbortSignal;
  /** Which patience ended, in milliseconds; undefined while none has. */
  expired(): number | undefined;
  /** A chunk arrived. */
  touch(): void;
  /** The response was read to its end. */
  ended(): void;
  /** Ends the response where it goes on. */
  dispose(): void;
}

const OVER = new DOMException('the response is over', 'AbortError');

/** A watchdog over one response: the client's own timeout ends with the headers. */
export function startDeadline(caller: AbortSignal, { firstMs, idleMs, totalMs }: Patience): Deadline {
  const control = new AbortController();
  const leave = () => control.abort(caller.reason);
  if (caller.aborted) leave();
  else caller.addEventListener('abort', leave, { once: true });
  let late: number | undefined;
  let whole = false;
  const expire = (ms: number) => () => {
    late ??= ms;
    control.abort(OVER);
  };
  const total = setTimeout(expire(totalMs), totalMs);
  let idle = setTimeout(expire(firstMs), firstMs);
  let begun = false;
  return {
    signal: control.signal,
    expired: () => late,
    touch: () => {
      if (begun) return void idle.refresh();
      begun = true;
      clearTimeout(idle);
      idle = setTimeout(expire(idleMs), idleMs);
    },
    ended: () => {
      whole = true;
    },
    dispose: () => {
      caller.removeEventListener('abort', leave);
      clearTimeout(idle);
      clearTimeout(total);
      if (!whole) control.abort(OVER);
    },
  };
}
