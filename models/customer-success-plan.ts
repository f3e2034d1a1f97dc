import { collection, envelope, required } from './kit/envelope.ts';
import { identifyByExternalId } from './kit/identity.ts';
import { defineSchema, type Row } from './kit/schema.ts';
import { change } from './kit/shapes.ts';
import { revision } from './kit/versioned.ts';

const milestone = {
  _id: false,
  name: { type: String, ...required },
  phase: { type: Number, ...required, min: 1 },
  dueAt: { type: Date, ...required },
  completedAt: { type: Date },
  metric: { type: String },
  /** Who leads it: the customer's side or ours. */
  ownerSide: { type: String, enum: ['internal', 'customer', 'both'] },
} as const;

/** A measurable goal: `baseline` before, `target` by `dueAt`, `actual` when last measured at `measuredAt`. */
const metric = {
  _id: false,
  name: { type: String, ...required },
  unit: { type: String, ...required },
  baseline: { type: Number },
  target: { type: Number, ...required },
  actual: { type: Number },
  dueAt: { type: Date },
  measuredAt: { type: Date },
} as const;

const risk = {
  _id: false,
  text: { type: String, ...required },
  severity: { type: String, enum: ['low', 'medium', 'high'] },
  mitigation: { type: String },
} as const;

/** A success plan (epic 9): who, why, what by when, and how far it has come. */
export const customerSuccessPlanSchema = defineSchema(
  {
    ...envelope,
    ...revision,
    accountId: { type: String, ...required },
    opportunityId: { type: String },
    planName: { type: String, ...required },
    planType: { type: String, enum: ['onboarding', 'expansion', 'renewal', 'advocacy'], ...required },
    planStatus: { type: String, enum: ['draft', 'active', 'on_track', 'at_risk', 'completed', 'cancelled'], ...required, default: 'draft' },
    customerSuccessManagerId: { type: String },
    primaryCustomerContactId: { type: String },
    executiveSponsorId: { type: String },
    implementationTeam: {
      type: [
        {
          _id: false,
          side: { type: String, enum: ['internal', 'customer'], ...required },
          role: { type: String, ...required },
          count: { type: Number, ...required },
        },
      ],
      default: [],
    },
    /** Why this CSM, in words. */
    ownerReasons: { type: [String], default: [] },
    stakeholders: {
      type: [{ _id: false, contactId: { type: String, ...required }, part: { type: String, ...required } }],
      default: [],
    },
    /** What the data do not say and people must settle. */
    toAgree: { type: [String], default: [] },
    /** Changes approved or made since it was saved, oldest first. */
    changes: { type: [change], default: [] },
    /** Keys of approved changes that were applied, so that none is applied twice. */
    appliedChanges: { type: [String], default: [] },
    planStartDate: { type: Date },
    plannedCompletionDate: { type: Date },
    actualCompletionDate: { type: Date },
    criticalMilestones: { type: [milestone], default: [] },
    milestoneCompletionStatus: { type: Map, of: Number, default: undefined },
    successCriteria: { type: [String], default: [] },
    valueHypothesis: { type: String },
    targetMetrics: { type: [metric], default: [] },
    actualMetrics: { type: [metric], default: [] },
    roiBaseline: { type: [metric], default: [] },
    roiAchievement: { type: [metric], default: [] },
    adoptionGoals: { type: [metric], default: [] },
    trainingRequirements: { type: [String], default: [] },
    changeManagementPlan: { type: [String], default: [] },
    identifiedRisks: { type: [risk], default: [] },
    mitigationStrategies: { type: [String], default: [] },
    escalationHistory: {
      type: [{ _id: false, at: { type: Date, ...required }, text: { type: String, ...required }, resolvedAt: { type: Date } }],
      default: [],
    },
    customerSatisfactionScore: { type: Number, min: 1, max: 5 },
    npsScore: { type: Number, min: 0, max: 10 },
    healthScore: { type: Number, min: 0, max: 100 },
    sentimentAnalysis: { type: defineSchema({ average: Number, trend: String }, { _id: false }) },
    updatedAt: { type: Date },
  },
  collection('customer_success_plans'),
);
identifyByExternalId(customerSuccessPlanSchema);
customerSuccessPlanSchema.index({ tenant: 1, accountId: 1, planStartDate: -1 });

export type CustomerSuccessPlan = Row<typeof customerSuccessPlanSchema>;
