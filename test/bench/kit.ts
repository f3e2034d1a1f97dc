import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from '../../adapters/sample/generate.ts';
import { loadSample } from '../../adapters/sample/load.ts';
import { agents } from '../../agents/index.ts';
import type { Foreground } from '../../agents/kit/breathe.ts';
import { rescore } from '../../agents/kit/rescore.ts';
import { type Database, openDatabase } from '../../models/connection.ts';
import { openEmbedded } from '../../models/engine/embedded.ts';
import { type Greendoor, openGreendoor } from '../support/greendoor.ts';

export interface Bench {
  /** `--accounts`, 1,000 unless given. */
  accounts: number;
  say(text: string): void;
}

export const TENANT = 'bench';
export const scorers = () => agents.flatMap(({ scorer }) => scorer ?? []);

/** A database of its own in an engine of its own, gone afterwards. */
export async function withDatabase(run: (database: Database, directory: string) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'greendoor-bench-'));
  const database = await openDatabase({ directory });
  try {
    await run(database, directory);
  } finally {
    await database.close();
    await rm(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

/** Everything around the product as the journeys have it, in an engine of its own; the product is started by the bench. */
export async function withGreendoor(run: (greendoor: Greendoor) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'greendoor-bench-'));
  const lease = await openEmbedded(directory);
  process.env.GREENDOOR_TEST_MONGODB_URI = lease.uri;
  const greendoor = await openGreendoor();
  try {
    await run(greendoor);
  } finally {
    await greendoor.close();
    lease.release();
    await rm(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

export const today = (): Date => new Date(Math.floor(Date.now() / 86_400_000) * 86_400_000);

/** Loads generated accounts with all their history. */
export async function loadAccounts({ models }: Database, { accounts, say }: Bench): Promise<void> {
  const started = performance.now();
  const { documents } = await loadSample(models, { tenant: TENANT, accounts, now: today() });
  say(`${count(accounts)} accounts, ${count(documents)} documents loaded in ${seconds(performance.now() - started)}`);
}

export const rescoreAll = ({ models }: Database, accountIds?: string[], asOf = new Date(), foreground?: Foreground) =>
  rescore({ tenant: TENANT, models, asOf, now: asOf, foreground }, scorers(), accountIds);

export { generate };

export async function timed<Result>(run: () => Promise<Result>): Promise<{ ms: number; result: Result }> {
  const started = performance.now();
  const result = await run();
  return { ms: performance.now() - started, result };
}

/** Runs something and samples this process's memory while it runs. */
export async function withPeak<Result>(run: () => Promise<Result>): Promise<{ ms: number; result: Result; peakMb: number }> {
  let peak = 0;
  const look = () => {
    peak = Math.max(peak, process.memoryUsage().rss);
  };
  look();
  const timer = setInterval(look, 50);
  try {
    const measured = await timed(run);
    look();
    return { ...measured, peakMb: peak / 1_048_576 };
  } finally {
    clearInterval(timer);
  }
}

/** This process's memory now, and what of its heap is still in use after a collection. */
export function memory(): string {
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  return `${count(rss / 1_048_576)} MB resident, ${count(heapUsed / 1_048_576)} MB of heap in use`;
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);
export const count = (value: number): string => Math.round(value).toLocaleString('en');
export const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
export const verdict = (met: boolean): string => (met ? 'met' : 'NOT met');
