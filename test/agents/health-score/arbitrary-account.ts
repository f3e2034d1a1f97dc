import fc from 'fast-check';
import type { AccountFacts } from '../../../agents/facts/account-facts.ts';
import { ACCOUNT_EVENT_KINDS } from '../../../models/account-event.ts';
import { CONTACT_ROLES } from '../../../models/contact.ts';

export const asOf = new Date('2026-11-22T09:30:00Z');
const DAY = 86_400_000;
const ago = (days: number): Date => new Date(asOf.getTime() - days * DAY);

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const share = fc.double({ min: 0, max: 1, noNaN: true });
const count = (max: number) => fc.integer({ min: 0, max });
const people = ['p0', 'p1', 'p2'];
const who = maybe(fc.constantFrom(...people));

const row = (_id: string, at: Date, ingestedAt = at) => ({ _id, tenant: 'demo', source: 'test', accountId: 'account', at, ingestedAt });

function rows<T extends object>(name: string, fields: (age: number) => fc.Arbitrary<T>, maxLength: number, oldest = 395) {
  const one = fc
    .double({ min: 0, max: oldest, noNaN: true })
    .chain((age) => fc.record({ fields: fields(age), age: fc.constant(age), lag: fc.constantFrom(0, 0, 0, 10) }));
  return fc
    .array(one, { maxLength })
    .map((list) =>
      list
        .map((each, index) => ({ ...row(`${name}-${index}`, ago(each.age), ago(Math.max(0, each.age - each.lag))), ...each.fields }))
        .sort((a, b) => a.at.getTime() - b.at.getTime() || (a._id < b._id ? -1 : 1)),
    );
}

const week = fc.record({
  skip: fc.boolean(),
  activeUsersCount: maybe(count(30)),
  provisionedUsersCount: maybe(count(30)),
  averageSessionDuration: maybe(count(60)),
  apiCallsCount: maybe(fc.oneof(fc.constant(0), count(9_000))),
  coreFeatureAdoption: maybe(share),
  advancedFeatureAdoption: maybe(share),
  workflowCompletionRate: maybe(share),
  capacityUtilization: maybe(share),
  activityByUser: maybe(
    fc.array(fc.record({ userId: fc.constantFrom('u0', 'u1'), minutes: count(90), sessions: count(9) }), { maxLength: 3 }),
  ),
});

const usage = fc.array(week, { maxLength: 26 }).map((weeks) =>
  weeks
    .flatMap(({ skip, ...fields }, index) => {
      const end = ago(7 * index + 1);
      return skip && index % 3 === 0 ? [] : [{ ...row(`usage-${String(99 - index)}`, end), usagePeriodEnd: end, ...fields }];
    })
    .reverse(),
);

const contacts = fc.subarray(people).chain((ids) =>
  fc.tuple(
    ...ids.map((id, index) =>
      fc.record({ role: fc.constantFrom(...CONTACT_ROLES), left: maybe(count(300)), uses: fc.boolean() }).map(({ role, left, uses }) => ({
        ...row(id, ago(390)),
        name: `Person ${index}`,
        role,
        ...(uses ? { productUserId: `u${index % 2}` } : {}),
        ...(left === undefined ? {} : { leftAt: ago(left) }),
      })),
    ),
  ),
);

const goal = fc.record({ name: fc.constantFrom('savings', 'hours'), baseline: maybe(count(5)), target: count(100) });

const plans = rows(
  'plan',
  (age) =>
    fc.record({
      planStatus: fc.constantFrom('active', 'completed', 'draft'),
      criticalMilestones: fc.array(
        fc.record({ due: count(300), done: maybe(count(Math.floor(age))) }).map(({ due, done }) => ({
          name: 'Milestone',
          phase: 1,
          dueAt: ago(due),
          ...(done === undefined ? {} : { completedAt: ago(done) }),
        })),
        { maxLength: 4 },
      ),
      targetMetrics: fc.array(
        goal.map((each) => ({ ...each, unit: '%' })),
        { maxLength: 2 },
      ),
      actualMetrics: fc.array(
        fc.record({ goal, actual: count(120), at: count(Math.floor(age)) }).map(({ goal: { name, target }, actual, at }) => ({
          name,
          target,
          unit: '%',
          actual,
          measuredAt: ago(at),
        })),
        { maxLength: 3 },
      ),
    }),
  2,
);

