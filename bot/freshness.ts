import type { Logger } from 'pino';

export interface FreshnessDeps {
  /** Scores the accounts as of now and writes the result. */
  rescore(tenant: string, accountIds: string[]): Promise<unknown>;
  log: Logger;
  /** How long a burst may gather. */
  delayMs?: number;
}

export interface Freshness {
  /** Data of these accounts has changed: they are scored soon, however often this is said. */
  touch(tenant: string, accountIds: readonly string[]): void;
  /** Resolves when everything touched so far is scored. */
  settled(): Promise<void>;
  /** Scores what is left, then takes no more. */
  stop(): Promise<void>;
}

const DELAY_MS = 150;
const RETRY_MS = 5_000;
/** Accounts of one run, so that a large import does not keep a fresh row waiting. */
const ACCOUNTS_A_RUN = 1_000;

/**
 * Brings scores up to date soon after data arrived, one run at a time: what is touched within the delay, or while a
 * run is going on, is scored once. A run that fails is tried again with what came since.
 */
export function createFreshness({ rescore, log, delayMs = DELAY_MS }: FreshnessDeps): Freshness {
  const waiting = new Map<string, Set<string>>();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let stopped = false;

  const plan = (milliseconds: number) => {
    if (timer || running || stopped || waiting.size === 0) return;
    timer = setTimeout(start, milliseconds);
  };
  const start = () => {
    clearTimeout(timer);
    timer = undefined;
    let wait = 0;
    running ??= runOnce()
      .catch((error: Error) => {
        wait = RETRY_MS;
        log.error({ error: error.message }, 'fresh data is not scored yet');
      })
      .finally(() => {
        running = undefined;
        plan(wait);
      });
    return running;
  };
  const runOnce = async () => {
    const [next] = waiting;
    if (!next) return;
    const [tenant, all] = next;
    const some = [...all].slice(0, ACCOUNTS_A_RUN);
    for (const id of some) all.delete(id);
    // Whoever was served goes to the end of the line.
    waiting.delete(tenant);
    if (all.size > 0) waiting.set(tenant, all);
    try {
      await rescore(tenant, some);
    } catch (error) {
      add(tenant, some);
      throw error;
    }
  };
  const add = (tenant: string, accountIds: readonly string[]) => {
    const all = waiting.get(tenant) ?? new Set();
    for (const id of accountIds) all.add(id);
    if (all.size > 0) waiting.set(tenant, all);
  };
  const settled = async () => {
    await running;
    const before = waitingCount();
    if (before === 0) return;
    await start();
    // A failed run leaves as many as before; the next attempt comes by itself.
    if (waitingCount() < before) await settled();
  };
  const waitingCount = () => [...waiting.values()].reduce((sum, ids) => sum + ids.size, 0);

  return {
    touch(tenant, accountIds) {
      if (stopped) return;
      add(tenant, accountIds);
      plan(delayMs);
    },
    settled,
    async stop() {
      await settled();
      stopped = true;
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
