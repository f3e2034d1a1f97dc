import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Changing } from '../agents/kit/changing.ts';
import type { Clock } from '../agents/kit/context.ts';
import { describeError } from '../agents/kit/describe-error.ts';
import type { Models } from '../models/index.ts';
import { insertNew } from '../models/kit/bulk.ts';
import { longAgo } from '../models/kit/over.ts';
import type { TouchedAccounts } from '../models/touched-accounts.ts';

export interface FreshnessDeps {
  models: Pick<Models, 'touchedAccounts'>;
  /** Scores the accounts as of now and writes the result. */
  rescore(tenant: string, accountIds: string[]): Promise<unknown>;
  clock: Clock;
  log: Logger;
  /** How long a burst may gather. */
  delayMs?: number;
}

export interface Freshness {
  changing: Changing;
  /** Takes up what processes that died have noted. */
  recover(tenant: string): Promise<void>;
  /** Resolves when everything changed so far is scored. */
  settled(): Promise<void>;
  /** Scores what is left, then takes no more. */
  stop(): Promise<void>;
}

const DELAY_MS = 150;
const RETRY_MS = 5_000;
/** Accounts of one run, so that a large import does not keep a fresh row waiting. */
const ACCOUNTS_A_RUN = 1_000;
const RENEW_MS = 20_000;
/** A note without a sign of life for so long was left by a process that died. */
const LEFT_MS = 60_000;
const NOTES_A_RECOVERY = 200;

interface Note {
  id: string;
  /** Scored once so many of the line are. */
  upTo: number;
}

/** A tenant's accounts in the order they changed, each once. */
interface Line {
  accounts: Set<string>;
  joined: number;
  scored: number;
  notes: Note[];
}

/**
 * Brings scores up to date soon after data arrived, one run at a time: what changes within the delay, or while a
 * run is going on, is scored once. A run that fails is tried again with what came since. What is to be scored is
 * noted in the database before the data changes, and the note goes when it is scored.
 */
export function createFreshness({ models, rescore, clock, log, delayMs = DELAY_MS }: FreshnessDeps): Freshness {
  const lines = new Map<string, Line>();
  /** Notes of ours whose data is still being written. */
  const open = new Map<string, string>();
  let renewed = performance.now();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let stopped = false;

  const plan = (milliseconds: number) => {
    if (timer || running || stopped || waiting() === 0) return;
    timer = setTimeout(start, milliseconds);
  };
  const start = () => {
    clearTimeout(timer);
    timer = undefined;
    let wait = 0;
    running ??= runOnce()
      .catch((error: unknown) => {
        wait = RETRY_MS;
        log.error({ error: describeError(error) }, 'fresh data is not scored yet');
      })
      .finally(() => {
        running = undefined;
        plan(wait);
      });
    return running;
  };
  const runOnce = async () => {
    const [next] = lines;
    if (!next) return;
    const [tenant, line] = next;
    const some = [...line.accounts].slice(0, ACCOUNTS_A_RUN);
    for (const id of some) line.accounts.delete(id);
    // Whoever was served goes to the end of the line.
    lines.delete(tenant);
    lines.set(tenant, line);
    try {
      await renew();
      await rescore(tenant, some);
    } catch (error) {
      join(line, some);
      for (const note of line.notes) note.upTo = line.joined;
      line.scored += some.length;
      throw error;
    }
    line.scored += some.length;
    const scored = line.notes.filter(({ upTo }) => upTo <= line.scored);
    line.notes = line.notes.filter(({ upTo }) => upTo > line.scored);
    if (line.accounts.size === 0) lines.delete(tenant);
    await models.touchedAccounts.deleteMany({ tenant, _id: { $in: scored.map(({ id }) => id) } });
  };
  const renew = async () => {
    if (performance.now() - renewed < RENEW_MS) return;
    renewed = performance.now();
    const now = clock.now();
    const own = [...open, ...[...lines].flatMap(([tenant, { notes }]) => notes.map(({ id }) => [id, tenant] as const))];
    for (const [tenant, notes] of Map.groupBy(own, ([, of]) => of))
      await models.touchedAccounts.updateMany({ tenant, _id: { $in: notes.map(([id]) => id) } }, { $set: { at: now } });
  };
  const join = (line: Line, accountIds: readonly string[]) => {
    const before = line.accounts.size;
    for (const id of accountIds) line.accounts.add(id);
    line.joined += line.accounts.size - before;
  };
  const add = (tenant: string, id: string, accountIds: readonly string[]) => {
    const line = lines.get(tenant) ?? { accounts: new Set(), joined: 0, scored: 0, notes: [] };
    lines.set(tenant, line);
    join(line, accountIds);
    line.notes.push({ id, upTo: line.joined });
  };
  const waiting = () => [...lines.values()].reduce((sum, { accounts }) => sum + accounts.size, 0);
  const settled = async () => {
    await running;
    const before = waiting();
    if (before === 0) return;
    await start();
    // A failed run leaves as many as before; the next attempt comes by itself.
    if (waiting() < before) await settled();
  };

  return {
    async changing(tenant, accountIds) {
      const now = clock.now();
      const id = randomUUID();
      const note = { _id: id, tenant, source: 'greendoor', at: now, ingestedAt: now, accountIds: [...accountIds] };
      await insertNew(models.touchedAccounts, tenant, [note]);
      open.set(id, tenant);
      return () => {
        open.delete(id);
        if (stopped) return;
        add(tenant, id, accountIds);
        plan(delayMs);
      };
    },
    async recover(tenant) {
      await renew();
      const now = clock.now();
      const left = { tenant, ...longAgo('at', now, LEFT_MS) };
      for (const { _id, accountIds } of await models.touchedAccounts.find(left).limit(NOTES_A_RECOVERY).lean<TouchedAccounts[]>()) {
        // One process of several takes it.
        const taken = await models.touchedAccounts.updateOne({ ...left, _id }, { $set: { at: now } });
        if (taken.modifiedCount === 1) add(tenant, _id, accountIds);
      }
      plan(0);
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
