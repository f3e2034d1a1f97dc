import { keepNewest, type Newest } from '../../models/kit/bulk.ts';
import type { AccountFacts } from '../facts/account-facts.ts';
import { forgetEarlier } from '../facts/facts-at.ts';
import { loadFacts } from '../facts/load.ts';
import type { Opinions } from '../facts/metric.ts';
import { type Breathe, breather } from './breathe.ts';
import { type Failure, failuresOf } from './failures.ts';
import type { AccountScorer, RescoreScope, Scorer, StandingFields } from './scorer.ts';
import { standingWrite } from './standings/write.ts';

export interface RescoreResult {
  accounts: number;
  milliseconds: number;
  failed: Failure[];
}

/** What is read or written at once holds up everybody else: few accounts at a time. */
const BATCH = 25;
const DAY = 86_400_000;
/** Facts loaded for one week hold enough history to assess this many weeks before it by the same rules. */
const WEEKS_A_LOAD = 5;

type Failures = ReturnType<typeof failuresOf>;

/** What the scorers said of one account as of an instant. The facts are gone by the time it is kept: many accounts wait for one write. */
interface Round {
  accountId: string;
  standing: StandingFields;
  opinions: Record<string, Opinions[string]>;
  issued: Map<AccountScorer, unknown>;
  /** An agent failed: what it would have said is missing, so the earlier standing stays. */
  failed: boolean;
}

interface Standing {
  accountId: string;
  write: Newest;
}

/**
 * Assesses accounts (all of the tenant without `accountIds`) with every scorer in order, appends what each issues to
 * its history, and brings the accounts' standings up to date. Running it again for the same instant changes nothing;
 * running it for an earlier instant adds to the history and leaves newer standings as they are. An account that
 * cannot be read, scored or kept costs nothing but itself.
 */
export async function rescore(scope: RescoreScope, scorers: readonly Scorer[], accountIds?: readonly string[]): Promise<RescoreResult> {
  const started = performance.now();
  const { tenant, models } = scope;
  const failures = failuresOf(scope);
  const prepared = await Promise.all(scorers.map((scorer) => scorer(scope)));
  const breathe = breather(scope.foreground);
  let accounts = 0;
  let writing: Promise<unknown> = Promise.resolve();
  for await (const facts of loaded(scope, batches(scope, accountIds), failures, breathe)) {
    scope.signal?.throwIfAborted();
    accounts += facts.length;
    const rounds: Round[] = [];
    const standings: Standing[] = [];
    for await (const each of oneByOne(facts, breathe)) {
      const round = assess(prepared, each, scope.asOf, failures);
      rounds.push(round);
      if (round.failed) continue;
      failures.attempt('standings', round.accountId, () => {
        standings.push({ accountId: round.accountId, write: standingWrite(scope, prepared, each, round) });
      });
    }
    // One batch is written while the next is read.
    await writing;
    writing = Promise.all([
      ...prepared.map((scorer) => recordOf(scorer, rounds, scope.asOf, failures)),
      failures.together('standings', standings, accountIdOf, (some) =>
        keepNewest(
          models.accountStandings,
          tenant,
          some.map(({ write }) => write),
        ),
      ),
    ]);
    writing.catch(() => {}); // reported by the await
  }
  await writing;
  failures.say();
  return { accounts, milliseconds: Math.round(performance.now() - started), failed: failures.failures };
}

