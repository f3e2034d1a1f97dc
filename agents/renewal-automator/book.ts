import type { AccountStanding } from '../../models/account-standing.ts';
import { STARTING_WEIGHTS } from '../churn-predictor/weights.ts';
import { logit } from '../kit/statistics.ts';
import { bandOf, carrier, computeRenewal } from './assess.ts';
import { latestCalls } from './calls.ts';
import type { ChurnView } from './factors.ts';
import { loadRenewalFacts, type Scope } from './facts.ts';
import type { Call, RenewalAssessment, RenewalContract } from './schema.ts';
import type { Stake } from './simulate.ts';

/** One contract of a book that ends within the window. */
export interface BookEntry {
  accountId: string;
  account: string;
  ownerId: string | null;
  segment: string | null;
  health: number | null;
  contract: RenewalContract;
  band: RenewalAssessment['band'];
  /** The base value, by the probability; null where too little is known for one. */
  expectedBase: number | null;
  additions: { name: string; value: number; chance: number }[];
  /** With the additions, each by its own chance. */
  expected: number | null;
  proposed: number;
  call: Call | null;
}

export interface Wanted {
  until: Date;
  ownerId: string | null;
  segment: string | null;
}

const CHUNK = 500;
type Standing = Pick<
  AccountStanding,
  'accountId' | 'name' | 'ownerId' | 'segment' | 'health' | 'churnProbability90' | 'churnConfidence' | 'asOf' | 'lifecycleStage'
>;
const FIELDS = Object.fromEntries(
  ['accountId', 'name', 'ownerId', 'segment', 'health', 'churnProbability90', 'churnConfidence', 'asOf', 'lifecycleStage'].map((each) => [
    each,
    1,
  ]),
);

/** The contracts that end within the window, of accounts with a standing, soonest first. Reads by index and in batches. */
export async function loadBook(scope: Scope, { until, ownerId, segment }: Wanted): Promise<BookEntry[]> {
  const { tenant, models, asOf } = scope;
  const ending = await models.contracts.collection
    .find<{ accountId: string }>(
      {
        tenant,
        status: { $in: ['active', 'renewed', 'ended'] },
        endDate: { $gte: asOf, $lte: until },
        startDate: { $lte: asOf },
        at: { $lte: asOf },
        ingestedAt: { $lte: asOf },
      },
      { projection: { accountId: 1 }, batchSize: 10_000 },
    )
    .toArray();
  const narrowed = { ...(ownerId ? { ownerId } : {}), ...(segment ? { segment } : {}) };
  const standings = await standingsOf(scope, [...new Set(ending.map(({ accountId }) => accountId))], narrowed);
  return entriesOf(scope, standings, until);
}

/** The standings of these accounts that are customers still. */
export async function standingsOf({ tenant, models }: Scope, ids: readonly string[], narrowed: object = {}): Promise<Standing[]> {
  const found: Standing[] = [];
  for (let start = 0; start < ids.length; start += CHUNK)
    found.push(
      ...(await models.accountStandings.collection
        .find<Standing>(
          { tenant, accountId: { $in: ids.slice(start, start + CHUNK) }, lifecycleStage: { $ne: 'churned' }, ...narrowed },
          { projection: FIELDS, batchSize: CHUNK },
        )
        .toArray()),
    );
  return found;
}

/** What the standings' accounts have that ends within the window, by their own rows and the churn they stand at. */
export async function entriesOf(scope: Scope, standings: readonly Standing[], until: Date): Promise<BookEntry[]> {
  const ids = standings.map(({ accountId }) => accountId);
  const entries: BookEntry[] = [];
  const calls = new Map((await latestCalls(scope, ids)).map((call) => [call.contractId, call]));
  const read = (start: number) => {
    const reading = loadRenewalFacts(scope, ids.slice(start, start + CHUNK));
    reading.catch(() => {}); // reported by the await
    return reading;
  };
  let next = read(0);
  for (let start = 0; start < ids.length; start += CHUNK) {
    const facts = await next;
    // One batch is read while the one before is computed.
    next = read(start + CHUNK);
    for (const standing of standings.slice(start, start + CHUNK)) {
      const own = facts.get(standing.accountId);
      if (!own) continue;
      const { contracts, priced, status } = computeRenewal(own, { churn: churnOf(standing) });
      if (status !== 'open') continue;
      for (const contract of contracts) {
        if (contract.endAt === null || new Date(contract.endAt) > until) continue;
        const additions = priced
          .filter((each) => carrier(contracts, each.currency)?.id === contract.id && each.currency === contract.currency)
          .map(({ name, annualValue, chance }) => ({ name, value: annualValue, chance }));
        entries.push(entryOf(standing, contract, additions, calls.get(contract.id) ?? null));
      }
    }
  }
  return entries.sort(
    (a, b) =>
      (a.contract.days ?? 0) - (b.contract.days ?? 0) ||
      b.contract.annualValue - a.contract.annualValue ||
      (a.contract.id < b.contract.id ? -1 : 1),
  );
}

function entryOf(standing: Standing, contract: RenewalContract, additions: BookEntry['additions'], call: Call | null): BookEntry {
  const { probability, annualValue } = contract;
  const more = additions.reduce((sum, { value, chance }) => sum + value * chance, 0);
  return {
    accountId: standing.accountId,
    account: standing.name,
    ownerId: standing.ownerId ?? null,
    segment: standing.segment ?? null,
    health: typeof standing.health === 'number' ? Math.round(standing.health) : null,
    contract,
    band: probability === null ? null : bandOf(probability),
    expectedBase: probability === null ? null : annualValue * probability,
    additions,
    expected: probability === null ? null : (annualValue + more) * probability,
    proposed: annualValue + additions.reduce((sum, { value }) => sum + value, 0),
    call,
  };
}

function churnOf({ churnProbability90, churnConfidence, asOf }: Standing): ChurnView | null {
  if (typeof churnProbability90 !== 'number') return null;
  return { logOdds: logit(churnProbability90), base: STARTING_WEIGHTS.base, confidence: churnConfidence ?? 0, at: asOf, factors: [] };
}

export const stakeOf = ({ contract, additions }: BookEntry): Stake[] =>
  contract.probability === null ? [] : [{ value: contract.annualValue, probability: contract.probability, additions }];
