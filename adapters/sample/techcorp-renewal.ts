import type { Rows } from './rows.ts';
import { ACCOUNT, AE, DAVID, type Days, RENEWAL_IN } from './techcorp-dates.ts';

/** What sales and the customer put on the table for the coming renewal. */
export function techcorpRenewal(ago: Days): {
  opportunities: NonNullable<Rows['opportunities']>;
  accountEvents: NonNullable<Rows['accountEvents']>;
} {
  const deal = { accountId: ACCOUNT, kind: 'expansion' as const, currency: 'USD', closeDate: ago(-RENEWAL_IN), ownerId: AE };
  return {
    opportunities: [
      {
        ...deal,
        _id: 'opportunity-techcorp-eu',
        at: ago(36),
        name: 'EU compliance in two regions',
        stage: 'negotiating',
        amount: 280_000,
        goals: ['GDPR monitoring and data residency for London and Frankfurt'],
      },
      {
        ...deal,
        _id: 'opportunity-techcorp-analytics',
        at: ago(30),
        name: 'Advanced analytics',
        stage: 'proposing',
        amount: 140_000,
        goals: ['Streaming analytics and predictive compliance on the data platform'],
      },
    ],
    accountEvents: [
      {
        _id: 'event-techcorp-feature_request-26',
        at: ago(26),
        accountId: ACCOUNT,
        contactId: DAVID,
        kind: 'feature_request',
        detail: 'Support around the clock with a one-hour response once two regions run',
        confidence: 0.9,
      },
      {
        _id: 'event-techcorp-competitor_evaluation-18',
        at: ago(18),
        accountId: ACCOUNT,
        kind: 'competitor_evaluation',
        detail: 'Procurement policy may require a vendor evaluation before the renewal',
        confidence: 0.25,
      },
    ],
  };
}
