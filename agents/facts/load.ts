import type { Model } from 'mongoose';
import type { Account } from '../../models/account.ts';
import type { AccountAttribute } from '../../models/account-attribute.ts';
import type { FeatureUsage } from '../../models/feature-usage.ts';
import type { Models } from '../../models/index.ts';
import { collectionName, rows } from '../../models/kit/rows.ts';
import { type Read, readTogether } from '../../models/kit/together.ts';
import type { RowVersion } from '../../models/row-version.ts';
import type { AccountFacts, FactLists, PartlyRead, Session, Whole } from './account-facts.ts';
import { type Bounded, firstRead, readBounded } from './bounded.ts';
import { type DayRate, loadRates, ratesRead } from './exchange.ts';
import { factsOf, LISTS } from './facts-at.ts';
import { partlyRead } from './partly.ts';
import { ordered } from './rewind/known.ts';
import { DAY } from './time.ts';
import { HISTORY_DAYS, MOST_SESSIONS, MOST_USES, REWIND_DAYS, SESSION_DAYS, USAGE_WEEKS } from './windows.ts';

export interface FactScope {
  tenant: string;
  models: Models;
  asOf: Date;
  /** Is told of each account that was read in part only. */
  notes?: Set<string>;
}

/** Search keys are no facts, and larger than the rest of an account or contact. */
const WITHOUT = { nameTokens: 0, nameGrams: 0 } as const;
/** How lists are read that are not read whole, or not by `at`. */
const READ: Partial<Record<keyof FactLists, ReadAs>> = { contacts: { fields: WITHOUT }, usage: { newest: 'usagePeriodEnd' } };
/** Lists of sessions nothing is computed from. */
const SESSIONS_WITHOUT = { navigationPatterns: 0, searchQueries: 0, temporalPatterns: 0, competitiveEvaluationSignals: 0 } as const;
const SESSIONS: ReadAs = { newest: 'sessionStartTime', most: MOST_SESSIONS, fields: SESSIONS_WITHOUT };
const USES: ReadAs = { most: MOST_USES };
const VERSIONS: ReadAs = { newest: 'supersededAt' };

/** The collection of each list. */
export const COLLECTIONS = {
  contacts: 'contacts',
  contracts: 'contracts',
  opportunities: 'opportunities',
  expansions: 'expansionOpportunities',
  usage: 'customerUsageAnalytics',
  interactions: 'interactions',
  tickets: 'supportTickets',
  invoices: 'invoices',
  surveys: 'surveys',
  events: 'accountEvents',
  values: 'valueRecords',
  plans: 'customerSuccessPlans',
  executions: 'playbookExecutions',
  tasks: 'tasks',
  calls: 'renewalCalls',
  advocacy: 'advocacyEngagements',
  community: 'communityIntelligenceMonitoring',
  evangelism: 'evangelismPipelineManagement',
} as const satisfies Record<keyof FactLists, keyof Models>;

/** What is read of each collection for an instant and the days before it that are to be told, of all the tenant's accounts. */
export function factFilters({ tenant, asOf }: { tenant: string; asOf: Date }, back: number = REWIND_DAYS) {
  const since = (days: number) => new Date(asOf.getTime() - (days + back) * DAY);
  const recorded = { tenant, ingestedAt: { $lte: asOf } };
  const known = { ...recorded, at: { $lte: asOf } };
  const recent = { ...recorded, at: { $lte: asOf, $gte: since(HISTORY_DAYS) } };
  return {
    // Of rows that keep their versions, the date may have been another.
    accounts: recorded,
    contacts: recorded,
    contracts: recorded,
    opportunities: recorded,
    customerSuccessPlans: recorded,
    rowVersions: { tenant, recordedAt: { $lte: asOf }, supersededAt: { $gt: since(0) } },
    customerUsageAnalytics: {
      ...known,
      measurementFrequency: 'weekly' as const,
      usagePeriodEnd: { $lte: asOf, $gte: since(USAGE_WEEKS * 7) },
    },
    interactions: recent,
    supportTickets: recent,
    invoices: recent,
    surveys: recent,
    accountEvents: recent,
    valueRecords: known,
    expansionOpportunities: known,
    accountAttributes: known,
    playbookExecutions: known,
    tasks: known,
    renewalCalls: known,
    advocacyEngagements: known,
    communityIntelligenceMonitoring: recent,
    evangelismPipelineManagement: known,
    behaviorIntelligenceTracking: { ...known, sessionStartTime: { $lte: asOf, $gt: since(SESSION_DAYS) } },
    featureUsage: { ...known, at: { $lte: asOf, $gte: since(SESSION_DAYS) } },
  };
}

