/** How long a response may take, in milliseconds: until its first chunk, between chunks, and in all. */
export interface Patience {
  firstMs: number;
  idleMs: number;
  totalMs: number;
}

export interface Deadline {
  /** Aborts when the caller's signal does, or when patience ends. */
  signal: AbortSignal;
  /** Which patience ended, in words; undefined while none has. */
  expired(): string | undefined;
  /** A chunk arrived. */
  touch(): void;
  dispose(): void;
}

/** A watchdog over one response: the client's own timeout ends with the headers. */
export function startDeadline(caller: AbortSignal, { firstMs, idleMs, totalMs }: Patience): Deadline {
  const control = new AbortController();
  let reason: string | undefined;
  const expire = (words: string) => () => {
    reason ??= words;
    control.abort();
  };
  const total = setTimeout(expire(`did not finish within ${seconds(totalMs)}`), totalMs);
  let idle = setTimeout(expire(`did not begin to answer within ${seconds(firstMs)}`), firstMs);
  return {
    signal: AbortSignal.any([caller, control.signal]),
    expired: () => reason,
    touch: () => {
      clearTimeout(idle);
      idle = setTimeout(expire(`sent nothing for ${seconds(idleMs)}`), idleMs);
    },
    dispose: () => {
      clearTimeout(idle);
      clearTimeout(total);
    },
  };
}

function seconds(ms: number): string {
  return `${Number((ms / 1_000).toPrecision(2))} s`;
}
