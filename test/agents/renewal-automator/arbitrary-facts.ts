import fc from 'fast-check';
import type { ChurnView } from '../../../agents/renewal-automator/factors.ts';
import type { RenewalFacts } from '../../../agents/renewal-automator/renewal-facts.ts';
import { SALES_STAGES } from '../../../models/opportunity.ts';
import { VALUE_CATEGORIES } from '../../../models/value-record.ts';

export const asOf = new Date('2026-11-22T09:30:00Z');
const DAY = 86_400_000;
export const ago = (days: number): Date => new Date(asOf.getTime() - days * DAY);

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const currency = fc.constantFrom('USD', 'USD', 'USD', 'EUR', 'CHF');
const age = fc.integer({ min: 0, max: 450 });
const amount = fc.integer({ min: 0, max: 900_000 });

const row = (_id: string, days: number, lag: number) => ({
  _id,
  tenant: 'demo',
  source: 'test',
  accountId: 'account',
  at: ago(days),
  ingestedAt: ago(Math.max(0, days - lag)),
});

function rows<T extends object>(name: string, fields: (days: number) => fc.Arbitrary<T>, maxLength: number) {
  const one = age.chain((days) => fc.record({ fields: fields(days), days: fc.constant(days), lag: fc.constantFrom(0, 0, 0, 15) }));
  return fc
    .array(one, { maxLength, size: 'max' })
    .map((list) => list.map((each, index) => ({ ...row(`${name}-${index}`, each.days, each.lag), ...each.fields })));
}

const text = fc.constantFrom(
  '$90K approved for the analytics expansion',
  '$500K allocated for the renewal',
  'Round the clock support wanted',
  'Analytics for the new region',
  'New CFO, reviews every contract',
  'Spoke at our event',
);

/** Accounts of every kind: no contract, several, ended, without dates, several currencies, deals with and without amounts. */
export const arbitraryFacts: fc.Arbitrary<RenewalFacts> = fc
  .record({
    churned: fc.oneof({ weight: 6, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.integer({ min: -10, max: 300 }) }),
    contracts: rows(
      'contract',
      (days) =>
        fc
          .record({
            annualValue: amount,
            currency,
            status: fc.constantFrom('active', 'active', 'active', 'active', 'ended', 'cancelled'),
            length: maybe(fc.integer({ min: 10, max: 1200 })),
          })
          .map(({ length, ...each }) => ({
            ...each,
            name: `Contract ${days}`,
            lineItems: [],
            autoRenew: false,
            startDate: ago(days),
            ...(length === undefined ? {} : { endDate: ago(days - length) }),
          })),
      3,
    ),
    values: rows(
      'value',
      (days) =>
        fc.record({
          category: fc.constantFrom(...VALUE_CATEGORIES),
          description: fc.constantFrom('Hours saved', 'Cheaper audits'),
          amount,
          currency,
          evidence: maybe(fc.constant('Timesheets')),
          periodStart: fc.constant(ago(days + 91)),
          periodEnd: fc.constant(ago(days)),
        }),
      4,
    ),
    contacts: rows(
      'contact',
      () => fc.record({ name: fc.constant('Ada Byron'), role: fc.constantFrom('executive_sponsor', 'decision_maker', 'champion', 'user') }),
      3,
    ),
    surveys: rows(
      'survey',
      () =>
        fc.record({
          kind: fc.constantFrom('nps', 'csat'),
          score: fc.integer({ min: 0, max: 10 }),
          contactId: fc.constantFrom('contact-0', 'contact-1'),
        }),
      4,
    ),
    events: rows(
      'event',
      () =>
        fc.record({
          kind: fc.constantFrom(
            'competitor_evaluation',
            'new_executive',
            'budget_approved',
            'feature_request',
            'reference_given',
            'technology_change',
          ),
          confidence: fc.constantFrom(0.3, 1),
          detail: text,
          amount: maybe(amount),
        }),
      5,
    ),
    opportunities: rows(
      'deal',
      () =>
        fc.record({
          name: fc.constantFrom('Analytics', 'More seats', 'New region'),
          kind: fc.constantFrom('expansion', 'expansion', 'renewal', 'new'),
          stage: fc.constantFrom(...SALES_STAGES),
          amount: maybe(amount),
          currency,
          goals: fc.constantFrom([], ['Analytics on one platform']),
          competitor: maybe(fc.constant('Rivalsoft')),
        }),
      4,
    ),
    expansions: rows(
      'expansion',
      () =>
        fc.record({
          opportunityDescription: fc.constantFrom('Analytics', 'Second site'),
          salesStage: fc.constantFrom(...SALES_STAGES),
          estimatedValue: maybe(amount),
          currency,
          budgetQualification: maybe(fc.constantFrom('confirmed', 'no_budget')),
          technicalRequirements: fc.constant([]),
          competitiveContext: fc.constant([]),
        }),
      2,
    ),
    prices: rows(
      'price',
      () =>
        fc.record({
          name: fc.constant('Premium support'),
          annualPrice: fc.integer({ min: 1, max: 90_000 }),
          currency,
          asksFor: fc.constant(['round the clock']),
          fromContractValue: maybe(fc.constant(100_000)),
        }),
      2,
    ),
  })
  .map(
    ({ churned, ...lists }) =>
      ({
        asOf,
        account: { ...row('account', 800, 0), name: 'Any', currency: 'USD', ...(churned === undefined ? {} : { churnedAt: ago(churned) }) },
        ...lists,
      }) as unknown as RenewalFacts,
  );

export const arbitraryChurn: fc.Arbitrary<ChurnView | null> = fc.option(
  fc.record({
    logOdds: fc.double({ min: -7, max: 4, noNaN: true }),
    base: fc.constant(-3.178),
    confidence: fc.double({ min: 0, max: 1, noNaN: true }),
    asOf: fc.constant(asOf),
    factors: fc.constant([]),
  }),
  { nil: null },
);