/**
 * Loads the facts of many accounts as known at the scope's instant, in one query a collection. Accounts the tenant does
 * not have, or did not have then, are absent. Of an account with very many rows the newest are read: see `partial`.
 * @param options.back how many days before the instant the facts are to tell too, by `factsAt`
 */
export async function loadFacts(
  given: FactScope,
  accountIds: readonly string[],
  { sessions = false, back = REWIND_DAYS }: { sessions?: boolean; back?: number } = {},
): Promise<Map<string, AccountFacts>> {
  const scope = { ...given, back };
  const { tenant, models, asOf } = scope;
  const before = accountIds.length <= FEW ? await readFew(scope, accountIds, sessions) : undefined;
  const read = <Row extends Dealt>(collection: OfAccounts, options?: ReadAs) =>
    readList<Row>(scope, collection, accountIds, options, before?.get(collection) as Row[] | undefined);
  const { tenant: _, ...recorded } = factFilters(scope).accounts;
  const [accounts, attributes, versions, rates, used, ...lists] = await Promise.all([
    (before?.get('accounts') as Account[] | undefined) ??
      rows<Account>(models.accounts, tenant, { ...recorded, _id: { $in: accountIds } }, { fields: WITHOUT }),
    read<AccountAttribute>('accountAttributes'),
    read<RowVersion>('rowVersions', VERSIONS),
    (before?.get('exchangeRates') as DayRate[] | undefined) ?? loadRates(given, back),
    sessions ? readSessions(scope, accountIds, { before }) : undefined,
    ...LISTS.map((list) => read<Dealt>(COLLECTIONS[list], READ[list])),
  ]);
  const since = new Date(asOf.getTime() - back * DAY);
  const found = accounts.flatMap((account): [string, AccountFacts][] => {
    const { own, counts } = dealer(account);
    const whole: Whole = {
      asOf,
      since,
      account,
      lists: Object.fromEntries(LISTS.map((list, index) => [list, own(lists[index] as Named<Dealt>)])) as unknown as FactLists,
      attributes: own(attributes),
      versions: own(versions),
      ...(rates.length > 0 ? { rates } : {}),
      ...(used
        ? { sessions: { rows: own(used.sessions), uses: used.uses ? own(used.uses) : [], first: used.first.get(account._id) ?? null } }
        : {}),
      counts,
    };
    const facts = factsOf(whole, asOf);
    for (const note of partlyRead(facts)) scope.notes?.add(accountIds.length > 1 ? `${account.name}: ${note}` : note);
    return isKnown(facts.account, asOf) ? [[account._id, facts]] : [];
  });
  return new Map(found);
}

/** Takes an account's rows out of a batch's, and notes of which there are more. */
function dealer({ _id }: Account, before: AccountFacts['counts'] = {}) {
  const counts: Record<string, PartlyRead> = { ...before };
  const own = <Row extends Dealt>({ of, name }: Named<Row>): Row[] => {
    const list = ordered(of.rows.get(_id) ?? []);
    const total = of.totals.get(_id);
    if (total !== undefined) counts[name] = { read: list.length, of: total };
    return list;
  };
  return { own, counts };
}

type ReadAs = { newest?: string; most?: number; fields?: Record<string, 0> };
type Dealt = { _id: string; accountId: string; at: Date; ingestedAt: Date };
type Named<Row extends Dealt> = { of: Bounded<Row>; name: string };

const isKnown = ({ at, ingestedAt }: Account, asOf: Date): boolean => at <= asOf && ingestedAt <= asOf;

type OfAccounts = Exclude<keyof ReturnType<typeof factFilters>, 'accounts'>;

