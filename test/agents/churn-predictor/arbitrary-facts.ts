import fc from 'fast-check';
import type { AccountFacts } from '../../../agents/facts/account-facts.ts';
import { ACCOUNT_EVENT_KINDS } from '../../../models/account-event.ts';
import { CONTACT_ROLES } from '../../../models/contact.ts';

export const asOf = new Date('2026-11-22T09:30:00Z');
const DAY = 86_400_000;
const ago = (days: number) => new Date(asOf.getTime() - days * DAY);

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const share = fc.double({ min: 0, max: 1, noNaN: true });
const tone = fc.double({ min: -1, max: 1, noNaN: true });
const people = ['contact-0', 'contact-1', 'contact-2'];
const who = maybe(fc.constantFrom(...people));
const users = ['u0', 'u1', 'u2', 'u3'];

function rows<T extends object>(name: string, fields: fc.Arbitrary<T>, maxLength: number) {
  return fc
    .array(fc.record({ fields, age: fc.double({ min: 0, max: 390, noNaN: true }), lag: fc.constantFrom(0, 0, 0, 20) }), { maxLength })
    .map((list) =>
      list
        .map(({ fields: own, age, lag }, index) => ({
          _id: `${name}-${index}`,
          tenant: 'demo',
          source: 'test',
          accountId: 'account',
          at: ago(age),
          ingestedAt: ago(Math.max(0, age - lag)),
          ...own,
        }))
        .sort((a, b) => a.at.getTime() - b.at.getTime()),
    );
}

const usage = fc.array(
  fc.record({
    gap: fc.integer({ min: 0, max: 6 }),
    activeUsersCount: maybe(fc.integer({ min: 0, max: 40 })),
    provisionedUsersCount: maybe(fc.integer({ min: 0, max: 40 })),
    totalLogins: maybe(fc.integer({ min: 0, max: 400 })),
    averageSessionDuration: maybe(fc.double({ min: 0, max: 60, noNaN: true })),
    apiCallsCount: maybe(fc.integer({ min: 0, max: 50_000 })),
    coreFeatureAdoption: maybe(share),
    advancedFeatureAdoption: maybe(share),
    workflowCompletionRate: maybe(share),
    activityByUser: maybe(
      fc.array(
        fc.record({
          userId: fc.constantFrom(...users),
          sessions: fc.integer({ min: 0, max: 9 }),
          minutes: fc.integer({ min: 0, max: 200 }),
        }),
        {
          maxLength: 4,
        },
      ),
    ),
  }),
  { maxLength: 20 },
);

/** Accounts of every kind: full ones, empty ones, and everything between. */
export const arbitraryFacts: fc.Arbitrary<AccountFacts> = fc
  .record({
    usage: usage.map((weeks) =>
      weeks
        .map(({ gap, ...week }, index) => {
          const end = ago(7 * index + (gap === 6 ? 3 : 0));
          return {
            _id: `usage-${index}`,
            tenant: 'demo',
            source: 'test',
            accountId: 'account',
            at: end,
            ingestedAt: end,
            usagePeriodStart: new Date(end.getTime() - 7 * DAY),
            usagePeriodEnd: end,
            measurementFrequency: 'weekly' as const,
            ...week,
          };
        })
        .sort((a, b) => a.at.getTime() - b.at.getTime()),
    ),
    contacts: fc.subarray(people).chain((ids) =>
      fc.tuple(
        ...ids.map((_id, index) =>
          fc.record({ role: fc.constantFrom(...CONTACT_ROLES), left: maybe(fc.integer({ min: 0, max: 300 })) }).map(({ role, left }) => ({
            _id,
            tenant: 'demo',
            source: 'test',
            accountId: 'account',
            name: `Person ${index}`,
            at: ago(380),
            ingestedAt: ago(380),
            role,
            productUserId: `u${index}`,
            ...(left === undefined ? {} : { leftAt: ago(left) }),
          })),
        ),
      ),
    ),
    contracts: rows(
      'contract',
      fc
        .record({ end: maybe(fc.integer({ min: -600, max: 100 })), annualValue: fc.integer({ min: 0, max: 500_000 }) })
        .map(({ end, ...rest }) => ({
          ...rest,
          name: 'Contract',
          currency: 'USD',
          status: 'active' as const,
          startDate: ago(390),
          ...(end === undefined ? {} : { endDate: ago(end) }),
        })),
      2,
    ),
    interactions: rows(
      'interaction',
      fc.record({
        kind: fc.constantFrom('email', 'meeting', 'call', 'chat'),
        direction: fc.constantFrom('inbound', 'outbound'),
        contactId: who,
        attended: maybe(fc.boolean()),
        responseHours: maybe(fc.double({ min: 0, max: 300, noNaN: true })),
        opened: maybe(fc.boolean()),
        sentiment: maybe(tone),
        text: maybe(fc.constantFrom('We are evaluating alternatives.', 'Thank you.')),
      }),
      40,
    ),
    tickets: rows(
      'ticket',
      fc.record({
        subject: fc.constant('Ticket'),
        sentiment: maybe(tone),
        csat: maybe(fc.integer({ min: 1, max: 5 })),
        escalated: fc.boolean(),
        executivesCopied: fc.boolean(),
        resolutionHours: maybe(fc.integer({ min: 1, max: 200 })),
        severity: fc.constant('normal'),
        status: fc.constant('open'),
      }),
      10,
    ),
    invoices: rows(
      'invoice',
      fc
        .record({ due: fc.integer({ min: -30, max: 380 }), paidAfter: maybe(fc.integer({ min: -10, max: 60 })) })
        .map(({ due, paidAfter }) => ({
          amount: 1000,
          currency: 'USD',
          dueAt: ago(due),
          status: paidAfter === undefined ? ('open' as const) : ('paid' as const),
          ...(paidAfter === undefined ? {} : { paidAt: ago(due - paidAfter) }),
        })),
      5,
    ),
    surveys: rows('survey', fc.record({ kind: fc.constantFrom('nps', 'csat'), score: fc.integer({ min: 1, max: 5 }), contactId: who }), 6),
    events: rows('event', fc.record({ kind: fc.constantFrom(...ACCOUNT_EVENT_KINDS), confidence: share, contactId: who }), 8),
    values: rows(
      'value',
      fc.record({ amount: fc.integer({ min: 0, max: 300_000 }), evidence: maybe(fc.constant('measured')) }).map((each) => ({
        ...each,
        category: 'efficiency' as const,
        description: 'Saved time',
        currency: 'USD',
        periodStart: ago(200),
        periodEnd: ago(110),
      })),
      3,
    ),
  })
  .map(
    (lists) =>
      ({
        asOf,
        account: {
          _id: 'account',
          tenant: 'demo',
          source: 'test',
          at: ago(390),
          ingestedAt: ago(390),
          name: 'Any',
          lifecycleStage: 'established',
          currency: 'USD',
        },
        plans: [],
        ...lists,
      }) as unknown as AccountFacts,
  );
