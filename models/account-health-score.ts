import { collection, envelope, required } from './kit/envelope.ts';
import { identifyByExternalId } from './kit/identity.ts';
import { defineSchema, type Row } from './kit/schema.ts';

export const HEALTH_TRENDS = ['improving', 'stable', 'declining', 'critical'] as const;
export const HEALTH_BANDS = ['green', 'yellow', 'orange', 'red'] as const;
/** What health is made of, in the order it is shown. */
export const HEALTH_DIMENSIONS = ['usage', 'relationship', 'value', 'support', 'financial'] as const;
export type HealthDimension = (typeof HEALTH_DIMENSIONS)[number];
export type HealthBand = (typeof HEALTH_BANDS)[number];

const score = { type: Number, min: 0, max: 100 } as const;

const metricResult = {
  _id: false,
  key: { type: String, ...required },
  /** In the metric's own unit; absent without data. */
  value: { type: Number },
  score,
  /** Points of the overall score. */
  contribution: { type: Number, ...required },
} as const;

/**
 * One issued health assessment (epic 9). Appended, never overwritten: what was said on a day stays as it was
 * said, with the model and scorecard that said it. A metric without data is absent, not zero.
 */
export const accountHealthScoreSchema = defineSchema(
  {
    ...envelope,
    accountId: { type: String, ...required },
    asOf: { type: Date, ...required },
    modelVersion: { type: String, ...required },
    /** `segment/version` of the scorecard. */
    scorecardVersion: { type: String, ...required },

    overallHealthScore: { ...score, ...required },
    healthBand: { type: String, enum: HEALTH_BANDS, ...required },
    healthTrend: { type: String, enum: HEALTH_TRENDS, ...required },
    /** 0 to 1: coverage × freshness. */
    healthConfidence: { type: Number, min: 0, max: 1, ...required },
    coverage: { type: Number, min: 0, max: 1, ...required },
    lastHealthUpdate: { type: Date, ...required },
    missing: { type: [String], default: [] },
    dimensions: {
      type: [
        {
          _id: false,
          key: { type: String, ...required },
          score,
          contribution: { type: Number, ...required },
          metrics: { type: [metricResult], ...required },
        },
      ],
      default: [],
    },
    forecast30: { type: defineSchema({ value: score, low: score, high: score }, { _id: false }) },
    forecast90: { type: defineSchema({ value: score, low: score, high: score }, { _id: false }) },

    usageHealthScore: score,
    /** Logins a week. */
    loginFrequency: { type: Number, min: 0 },
    featureAdoptionPercentage: score,
    advancedFeatureUsage: score,
    apiUsageTrend: { type: String, enum: ['increasing', 'stable', 'decreasing'] },

    relationshipHealthScore: score,
    stakeholderEngagementScore: score,
    /** Interactions a month. */
    communicationFrequency: { type: Number, min: 0 },
    /** Hours. */
    responseTimeAverage: { type: Number, min: 0 },
    /** 0 to 100. */
    meetingAttendanceRate: score,

    valueHealthScore: score,
    roiAchievementPercentage: { type: Number },
    successMilestoneCompletion: score,
    businessOutcomeProgress: { type: Number },
    /** 0 to 100. */
    competitiveEvaluationRisk: score,

    supportHealthScore: score,
    ticketVolumeTrend: { type: String, enum: ['decreasing', 'stable', 'increasing'] },
    /** 1 (low) to 4 (urgent). */
    ticketSeverityAverage: { type: Number, min: 1, max: 4 },
    resolutionTimeSatisfaction: score,
    csatScore: { type: Number, min: 1, max: 5 },
    npsScore: { type: Number, min: 0, max: 10 },

    financialHealthScore: score,
    paymentHistoryScore: score,
    contractUtilizationPercentage: { type: Number, min: 0 },
    expansionBudgetAvailability: score,
    renewalProbability: score,

    churnRiskScore: score,
    expansionOpportunityScore: score,
    advocacyPotentialScore: score,

    healthThresholds: { type: defineSchema({ green: Number, yellow: Number, orange: Number }, { _id: false }) },
    automatedActions: { type: [String], default: [] },
    escalationRules: { type: [String], default: [] },
  },
  collection('account_health_scores'),
);
identifyByExternalId(accountHealthScoreSchema);
accountHealthScoreSchema.index({ tenant: 1, accountId: 1, asOf: -1, modelVersion: 1 }, { unique: true });

export type AccountHealthScore = Row<typeof accountHealthScoreSchema>;
