/** Told to stop, by whom, and what follows. Imports nothing, so that it listens before anything else is loaded. */
export interface Stopping {
  /** Aborted as soon as the process is told to stop. */
  signal: AbortSignal;
  /** SIGTERM or SIGINT, once it came. */
  by(): NodeJS.Signals | undefined;
}

/** Running work may finish until then; afterwards the process ends whatever is open. */
export const STOP_LIMIT_MS = 25_000;

/** From now on SIGTERM and SIGINT end nothing by themselves; the process ends after the limit at the latest. */
export function listenForStop(): Stopping {
  const told = new AbortController();
  let by: NodeJS.Signals | undefined;
  const stop = (signal: NodeJS.Signals) => {
    if (by) return;
    by = signal;
    setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
    told.abort(new Error(`told to stop by ${signal}`));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  return { signal: told.signal, by: () => by };
}
