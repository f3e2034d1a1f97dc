import { parseArgs } from 'node:util';
import type { Models } from '../../models/index.ts';
import { loadSample } from './load.ts';

export interface SampleCommand {
  models: Models;
  tenant: string;
  now: Date;
  /** Scores what was loaded. */
  score(): Promise<{ accounts: number; milliseconds: number }>;
  out: { write(text: string): unknown };
}

const USAGE = 'npm run sample -- [--accounts N] [--seed N] [--reset]';

/**
 * `npm run sample`: loads the sample portfolio of any size and scores it.
 * @returns the exit code: 2 when the arguments make no sense.
 */
export async function runSample({ models, tenant, now, score, out }: SampleCommand, argv: string[]): Promise<number> {
  let values: { accounts?: string; seed?: string; reset?: boolean };
  try {
    ({ values } = parseArgs({
      args: argv,
      options: { accounts: { type: 'string' }, seed: { type: 'string' }, reset: { type: 'boolean' } },
    }));
  } catch (error) {
    out.write(`${error instanceof Error ? error.message : error}\nUsage: ${USAGE}\n`);
    return 2;
  }
  const accounts = whole(values.accounts, 200, 100_000);
  const seed = whole(values.seed, 7, 2 ** 31);
  if (accounts === undefined || seed === undefined) {
    out.write(`--accounts takes a whole number up to 100,000 and --seed one up to 2,147,483,648.\nUsage: ${USAGE}\n`);
    return 2;
  }
  const started = performance.now();
  const loaded = await loadSample(models, { tenant, accounts, seed, reset: values.reset ?? false, now });
  out.write(
    `${loaded.accounts} accounts, ${loaded.documents} documents (${loaded.inserted} new) in ${seconds(performance.now() - started)}.\n`,
  );
  const scored = await score();
  out.write(`${scored.accounts} accounts scored in ${seconds(scored.milliseconds)}.\n`);
  return 0;
}

function whole(text: string | undefined, otherwise: number, most: number): number | undefined {
  if (text === undefined) return otherwise;
  const value = Number(text);
  return Number.isInteger(value) && value >= 0 && value <= most ? value : undefined;
}

const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`;
