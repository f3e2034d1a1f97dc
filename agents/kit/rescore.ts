import { randomUUID } from 'node:crypto';
import type { AccountStanding } from '../../models/account-standing.ts';
import type { Models } from '../../models/index.ts';
import type { AccountFacts } from '../facts/account-facts.ts';
import { loadFacts } from '../facts/load.ts';
import { segmentOf, termsOf } from '../metrics/terms.ts';

export interface RescoreScope {
  tenant: string;
  models: Models;
  /** The instant to assess. */
  asOf: Date;
  /** When this runs; what is issued carries it. */
  now: Date;
  signal?: AbortSignal;
}

export type StandingFields = Partial<Omit<AccountStanding, '_id' | 'tenant' | 'accountId' | 'source' | 'externalId'>>;

/** One agent's part in rescoring a batch of accounts. */
export interface BatchScorer {
  /** The standing's fields it writes; those it gives no value for are removed. */
  fields: readonly (keyof StandingFields)[];
  score(facts: readonly AccountFacts[], asOf: Date): { standings: Map<string, StandingFields>; record(): Promise<void> };
}

/** Reads once what all batches need: scorecards, learnt weights. */
export type Scorer = (scope: RescoreScope) => Promise<BatchScorer>;

export interface RescoreResult {
  accounts: number;
  milliseconds: number;
}

const BATCH = 100;
const DUPLICATE_KEY = 11_000;
const DAY = 86_400_000;
/** Facts loaded for one week hold enough history to assess this many weeks before it by the same rules. */
const WEEKS_A_LOAD = 5;

/**
 * Assesses accounts (all of the tenant without `accountIds`) with every scorer, appends what each issues to its
 * history, and brings the accounts' standings up to date. Running it again for the same instant changes nothing;
 * running it for an earlier instant adds to the history and leaves newer standings as they are.
 */
export async function rescore(scope: RescoreScope, scorers: readonly Scorer[], accountIds?: readonly string[]): Promise<RescoreResult> {
  const started = performance.now();
  const prepared = await Promise.all(scorers.map((scorer) => scorer(scope)));
  let accounts = 0;
  let writing: Promise<unknown> = Promise.resolve();
  for await (const facts of loaded(scope, batches(scope, accountIds))) {
    scope.signal?.throwIfAborted();
    const scored = prepared.map((scorer) => ({ scorer, ...scorer.score(facts, scope.asOf) }));
    // One batch is written while the next is read.
    await writing;
    writing = Promise.all([...scored.map(({ record }) => record()), updateStandings(scope, facts, scored)]);
    writing.catch(() => {}); // reported by the await
    accounts += facts.length;
  }
  await writing;
  return { accounts, milliseconds: Math.round(performance.now() - started) };
}

/** Appends the history of the last weeks (one assessment a week, the newest a week before `asOf`), for charts and changes. Standings stay. */
export async function rescoreHistory(
  scope: RescoreScope,
  scorers: readonly Scorer[],
  { weeks = 26, accountIds }: { weeks?: number; accountIds?: readonly string[] } = {},
): Promise<RescoreResult> {
  const started = performance.now();
  const counted = new Set<string>();
  for (let first = 1; first <= weeks; first += WEEKS_A_LOAD) {
    const block = Array.from({ length: Math.min(WEEKS_A_LOAD, weeks - first + 1) }, (_, index) => weeksBefore(scope.asOf, first + index));
    const at = { ...scope, asOf: block[0] ?? scope.asOf };
    const prepared = await Promise.all(scorers.map((scorer) => scorer(at)));
    for await (const ids of batches(at, accountIds)) {
      scope.signal?.throwIfAborted();
      const facts = [...(await loadFacts(at, ids)).values()];
      for (const { account } of facts) counted.add(account._id);
      await Promise.all(
        block.flatMap((asOf) => {
          const known = facts.filter(({ account }) => account.at <= asOf && account.ingestedAt <= asOf);
          return prepared.map((scorer) => scorer.score(known, asOf).record());
        }),
      );
    }
  }
  return { accounts: counted.size, milliseconds: Math.round(performance.now() - started) };
}

/** The facts of each batch. The next batch is read while this one is scored. */
async function* loaded(scope: RescoreScope, ids: AsyncGenerator<string[]>): AsyncGenerator<AccountFacts[]> {
  const read = async () => {
    const { value, done } = await ids.next();
    return done ? undefined : [...(await loadFacts(scope, value)).values()];
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

async function updateStandings(
  { tenant, models, asOf, now }: RescoreScope,
  facts: readonly AccountFacts[],
  scored: readonly { scorer: BatchScorer; standings: Map<string, StandingFields> }[],
): Promise<void> {
  if (facts.length === 0) return;
  const owned = scored.flatMap(({ scorer }) => scorer.fields);
  const writes = facts.map((each) => {
    const { account } = each;
    const computed: StandingFields = Object.assign({}, about(each), ...scored.map(({ standings }) => standings.get(account._id)));
    const set: StandingFields = { ...computed, asOf, updatedAt: now, at: asOf, ingestedAt: now };
    const present = Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined && value !== null));
    const absent = [...ABOUT, ...owned].filter((field) => !(field in present));
    return {
      updateOne: {
        filter: { tenant, accountId: account._id, asOf: { $lte: asOf } },
        update: [
          {
            $set: {
              ...literally(present),
              _id: { $ifNull: ['$_id', randomUUID()] },
              source: 'greendoor',
              ...(typeof present.health === 'number' ? sinceDigest(present.health) : {}),
            },
          },
          ...(absent.length > 0 ? [{ $unset: absent }] : []),
        ],
        upsert: true,
      },
    };
  });
  try {
    await models.accountStandings.collection.bulkWrite(writes as Parameters<typeof models.accountStandings.collection.bulkWrite>[0], {
      ordered: false,
    });
  } catch (error) {
    // A newer standing is there already: the upsert found none as old as this and may not add a second.
    const failed = (error as { writeErrors?: { code: number }[]; code?: number }).writeErrors;
    if (!failed?.every(({ code }) => code === DUPLICATE_KEY)) throw error;
  }
}

/** In a pipeline a string that begins with $ would be a field's name; values are therefore quoted. */
const literally = (values: object): object => Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { $literal: value }]));

/** The change since the health last shown in a digest; before the first digest there is none. */
const sinceDigest = (health: number) => ({
  changeSinceDigest: {
    $cond: [{ $isNumber: '$healthAtDigest' }, { $subtract: [health, '$healthAtDigest'] }, '$$REMOVE'],
  },
});

const ABOUT = [
  'name',
  'ownerId',
  'accountExecutiveId',
  'vertical',
  'segment',
  'lifecycleStage',
  'region',
  'arr',
  'currency',
  'renewalAt',
] as const satisfies (keyof StandingFields)[];

function about({ account, contracts, asOf }: AccountFacts): StandingFields {
  const { name, ownerId, accountExecutiveId, vertical, lifecycleStage, region } = account;
  const { arr, currency, renewalAt } = termsOf(account, contracts, asOf);
  const segment = segmentOf(account, arr);
  return { name, ownerId, accountExecutiveId, vertical, segment, lifecycleStage, region, arr, currency, renewalAt };
}
