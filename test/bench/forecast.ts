import type { Database } from '../../models/connection.ts';
import { type Bench, count, loadAccounts, median, rescoreAll, seconds, timed, verdict, withDatabase } from './kit.ts';
import { asker } from './standings.ts';

const AIM_MS = 2_000;
const ROUNDS = 5;
const QUESTIONS: { tool: string; input: object }[] = [
  { tool: 'forecast_renewals', input: {} },
  { tool: 'forecast_renewals', input: { owner: 'Omar Haddad' } },
  { tool: 'list_upcoming_renewals', input: { withinDays: 365 } },
];

/** Documents the engine has looked at since it started. */
async function examined({ connection }: Database): Promise<number> {
  const status = await connection.db?.admin().serverStatus();
  return Number(status?.metrics.queryExecutor.scannedObjects ?? 0);
}

/** The forecast of the whole book, of one CSM's, and the first page of the list, from the question to the answer. */
export async function benchForecast(bench: Bench): Promise<void> {
  const { say } = bench;
  await withDatabase(async (database) => {
    await loadAccounts(database, bench);
    const scored = await timed(() => rescoreAll(database));
    say(`assessed by every agent in ${seconds(scored.ms)}`);
    const run = asker(database);
    for (const { tool, input } of QUESTIONS) {
      const first = await timed(() => run(tool, input));
      const times: number[] = [];
      const before = await examined(database);
      for (let round = 0; round < ROUNDS; round++) times.push((await timed(() => run(tool, input))).ms);
      const documents = ((await examined(database)) - before) / ROUNDS;
      const slowest = Math.max(first.ms, ...times);
      say(
        `${tool} ${JSON.stringify(input)}: first ${first.ms.toFixed(0)} ms, median ${median(times).toFixed(0)} ms, ${count(documents)} documents examined; aim ≤ ${seconds(AIM_MS)}: ${verdict(slowest <= AIM_MS)}`,
      );
      say(`  ${first.result.summary.point}`);
    }
  });
}
