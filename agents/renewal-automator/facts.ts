import type { Account } from '../../models/account.ts';
import type { AccountEvent } from '../../models/account-event.ts';
import type { Contact } from '../../models/contact.ts';
import type { Contract } from '../../models/contract.ts';
import type { ExpansionOpportunity } from '../../models/expansion-opportunity.ts';
import type { Models } from '../../models/index.ts';
import type { ListPrice } from '../../models/list-price.ts';
import type { Opportunity } from '../../models/opportunity.ts';
import type { Survey } from '../../models/survey.ts';
import type { ValueRecord } from '../../models/value-record.ts';
import type { AccountFacts } from '../facts/account-facts.ts';

export const DAY = 86_400_000;
/** Wishes and budgets older than this say little about the coming contract. */
export const EVENT_DAYS = 200;

/** What a renewal is judged by, beside churn. Oldest first. */
export interface RenewalFacts {
  asOf: Date;
  account: Account;
  contacts: Contact[];
  contracts: Contract[];
  surveys: Survey[];
  events: AccountEvent[];
  values: ValueRecord[];
  deals: Opportunity[];
  expansions: ExpansionOpportunity[];
  /** The tenant's whole price list. */
  prices: readonly ListPrice[];
}

export interface Scope {
  tenant: string;
  models: Models;
  asOf: Date;
}

const BATCH = 10_000;

/** The tenant's price list as known at the instant. */
export function loadPrices({ tenant, models, asOf }: Scope): Promise<ListPrice[]> {
  return models.listPrices.collection.find<ListPrice>({ tenant, at: { $lte: asOf }, ingestedAt: { $lte: asOf } }).toArray();
}

/** Renewal facts of accounts whose other facts are loaded; only their deals are read. In the same order. */
export async function withDeals(scope: Scope, prices: readonly ListPrice[], facts: readonly AccountFacts[]): Promise<RenewalFacts[]> {
  const { tenant, models, asOf } = scope;
  const known = { tenant, accountId: { $in: facts.map(({ account }) => account._id) }, at: { $lte: asOf }, ingestedAt: { $lte: asOf } };
  const [deals, expansions] = await Promise.all([
    models.opportunities.collection.find<Opportunity>(known, { batchSize: BATCH }).toArray(),
    models.expansionOpportunities.collection.find<ExpansionOpportunity>(known, { batchSize: BATCH }).toArray(),
  ]);
  const dealsOf = Map.groupBy(deals.sort(inOrder), ({ accountId }) => accountId);
  const expansionsOf = Map.groupBy(expansions.sort(inOrder), ({ accountId }) => accountId);
  return facts.map(({ account, contacts, contracts, surveys, events, values }) => ({
    asOf,
    account,
    contacts,
    contracts,
    surveys,
    events,
    values,
    deals: dealsOf.get(account._id) ?? [],
    expansions: expansionsOf.get(account._id) ?? [],
    prices,
  }));
}

const inOrder = (a: { at: Date; _id: string }, b: { at: Date; _id: string }): number =>
  a.at.getTime() - b.at.getTime() || (a._id < b._id ? -1 : 1);

/** What was known at an instant: rows whose event or ingestion time is later are gone, and so are departures and churn still ahead. */
export function knownAt(facts: RenewalFacts, date: Date): RenewalFacts {
  const asOf = date < facts.asOf ? date : facts.asOf;
  const later = (instant: Date | null | undefined) => instant != null && instant > asOf;
  const known = <Row extends { _id: string; at: Date; ingestedAt: Date }>(rows: readonly Row[]): Row[] =>
    rows.filter((row) => !later(row.at) && !later(row.ingestedAt)).sort(inOrder);
  const { account } = facts;
  return {
    asOf,
    account: later(account.churnedAt) ? { ...account, churnedAt: null } : account,
    contacts: known(facts.contacts).filter(({ leftAt }) => !leftAt || leftAt > asOf),
    contracts: known(facts.contracts),
    surveys: known(facts.surveys),
    events: known(facts.events),
    values: known(facts.values),
    deals: known(facts.deals),
    expansions: known(facts.expansions),
    prices: known(facts.prices).filter(({ validUntil }) => !validUntil || validUntil > asOf),
  };
}

export const ageDays = ({ asOf }: Pick<RenewalFacts, 'asOf'>, at: Date): number => Math.max(0, (asOf.getTime() - at.getTime()) / DAY);

/** Whether an instant is near enough to now for what is kept about today. */
export const isToday = (asOf: Date, now: Date): boolean => now.getTime() - asOf.getTime() <= DAY;
