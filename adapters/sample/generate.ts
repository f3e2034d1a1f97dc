import { advocacyOf, withOptOuts } from './generator/advocacy.ts';
import { agendaOf } from './generator/agenda.ts';
import { communityOf } from './generator/community.ts';
import { contactsOf } from './generator/contacts.ts';
import { interactionsOf } from './generator/conversations.ts';
import { eventsOf, surveysOf } from './generator/feedback.ts';
import type { Row } from './generator/kit.ts';
import { contractsOf, invoicesOf, opportunitiesOf } from './generator/money.ts';
import { csmOf, salesRepOf } from './generator/owners.ts';
import { pipelineOf } from './generator/pipeline.ts';
import { type Profile, profileOf } from './generator/profile.ts';
import { sessionsOf } from './generator/sessions.ts';
import { ticketsOf } from './generator/support.ts';
import { usageOf } from './generator/usage.ts';
import { plansOf, valuesOf } from './generator/value.ts';
import type { Rows } from './rows.ts';

export interface GenerateOptions {
  /** Midnight UTC; every date is relative to it. */
  today: Date;
  accounts: number;
  seed: number;
}

/**
 * Customers that do not exist: every segment, vertical, stage and data gap, one account at a time,
 * so that any number of them needs no more memory than one. Account number n of a seed is the same whatever the total.
 */
export function* generate({ today, accounts, seed }: GenerateOptions): Generator<Rows> {
  const hired = new Set<string>();
  for (let index = 0; index < accounts; index++) {
    const csm = csmOf(index, today);
    const isNew = csm.row && !hired.has(csm.id);
    hired.add(csm.id);
    yield { ...(isNew && csm.row ? { users: [csm.row] } : {}), ...accountRows(profileOf(seed, index, today), csm.id, today) };
  }
}

function accountRows(profile: Profile, csmId: string, today: Date): Rows {
  const ownerId = profile.gap === 'no_owner' || profile.gap === 'nothing_but_a_name' ? undefined : csmId;
  const known = contactsOf(profile);
  const surveys = surveysOf(profile, known);
  const contacts = withOptOuts(profile, known, surveys);
  const paymentModel = profile.random.fork('payment').weighted({ annual_prepaid: 5, quarterly: 3, monthly: 2 });
  const contracts = contractsOf(profile, paymentModel);
  const salesRepId = salesRepOf(profile.index);
  const opportunities = opportunitiesOf(profile, salesRepId);
  const usage = usageOf(profile, contacts);
  const tickets = ticketsOf(profile, contacts);
  const agenda =
    ownerId && profile.stage !== 'churned'
      ? agendaOf({
          accountId: profile.id,
          since: profile.customerSince,
          ownerId,
          contacts,
          today,
          random: profile.random.fork('agenda'),
          silent: profile.gap === 'no_interactions',
        })
      : { tasks: [], interactions: [] };
  return {
    accounts: [accountRow(profile, ownerId, salesRepId)],
    contacts,
    contracts,
    opportunities,
    expansionOpportunities: pipelineOf(profile, opportunities, { contacts, salesRepId, ownerId }),
    invoices: invoicesOf(profile, contracts, paymentModel),
    customerUsageAnalytics: usage,
    behaviorIntelligenceTracking: sessionsOf(profile, contacts, usage),
    tasks: agenda.tasks,
    interactions: [...interactionsOf(profile, contacts, ownerId), ...(agenda.interactions ?? [])],
    supportTickets: tickets,
    surveys,
    accountEvents: eventsOf(profile, contacts),
    valueRecords: valuesOf(profile),
    advocacyEngagements: advocacyOf(profile, contacts, ownerId),
    customerSuccessPlans: plansOf(profile, contacts, ownerId),
    ...communityOf(profile, contacts, tickets),
  };
}

function accountRow(profile: Profile, ownerId: string | undefined, salesRepId: string): Row<'accounts'> {
  const { id, name, aliases, gap, customerSince, churnedAt, currency } = profile;
  const base = {
    _id: id,
    at: customerSince,
    name,
    aliases,
    currency,
    lifecycleStage: profile.stage,
    customerSince,
    ...(churnedAt ? { churnedAt } : {}),
  };
  if (gap === 'nothing_but_a_name') return base;
  const firmographics = {
    vertical: profile.vertical,
    employees: profile.employees,
    annualRevenue: profile.annualRevenue,
    region: profile.region,
    website: `https://${profile.domain}`,
  };
  return {
    ...base,
    ...(gap === 'no_firmographics' ? {} : firmographics),
    ...(ownerId ? { ownerId } : {}),
    accountExecutiveId: salesRepId,
    tags: [profile.segment],
  };
}
