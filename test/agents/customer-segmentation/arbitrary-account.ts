import fc from 'fast-check';
import type { AccountFacts } from '../../../agents/facts/account-facts.ts';
import { VERTICALS } from '../../../models/account.ts';
import { ACCOUNT_EVENT_KINDS } from '../../../models/account-event.ts';
import { CONTACT_ROLES } from '../../../models/contact.ts';
import { PAYMENT_MODELS } from '../../../models/contract.ts';

export const asOf = new Date('2026-11-22T09:30:00Z');
const DAY = 86_400_000;
const ago = (days: number): Date => new Date(asOf.getTime() - days * DAY);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const share = fc.double({ min: 0, max: 1, noNaN: true });
const count = (max: number) => fc.integer({ min: 0, max });
const row = (_id: string, at: Date, ingestedAt = at) => ({ _id, tenant: 'demo', source: 'test', accountId: 'account', at, ingestedAt });

function rows<T extends object>(name: string, fields: fc.Arbitrary<T>, maxLength: number, oldest = 380) {
  return fc
    .array(fc.record({ fields, age: fc.double({ min: 0, max: oldest, noNaN: true }), lag: fc.constantFrom(0, 0, 9) }), { maxLength })
    .map((all) =>
      all.map(({ fields: each, age, lag }, index) => ({ ...row(`${name}-${index}`, ago(age), ago(Math.max(0, age - lag))), ...each })),
    );
}

const texts = fc.constantFrom('Audit evidence for lending', 'Data analytics', 'Workflow automation', 'Savings', 'Join the beta', 'Hello');

/** Accounts of every kind: full, empty and partial, in several currencies, in any order. */
export const arbitraryAccount: fc.Arbitrary<AccountFacts> = fc
  .record({
    account: fc.record({
      employees: maybe(count(5_000)),
      annualRevenue: maybe(count(900_000_000)),
      vertical: maybe(fc.constantFrom(...VERTICALS)),
      description: maybe(texts),
      tags: fc.subarray(['professional', 'startup', 'vip']),
    }),
    contacts: rows('contact', fc.record({ name: fc.constant('Person'), role: fc.constantFrom(...CONTACT_ROLES), title: maybe(texts) }), 5),
    contracts: rows(
      'contract',
      fc
        .record({
          name: fc.constantFrom('Premium', 'Platform', 'Standard plan'),
          currency: fc.constantFrom('USD', 'EUR', 'XYZ'),
          annualValue: count(2_000_000),
          status: fc.constantFrom('active', 'renewed', 'ended', 'cancelled'),
          paymentModel: maybe(fc.constantFrom(...PAYMENT_MODELS)),
          termMonths: maybe(count(48)),
          end: fc.integer({ min: -300, max: 100 }),
          lineItems: fc.array(fc.record({ name: texts, annualValue: count(100_000) }), { maxLength: 4 }),
        })
        .map(({ end, ...each }) => ({ ...each, startDate: ago(380), endDate: ago(end) })),
      3,
    ),
    usage: fc
      .array(
        fc.record({
          activeUsersCount: maybe(count(40)),
          provisionedUsersCount: maybe(count(50)),
          apiCallsCount: maybe(count(90_000)),
          coreFeatureAdoption: maybe(share),
          advancedFeatureAdoption: maybe(share),
          workflowCompletionRate: maybe(share),
          featureUtilization: maybe(
            fc.array(fc.record({ feature: fc.constantFrom('dashboards', 'audit_trail', 'chat'), tier: fc.constant('core'), share }), {
              maxLength: 3,
            }),
          ),
        }),
        { maxLength: 26 },
      )
      .map((weeks) =>
        weeks.map((fields, index) => ({ ...row(`usage-${index}`, ago(7 * index + 1)), usagePeriodEnd: ago(7 * index + 1), ...fields })),
      ),
    interactions: rows(
      'interaction',
      fc.record({
        kind: fc.constantFrom('email', 'meeting', 'call', 'chat'),
        direction: fc.constantFrom('inbound', 'outbound'),
        contactId: maybe(fc.constantFrom('contact-0', 'contact-1')),
        attended: maybe(fc.boolean()),
        subject: maybe(texts),
      }),
      25,
      250,
    ),
    tickets: rows('ticket', fc.record({ subject: texts }), 8),
    invoices: rows('invoice', fc.record({ amount: count(9_000), currency: fc.constant('USD') }), 6),
    events: rows(
      'event',
      fc.record({
        kind: fc.constantFrom(...ACCOUNT_EVENT_KINDS),
        detail: maybe(fc.constantFrom('Revenue up 40 %', 'Beta', 'x')),
        amount: maybe(count(90)),
      }),
      8,
    ),
    plans: rows(
      'plan',
      fc
        .record({
          planType: fc.constantFrom('onboarding', 'expansion'),
          planStatus: fc.constantFrom('active', 'completed', 'draft'),
          start: count(380),
          took: maybe(count(200)),
          name: texts,
        })
        .map(({ start, took, name, ...each }) => ({
          ...each,
          planName: name,
          planStartDate: ago(start),
          ...(took === undefined ? {} : { actualCompletionDate: ago(start - took) }),
          criticalMilestones: [
            { name, phase: 1, dueAt: ago(start - 30), ...(took === undefined ? {} : { completedAt: ago(start - took) }) },
          ],
          targetMetrics: [],
          successCriteria: [],
        })),
      3,
    ),
  })
  .map(
    ({ account, ...lists }) =>
      ({
        asOf,
        account: { ...row('account', ago(390)), name: 'Any', currency: 'USD', lifecycleStage: 'established', ...account },
        surveys: [],
        values: [],
        ...lists,
      }) as unknown as AccountFacts,
  );
