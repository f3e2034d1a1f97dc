import type { Document } from 'mongodb';
import { watchReads } from '../support/watch-reads.ts';
import { type Bench, count, median, seconds, TENANT, timed, today, verdict, withDatabase } from './kit.ts';
import { asker, writeStandings } from './standings.ts';

const [INDEXED_AIM, EXAMINED_AIM, SCAN_AIM, SCAN_AIM_MS] = [2, 1.2, 1.5, 1_500];
const ROUNDS = 25;
const FIRST_PAGE = 10;
const DAY = 86_400_000;

const condition = (metric: string, comparator: string, value: number, to: number | null = null) => ({ metric, comparator, value, to });
const risk = (least: number) => condition('churn_risk', 'at least', least);
const renews = (days: number) => condition('days_to_renewal', 'between', 0, days);
/** Days are counted by the calendar. */
const within = (days: number) => ({ renewalAt: { $gte: today(), $lt: new Date(today().getTime() + (days + 1) * DAY) } });

interface Question {
  name: string;
  /** What `list_accounts` is asked. */
  input: object;
  /** The same for the bare driver. */
  where: object;
  /** Beside `where`, what is on the page: accounts without a value to sort by are counted, and come last. */
  listed?: object;
  sort: Record<string, 1 | -1>;
  /** No index has what it asks for. */
  scans?: true;
}

/** Questions about a book: by owner, segment, risk, renewal window; sorted, first page. */
const QUESTIONS: Question[] = [
  {
    name: 'mine, worst health first',
    input: { owner: 'mine' },
    where: { ownerId: 'csm-0' },
    listed: { health: { $ne: null } },
    sort: { health: 1, accountId: 1 },
  },
  {
    name: 'mine, segment, risk, renewal',
    input: { owner: 'mine', segment: 'mid_market', conditions: [risk(30), renews(180)] },
    where: { ownerId: 'csm-0', segment: 'mid_market', churnRisk: { $gte: 29.5 }, ...within(180) },
    sort: { churnRisk: -1, accountId: -1 },
  },
  {
    name: 'segment, risk, renewal',
    input: { segment: 'enterprise', conditions: [risk(60), renews(90)] },
    where: { segment: 'enterprise', churnRisk: { $gte: 59.5 }, ...within(90) },
    sort: { churnRisk: -1, accountId: -1 },
  },
  {
    name: 'segment, industry, low health',
    input: { segment: 'smb', vertical: 'fintech', conditions: [condition('health', 'below', 40)] },
    where: { segment: 'smb', vertical: 'fintech', health: { $lt: 39.5 } },
    sort: { health: 1, accountId: 1 },
  },
  {
    name: 'risk and worth',
    input: { conditions: [risk(70), condition('arr', 'above', 100_000)] },
    where: { churnRisk: { $gte: 69.5 }, arr: { $gt: 100_000 } },
    sort: { churnRisk: -1, accountId: -1 },
  },
  { name: 'renewals in 60 days', input: { conditions: [renews(60)] }, where: within(60), sort: { renewalAt: 1, accountId: 1 } },
  {
    name: 'red accounts, largest first',
    input: { band: 'red', sort: 'arr' },
    where: { band: 'red' },
    sort: { currency: 1, arr: -1, accountId: -1 },
  },
  {
    name: 'any other: open tickets',
    input: { conditions: [condition('open_tickets', 'above', 3)], sort: 'open_tickets' },
    where: { 'metrics.open_tickets': { $gt: 3 } },
    sort: { 'metrics.open_tickets': -1, name: 1, accountId: 1 },
    scans: true,
  },
];

