import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { type Changing, noted } from '../agents/kit/changing.ts';
import type { BehaviorIntelligenceTracking } from '../models/behavior-intelligence-tracking.ts';
import type { CustomerUsageAnalytics } from '../models/customer-usage-analytics.ts';
import type { FeatureUsage } from '../models/feature-usage.ts';
import type { Models } from '../models/index.ts';
import {
  addSession,
  addUse,
  analyticsOf,
  emptyTotals,
  periodOf,
  ROLL_UP_FREQUENCIES,
  type RolledUp,
  type RollUpFrequency,
  type UsageTotals,
} from './roll-up.ts';

export interface RollUpScope {
  tenant: string;
  models: Models;
  now: Date;
  changing?: Changing | undefined;
  silent?: Silent;
}

/** Of some weeks without any use, those in which the account is known to have been silent. Without it nobody is. */
export type Silent = <Week extends { accountId: string; start: Date; end: Date }>(weeks: readonly Week[]) => Promise<Set<Week>>;

export interface RollUpResult {
  new: number;
  updated: number;
  unchanged: number;
  /** Accounts whose analytics changed. */
  accountIds: string[];
}

/** `source` of the rows written here. */
export const ROLLED_UP = 'roll-up';
const DAY = 86_400_000;
const ACCOUNTS_AT_ONCE = 40;

/** Collects which days of which accounts fine-grained usage arrived for. */
export class TouchedDays {
  readonly #days = new Map<string, Set<number>>();
  size = 0;

  add(accountId: string, at: Date): void {
    const days = this.#days.get(accountId) ?? new Set();
    this.#days.set(accountId, days);
    const before = days.size;
    days.add(Math.floor(at.getTime() / DAY));
    this.size += days.size - before;
  }

