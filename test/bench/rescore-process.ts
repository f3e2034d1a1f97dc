/** `rescore-process.ts DIRECTORY`, forked by the bench: scores, or reads and writes without scoring, whenever it is told to. */
import { randomUUID } from 'node:crypto';
import type { Model } from 'mongoose';
import { factFilters } from '../../agents/facts/load.ts';
import { type Database, openDatabase } from '../../models/connection.ts';
import { rescoreAll, TENANT, timed, withPeak } from './kit.ts';

export type Wanted = { work: 'score' } | { work: 'bare'; asOf: Date };

export interface Scored {
  asOf: Date;
  ms: number;
  /** Of this process, since it began. */
  peakMb: number;
}

export interface Bare {
  ms: number;
  read: number;
  written: number;
}

const WRITTEN_AT_ONCE = 1_000;
const database = await openDatabase({ directory: process.argv[2] ?? '' });
let peak = 0;
/** What the first run wrote; a later one replaces some of it. */
let results: object[] | undefined;

process.on('message', async (wanted: Wanted) => process.send?.(wanted.work === 'score' ? await score() : await bare(wanted.asOf)));
process.on('disconnect', async () => {
  await database.close();
  process.exit(0);
});

async function score(): Promise<Scored> {
  const asOf = new Date();
  const { ms, peakMb } = await withPeak(() => rescoreAll(database, undefined, asOf));
  peak = Math.max(peak, peakMb);
  return { asOf, ms, peakMb: peak };
}

async function bare(asOf: Date): Promise<Bare> {
  results ??= await issuedAt(database, asOf);
  const own = results;
  const { ms, result } = await timed(() => readAndWrite(database, own));
  return { ms, read: result, written: own.length };
}

/** All that a run has written. */
async function issuedAt({ models }: Database, asOf: Date): Promise<object[]> {
  const found = await Promise.all(
    Object.values(models).map((model) =>
      (model as unknown as Model<object>).collection.find({ tenant: TENANT, ingestedAt: asOf }).toArray(),
    ),
  );
  return found.flat();
}

/** Reads the documents an assessment reads, and no others, and writes results into a collection of their own, all through the bare driver. */
async function readAndWrite({ models, connection }: Database, results: readonly object[]): Promise<number> {
  let documents = 0;
  // Sessions are read only where they are asked for.
  const { behaviorIntelligenceTracking: _, featureUsage: __, ...filters } = factFilters({ tenant: TENANT, asOf: new Date() });
  for (const [name, filter] of Object.entries(filters) as [keyof typeof filters, object][]) {
    const { collection } = models[name] as unknown as Model<object>;
    for await (const _ of collection.find(filter, { batchSize: 2_000 })) documents++;
  }
  const written = connection.collection(`bare_${randomUUID()}`);
  for (let start = 0; start < results.length; start += WRITTEN_AT_ONCE)
    await written.insertMany(results.slice(start, start + WRITTEN_AT_ONCE).map((each) => ({ ...each, _id: randomUUID() as never })));
  await written.drop();
  return documents;
}
