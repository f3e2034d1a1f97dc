import fc from 'fast-check';
import type { Bench } from '../../../agents/expansion-orchestrator/team.ts';
import type { AccountFacts } from '../../../agents/facts/account-facts.ts';
import type { ExpansionOpportunity } from '../../../models/expansion-opportunity.ts';
import { SALES_STAGES } from '../../../models/opportunity.ts';
import { ROLES } from '../../../models/user.ts';

export const asOf = new Date('2026-11-22T09:30:00Z');
const DAY = 86_400_000;
export const ago = (days: number): Date => new Date(asOf.getTime() - days * DAY);

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const currency = fc.constantFrom('USD', 'USD', 'EUR');
const stage = fc.constantFrom(...SALES_STAGES);
const amount = fc.integer({ min: 0, max: 900_000 });
const days = fc.integer({ min: 0, max: 400 });

const rowOf = (_id: string, at: Date) => ({ _id, tenant: 'demo', source: 'test', accountId: 'account', at, ingestedAt: at });

/** In any stage, with a history that ends there or none at all, some with dates that are still to come. */
const expansion = (index: number): fc.Arbitrary<ExpansionOpportunity> =>
  fc
    .record({
      age: days,
      salesStage: stage,
      estimatedValue: maybe(amount),
      currency,
      decisionIn: maybe(fc.integer({ min: -60, max: 120 })),
      entered: maybe(fc.integer({ min: -5, max: 200 })),
      parentOpportunityId: maybe(fc.constantFrom('deal-0', 'deal-1', 'deal-2')),
      opportunityDescription: fc.constantFrom('Analytics', 'More seats', 'Second site\n*now*'),
      assignedSalesRepId: maybe(fc.constantFrom('user-a', 'user-b')),
      interest: maybe(fc.constantFrom('none', 'low', 'medium', 'high')),
    })
    .map(({ age, decisionIn, entered, interest, ...fields }) => ({
      ...rowOf(`expansion-${index}`, ago(age)),
      expansionType: 'upsell',
      opportunitySource: 'usage_growth',
      technicalRequirements: [],
      triggerSignals: [],
      supportingEvidence: [],
      competitiveContext: [],
      stakeholderInterest: interest ? [{ contactId: 'contact-0', name: 'Ada', interest }] : [],
      stageHistory: entered === undefined ? [] : [{ to: fields.salesStage, at: ago(entered) }],
      ...(decisionIn === undefined ? {} : { expectedDecisionDate: ago(-decisionIn) }),
      ...fields,
    })) as unknown as fc.Arbitrary<ExpansionOpportunity>;

const several = <T>(one: (index: number) => fc.Arbitrary<T>, most: number): fc.Arbitrary<T[]> =>
  fc
    .integer({ min: 0, max: most })
    .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => one(index))) as fc.Arbitrary<T[]>);

const deal = (index: number) =>
  fc
    .record({
      age: days,
      stage,
      kind: fc.constantFrom('expansion', 'expansion', 'expansion', 'renewal', 'new'),
      name: fc.constantFrom('Analytics', 'More seats', 'New region'),
      amount: maybe(fc.integer({ min: -10, max: 900_000 })),
      currency,
    })
    .map(({ age, ...fields }) => ({ ...rowOf(`deal-${index}`, ago(age)), goals: [], ...fields }));

const contact = (index: number) =>
  fc
    .record({
      role: fc.constantFrom('executive_sponsor', 'champion', 'decision_maker', 'technical_lead', 'user', undefined),
      title: fc.constantFrom('Chief Data Officer', 'VP Operations', 'Analyst', undefined),
      email: maybe(fc.constant('ada@example.com')),
      left: maybe(fc.integer({ min: -30, max: 100 })),
      language: fc.constantFrom(undefined, 'de', 'en', 'not-a-language-at-all'),
      timezone: fc.constantFrom('Europe/Berlin', 'America/Chicago', 'Mars/Olympus'),
    })
    .map(({ left, ...fields }) => ({
      ...rowOf(`contact-${index}`, ago(300)),
      name: `Ada ${index}`,
      ...fields,
      ...(left === undefined ? {} : { leftAt: ago(left) }),
    }));

const interaction = (index: number) =>
  fc
    .record({
      age: days,
      contactId: fc.constantFrom('contact-0', 'contact-1', undefined),
      kind: fc.constantFrom('email', 'meeting', 'call'),
      direction: fc.constantFrom('inbound', 'outbound'),
      attended: maybe(fc.boolean()),
      sentiment: maybe(fc.double({ min: -1, max: 1, noNaN: true })),
      userId: fc.constantFrom('user-a', 'user-x', undefined),
    })
    .map(({ age, ...fields }) => ({ ...rowOf(`interaction-${index}`, ago(age)), ...fields }));

