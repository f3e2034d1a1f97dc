import type { AccountFacts } from '../facts/account-facts.ts';
import { loadFacts } from '../facts/load.ts';
import type { Opinions } from '../facts/metric.ts';
import { type Breathe, breather } from './breathe.ts';
import { type Failure, failuresOf } from './failures.ts';
import type { AccountScorer, RescoreScope, Scorer, StandingFields } from './scorer.ts';
import { writeStandings } from './standings-write.ts';

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

/** What the scorers said of one account, and what each has to keep. */
interface Round {
  facts: AccountFacts;
  standing: StandingFields;
  opinions: Opinions;
  issued: Map<AccountScorer, unknown>;
  /** An agent failed: what it would have said is missing, so the earlier standing stays. */
  failed: boolean;
}

/**
 * Assesses accounts (all of the tenant without `accountIds`) with every scorer in order, appends what each issues to
 * its history, and brings the accounts' standings up to date. Running it again for the same instant changes nothing;
 * running it for an earlier instant adds to the history and leaves newer standings as they are. An account that
 * cannot be read, scored or kept costs nothing but itself.
 */
export async function rescore(scope: RescoreScope, scorers: readonly Scorer[], accountIds?: readonly string[]): Promise<RescoreResult> {
  const started = performance.now();
  const failures = failuresOf(scope);
  const prepared = await Promise.all(scorers.map((scorer) => scorer(scope)));
  const breathe = breather(scope.foreground);
  let accounts = 0;
  let writing: Promise<unknown> = Promise.resolve();
  for await (const facts of loaded(scope, batches(scope, accountIds), failures, breathe)) {
    scope.signal?.throwIfAborted();
    const rounds = await assessAll(prepared, facts, scope.asOf, failures, breathe);
    // One batch is written while the next is read.
    await writing;
    writing = Promise.all([
      ...prepared.map((scorer) => recordOf(scorer, rounds, scope.asOf, failures)),
      failures.together(
        'standings',
        rounds.filter(({ failed }) => !failed),
        ({ facts: { account } }) => account._id,
        (some) => writeStandings(scope, prepared, some, breathe),
      ),
    ]);
    writing.catch(() => {}); // reported by the await
    accounts += facts.length;
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
      for (const { account } of facts) counted.add(account._id);
      for (const asOf of block) {
        const known = facts.filter(({ account }) => account.at <= asOf && account.ingestedAt <= asOf);
        const rounds = await assessAll(prepared, known, asOf, failures, breathe);
        await Promise.all(prepared.map((scorer) => recordOf(scorer, rounds, asOf, failures)));
      }
    }
  }
  failures.say();
  return { accounts: counted.size, milliseconds: Math.round(performance.now() - started), failed: failures.failures };
}

async function assessAll(
  scorers: readonly AccountScorer[],
  all: readonly AccountFacts[],
  asOf: Date,
  failures: Failures,
  breathe: Breathe,
): Promise<Round[]> {
  const rounds: Round[] = [];
  for (const facts of all) {
    await breathe();
    const round: Round = { facts, standing: {}, opinions: {}, issued: new Map(), failed: false };
    for (const scorer of scorers) {
      try {
        const { standing, opinions, issued } = scorer.assess(facts, asOf, round.opinions);
        Object.assign(round.standing, standing);
        round.opinions = { ...round.opinions, ...opinions };
        if (issued !== undefined) round.issued.set(scorer, issued);
      } catch (error) {
        failures.note(scorer.agent, facts.account._id, error);
        round.failed = true;
      }
    }
    rounds.push(round);
  }
  return rounds;
}

const recordOf = (scorer: AccountScorer, rounds: readonly Round[], asOf: Date, { together }: Failures): Promise<void> =>
  together(
    scorer.agent,
    rounds.flatMap(({ facts, issued }) => (issued.has(scorer) ? [{ id: facts.account._id, issued: issued.get(scorer) }] : [])),
    ({ id }) => id,
    (some) =>
      scorer.record(
        some.map((each) => each.issued),
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
