import type { Database } from '../../models/connection.ts';
import { type Bench, count, loadAccounts, rescoreAll, seconds, TENANT, timed, verdict, withDatabase, withPeak } from './kit.ts';

/** What an assessment reads: the yardstick streams the same documents. */
const READ = [
  'accounts',
  'contacts',
  'contracts',
  'customerUsageAnalytics',
  'interactions',
  'supportTickets',
  'invoices',
  'surveys',
  'accountEvents',
  'valueRecords',
  'customerSuccessPlans',
] as const;
const AIM = 2;

async function streamRaw({ models }: Database): Promise<number> {
  let documents = 0;
  for (const name of READ) {
    const cursor = models[name].db.collection(models[name].collection.name).find({ tenant: TENANT }, { batchSize: 2_000 });
    for await (const _ of cursor) documents++;
  }
  return documents;
}

/** Health and churn of all accounts, results written, against streaming the same documents raw through the driver. */
export async function benchRescore(bench: Bench): Promise<void> {
  const { accounts, say } = bench;
  await withDatabase(async (database) => {
    await loadAccounts(database, bench);
    await streamRaw(database); // both find a warm cache
    const raw = await timed(() => streamRaw(database));
    say(`raw:     ${count(raw.result)} documents in ${seconds(raw.ms)}`);
    const first = await withPeak(() => rescoreAll(database));
    say(
      `rescore: ${count(first.result.accounts)} accounts in ${seconds(first.ms)}, ${count((accounts / first.ms) * 1000)} accounts/s, ${(first.ms / accounts).toFixed(2)} ms an account, peak ${count(first.peakMb)} MB (first run: nothing there)`,
    );
    const second = await withPeak(() => rescoreAll(database));
    say(
      `rescore: ${seconds(second.ms)}, ${count((accounts / second.ms) * 1000)} accounts/s, peak ${count(second.peakMb)} MB (second run: standings replaced, history appended)`,
    );
    const again = await timed(() => streamRaw(database));
    say(`raw:     ${seconds(again.ms)} (again)`);
    const ratio = second.ms / ((raw.ms + again.ms) / 2);
    say(`ratio:   ${ratio.toFixed(2)} × raw, aim ≤ ${AIM}: ${verdict(ratio <= AIM)}`);
  });
}
