import { VERTICALS } from './account.ts';
import { PAYMENT_MODELS } from './contract.ts';
import { collection, envelope, required } from './kit/envelope.ts';
import { identifyByExternalId } from './kit/identity.ts';
import { defineSchema, type Row } from './kit/schema.ts';
import { escalation, share } from './kit/shapes.ts';
import { SEGMENTS } from './scorecard.ts';

/** What an account is classified by (epic 9), and what each may be. */
export const SEGMENT_VALUES = {
  primarySegment: SEGMENTS,
  verticalSegment: VERTICALS,
  useCaseSegment: ['security_compliance', 'data_analytics', 'process_automation', 'cost_optimization'],
  maturitySegment: ['digital_native', 'digital_adopter', 'digital_transformer', 'traditional'],
  contractTier: ['premium', 'professional', 'standard', 'startup'],
  annualContractValueBand: ['enterprise_1m+', 'large_500k-1m', 'mid_200k-500k', 'small_50k-200k', 'startup_0-50k'],
  paymentModel: PAYMENT_MODELS,
  procurementComplexity: ['simple', 'moderate', 'complex', 'enterprise'],
  adoptionPattern: ['fast_adopter', 'steady_adopter', 'slow_adopter', 'struggling'],
  engagementStyle: ['self_service', 'guided', 'hands_on', 'strategic_partnership'],
  innovationAppetite: ['bleeding_edge', 'early_adopter', 'mainstream', 'conservative'],
  supportPreference: ['self_service', 'community', 'direct_support', 'dedicated_csm'],
} as const;
export type DimensionKey = keyof typeof SEGMENT_VALUES;
export type ValueOf<Key extends DimensionKey> = (typeof SEGMENT_VALUES)[Key][number];

const oneOf = <Key extends DimensionKey>(key: Key) => ({ type: String, enum: SEGMENT_VALUES[key] }) as const;

/** What is usual in the segment: how often or how much, and over how many accounts that is known. */
const pattern = {
  _id: false,
  text: { type: String, ...required },
  value: { type: Number },
  unit: { type: String },
  accounts: { type: Number, min: 0 },
} as const;

/**
 * How an account was classified (epic 9): appended whenever a classification changes, never overwritten.
 * A dimension without data is absent.
 */
export const customerSegmentationProfileSchema = defineSchema(
  {
    ...envelope,
    accountId: { type: String, ...required },
    asOf: { type: Date, ...required },
    modelVersion: { type: String, ...required },
    primarySegment: oneOf('primarySegment'),
    verticalSegment: oneOf('verticalSegment'),
    useCaseSegment: oneOf('useCaseSegment'),
    maturitySegment: oneOf('maturitySegment'),
    contractTier: oneOf('contractTier'),
    annualContractValueBand: oneOf('annualContractValueBand'),
    paymentModel: oneOf('paymentModel'),
    procurementComplexity: oneOf('procurementComplexity'),
    adoptionPattern: oneOf('adoptionPattern'),
    engagementStyle: oneOf('engagementStyle'),
    innovationAppetite: oneOf('innovationAppetite'),
    supportPreference: oneOf('supportPreference'),
    successIndicators: { type: [pattern], default: [] },
    churnRiskFactors: { type: [pattern], default: [] },
    expansionOpportunities: { type: [pattern], default: [] },
    advocacyPotential: { type: [pattern], default: [] },
    segmentationConfidence: share,
    /** How sure each dimension is, and from what it was concluded. */
    dimensionConfidence: {
      type: [{ _id: false, dimension: { type: String, ...required }, confidence: { ...share, ...required }, basis: { type: String } }],
      default: [],
    },
    segmentEvolutionHistory: {
      type: [
        {
          _id: false,
          dimension: { type: String, ...required },
          from: { type: String },
          to: { type: String, ...required },
          at: { type: Date, ...required },
          reason: { type: String, ...required },
        },
      ],
      default: [],
    },
    nextSegmentPrediction: {
      type: defineSchema(
        { dimension: String, segment: String, monthsFrom: Number, monthsTo: Number, confidence: Number, reasons: [String] },
        { _id: false },
      ),
    },
    successPlaybookAssignments: {
      type: [
        {
          _id: false,
          playbookId: { type: String, ...required },
          reason: { type: String },
          adjustments: { type: [String], default: [] },
        },
      ],
      default: [],
    },
    communicationPreferences: {
      type: defineSchema({ cadenceDays: Number, channel: String, tone: String, focus: [String] }, { _id: false }),
    },
    escalationThresholds: { type: [escalation], default: [] },
  },
  collection('customer_segmentation_profiles'),
);
identifyByExternalId(customerSegmentationProfileSchema);
customerSegmentationProfileSchema.index({ tenant: 1, accountId: 1, asOf: -1, modelVersion: 1 }, { unique: true });
customerSegmentationProfileSchema.index({ tenant: 1, primarySegment: 1, verticalSegment: 1, asOf: -1 });

export type CustomerSegmentationProfile = Row<typeof customerSegmentationProfileSchema>;
