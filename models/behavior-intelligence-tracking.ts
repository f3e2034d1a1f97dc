import { collection, envelope, required } from './kit/envelope.ts';
import { identifyByExternalId } from './kit/identity.ts';
import { defineSchema, type Row } from './kit/schema.ts';
import { share, signal } from './kit/shapes.ts';

const count = { type: Number, min: 0, ...required } as const;

/**
 * One session of one person in the product (epic 9). `at` is its end. Lists the source does not deliver are
 * absent, which is not the same as empty. Shares are 0 to 1.
 */
export const behaviorIntelligenceTrackingSchema = defineSchema(
  {
    ...envelope,
    accountId: { type: String, ...required },
    /** The person's identity in the product (`contacts.productUserId`). */
    userId: { type: String, ...required },
    sessionId: { type: String },
    sessionStartTime: { type: Date, ...required },
    sessionEndTime: { type: Date },
    sessionDurationMinutes: { type: Number, min: 0 },
    pageViews: { type: Number, min: 0 },
    featureInteractions: {
      type: [{ _id: false, feature: { type: String, ...required }, count, minutes: { type: Number, min: 0 } }],
      default: undefined,
    },
    featuresAccessed: { type: [String], default: undefined },
    workflowCompletions: {
      type: [
        {
          _id: false,
          workflow: { type: String, ...required },
          started: count,
          completed: count,
          /** The step at which it was given up. */
          abandonedAt: { type: String },
        },
      ],
      default: undefined,
    },
    advancedFeatureUsage: { type: [{ _id: false, feature: { type: String, ...required }, count }], default: undefined },
    integrationInteractions: {
      type: [{ _id: false, integration: { type: String, ...required }, calls: count, errorCount: { type: Number, min: 0 } }],
      default: undefined,
    },
    navigationPatterns: {
      type: [{ _id: false, from: { type: String, ...required }, to: { type: String, ...required }, count }],
      default: undefined,
    },
    searchQueries: {
      type: [{ _id: false, query: { type: String, ...required }, results: { type: Number, min: 0 }, opened: { type: Boolean } }],
      default: undefined,
    },
    helpContentAccessed: {
      type: [{ _id: false, article: { type: String, ...required }, seconds: { type: Number, min: 0 }, bounced: { type: Boolean } }],
      default: undefined,
    },
    errorEncounters: {
      type: [
        {
          _id: false,
          code: { type: String, ...required },
          feature: { type: String },
          at: { type: Date },
          resolved: { type: Boolean },
        },
      ],
      default: undefined,
    },
    /** Minutes until the first valuable action of the session. */
    timeToValue: { type: Number, min: 0 },
    taskCompletionRate: share,
    featureStickinessScore: share,
    workflowEfficiencyScore: share,
    expansionBehaviorSignals: { type: [signal], default: undefined },
    churnRiskBehaviors: { type: [signal], default: undefined },
    advocacyReadinessSignals: { type: [signal], default: undefined },
    powerUserIndicators: { type: [signal], default: undefined },
    businessContext: {
      type: defineSchema({ department: String, jobFunction: String, role: String, region: String }, { _id: false }),
    },
    temporalPatterns: { type: defineSchema({ weekday: Number, hour: Number, timezone: String }, { _id: false }) },
    collaborativeBehaviors: {
      type: [
        {
          _id: false,
          kind: { type: String, enum: ['share', 'comment', 'invite', 'mention', 'co_edit'], ...required },
          withUserId: { type: String },
          department: { type: String },
          count,
        },
      ],
      default: undefined,
    },
    competitiveEvaluationSignals: { type: [signal], default: undefined },
    processedAt: { type: Date },
  },
  collection('behavior_intelligence_tracking'),
);
identifyByExternalId(behaviorIntelligenceTrackingSchema);
behaviorIntelligenceTrackingSchema.index({ tenant: 1, accountId: 1, sessionStartTime: -1 });
behaviorIntelligenceTrackingSchema.index({ tenant: 1, accountId: 1, userId: 1, sessionStartTime: -1 });
behaviorIntelligenceTrackingSchema.index({ tenant: 1, userId: 1, sessionEndTime: 1 });

export type BehaviorIntelligenceTracking = Row<typeof behaviorIntelligenceTrackingSchema>;
