import { watchReads } from '../support/watch-reads.ts';
import { type Bench, count, median, percentile, seconds, timed, verdict, withDatabase } from './kit.ts';
import { asker, writeStandings } from './standings.ts';

const AIM_MS = 30;
const AIM_EXAMINED = 1.2;
const ROUNDS = 25;

const condition = (metric: string, comparator: string, value: number, to: number | null = null) => ({ metric, comparator, value, to });
const risk = (least: number) => condition('churn_risk', 'at least', least);
const renews = (days: number) => condition('days_to_renewal', 'between', 0, days);

/** Questions about a book: by owner, segment, risk, renewal window; sorted, first page. */
const QUESTIONS: Record<string, object> = {
  'mine, worst health first': { owner: 'mine' },
  'mine, segment, risk, renewal': { owner: 'mine', segment: 'mid_market', conditions: [risk(30), renews(180)] },
  'segment, risk, renewal': { segment: 'enterprise', conditions: [risk(60), renews(90)] },
  'segment, industry, low health': { segment: 'smb', vertical: 'fintech', conditions: [condition('health', 'below', 40)] },
  'risk and worth': { conditions: [risk(70), condition('arr', 'above', 100_000)] },
  'renewals in 60 days': { conditions: [renews(60)] },
  'red accounts, largest first': { band: 'red', sort: 'arr' },
  'any other: open tickets': { conditions: [condition('open_tickets', 'above', 3)], sort: 'open_tickets' },
};

/** `list_accounts` through the door every question takes. */
export async function benchAsk({ accounts, say }: Bench): Promise<void> {
  await withDatabase(async (database) => {
    const { ms } = await timed(() => writeStandings(database, accounts));
    say(`${count(accounts)} standings written in ${seconds(ms)}`);
    const run = asker(database);
    const ask = async (input: object, models = database.models) => {
      const { output } = await run('list_accounts', input, models);
      return output as { total: number; more: boolean; accounts: unknown[] };
    };
    const all: number[] = [];
    let worst = 0;
    for (const [name, input] of Object.entries(QUESTIONS)) {
      await ask(input);
      const times: number[] = [];
      let matching = '';
      let shown = 0;
      for (let round = 0; round < ROUNDS; round++) {
        const { ms: took, result } = await timed(() => ask(input));
        times.push(took);
        matching = `${result.more ? '> ' : ''}${count(result.total)}`;
        shown = result.accounts.length;
      }
      all.push(...times);
      // A watch of its own: one remembers what it has seen explained.
      const watch = await watchReads(database);
      const reads = await watch.reads(async (models) => void (await ask(input, models)));
      await watch.close();
      const own = reads.filter(({ collection }) => collection === 'account_standings');
      const examined = own.reduce((sum, { docsExamined }) => sum + docsExamined, 0);
      const keys = own.reduce((sum, { keysExamined }) => sum + keysExamined, 0);
      worst = Math.max(worst, shown > 0 ? examined / shown : examined > 0 ? Number.POSITIVE_INFINITY : 0);
      say(
        `${name.padEnd(30)} ${matching.padStart(7)} match, median ${median(times).toFixed(1)} ms, p95 ${percentile(times, 0.95).toFixed(1)} ms, ${examined} documents and ${count(keys)} keys examined for ${shown} shown`,
      );
    }
    const p95 = percentile(all, 0.95);
    say(`p95 of all: ${p95.toFixed(1)} ms, aim ≤ ${AIM_MS}: ${verdict(p95 <= AIM_MS)}`);
    say(`documents examined: at most ${worst.toFixed(2)} × returned, aim ≤ ${AIM_EXAMINED}: ${verdict(worst <= AIM_EXAMINED)}`);
  });
}
