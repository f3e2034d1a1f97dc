import { collection, envelope, required } from './kit/envelope.ts';
import { identifyByExternalId } from './kit/identity.ts';
import { defineSchema, type Row } from './kit/schema.ts';
import { change, measure } from './kit/shapes.ts';
import { freeText, mailbox } from './kit/text.ts';

export const ADVOCACY_TYPES = ['case_study', 'testimonial', 'reference_call', 'review', 'speaking', 'referral', 'advisory_board'] as const;
export type AdvocacyType = (typeof ADVOCACY_TYPES)[number];

export const ENGAGEMENT_STATUSES = ['identified', 'approached', 'interested', 'committed', 'active', 'completed', 'declined'] as const;
export type EngagementStatus = (typeof ENGAGEMENT_STATUSES)[number];

export const REFERRAL_STATUSES = ['unqualified', 'qualified', 'opportunity', 'closed_won', 'closed_lost'] as const;

/** A deal of ours in which it played a part, as the sales system names it; in the engagement's currency. */
const deal = {
  _id: false,
  dealId: { type: String, ...required },
  company: { type: String, ...required },
  stage: { type: String, enum: ['open', 'won', 'lost'], ...required },
  amount: { type: Number, min: 0, ...required },
  at: { type: Date },
} as const;

const incentive = { kind: String, text: String, amount: Number, givenAt: Date } as const;

/** One thing a customer does, or is asked to do, for us in public (epic 9). `at` is when it was identified. */
export const advocacyEngagementSchema = defineSchema(
  {
    ...envelope,
    accountId: { type: String, ...required },
    contactId: { type: String },
    /** The colleague who leads it (`users`). */
    ownerId: { type: String },
    advocacyType: {
      type: String,
      enum: ADVOCACY_TYPES,
      ...required,
    },
    engagementStatus: {
      type: String,
      enum: ENGAGEMENT_STATUSES,
      ...required,
      default: 'identified',
    },
    statusHistory: { type: [change], default: [] },
    advocacyTitle: { type: String },
    advocacyDescription: freeText,
    useCaseFocus: { type: String },
    businessValueHighlighted: { type: [String], default: [] },
    roiMetricsShared: { type: [measure], default: [] },
    requestDate: { type: Date },
    responseDate: { type: Date },
    completionDate: { type: Date },
    contentDeliveryDate: { type: Date },
    contentType: { type: String, enum: ['written', 'video', 'audio', 'presentation', 'webinar'] },
    contentUrl: { type: String },
    contentApprovalStatus: { type: String, enum: ['pending', 'approved', 'published', 'archived'] },
    contentPerformanceMetrics: { type: [measure], default: [] },
    referralCompany: { type: String },
    referralContactInfo: {
      type: defineSchema({ name: String, title: String, email: mailbox, relationship: String }, { _id: false }),
    },
    referralQualificationStatus: { type: String, enum: REFERRAL_STATUSES },
    /** In `currency`. */
    referralValue: { type: Number, min: 0 },
    referralIncentive: { type: defineSchema(incentive, { _id: false }) },
    currency: { type: String, ...required, default: 'USD' },
    campaignId: { type: String },
    advocacyProgramTier: { type: String, enum: ['standard', 'premium', 'executive', 'advisory'] },
    incentiveProvided: { type: defineSchema(incentive, { _id: false }) },
    /** What the engagement cost us, in `currency`. */
    cost: { type: Number, min: 0 },
    reachMetrics: {
      type: defineSchema({ views: Number, downloads: Number, shares: Number, attendees: Number }, { _id: false }),
    },
    deals: { type: [deal], default: [] },
    /** Money in `currency`, as another system states it: used only where no deal is named. */
    influenceMetrics: {
      type: defineSchema({ leads: Number, opportunities: Number, attributedRevenue: Number, influencedPipeline: Number }, { _id: false }),
    },
    /** 1 to 5, by the advocate. */
    satisfactionScore: { type: Number, min: 1, max: 5 },
    updatedAt: { type: Date },
  },
  collection('advocacy_engagements'),
);
identifyByExternalId(advocacyEngagementSchema);
advocacyEngagementSchema.index({ tenant: 1, accountId: 1, at: -1 });
advocacyEngagementSchema.index({ tenant: 1, contactId: 1, requestDate: -1 });
advocacyEngagementSchema.index({ tenant: 1, engagementStatus: 1, at: -1 });

export type AdvocacyEngagement = Row<typeof advocacyEngagementSchema>;
