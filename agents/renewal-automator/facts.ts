import type { Model } from 'mongoose';
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

export const DAY = 86_400_000;
/** How far back events and answers speak of the coming renewal. */
export const HISTORY_DAYS = 400;
/** Wishes and budgets older than this say little about the coming contract. */
export const EVENT_DAYS = 200;

/** What a renewal is judged by, beside churn: few rows an account, so that a whole book of them is read at once. Oldest first. */
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
  prices: ListPrice[];
}

export interface Scope {
  tenant: string;
  models: Models;
  asOf: Date;
}

type Collection = { readonly collection: Model<object>['collection'] };
const WITHOUT = { nameTokens: 0, nameGrams: 0 };
const BATCH = 500;

/** The facts of many accounts, one query a collection for every 500 of them. Accounts unknown to the tenant, or not known yet, are absent. */
export async function loadRenewalFacts(scope: Scope, accountIds: readonly string[]): Promise<Map<string, RenewalFacts>> {
  const { tenant, models, asOf } = scope;
  const known = { tenant, at: { $lte: asOf }, ingestedAt: { $lte: asOf } };
  const read = <Row extends object>(model: Collection, filter: object): Promise<Row[]> =>
    model.collection.find<Row>({ ...known, ...filter }, { projection: WITHOUT, batchSize: 10_000 }).toArray();
  const prices = accountIds.length === 0 ? [] : await read<ListPrice>(models.listPrices, {});
  const recent = { at: { $lte: asOf, $gte: new Date(asOf.getTime() - HISTORY_DAYS * DAY) } };
  const found = new Map<string, RenewalFacts>();
  for (let start = 0; start < accountIds.length; start += BATCH) {
    const ids = accountIds.slice(start, start + BATCH);
    const of = { accountId: { $in: ids } };
    const [accounts, contacts, contracts, surveys, events, values, deals, expansions] = await Promise.all([
      read<Account>(models.accounts, { _id: { $in: ids } }),
      read<Contact>(models.contacts, of),
      read<Contract>(models.contracts, of),
      read<Survey>(models.surveys, { ...of, ...recent }),
      read<AccountEvent>(models.accountEvents, { ...of, ...recent }),
      read<ValueRecord>(models.valueRecords, of),
      read<Opportunity>(models.opportunities, of),
      read<ExpansionOpportunity>(models.expansionOpportunities, of),
    ]);
    for (const account of accounts)
      found.set(account._id, {
        asOf,
        account,
        contacts: [],
        contracts: [],
        surveys: [],
        events: [],
        values: [],
        deals: [],
        expansions: [],
        prices,
      });
    deal(found, contacts, (each) => each.contacts);
    deal(found, contracts, (each) => each.contracts);
    deal(found, surveys, (each) => each.surveys);
    deal(found, events, (each) => each.events);
    deal(found, values, (each) => each.values);
    deal(found, deals, (each) => each.deals);
    deal(found, expansions, (each) => each.expansions);
  }
  return found;
}

function deal<Row extends { _id: string; accountId: string; at: Date }>(
  found: Map<string, RenewalFacts>,
  rows: Row[],
  listOf: (facts: RenewalFacts) => Row[],
): void {
  for (const row of rows.sort(inOrder)) {
    const owner = found.get(row.accountId);
    if (owner) listOf(owner).push(row);
  }
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
