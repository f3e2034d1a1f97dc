import fc from 'fast-check';
import type { AccountFacts } from '../../../agents/facts/account-facts.ts';
import type { Asked } from '../../../agents/kit/asking.ts';
import { HEALTH_BANDS } from '../../../models/account-health-score.ts';
import { ADVOCACY_TYPES, type AdvocacyEngagement, ENGAGEMENT_STATUSES, REFERRAL_STATUSES } from '../../../models/advocacy-engagement.ts';
import { asOf, arbitraryFacts as others } from '../churn-predictor/arbitrary-facts.ts';
import { noFacts } from '../facts/no-facts.ts';
import { arbitraryFacts as values } from '../value-realization/arbitrary-facts.ts';

export { asOf };

const DAY = 86_400_000;
export const ago = (days: number) => new Date(asOf.getTime() - days * DAY);

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const amount = fc.integer({ min: 0, max: 900_000 });

const deal = fc.record({
  dealId: fc.constantFrom('D-1', 'D-2', 'D-3', 'D-4'),
  company: fc.constantFrom('Alder', 'alder', 'Bluefield', 'Corvane'),
  stage: fc.constantFrom('open' as const, 'won' as const, 'lost' as const),
  amount,
});

/** Engagements of one account, some of which claim the same deals. */
export const engagements: fc.Arbitrary<AdvocacyEngagement[]> = fc
  .array(
    fc.record({
      age: fc.integer({ min: 0, max: 500 }),
      contactId: maybe(fc.constantFrom('contact-0', 'contact-1')),
      advocacyType: fc.constantFrom(...ADVOCACY_TYPES),
      engagementStatus: fc.constantFrom(...ENGAGEMENT_STATUSES),
      requested: fc.boolean(),
      cost: maybe(fc.integer({ min: 0, max: 50_000 })),
      deals: fc.array(deal, { maxLength: 3 }),
      referralCompany: maybe(fc.constantFrom('Alder', 'Eastlake')),
      referralQualificationStatus: maybe(fc.constantFrom(...REFERRAL_STATUSES)),
      referralValue: maybe(amount),
    }),
    { maxLength: 5 },
  )
  .map((rows) =>
    rows.map(
      ({ age, requested, ...row }, index) =>
        ({
          _id: `advocacy-${index}`,
          tenant: 'demo',
          source: 'test',
          accountId: 'account',
          currency: 'USD',
          at: ago(age),
          ingestedAt: ago(age),
          ...(requested ? { requestDate: ago(age) } : {}),
          statusHistory: [],
          ...row,
        }) as unknown as AdvocacyEngagement,
    ),
  );

const score = fc.option(fc.double({ min: 0, max: 100, noNaN: true }), { nil: null });

/** Accounts of every kind with what was last said of them: full ones, empty ones, and everything between. */
export const asked: fc.Arbitrary<Asked> = fc
  .tuple(others, values, engagements, score, maybe(fc.constantFrom(...HEALTH_BANDS)))
  .map(([facts, { values: records }, advocacy, risk, band]) => ({
    facts: {
      ...noFacts,
      ...facts,
      values: records,
      advocacy,
      contacts: facts.contacts.map((contact) => ({ ...contact, email: `${contact._id}@customer.example` })),
    } as AccountFacts,
    opinions: { ...(risk === null ? {} : { churn_risk: risk }), ...(band ? { health_band: band, health: 60 } : {}) },
  }));