const ticket = (index: number) =>
  fc
    .record({
      age: fc.integer({ min: 0, max: 90 }),
      escalated: fc.boolean(),
      severity: fc.constantFrom('low', 'urgent'),
      open: fc.boolean(),
    })
    .map(({ age, open, ...fields }) => ({
      ...rowOf(`ticket-${index}`, ago(age)),
      ...fields,
      status: open ? 'open' : 'resolved',
      ...(open ? {} : { resolvedAt: ago(age / 2) }),
    }));

const event = (index: number) =>
  fc
    .record({
      age: days,
      kind: fc.constantFrom('new_executive', 'budget_approved', 'competitor_evaluation'),
      contactId: fc.constantFrom('contact-0', undefined),
    })
    .map(({ age, ...fields }) => ({ ...rowOf(`event-${index}`, ago(age)), confidence: 1, detail: 'Told by them', ...fields }));

const byTime = <Row extends { at: Date }>(rows: Row[]): Row[] => rows.toSorted((a, b) => a.at.getTime() - b.at.getTime());

/** An account with at least one opportunity. */
export const arbitraryFacts: fc.Arbitrary<AccountFacts> = fc
  .record({
    vertical: fc.constantFrom('fintech', 'retail', undefined),
    first: expansion(0),
    more: several((index) => expansion(index + 1), 3),
    opportunities: several(deal, 3),
    contacts: several(contact, 5),
    interactions: several(interaction, 6),
    tickets: several(ticket, 3),
    events: several(event, 3),
    paid: maybe(amount),
  })
  .map(({ vertical, first, more, paid, ...lists }) => ({
    asOf,
    account: {
      ...rowOf('account', ago(700)),
      name: 'Any',
      aliases: [],
      currency: 'USD',
      lifecycleStage: 'established',
      ownerId: 'user-csm',
      accountExecutiveId: 'user-b',
      ...(vertical ? { vertical } : {}),
    },
    expansions: byTime([first, ...more]),
    opportunities: byTime(lists.opportunities),
    contacts: lists.contacts,
    interactions: byTime(lists.interactions),
    tickets: byTime(lists.tickets),
    events: byTime(lists.events),
    contracts:
      paid === undefined
        ? []
        : [
            {
              ...rowOf('contract', ago(200)),
              name: 'Platform',
              annualValue: paid,
              currency: 'USD',
              status: 'active',
              startDate: ago(200),
              endDate: ago(-165),
              lineItems: [],
            },
          ],
    ...Object.fromEntries(
      ['usage', 'invoices', 'surveys', 'values', 'plans', 'executions', 'tasks', 'calls', 'advocacy'].map((list) => [list, []]),
    ),
    attributes: {},
    partial: [],
    counts: {},
  })) as unknown as fc.Arbitrary<AccountFacts>;

const colleague = (id: string) =>
  fc
    .record({
      roles: fc.subarray([...ROLES], { minLength: 1 }),
      title: fc.constantFrom('Account Executive', 'Solutions Engineer', 'VP Sales'),
      expertise: fc.subarray(['fintech', 'data_analytics', 'German']),
      timezone: fc.constantFrom('Europe/Berlin', 'America/Chicago', 'UTC'),
    })
    .map((fields) => ({ _id: id, name: `Name of ${id}`, email: `${id}@example.com`, ...fields }));

export const arbitraryBench: fc.Arbitrary<Bench> = fc
  .record({
    people: fc.tuple(...['user-a', 'user-b', 'user-c', 'user-csm'].map(colleague)),
    wins: fc.array(fc.record({ repId: fc.constantFrom('user-a', 'user-b', 'user-c'), vertical: fc.boolean(), region: fc.boolean() }), {
      maxLength: 8,
    }),
    load: fc.array(fc.tuple(fc.constantFrom('user-a', 'user-b', 'user-c'), fc.integer({ min: 0, max: 40 })), { maxLength: 3 }),
  })
  .map(({ load, ...bench }) => ({ ...bench, load: new Map(load), talks: new Map() })) as unknown as fc.Arbitrary<Bench>;

export const arbitraryClosed = fc.array(
  fc.record({ won: fc.boolean(), reached: fc.integer({ min: 1, max: 4 }) }).map(({ won, reached }) => ({
    salesStage: won ? ('closed_won' as const) : ('closed_lost' as const),
    stageHistory: SALES_STAGES.slice(1, reached + 1).map((to, index) => ({ from: SALES_STAGES[index] ?? 'identified', to, at: asOf })),
  })),
  { maxLength: 30 },
);
