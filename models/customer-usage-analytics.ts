import { collection, envelope, required } from './kit/envelope.ts';
import { identifyByExternalId } from './kit/identity.ts';
import { defineSchema, type Row } from './kit/schema.ts';

const share = { type: Number, min: 0, max: 1 } as const;

/**
 * Product usage of one account over one period (epic 9). Weekly rows are what the agents read;
 * `at` is the end of the period. Shares are 0 to 1.
 */
export const customerUsageAnalyticsSchema = defineSchema(
  {
    ...envelope,
    accountId: { type: String, ...required },
    usagePeriodStart: { type: Date, ...required },
    usagePeriodEnd: { type: Date, ...required },
    measurementFrequency: { type: String, enum: ['daily', 'weekly', 'monthly', 'quarterly'], ...required },
    activeUsersCount: { type: Number, min: 0 },
    /** Users with access in the period. */
    provisionedUsersCount: { type: Number, min: 0 },
    totalLogins: { type: Number, min: 0 },
    /** Minutes. */
    averageSessionDuration: { type: Number, min: 0 },
    /** Share of active users who used each feature. */
    featureUtilization: {
      type: [
        {
          _id: false,
          feature: { type: String, ...required },
          tier: { type: String, enum: ['core', 'advanced'], ...required },
          share: { ...share, ...required },
        },
      ],
      default: undefined,
    },
    apiCallsCount: { type: Number, min: 0 },
    /** Megabytes. */
    dataVolumeProcessed: { type: Number, min: 0 },
    newUserOnboardingCompletion: share,
    /** Share of active users who use core features, and advanced ones. */
    coreFeatureAdoption: share,
    advancedFeatureAdoption: share,
    workflowCompletionRate: share,
    /** The last run of a core workflow up to the period's end, where the source says. */
    lastWorkflowRunAt: { type: Date },
    customConfigurationUsage: share,
    integrationUtilization: {
      type: [{ _id: false, integration: { type: String, ...required }, calls: { type: Number, ...required } }],
      default: undefined,
    },
    usageTrend: { type: String, enum: ['increasing', 'stable', 'decreasing', 'seasonal'] },
    peakUsagePeriods: { type: [String], default: undefined },
    userEngagementDistribution: { type: defineSchema({ power: Number, regular: Number, casual: Number }, { _id: false }) },
    featureStickinessMetrics: {
      type: [{ _id: false, feature: { type: String, ...required }, returnShare: { ...share, ...required } }],
      default: undefined,
    },
    systemPerformanceSatisfaction: { type: Number, min: 1, max: 5 },
    errorRate: share,
    /** How often features were used, and for how many minutes, by anybody. */
    featureUses: { type: Number, min: 0 },
    usageMinutes: { type: Number, min: 0 },
    supportTicketCorrelation: { type: Number, min: -1, max: 1 },
    userFeedbackSentiment: { type: Number, min: -1, max: 1 },
    organicUserGrowth: { type: Number },
    usageExpansionIndicators: { type: [String], default: undefined },
    /** Share of purchased capacity in use; above 1 is overage. */
    capacityUtilization: { type: Number, min: 0 },
    overageUsage: { type: Number, min: 0 },
    expansionSignals: { type: [String], default: undefined },
    churnRiskSignals: { type: [String], default: undefined },
    advocacyReadinessSignals: { type: [String], default: undefined },
    /** Usage by the customer's departments and regions, as active users. */
    activeUsersByTeam: {
      type: [{ _id: false, team: { type: String, ...required }, users: { type: Number, ...required } }],
      default: undefined,
    },
    /** What each person did in the period, rolled up from their sessions; `userId` is the contact's `productUserId`. */
    activityByUser: {
      type: [
        {
          _id: false,
          userId: { type: String, ...required },
          sessions: { type: Number, ...required },
          minutes: { type: Number, ...required },
          /** When the person was last seen in the period, where the source says. */
          lastAt: { type: Date },
        },
      ],
      default: undefined,
    },
    activeUsersByRegion: {
      type: [{ _id: false, region: { type: String, ...required }, users: { type: Number, ...required } }],
      default: undefined,
    },
  },
  collection('customer_usage_analytics'),
);
identifyByExternalId(customerUsageAnalyticsSchema);
customerUsageAnalyticsSchema.index({ tenant: 1, accountId: 1, measurementFrequency: 1, usagePeriodEnd: -1 });

export type CustomerUsageAnalytics = Row<typeof customerUsageAnalyticsSchema>;