/** `list_accounts` through the door every question takes, against the bare driver asked for the same: the page, how many there are, and what they are worth. */
export async function benchAsk({ accounts, say }: Bench): Promise<void> {
  await withDatabase(async (database) => {
    const { ms } = await timed(() => writeStandings(database, accounts));
    say(`${count(accounts)} standings written in ${seconds(ms)}`);
    const run = asker(database);
    const ask = async (input: object, models = database.models) =>
      (await run('list_accounts', input, models)).output as { total: number; more: boolean; accounts: { id: string }[] };
    const { collection } = database.models.accountStandings;
    const bare = ({ where, listed, sort }: Question) => {
      const filter = { tenant: TENANT, lifecycleStage: { $ne: 'churned' }, ...where };
      const worth = { $group: { _id: '$currency', count: { $sum: 1 }, arr: { $sum: '$arr' } } };
      return Promise.all([
        collection
          .find({ ...filter, ...listed })
          .sort(sort)
          .limit(FIRST_PAGE)
          .toArray(),
        collection.aggregate([{ $match: filter }, worth]).toArray(),
      ]);
    };
    const ratios = { indexed: 0, scanned: 0 };
    let [examinedMost, scanMs, scans] = [0, 0, 0];
    for (const question of QUESTIONS) {
      const { name, input } = question;
      const shown = await ask(input);
      sameAnswer(name, shown, await bare(question));
      const [times, yardstick]: [number[], number[]] = [[], []];
      for (let round = 0; round < ROUNDS; round++) {
        times.push((await timed(() => ask(input))).ms);
        yardstick.push((await timed(() => bare(question))).ms);
      }
      const ratio = median(times) / median(yardstick);
      // A watch of its own: one remembers what it has seen explained.
      const watch = await watchReads(database);
      const reads = await watch.reads(async (models) => void (await ask(input, models)));
      await watch.close();
      const own = reads.filter((read) => read.collection === 'account_standings');
      const examined = own.reduce((sum, { docsExamined }) => sum + docsExamined, 0);
      if (question.scans) {
        ratios.scanned = Math.max(ratios.scanned, ratio);
        scanMs = Math.max(scanMs, median(times));
        scans = Math.max(scans, own.filter(({ docsExamined }) => docsExamined > shown.accounts.length).length);
      } else {
        ratios.indexed = Math.max(ratios.indexed, ratio);
        examinedMost = Math.max(examinedMost, examined / Math.max(1, shown.accounts.length));
      }
      say(
        `${name.padEnd(30)} ${`${shown.more ? '> ' : ''}${count(shown.total)}`.padStart(8)} match, median ${median(times).toFixed(1)} ms, bare ${median(yardstick).toFixed(1)} ms: ${ratio.toFixed(2)} ×; ${count(examined)} documents examined for ${shown.accounts.length} shown`,
      );
    }
    say(`indexed: at most ${ratios.indexed.toFixed(2)} × the bare driver, aim ≤ ${INDEXED_AIM}: ${verdict(ratios.indexed <= INDEXED_AIM)}`);
    say(
      `indexed: at most ${examinedMost.toFixed(2)} documents examined for one shown, aim ≤ ${EXAMINED_AIM}: ${verdict(examinedMost <= EXAMINED_AIM)}`,
    );
    const scansWell = scans <= 1 && ratios.scanned <= SCAN_AIM && scanMs <= SCAN_AIM_MS;
    say(
      `any other: ${scans} scan${scans === 1 ? '' : 's'}, ${ratios.scanned.toFixed(2)} × the bare driver, ${seconds(scanMs)}; aim one, ≤ ${SCAN_AIM} ×, ≤ ${seconds(SCAN_AIM_MS)}: ${verdict(scansWell)}`,
    );
  });
}

/** @throws where the yardstick answers another question: other accounts, or another count. */
function sameAnswer(
  name: string,
  { total, more, accounts }: { total: number; more: boolean; accounts: { id: string }[] },
  [rows, groups]: readonly [readonly Document[], readonly Document[]],
): void {
  const counted = groups.reduce((sum, { count: own }) => sum + Number(own), 0);
  const samePage = accounts.every(({ id }, index) => id === rows[index]?.accountId) && accounts.length === rows.length;
  if (!samePage || (more ? total > counted : total !== counted)) throw new Error(`${name}: the bare driver gives another answer`);
}