/** Accounts of every kind: full, empty and partial; silent, leaving and growing ones. */
export const arbitraryAccount: fc.Arbitrary<AccountFacts> = fc
  .record({
    usage,
    contacts,
    plans,
    contracts: rows(
      'contract',
      () =>
        fc.record({ seats: maybe(count(40)), end: maybe(fc.integer({ min: -300, max: 60 })) }).map(({ seats, end }) => ({
          name: 'Contract',
          currency: 'USD',
          status: 'active',
          annualValue: 1000,
          startDate: ago(395),
          ...(seats === undefined ? {} : { seats }),
          ...(end === undefined ? {} : { endDate: ago(end) }),
        })),
      2,
    ),
    interactions: rows(
      'interaction',
      () =>
        fc.record({
          kind: fc.constantFrom('email', 'meeting', 'call', 'chat'),
          direction: fc.constantFrom('inbound', 'outbound'),
          contactId: who,
          attended: maybe(fc.boolean()),
          responseHours: maybe(count(300)),
          text: maybe(fc.constantFrom('We are evaluating alternatives.', 'Thank you.')),
        }),
      30,
      200,
    ),
    tickets: rows(
      'ticket',
      (age) =>
        fc
          .record({
            severity: fc.constantFrom('low', 'normal', 'high', 'urgent'),
            resolvedAfter: maybe(fc.double({ min: 0, max: age, noNaN: true })),
            slaHours: maybe(fc.constantFrom(8, 24, 72)),
            csat: maybe(fc.integer({ min: 1, max: 5 })),
            escalated: fc.boolean(),
          })
          .map(({ resolvedAfter, ...each }) => ({
            ...each,
            subject: 'Ticket',
            executivesCopied: false,
            status: resolvedAfter === undefined ? 'open' : 'resolved',
            ...(resolvedAfter === undefined ? {} : { resolvedAt: ago(age - resolvedAfter), resolutionHours: resolvedAfter * 24 }),
          })),
      10,
      300,
    ),
    invoices: rows(
      'invoice',
      (age) =>
        fc.record({ paid: maybe(fc.double({ min: 0, max: age, noNaN: true })) }).map(({ paid }) => ({
          amount: 1000,
          currency: 'USD',
          dueAt: ago(age - 30),
          status: paid === undefined ? 'open' : 'paid',
          ...(paid === undefined ? {} : { paidAt: ago(paid) }),
        })),
      5,
    ),
    surveys: rows(
      'survey',
      () => fc.record({ kind: fc.constantFrom('nps', 'csat'), score: fc.integer({ min: 1, max: 5 }), contactId: who }),
      6,
    ),
    events: rows('event', () => fc.record({ kind: fc.constantFrom(...ACCOUNT_EVENT_KINDS), confidence: share, contactId: who }), 6),
    values: rows(
      'value',
      (age) =>
        fc.record({
          periodStart: fc.constant(ago(age + 90)),
          periodEnd: fc.constant(ago(age)),
          category: fc.constantFrom('direct_savings', 'efficiency'),
          amount: count(5_000),
          currency: fc.constantFrom('USD', 'EUR'),
          targetAmount: maybe(count(4_000)),
          evidence: maybe(fc.constant('measured')),
        }),
      4,
    ),
  })
  .map(
    (lists) =>
      ({
        asOf,
        account: { ...row('account', ago(396)), _id: 'account', name: 'Any', currency: 'USD', lifecycleStage: 'established' },
        ...lists,
      }) as unknown as AccountFacts,
  );
