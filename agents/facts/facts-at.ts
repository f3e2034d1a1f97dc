import type { AccountAttribute } from '../../models/account-attribute.ts';
import type { AccountFacts, FactLists, Whole } from './account-facts.ts';
import { forget } from './once.ts';
import { rewindAccount } from './rewind/account.ts';
import { rewindAdvocacy } from './rewind/advocacy.ts';
import { rewindAttributes } from './rewind/attributes.ts';
import { rewindCalls } from './rewind/calls.ts';
import { rewindCommunity } from './rewind/community.ts';
import { rewindContacts } from './rewind/contacts.ts';
import { rewindContracts } from './rewind/contracts.ts';
import { rewindEvangelism } from './rewind/evangelism.ts';
import { rewindEvents } from './rewind/events.ts';
import { rewindExecutions } from './rewind/executions.ts';
import { rewindExpansions } from './rewind/expansions.ts';
import { rewindInteractions } from './rewind/interactions.ts';
import { rewindInvoices } from './rewind/invoices.ts';
import { ordered, type Recorded, type Rewind } from './rewind/known.ts';
import { rewindOpportunities } from './rewind/opportunities.ts';
import { rewindPlans } from './rewind/plans.ts';
import { rewindSessions, rewindUses } from './rewind/sessions.ts';
import { rewindSurveys } from './rewind/surveys.ts';
import { rewindTasks } from './rewind/tasks.ts';
import { rewindTickets } from './rewind/tickets.ts';
import { rewindUsage } from './rewind/usage.ts';
import { rewindValues } from './rewind/values.ts';
import { putBack } from './rewind/versions.ts';
import { DAY } from './time.ts';
import { SESSION_DAYS } from './windows.ts';

/** How each list is told as of an earlier instant. */
const REWINDS: { [List in keyof FactLists]: Rewind<FactLists[List][number]> } = {
  contacts: rewindContacts,
  contracts: rewindContracts,
  opportunities: rewindOpportunities,
  expansions: rewindExpansions,
  usage: rewindUsage,
  interactions: rewindInteractions,
  tickets: rewindTickets,
  invoices: rewindInvoices,
  surveys: rewindSurveys,
  events: rewindEvents,
  values: rewindValues,
  plans: rewindPlans,
  executions: rewindExecutions,
  tasks: rewindTasks,
  calls: rewindCalls,
  advocacy: rewindAdvocacy,
  community: rewindCommunity,
  evangelism: rewindEvangelism,
};
export const LISTS = Object.keys(REWINDS) as (keyof FactLists)[];

/** Lists whose rows keep their earlier versions. */
const VERSIONED_LISTS = {
  contacts: 'contacts',
  contracts: 'contracts',
  opportunities: 'opportunities',
  plans: 'customerSuccessPlans',
} as const;

/** Several agents ask for the same weeks of the same facts. */
const told = new WeakMap<Whole, Map<number, AccountFacts>>();
const wholes = new WeakMap<AccountFacts, Whole>();

/**
 * The facts as they were known at an instant, never later than their own. Pure; asking again for an instant costs nothing.
 * @throws RangeError for an instant earlier than was read for: load the facts as of that instant instead.
 */
export function factsAt(facts: AccountFacts, date: Date): AccountFacts {
  if (facts.whole && date >= facts.asOf) return facts;
  return factsOf(wholeOf(facts), date < facts.asOf ? date : facts.asOf);
}

/** The facts of an account at an instant, from what was read of it. @throws RangeError as `factsAt` */
export function factsOf(whole: Whole, asOf: Date): AccountFacts {
  if (asOf < whole.since)
    throw new RangeError(`facts of ${whole.asOf.toISOString()} tell nothing earlier than ${whole.since.toISOString()}`);
  const known = told.get(whole) ?? new Map<number, AccountFacts>();
  told.set(whole, known);
  const before = known.get(asOf.getTime());
  if (before) return before;
  const found = tell(whole, asOf);
  known.set(asOf.getTime(), found);
  return found;
}

/**
 * Lets go of the earlier instants that were told of facts, and of all that was made of them: for whoever keeps the facts
 * of many accounts. What hangs on facts that have grown old would otherwise grow old with them.
 */
export function forgetEarlier(facts: AccountFacts): void {
  const { whole } = facts;
  forget(facts);
  if (!whole) return;
  for (const each of told.get(whole)?.values() ?? []) forget(each);
  told.delete(whole);
}

function tell(whole: Whole, asOf: Date): AccountFacts {
  const { versions, counts } = whole;
  const [account = whole.account] = putBack([whole.account], versions, 'accounts', asOf);
  const lists: Partial<Record<keyof FactLists, Recorded[]>> = {};
  for (const list of LISTS) lists[list] = listAt(whole, list, asOf);
  return {
    asOf,
    account: rewindAccount(account, asOf),
    ...(lists as unknown as FactLists),
    ...sessionsAt(whole, asOf),
    attributes: rewindAttributes(whole.attributes, asOf),
    ...(whole.rates ? { rates: whole.rates } : {}),
    partial: Object.keys(counts),
    counts,
    whole,
  };
}

function listAt<List extends keyof FactLists>({ lists, versions }: Whole, list: List, asOf: Date): Recorded[] {
  const rows = lists[list] as Recorded[];
  if (rows.length === 0 && versions.length === 0) return rows;
  const rewind = REWINDS[list] as unknown as Rewind<Recorded>;
  if (!(list in VERSIONED_LISTS)) return rewind(rows, asOf);
  const of = VERSIONED_LISTS[list as keyof typeof VERSIONED_LISTS];
  return rewind(ordered(putBack(rows, versions, of, asOf)), asOf);
}

function sessionsAt({ sessions }: Whole, asOf: Date) {
  if (!sessions) return {};
  return {
    sessions: rewindSessions(sessions.rows, asOf),
    uses: rewindUses(sessions.uses, asOf),
    olderSessions: sessions.first !== null && sessions.first.getTime() <= asOf.getTime() - SESSION_DAYS * DAY,
  };
}

/** What facts are told from. Facts that are made up are all there is, in whatever order; they tell any instant. */
function wholeOf(facts: AccountFacts): Whole {
  if (facts.whole) return facts.whole;
  const before = wholes.get(facts);
  if (before) return before;
  const rows = <Row extends Recorded>(given: Row[] | undefined): Row[] => ordered(given ?? []);
  const { asOf, account, sessions, uses, olderSessions } = facts;
  const whole: Whole = {
    asOf,
    since: new Date(-8.64e15),
    account,
    lists: Object.fromEntries(LISTS.map((list) => [list, rows(facts[list] as Recorded[])])) as unknown as FactLists,
    attributes: attributeRows(facts),
    versions: [],
    ...(facts.rates ? { rates: facts.rates } : {}),
    ...(sessions ? { sessions: { rows: rows(sessions), uses: rows(uses), first: olderSessions ? new Date(0) : null } } : {}),
    counts: facts.counts ?? {},
  };
  wholes.set(facts, whole);
  return whole;
}

function attributeRows({ attributes = {}, account }: AccountFacts): AccountAttribute[] {
  return ordered(
    Object.entries(attributes).map(([key, { value, at, evidence }]) => ({
      _id: evidence.id,
      tenant: account.tenant,
      source: account.source,
      accountId: account._id,
      at,
      ingestedAt: at,
      key,
      [typeof value === 'number' ? 'number' : typeof value === 'string' ? 'text' : 'flag']: value,
    })),
  );
}
