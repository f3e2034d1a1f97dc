import { churnPredictor } from '../../agents/churn-predictor/face.ts';
import { factFilters } from '../../agents/facts/load.ts';
import { healthScore } from '../../agents/health-score/face.ts';
import { agents } from '../../agents/index.ts';
import type { Agent } from '../../agents/kit/define-agent.ts';
import { rescore } from '../../agents/kit/rescore.ts';
import type { Database } from '../../models/connection.ts';
import { type Bench, count, loadAccounts, seconds, TENANT, timed, verdict, withDatabase, withPeak } from './kit.ts';

const AIM = 2;

/** The documents an assessment reads, and no others, streamed raw. */
async function streamRaw({ models }: Database): Promise<number> {
  let documents = 0;
  // Sessions are read only where they are asked for.
  const { behaviorIntelligenceTracking: _, featureUsage: __, ...filters } = factFilters({ tenant: TENANT, asOf: new Date() });
  for (const [name, filter] of Object.entries(filters) as [keyof typeof filters, object][]) {
    const cursor = models[name].db.collection(models[name].collection.name).find(filter, { batchSize: 2_000 });
    for await (const _ of cursor) documents++;
  }
  return documents;
}

/** Health and churn of all accounts, results written, against streaming the same documents raw through the driver; and what every agent together takes. */
export async function benchRescore(bench: Bench): Promise<void> {
  const { accounts, say } = bench;
  await withDatabase(async (database) => {
    const { models } = database;
    const scope = (asOf = new Date()) => ({ tenant: TENANT, models, asOf, now: asOf });
    const score = (of: readonly Agent[]) =>
      rescore(
        scope(),
        of.flatMap(({ scorer }) => scorer ?? []),
      );
    const tell = ({ ms, peakMb }: { ms: number; peakMb: number }, what: string) =>
      say(
        `rescore: ${seconds(ms)}, ${count((accounts / ms) * 1000)} accounts/s, ${(ms / accounts).toFixed(2)} ms an account, peak ${count(peakMb)} MB (${what})`,
      );
    await loadAccounts(database, bench);
    const learnt = await timed(async () => {
      for (const { learn } of agents) await learn?.(scope());
    });
    say(`learnt from outcomes in ${seconds(learnt.ms)}, once`);
    await streamRaw(database); // both find a warm cache
    const raw = await timed(() => streamRaw(database));
    say(`raw:     ${count(raw.result)} documents in ${seconds(raw.ms)}`);
    tell(await withPeak(() => score([healthScore, churnPredictor])), 'health and churn, first run: nothing there');
    const second = await withPeak(() => score([healthScore, churnPredictor]));
    tell(second, 'health and churn: standings replaced, history appended');
    const again = await timed(() => streamRaw(database));
    say(`raw:     ${seconds(again.ms)} (again)`);
    const ratio = second.ms / ((raw.ms + again.ms) / 2);
    say(`ratio:   ${ratio.toFixed(2)} × raw, aim ≤ ${AIM}: ${verdict(ratio <= AIM)}`);
    tell(await withPeak(() => score(agents)), 'every agent; some read more than the facts');
  });
}
