import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { agents } from '../../agents/index.ts';
import type { Context } from '../../agents/kit/context.ts';
import { VERTICALS } from '../../models/account.ts';
import type { Database } from '../../models/connection.ts';
import { SEGMENTS } from '../../models/scorecard.ts';
import { createCatalog } from '../../tools/catalog.ts';
import { runTool } from '../../tools/run-tool.ts';
import { watchReads } from '../support/watch-reads.ts';
import { type Bench, count, median, percentile, seconds, TENANT, timed, verdict, withDatabase } from './kit.ts';

const AIM_MS = 30;
const AIM_EXAMINED = 1.2;
const ROUNDS = 25;
const BATCH = 5_000;
const DAY = 86_400_000;
const ACCOUNTS_A_CSM = 60;

/** Questions about a book: by owner, segment, risk, renewal window; sorted, first page. */
const QUESTIONS: Record<string, object> = {
  'mine, worst health first': { owner: 'mine' },
  'mine, segment, risk, renewal': { owner: 'mine', segment: 'mid_market', churnRiskMin: 30, renewalWithinDays: 180 },
  'segment, risk, renewal': { segment: 'enterprise', churnRiskMin: 60, renewalWithinDays: 90 },
  'segment, industry, low health': { segment: 'smb', vertical: 'fintech', healthMax: 40 },
  'risk and worth': { churnRiskMin: 70, arrMin: 100_000 },
  'renewals in 60 days': { renewalWithinDays: 60 },
  'red accounts, largest first': { band: 'red', sort: 'arr' },
};

/** Standings as `rescore` writes them: what is read here, without scoring 100,000 accounts first. */
async function writeStandings({ models }: Database, accounts: number): Promise<void> {
  const now = new Date();
  const owners = Math.max(1, Math.round(accounts / ACCOUNTS_A_CSM));
  let seed = 1;
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  const one = (index: number) => {
    const health = Math.round(10_000 * (1 - random() ** 2)) / 100;
    return {
      _id: randomUUID(),
      tenant: TENANT,
      source: 'greendoor',
      accountId: `a${index}`,
      at: now,
      ingestedAt: now,
      asOf: now,
      updatedAt: now,
      name: `Customer ${index}`,
      ownerId: `csm-${Math.floor(random() * owners)}`,
      vertical: VERTICALS[Math.floor(random() * VERTICALS.length)],
      segment: SEGMENTS[Math.floor(random() * SEGMENTS.length)],
      lifecycleStage: random() < 0.05 ? 'churned' : 'established',
      arr: Math.round(5_000 * 100 ** random()),
      currency: random() < 0.7 ? 'USD' : 'EUR',
      renewalAt: new Date(now.getTime() + random() * 365 * DAY),
      ...(random() < 0.05
        ? {}
        : {
            health,
            band: health >= 80 ? 'green' : health >= 60 ? 'yellow' : health >= 40 ? 'orange' : 'red',
            change30: random() * 40 - 22,
          }),
      churnRisk: Math.round(10_000 * random() ** 3) / 100,
      reasons: ['Active users fell from 120 to 61 (12 Oct)', 'No answer in 30 days'],
    };
  };
  for (let start = 0; start < accounts; start += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, accounts - start) }, (_, index) => one(start + index));
    await models.accountStandings.collection.insertMany(
      rows as unknown as Parameters<typeof models.accountStandings.collection.insertMany>[0],
      { ordered: false },
    );
  }
}

/** `list_accounts` through the door every question takes. */
export async function benchAsk({ accounts, say }: Bench): Promise<void> {
  await withDatabase(async (database) => {
    const { ms } = await timed(() => writeStandings(database, accounts));
    say(`${count(accounts)} standings written in ${seconds(ms)}`);
    const catalog = createCatalog(agents);
    const context: Context = {
      tenant: TENANT,
      actor: { id: 'csm-0', name: 'A CSM', email: 'csm@greendoor.example', title: 'CSM', roles: ['csm'], timezone: 'UTC' },
      clock: { now: () => new Date() },
      asOf: new Date(),
      models: database.models,
      log: pino({ level: 'silent' }),
      signal: new AbortController().signal,
    };
    const ask = async (input: object, models = database.models) => {
      const outcome = await runTool(catalog, 'list_accounts', input, { ...context, models });
      if (!outcome.ok) throw new Error(outcome.message);
      return outcome.output as { total: number; accounts: unknown[] };
    };
    const all: number[] = [];
    let worst = 0;
    for (const [name, input] of Object.entries(QUESTIONS)) {
      await ask(input);
      const times: number[] = [];
      let total = 0;
      for (let round = 0; round < ROUNDS; round++) {
        const { ms: took, result } = await timed(() => ask(input));
        times.push(took);
        total = result.total;
      }
      all.push(...times);
      const reads = await watchReads(database, async (models) => void (await ask(input, models)));
      const own = reads.filter(({ collection }) => collection === 'account_standings');
      const examined = own.reduce((sum, { docsExamined }) => sum + docsExamined, 0);
      const keys = own.reduce((sum, { keysExamined }) => sum + keysExamined, 0);
      const returned = Math.min(10, total);
      worst = Math.max(worst, returned > 0 ? examined / returned : examined > 0 ? Number.POSITIVE_INFINITY : 0);
      say(
        `${name.padEnd(30)} ${count(total).padStart(7)} match, median ${median(times).toFixed(1)} ms, p95 ${percentile(times, 0.95).toFixed(1)} ms, ${examined} documents and ${count(keys)} keys examined for ${returned} shown`,
      );
    }
    const p95 = percentile(all, 0.95);
    say(`p95 of all: ${p95.toFixed(1)} ms, aim ≤ ${AIM_MS}: ${verdict(p95 <= AIM_MS)}`);
    say(`documents examined: at most ${worst.toFixed(2)} × returned, aim ≤ ${AIM_EXAMINED}: ${verdict(worst <= AIM_EXAMINED)}`);
  });
}