async function readList<Row extends Dealt>(
  { tenant, models, asOf, back }: FactScope & { back?: number },
  collection: OfAccounts,
  accountIds: readonly string[],
  options: ReadAs = {},
  before?: Row[],
): Promise<Named<Row>> {
  const { tenant: _, ...filter } = factFilters({ tenant, asOf }, back)[collection];
  const model = models[collection] as unknown as Model<Row>;
  return { of: await readBounded(model, tenant, filter, accountIds, options, before), name: collectionName(model) };
}

/** Of so many accounts everything is read in one round trip: two dozen commands cost more than what they read. */
const FEW = 4;

/** What is read of each collection first, by its name. */
async function readFew(
  scope: FactScope & { back: number },
  accountIds: readonly string[],
  sessions: boolean,
): Promise<ReadonlyMap<string, unknown[]>> {
  const { tenant, models, back } = scope;
  const filters = factFilters(scope, back);
  const lists: readonly (readonly [OfAccounts, ReadAs?])[] = [
    ['accountAttributes'],
    ['rowVersions', VERSIONS],
    ...LISTS.map((list) => [COLLECTIONS[list], READ[list]] as const),
    ...(sessions
      ? ([
          ['behaviorIntelligenceTracking', SESSIONS],
          ['featureUsage', USES],
        ] as const)
      : []),
  ];
  const reads: Read<unknown>[] = [
    { model: models.accounts, filter: { ...factFilters(scope).accounts, _id: { $in: accountIds } }, stages: [{ $project: WITHOUT }] },
    ratesRead(scope, back),
    ...lists.map(([collection, options]) =>
      firstRead(models[collection] as unknown as Model<Dealt>, filters[collection], accountIds, options),
    ),
  ];
  const found = await readTogether(tenant, reads);
  return new Map(
    ['accounts', 'exchangeRates', ...lists.map(([collection]) => collection)].map((name, index) => [name, found[index] ?? []]),
  );
}

/** Adds sessions to facts that were loaded without: for whoever needs those of few among many. */
export async function withSessions(
  scope: FactScope,
  facts: readonly AccountFacts[],
  { uses: wanted = true }: { uses?: boolean } = {},
): Promise<AccountFacts[]> {
  const ids = facts.map(({ account }) => account._id);
  const { sessions, uses, first } = await readSessions(scope, ids, { uses: wanted });
  return facts.map((each) => {
    const { whole, account } = each;
    if (!whole) return each;
    const { own, counts } = dealer(account, whole.counts);
    const used = { rows: own(sessions), uses: uses ? own(uses) : [], first: first.get(account._id) ?? null };
    const told = factsOf({ ...whole, sessions: used, counts }, each.asOf);
    for (const note of partlyRead(told)) scope.notes?.add(facts.length > 1 ? `${account.name}: ${note}` : note);
    return told;
  });
}

async function readSessions(
  scope: FactScope & { back?: number },
  accountIds: readonly string[],
  { uses = true, before }: { uses?: boolean; before?: ReadonlyMap<string, unknown[]> | undefined } = {},
) {
  const read = <Row extends Dealt>(collection: OfAccounts, options: ReadAs) =>
    readList<Row>(scope, collection, accountIds, options, before?.get(collection) as Row[] | undefined);
  const [sessions, used, first] = await Promise.all([
    read<Session>('behaviorIntelligenceTracking', SESSIONS),
    uses ? read<FeatureUsage>('featureUsage', USES) : undefined,
    firstSessions(scope, accountIds),
  ]);
  return { sessions, uses: used, first };
}

/** When the first session of each account began. */
async function firstSessions({ tenant, models, asOf }: FactScope, accountIds: readonly string[]): Promise<Map<string, Date>> {
  const first = await Promise.all(
    accountIds.map((accountId) =>
      rows<Session>(
        models.behaviorIntelligenceTracking,
        tenant,
        { accountId, sessionStartTime: { $lte: asOf }, at: { $lte: asOf }, ingestedAt: { $lte: asOf } },
        { fields: { accountId: 1, sessionStartTime: 1 }, sort: { sessionStartTime: 1 }, limit: 1 },
      ),
    ),
  );
  return new Map(first.flat().map(({ accountId, sessionStartTime }) => [accountId, sessionStartTime]));
}
