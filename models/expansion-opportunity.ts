import { collection, envelope, required } from './kit/envelope.ts';
import { identifyByExternalId } from './kit/identity.ts';
import { defineSchema, type Row } from './kit/schema.ts';
import { change, score, signal, source, task } from './kit/shapes.ts';
import { freeText } from './kit/text.ts';
import { SALES_STAGES } from './opportunity.ts';

export const EXPANSION_TYPES = ['upsell', 'cross_sell', 'add_on', 'upgrade', 'new_use_case', 'geographic'] as const;
export const EXPANSION_SOURCES = ['usage_growth', 'new_team', 'new_region', 'feature_request', 'competitive_displacement'] as const;

/** Growth found at a customer (epic 9), from the first signal to the end of the sale. `at` is when it was found; every change of stage stays in `stageHistory`. */
export const expansionOpportunitySchema = defineSchema(
  {
    ...envelope,
    accountId: { type: String, ...required },
    /** What it comes from, stable while that lasts: "region", "seats of contract 7". Of what Greendoor found itself. */
    cause: { type: String },
    /** The deal this grows out of (`opportunities`). */
    parentOpportunityId: { type: String },
    expansionType: { type: String, enum: EXPANSION_TYPES, ...required },
    opportunitySource: { type: String, enum: EXPANSION_SOURCES, ...required },
    confidenceScore: score,
    opportunityDescription: { ...freeText, ...required },
    businessDriver: { type: String },
    technicalRequirements: { type: [String], default: [] },
    /** A year, in `currency`. */
    estimatedValue: { type: Number, min: 0 },
    currency: { type: String, ...required, default: 'USD' },
    /** How the value was estimated, in words. */
    valueBasis: { type: String },
    probabilityPercentage: score,
    triggerSignals: { type: [signal], default: [] },
    supportingEvidence: { type: [source], default: [] },
    stakeholderInterest: {
      type: [
        {
          _id: false,
          contactId: { type: String },
          name: { type: String, ...required },
          interest: { type: String, enum: ['none', 'low', 'medium', 'high'], ...required },
          note: { type: String },
        },
      ],
      default: [],
    },
    competitiveContext: {
      type: [{ _id: false, competitor: { type: String, ...required }, position: { type: String }, text: { type: String } }],
      default: [],
    },
    discoveryDate: { type: Date },
    expectedDecisionDate: { type: Date },
    implementationTimeline: {
      type: [{ _id: false, phase: { type: String, ...required }, startsAt: { type: Date }, endsAt: { type: Date } }],
      default: [],
    },
    budgetQualification: { type: String, enum: ['confirmed', 'likely', 'uncertain', 'no_budget'] },
    assignedSalesRepId: { type: String },
    salesStage: { type: String, enum: SALES_STAGES, ...required, default: 'identified' },
    stageHistory: { type: [change], default: [] },
    nextSteps: { type: [task], default: [] },
    successCriteria: { type: [String], default: [] },
    csManagerId: { type: String },
    /** 0 to 100 each. */
    customerReadinessAssessment: {
      type: defineSchema({ stakeholders: Number, budgetAndTiming: Number, technical: Number, competitive: Number }, { _id: false }),
    },
    internalChampionStrength: { type: String, enum: ['none', 'weak', 'moderate', 'strong', 'executive'] },
    implementationComplexity: { type: String, enum: ['low', 'medium', 'high', 'complex'] },
    updatedAt: { type: Date },
    /** When Greendoor last looked, of what it found itself. */
    asOf: { type: Date },
    /** Since when what it came from is no longer seen. */
    lapsedAt: { type: Date },
    /** Somebody said "not now": who, when and why. The same cause stays silent. */
    mutedAt: { type: Date },
    mutedBy: { type: String },
    muteReason: { type: String, maxlength: 500 },
  },
  collection('expansion_opportunities'),
);
identifyByExternalId(expansionOpportunitySchema);
expansionOpportunitySchema.index({ tenant: 1, accountId: 1, at: -1 });
expansionOpportunitySchema.index({ tenant: 1, salesStage: 1, estimatedValue: -1 });

export type ExpansionOpportunity = Row<typeof expansionOpportunitySchema>;
