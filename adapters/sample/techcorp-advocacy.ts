import type { Rows } from './rows.ts';
import { ACCOUNT, CSM, type Days, MIKE, SARAH } from './techcorp-dates.ts';

type Engagement = NonNullable<Rows['advocacyEngagements']>[number];
type Deal = NonNullable<Engagement['deals']>[number];

const MARKETING = 'user-dana-cole';

/** What TechCorp did for us in public in its first year, and the deals in which it was named: some of them more than once. */
export function techcorpAdvocacy(ago: Days): Engagement[] {
  const deal = (dealId: string, company: string, stage: Deal['stage'], amount: number, age: number): Deal => ({
    dealId,
    company,
    stage,
    amount,
    at: ago(age),
  });
  const engagement = (
    kind: Engagement['advocacyType'],
    contactId: string,
    ownerId: string,
    [asked, answered, begun, done]: [number, number, number, number],
    rest: Partial<Engagement>,
  ): Engagement => ({
    _id: `advocacy-techcorp-${kind}`,
    accountId: ACCOUNT,
    contactId,
    ownerId,
    advocacyType: kind,
    engagementStatus: 'completed',
    at: ago(asked),
    requestDate: ago(asked),
    responseDate: ago(answered),
    completionDate: ago(done),
    statusHistory: [
      { to: 'approached', at: ago(asked), byUserId: ownerId },
      { from: 'approached', to: 'committed', at: ago(answered), byUserId: ownerId },
      { from: 'committed', to: 'active', at: ago(begun), byUserId: ownerId },
      { from: 'active', to: 'completed', at: ago(done), byUserId: ownerId },
    ],
    currency: 'USD',
    ...rest,
  });
  return [
    engagement('case_study', MIKE, MARKETING, [262, 258, 250, 214], {
      advocacyTitle: 'Security compliance as a routine',
      useCaseFocus: 'security_compliance',
      contentType: 'written',
      contentApprovalStatus: 'published',
      contentDeliveryDate: ago(214),
      cost: 18_000,
      reachMetrics: { views: 4_100, downloads: 1_240 },
      satisfactionScore: 5,
      deals: [
        deal('D-2041', 'Northgate Credit Union', 'won', 180_000, 150),
        deal('D-2077', 'Harbor Trust', 'won', 220_000, 96),
        deal('D-2113', 'Pinecrest Savings', 'open', 640_000, 40),
      ],
    }),
    engagement('speaking', MIKE, MARKETING, [255, 249, 230, 160], {
      advocacyTitle: 'Talk at the FinTech Security Summit',
      contentType: 'presentation',
      contentApprovalStatus: 'published',
      cost: 20_000,
      reachMetrics: { views: 2_600, attendees: 480 },
      satisfactionScore: 5,
      deals: [
        deal('D-2077', 'Harbor Trust', 'won', 220_000, 96),
        deal('D-2150', 'Calder Bank', 'won', 120_000, 60),
        deal('D-2188', 'Union Atlantic', 'open', 900_000, 25),
      ],
    }),
    engagement('referral', SARAH, CSM, [201, 198, 190, 120], {
      cost: 7_000,
      satisfactionScore: 4,
      referralCompany: 'Meridian Payments',
      referralQualificationStatus: 'closed_won',
      referralValue: 160_000,
      deals: [
        deal('D-2165', 'Meridian Payments', 'won', 160_000, 120),
        deal('D-2113', 'Pinecrest Savings', 'open', 640_000, 40),
        deal('D-2201', 'Seaboard Exchange', 'open', 760_000, 18),
      ],
    }),
  ];
}
