import fc from 'fast-check';
import type { AccountFacts } from '../../../agents/facts/account-facts.ts';
import { VALUE_CATEGORIES } from '../../../models/value-record.ts';

export const asOf = new Date('2026-11-22T09:30:00Z');
const DAY = 86_400_000;
export const ago = (days: number): Date => new Date(asOf.getTime() - days * DAY);

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const currency = fc.constantFrom('USD', 'USD', 'USD', 'EUR', 'CHF');
const age = fc.tuple(fc.integer({ min: 0, max: 450 }), fc.nat({ max: 23 })).map(([days, hours]) => days + hours / 24);
const amount = fc.integer({ min: 0, max: 400_000 });

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

export const valueFields = (days: number) =>
  fc
    .record({
      category: fc.constantFrom(...VALUE_CATEGORIES),
      description: fc.constantFrom('Hours saved', 'Fewer errors', 'Cheaper audits', 'New market'),
      amount,
      currency,
      length: fc.constantFrom(0, 30, 91, 180, 365),
      targetAmount: maybe(amount),
      baseline: maybe(fc.constantFrom('By hand', ' ')),
      evidence: maybe(fc.constantFrom('Timesheets', 'Their CFO', ' ')),
    })
    .map(({ length, ...each }) => ({ ...each, periodStart: ago(days + length), periodEnd: ago(days) }));

const texts = ['We look at two other vendors.', 'We might build our own.', 'Rivalsoft called us again.', 'Thank you.'];

/** Accounts of every kind: without contracts, with several, ended ones, several currencies, plans with and without measurements. */
export const arbitraryFacts: fc.Arbitrary<AccountFacts> = fc
  .record({
    churned: fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.integer({ min: -10, max: 300 }) }),
    contracts: rows(
      'contract',
      (days) =>
        fc
          .record({
            annualValue: fc.integer({ min: 0, max: 900_000 }),
            currency,
            status: fc.constantFrom('active', 'active', 'active', 'active', 'active', 'ended', 'cancelled'),
            length: maybe(fc.integer({ min: 10, max: 1200 })),
          })
          .map(({ length, ...each }) => ({
            ...each,
            name: 'Contract',
            startDate: ago(days),
            ...(length === undefined ? {} : { endDate: ago(days - length) }),
          })),
      3,
    ),
    values: rows('value', valueFields, 8),
    plans: rows(
      'plan',
      (days) =>
        fc
          .record({
            planType: fc.constantFrom('onboarding', 'expansion'),
            planStatus: fc.constantFrom('active', 'completed', 'cancelled'),
            measured: maybe(fc.integer({ min: 0, max: 200 })),
            done: maybe(fc.integer({ min: 0, max: 120 })),
          })
          .map(({ measured, done, ...each }) => ({
            ...each,
            planName: 'Plan',
            planStartDate: ago(days),
            targetMetrics: [{ name: 'Savings', unit: 'thousand', target: 10 }],
            actualMetrics:
              measured === undefined
                ? []
                : [{ name: 'Savings', unit: 'thousand', target: 10, actual: 8, measuredAt: ago(days - measured) }],
            criticalMilestones: [
              { name: 'Live', phase: 1, dueAt: ago(days - 20), ...(done === undefined ? {} : { completedAt: ago(days - done) }) },
            ],
            roiBaseline: [],
          })),
      2,
    ),
    interactions: rows(
      'interaction',
      () =>
        fc.record({
          kind: fc.constant('email'),
          direction: fc.constantFrom('inbound', 'outbound'),
          text: fc.constantFrom(...texts),
          sentiment: maybe(fc.double({ min: -1, max: 1, noNaN: true })),
          contactId: fc.constant('contact-0'),
        }),
      4,
    ),
    tickets: rows('ticket', () => fc.record({ subject: fc.constant('Ticket'), text: fc.constantFrom(...texts) }), 2),
    events: rows(
      'event',
      () => fc.record({ kind: fc.constantFrom('competitor_evaluation', 'hiring'), confidence: fc.constantFrom(0.3, 1) }),
      3,
    ),
    opportunities: rows(
      'opportunity',
      () =>
        fc.record({
          name: fc.constant('Deal'),
          kind: fc.constantFrom('expansion', 'renewal'),
          stage: fc.constantFrom('qualified', 'closed_won'),
          amount: maybe(amount),
          currency,
          competitor: maybe(fc.constant('Rivalsoft')),
        }),
      3,
    ),
    contacts: rows('contact', () => fc.record({ name: fc.constant('Ada Byron'), role: fc.constantFrom('executive_sponsor', 'user') }), 1),
  })
  .map(
    ({ churned, ...lists }) =>
      ({
        asOf,
        account: { ...row('account', 800, 0), name: 'Any', currency: 'USD', ...(churned === undefined ? {} : { churnedAt: ago(churned) }) },
        usage: [],
        invoices: [],
        surveys: [],
        ...lists,
      }) as unknown as AccountFacts,
  );