  /** Hands over what was collected and starts anew. */
  take(): Map<string, Set<number>> {
    const taken = new Map(this.#days);
    this.#days.clear();
    this.size = 0;
    return taken;
  }
}

/**
 * Recomputes the daily and weekly usage analytics of the touched days from the stored sessions and feature uses, so
 * that late and repeated rows give the same figures. Days get a row where there were sessions, weeks also where `silent` says so. A period for which the source delivered analytics of its own is left alone.
 */
export async function rollUpUsage(scope: RollUpScope, touched: Map<string, Set<number>>): Promise<RollUpResult> {
  const result: RollUpResult = { new: 0, updated: 0, unchanged: 0, accountIds: [] };
  const ids = [...touched.keys()].sort();
  const add = (part: RollUpResult) => {
    result.new += part.new;
    result.updated += part.updated;
    result.unchanged += part.unchanged;
    result.accountIds.push(...part.accountIds);
  };
  let storing: Promise<void> = Promise.resolve();
  for (let start = 0; start < ids.length; start += ACCOUNTS_AT_ONCE) {
    const store = await totalsOf(scope, ids.slice(start, start + ACCOUNTS_AT_ONCE), touched);
    // Some accounts are written while the next are read.
    await storing;
    storing = store().then(add);
    storing.catch(() => {}); // reported by the await
  }
  await storing;
  return result;
}

interface Window {
  accountId: string;
  frequency: RollUpFrequency;
  start: Date;
  end: Date;
  totals: UsageTotals;
  rows: number;
  /** When the last of the rows became known. */
  known: Date;
}

type Known = Pick<FeatureUsage, 'accountId' | 'ingestedAt'>;

/** Adds up what is stored of some accounts; gives back how to write it. */
async function totalsOf(scope: RollUpScope, accountIds: string[], touched: Map<string, Set<number>>): Promise<() => Promise<RollUpResult>> {
  const windows = new Map<string, Window>();
  for (const accountId of accountIds)
    for (const day of touched.get(accountId) ?? [])
      for (const frequency of ROLL_UP_FREQUENCIES) {
        const { start, end } = periodOf(new Date(day * DAY), frequency);
        windows.set(keyOf(accountId, frequency, start), { accountId, frequency, start, end, totals: emptyTotals(), rows: 0, known: start });
      }
  const all = [...windows.values()];
  const from = new Date(Math.min(...all.map(({ start }) => start.getTime())));
  const to = new Date(Math.max(...all.map(({ end }) => end.getTime())));
  await addUp(scope, windows, accountIds, from, to);
  return () => store(scope, windows, accountIds, from, to);
}

const keyOf = (accountId: string, frequency: RollUpFrequency, start: Date): string => `${accountId}:${frequency}:${start.getTime()}`;

async function addUp(
  { tenant, models }: RollUpScope,
  windows: Map<string, Window>,
  accountIds: string[],
  from: Date,
  to: Date,
): Promise<void> {
  const within = { $gte: from, $lt: to };
  const each = (kind: 'session' | 'use', { accountId, ingestedAt }: Known, at: Date, add: (totals: UsageTotals) => void) => {
    for (const frequency of ROLL_UP_FREQUENCIES) {
      const window = windows.get(keyOf(accountId, frequency, periodOf(at, frequency).start));
      if (!window) continue;
      add(window.totals);
      if (ingestedAt > window.known) window.known = ingestedAt;
      // Feature uses are kept by the day already: alone they make no row of a day.
      if (kind === 'session' || frequency === 'weekly') window.rows++;
    }
  };
  const sessions = models.behaviorIntelligenceTracking
    .find({ tenant, accountId: { $in: accountIds }, sessionStartTime: within })
    .lean<BehaviorIntelligenceTracking[]>()
    .cursor({ batchSize: 1000 });
  for await (const session of sessions) each('session', session, session.sessionStartTime, (totals) => addSession(totals, session));
  const uses = models.featureUsage
    .find({ tenant, accountId: { $in: accountIds }, at: within })
    .lean<FeatureUsage[]>()
    .cursor({ batchSize: 1000 });
  for await (const use of uses) each('use', use, use.at, (totals) => addUse(totals, use));
}

type Analytics = CustomerUsageAnalytics & Record<string, unknown>;

async function store(scope: RollUpScope, windows: Map<string, Window>, accountIds: string[], from: Date, to: Date): Promise<RollUpResult> {
  const { tenant, models, now } = scope;
  const result: RollUpResult = { new: 0, updated: 0, unchanged: 0, accountIds: [] };
  const changed = new Set<string>();
  const present = await models.customerUsageAnalytics
    .find({
      tenant,
      accountId: { $in: accountIds },
      measurementFrequency: { $in: [...ROLL_UP_FREQUENCIES] },
      usagePeriodEnd: { $gt: from, $lte: new Date(to.getTime() + 7 * DAY) },
    })
    .lean<Analytics[]>();
  const own = new Map(present.filter(({ source }) => source === ROLLED_UP).map((row) => [String(row.externalId), row]));
  const delivered = new Map<string, Analytics[]>();
  for (const row of present) {
    if (row.source === ROLLED_UP) continue;
    const key = `${row.accountId}:${row.measurementFrequency}`;
    delivered.set(key, [...(delivered.get(key) ?? []), row]);
  }
  const quiet = await scope.silent?.([...windows.values()].filter(({ frequency, rows }) => frequency === 'weekly' && rows === 0));
  const operations: object[] = [];
  for (const window of windows.values()) {
    const { accountId, frequency, start, end, totals, rows, known } = window;
    const externalId = `usage:${accountId}:${frequency}:${start.toISOString().slice(0, 10)}`;
    const before = own.get(externalId);
    const superseded = delivered.get(`${accountId}:${frequency}`)?.some((row) => row.usagePeriodStart < end && row.usagePeriodEnd > start);
    const silent = quiet?.has(window) ?? false;
    if (superseded || (rows === 0 && !silent)) {
      if (!before) continue;
      operations.push({ deleteOne: { filter: { tenant, _id: before._id } } });
      result.updated++;
      changed.add(accountId);
      continue;
    }
    const figures: Record<string, unknown> = silent ? { ...SILENCE } : analyticsOf(totals);
    if (!before) {
      const envelope = { _id: randomUUID(), tenant, externalId, source: ROLLED_UP, at: end, ingestedAt: silent ? now : known };
      const row = { ...envelope, accountId, usagePeriodStart: start, usagePeriodEnd: end, measurementFrequency: frequency, ...figures };
      operations.push({ insertOne: { document: row } });
      result.new++;
      changed.add(accountId);
      continue;
    }
    const set = Object.fromEntries(Object.entries(figures).filter(([field, value]) => !isDeepStrictEqual(before[field], value)));
    const gone = Object.keys(before).filter((field) => !KEPT.has(field) && !(field in figures));
    if (Object.keys(set).length + gone.length === 0) {
      result.unchanged++;
      continue;
    }
    const update = {
      ...(Object.keys(set).length > 0 ? { $set: set } : {}),
      ...(gone.length > 0 ? { $unset: Object.fromEntries(gone.map((field) => [field, ''])) } : {}),
    };
    operations.push({ updateOne: { filter: { tenant, _id: before._id }, update } });
    result.updated++;
    changed.add(accountId);
  }
  const { collection } = models.customerUsageAnalytics;
  if (operations.length > 0)
    await noted(scope, [...changed], () =>
      collection.bulkWrite(operations as unknown as Parameters<typeof collection.bulkWrite>[0], { ordered: false }),
    );
  result.accountIds = [...changed];
  return result;
}

/** What is said of a week in which nobody used the product. */
const SILENCE = {
  activeUsersCount: 0,
  totalLogins: 0,
  activityByUser: [],
  coreFeatureAdoption: 0,
  advancedFeatureAdoption: 0,
  featureUses: 0,
  usageMinutes: 0,
} as const satisfies RolledUp;

const KEPT: ReadonlySet<string> = new Set([
  '_id',
  'tenant',
  'externalId',
  'source',
  'at',
  'ingestedAt',
  'accountId',
  'usagePeriodStart',
  'usagePeriodEnd',
  'measurementFrequency',
]);
