import { collection, envelope, required } from './kit/envelope.ts';
import { identifyByExternalId } from './kit/identity.ts';
import { defineSchema, type Row } from './kit/schema.ts';
import { flag, measure, score } from './kit/shapes.ts';

/**
 * A renewal forecast once issued (epic 9): appended, never overwritten. `asOf` is the instant it speaks about,
 * `at` the instant it was issued. Money is a year's, in `currency`.
 */
export const renewalForecastSchema = defineSchema(
  {
    ...envelope,
    accountId: { type: String, ...required },
    currentContractId: { type: String },
    asOf: { type: Date, ...required },
    modelVersion: { type: String, ...required },
    currency: { type: String, ...required, default: 'USD' },
    currentContractStartDate: { type: Date },
    currentContractEndDate: { type: Date },
    renewalStartProcessDate: { type: Date },
    targetRenewalCloseDate: { type: Date },
    currentAnnualValue: { type: Number, min: 0 },
    proposedRenewalValue: { type: Number, min: 0 },
    valueChangePercentage: { type: Number },
    contractTermMonths: { type: Number, min: 0 },
    /** What the proposed value is made of. */
    proposedLineItems: {
      type: [{ _id: false, name: { type: String, ...required }, annualValue: { type: Number, ...required }, reason: { type: String } }],
      default: [],
    },
    /** 0 to 100; absent where too little was known to say. */
    renewalProbability: score,
    /** Log-odds before any factor; `factors` add up with it to the probability. */
    base: { type: Number },
    factors: { type: [{ _id: false, name: { type: String, ...required }, contribution: { type: Number, ...required } }], default: [] },
    /** Base value and each addition, each by its own probability. */
    expectedValue: { type: Number, min: 0 },
    /** 0 to 1. */
    confidence: { type: Number, min: 0, max: 1 },
    renewalConfidence: { type: String, enum: ['high', 'medium', 'low', 'at_risk'] },
    priceSensitivity: { type: String, enum: ['low', 'medium', 'high'] },
    competitiveRisk: { type: String, enum: ['none', 'low', 'medium', 'high'] },
    /** `percentage` is value / investment over the period. */
    roiAchieved: {
      type: defineSchema({ value: Number, investment: Number, percentage: Number, periodStart: Date, periodEnd: Date }, { _id: false }),
    },
    successMetrics: { type: [measure], default: [] },
    customerSatisfactionSummary: {
      type: defineSchema({ nps: Number, csat: Number, executiveSentiment: Number, activeShare: Number }, { _id: false }),
    },
    businessCaseStrength: { type: String, enum: ['strong', 'moderate', 'weak', 'unproven'] },
    renewalStrategy: { type: String },
    upsellOpportunities: {
      type: [
        {
          _id: false,
          expansionOpportunityId: { type: String },
          name: { type: String, ...required },
          annualValue: { type: Number, ...required },
          reason: { type: String },
        },
      ],
      default: [],
    },
    retentionIncentives: {
      type: [
        {
          _id: false,
          kind: { type: String, enum: ['discount', 'added_value', 'terms'], ...required },
          text: { type: String, ...required },
          amount: { type: Number },
        },
      ],
      default: [],
    },
    negotiationPoints: {
      type: [{ _id: false, text: { type: String, ...required }, position: { type: String } }],
      default: [],
    },
    automatedRenewalEligible: flag,
    /** The only fields that move on after the forecast was issued: whether its documents are made and released. */
    renewalDocumentationStatus: { type: String, enum: ['pending', 'in_progress', 'completed'], default: 'pending' },
    documentation: {
      type: defineSchema({ packageId: String, fileIds: [String], releasedBy: String, releasedAt: Date }, { _id: false }),
    },
    customerDecisionMakerConfirmed: flag,
    renewalTeam: { type: [{ _id: false, userId: { type: String, ...required }, role: { type: String, ...required } }], default: [] },
    customerStakeholders: {
      type: [
        {
          _id: false,
          contactId: { type: String, ...required },
          role: { type: String },
          stance: { type: String, enum: ['supports', 'neutral', 'opposes', 'unknown'], default: 'unknown' },
        },
      ],
      default: [],
    },
    executiveEngagementRequired: flag,
  },
  collection('renewal_forecasts'),
);
identifyByExternalId(renewalForecastSchema);
renewalForecastSchema.index({ tenant: 1, accountId: 1, currentContractId: 1, asOf: -1, modelVersion: 1 }, { unique: true });
renewalForecastSchema.index({ tenant: 1, currentContractEndDate: 1, asOf: -1 });

export type RenewalForecast = Row<typeof renewalForecastSchema>;
