import { randomUUID } from 'node:crypto';
import type { Model } from 'mongoose';
import { factFilters } from '../../agents/facts/load.ts';
import { agents } from '../../agents/index.ts';
import type { Database } from '../../models/connection.ts';
import { type Bench, count, loadAccounts, rescoreAll, seconds, TENANT, timed, verdict, withDatabase, withPeak } from './kit.ts';

const AIM = 1.5;
const MOST_MB = 700;
const WRITTEN_AT_ONCE = 1_000;

/** Every account scored by all agents, results written, against reading and decoding the same documents and writing back as many results of the same size. */
export async function benchRescore(bench: Bench): Promise<void> {
  const { accounts, say } = bench;
  await withDatabase(async (database) => {
    await loadAccounts(database, bench);
    const learnt = await timed(async () => {
      const now = new Date();
      for (const { learn } of agents) await learn?.({ tenant: TENANT, models: database.models, asOf: now, now });
    });
    say(`learnt from outcomes in ${seconds(learnt.ms)}, once`);
    const scored = async (what: string) => {
      const asOf = new Date();
      const { ms, peakMb } = await withPeak(() => rescoreAll(database, undefined, asOf));
      say(`rescore: ${seconds(ms)}, ${count((accounts / ms) * 1000)} accounts/s, ${(ms / accounts).toFixed(2)} ms an account (${what})`);
      return { ms, peakMb, asOf };
    };
    const bare = async (results: readonly object[]) => {
      const { ms, result } = await timed(() => readAndWrite(database, results));
      say(`bare:    ${seconds(ms)}, ${count(result)} documents read, ${count(results.length)} results written`);
      return ms;
    };
    const first = await scored('nothing there');
    const results = await issuedAt(database, first.asOf);
    await bare(results); // both find a warm cache
    const before = await bare(results);
    const again = await scored('standings replaced, history appended');
    const ratio = again.ms / ((before + (await bare(results))) / 2);
    say(`ratio:   ${ratio.toFixed(2)} × bare, aim ≤ ${AIM}: ${verdict(ratio <= AIM)}`);
    const peak = Math.max(first.peakMb, again.peakMb);
    say(`peak:    ${count(peak)} MB, aim ≤ ${MOST_MB}: ${verdict(peak <= MOST_MB)}`);
  });
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