/** Appends the history of the last weeks (one assessment a week, the newest a week before `asOf`), for charts and changes. Standings stay. */
export async function rescoreHistory(
  scope: RescoreScope,
  scorers: readonly Scorer[],
  { weeks = 26, accountIds }: { weeks?: number; accountIds?: readonly string[] } = {},
): Promise<RescoreResult> {
  const started = performance.now();
  const failures = failuresOf(scope);
  const counted = new Set<string>();
  const breathe = breather(scope.foreground);
  for (let first = 1; first <= weeks; first += WEEKS_A_LOAD) {
    const block = Array.from({ length: Math.min(WEEKS_A_LOAD, weeks - first + 1) }, (_, index) => weeksBefore(scope.asOf, first + index));
    const at = { ...scope, asOf: block[0] ?? scope.asOf };
    const prepared = await Promise.all(scorers.map((scorer) => scorer(at)));
    for await (const facts of loaded(at, batches(at, accountIds), failures, breathe)) {
      scope.signal?.throwIfAborted();
      const weekly = block.map((asOf) => ({ asOf, rounds: [] as Round[] }));
      for await (const each of oneByOne(facts, breathe)) {
        const { _id, at: begun, ingestedAt } = each.account;
        counted.add(_id);
        for (const { asOf, rounds } of weekly) if (begun <= asOf && ingestedAt <= asOf) rounds.push(assess(prepared, each, asOf, failures));
      }
      for (const { asOf, rounds } of weekly) await Promise.all(prepared.map((scorer) => recordOf(scorer, rounds, asOf, failures)));
    }
  }
  failures.say();
  return { accounts: counted.size, milliseconds: Math.round(performance.now() - started), failed: failures.failures };
}

/** Takes the facts out of their list, so that what was made of each is gone before the next. */
async function* oneByOne(all: AccountFacts[], breathe: Breathe): AsyncGenerator<AccountFacts> {
  for (let facts = all.shift(); facts; facts = all.shift()) {
    await breathe();
    yield facts;
    forgetEarlier(facts);
  }
}

function assess(scorers: readonly AccountScorer[], facts: AccountFacts, asOf: Date, { attempt }: Failures): Round {
  const round: Round = { accountId: facts.account._id, standing: {}, opinions: {}, issued: new Map(), failed: false };
  for (const scorer of scorers) {
    const done = attempt(scorer.agent, round.accountId, () => {
      const { standing, opinions, issued } = scorer.assess(facts, asOf, round.opinions);
      Object.assign(round.standing, standing);
      Object.assign(round.opinions, opinions);
      if (issued !== undefined) round.issued.set(scorer, issued);
    });
    round.failed ||= !done;
  }
  return round;
}

const accountIdOf = ({ accountId }: { accountId: string }): string => accountId;

const recordOf = (scorer: AccountScorer, rounds: readonly Round[], asOf: Date, { together }: Failures): Promise<void> =>
  together(
    scorer.agent,
    rounds.filter(({ issued }) => issued.has(scorer)),
    accountIdOf,
    (some) =>
      scorer.record(
        some.map(({ issued }) => issued.get(scorer)),
        asOf,
      ),
  );

/** The facts of each batch. The next batch is read while this one is scored. */
async function* loaded(
  scope: RescoreScope,
  ids: AsyncGenerator<string[]>,
  { together }: Failures,
  breathe: Breathe,
): AsyncGenerator<AccountFacts[]> {
  const read = async () => {
    const { value, done } = await ids.next();
    if (done) return undefined;
    await breathe();
    const facts: AccountFacts[] = [];
    await together(
      'facts',
      value,
      (id) => id,
      async (some) => void facts.push(...(await loadFacts(scope, [...some])).values()),
    );
    return facts;
  };
  let next = read();
  for (let facts = await next; facts; facts = await next) {
    next = read();
    next.catch(() => {}); // reported by the await
    yield facts;
  }
}

const weeksBefore = (instant: Date, weeks: number): Date => new Date(instant.getTime() - weeks * 7 * DAY);

async function* batches({ tenant, models, asOf }: RescoreScope, accountIds?: readonly string[]): AsyncGenerator<string[]> {
  if (accountIds) {
    for (let start = 0; start < accountIds.length; start += BATCH) yield accountIds.slice(start, start + BATCH);
    return;
  }
  let batch: string[] = [];
  const cursor = models.accounts
    .find({ tenant, at: { $lte: asOf } }, { _id: 1 })
    .lean<{ _id: string }[]>()
    .cursor({ batchSize: 1000 });
  for await (const account of cursor) {
    batch.push(account._id);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
