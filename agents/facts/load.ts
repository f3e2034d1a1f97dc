import type { Model } from 'mongoose';
import type { Account } from '../../models/account.ts';
import type { AccountEvent } from '../../models/account-event.ts';
import type { Contact } from '../../models/contact.ts';
import type { Contract } from '../../models/contract.ts';
import type { CustomerSuccessPlan } from '../../models/customer-success-plan.ts';
import type { CustomerUsageAnalytics } from '../../models/customer-usage-analytics.ts';
import type { Models } from '../../models/index.ts';
import type { Interaction } from '../../models/interaction.ts';
import type { Invoice } from '../../models/invoice.ts';
import type { SupportTicket } from '../../models/support-ticket.ts';
import type { Survey } from '../../models/survey.ts';
import type { ValueRecord } from '../../models/value-record.ts';
import type { AccountFacts } from './account-facts.ts';

export const USAGE_WEEKS = 26;
/** How far back dated signals are read; older ones no longer say anything about today. */
export const HISTORY_DAYS = 400;
const DAY = 86_400_000;

/** Search keys are no facts, and larger than the rest of an account or contact. */
const WITHOUT = { nameTokens: 0, nameGrams: 0 };
/** All of a batch in one reply where it fits. */
const REPLY_DOCUMENTS = 10_000;

/** Plain documents straight from the driver: a rescan of 100,000 accounts reads millions. The filter names the tenant. */
function read<Row extends object>(
  model: { readonly collection: Model<object>['collection'] },
  filter: { tenant: string; [field: string]: unknown },
): Promise<Row[]> {
  return model.collection.find<Row>(filter, { projection: WITHOUT, batchSize: REPLY_DOCUMENTS }).toArray();
}

/** What is read of each collection for an instant, of all the tenant's accounts. */
export function factFilters({ tenant, asOf }: { tenant: string; asOf: Date }) {
  const known = { tenant, at: { $lte: asOf }, ingestedAt: { $lte: asOf } };
  const recent = { ...known, at: { $lte: asOf, $gte: new Date(asOf.getTime() - HISTORY_DAYS * DAY) } };
  const weekly = {
    ...known,
    measurementFrequency: 'weekly' as const,
    usagePeriodEnd: { $lte: asOf, $gte: new Date(asOf.getTime() - USAGE_WEEKS * 7 * DAY) },
  };
  return {
    accounts: known,
    contacts: known,
    contracts: known,
    customerUsageAnalytics: weekly,
    interactions: recent,
    supportTickets: recent,
    invoices: recent,
    surveys: recent,
    accountEvents: recent,
    valueRecords: known,
    customerSuccessPlans: known,
  };
}

/** Loads the facts of many accounts in one query a collection. Accounts unknown to the tenant are absent from the result. */
export async function loadFacts(
  { tenant, models, asOf }: { tenant: string; models: Models; asOf: Date },
  accountIds: string[],
): Promise<Map<string, AccountFacts>> {
  const { accounts: known, ...filters } = factFilters({ tenant, asOf });
  const readOf = <Row extends object>(name: keyof typeof filters) =>
    read<Row>(models[name], { ...filters[name], accountId: { $in: accountIds } });
  const [accounts, contacts, contracts, usage, interactions, tickets, invoices, surveys, events, values, plans] = await Promise.all([
    read<Account>(models.accounts, { ...known, _id: { $in: accountIds } }),
    readOf<Contact>('contacts'),
    readOf<Contract>('contracts'),
    readOf<CustomerUsageAnalytics>('customerUsageAnalytics'),
    readOf<Interaction>('interactions'),
    readOf<SupportTicket>('supportTickets'),
    readOf<Invoice>('invoices'),
    readOf<Survey>('surveys'),
    readOf<AccountEvent>('accountEvents'),
    readOf<ValueRecord>('valueRecords'),
    readOf<CustomerSuccessPlan>('customerSuccessPlans'),
  ]);
  const facts = new Map<string, AccountFacts>(
    accounts.map((account) => [
      account._id,
      {
        asOf,
        account,
        contacts: [],
        contracts: [],
        usage: [],
        interactions: [],
        tickets: [],
        invoices: [],
        surveys: [],
        events: [],
        values: [],
        plans: [],
      },
    ]),
  );
  const deal = <Row extends { accountId: string; at: Date }>(rows: Row[], listOf: (facts: AccountFacts) => Row[]) => {
    rows.sort((a, b) => a.at.getTime() - b.at.getTime());
    for (const row of rows) {
      const owner = facts.get(row.accountId);
      if (owner) listOf(owner).push(row);
    }
  };
  deal(contacts, (each) => each.contacts);
  deal(contracts, (each) => each.contracts);
  deal(usage, (each) => each.usage);
  deal(interactions, (each) => each.interactions);
  deal(tickets, (each) => each.tickets);
  deal(invoices, (each) => each.invoices);
  deal(surveys, (each) => each.surveys);
  deal(events, (each) => each.events);
  deal(values, (each) => each.values);
  deal(plans, (each) => each.plans);
  return facts;
}
