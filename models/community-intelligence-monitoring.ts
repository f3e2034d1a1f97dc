import { collection, envelope, required } from './kit/envelope.ts';
import { identifyByExternalId } from './kit/identity.ts';
import { defineSchema, type Row } from './kit/schema.ts';
import { contribution, escalation, score, signal } from './kit/shapes.ts';
import { freeText } from './kit/text.ts';

const connection = {
  _id: false,
  name: { type: String, ...required },
  title: { type: String },
  company: { type: String, ...required },
  relationship: { type: String },
  /** 0 (heard of) to 1 (worked together closely). */
  strength: { type: Number, min: 0, max: 1 },
} as const;

/**
 * One observation of a customer's people in public (epic 9): a post, a mention, a talk, or a profile as it was that day.
 * `at` is when it was published. Only imported or delivered data; nothing is scraped.
 */
export const communityIntelligenceMonitoringSchema = defineSchema(
  {
    ...envelope,
    accountId: { type: String, ...required },
    contactId: { type: String },
    platformType: {
      type: String,
      enum: ['linkedin', 'twitter', 'industry_forums', 'company_blog', 'podcast', 'conference_speaking'],
      ...required,
    },
    platformUsername: { type: String },
    platformUrl: { type: String },
    contentType: { type: String, enum: ['post', 'article', 'comment', 'share', 'mention', 'review', 'speaking'] },
    contentText: { ...freeText },
    contentUrl: { type: String },
    sentimentScore: { type: Number, min: -1, max: 1 },
    engagementMetrics: { type: defineSchema({ likes: Number, comments: Number, shares: Number, views: Number }, { _id: false }) },
    followerCount: { type: Number, min: 0 },
    connectionCount: { type: Number, min: 0 },
    industryInfluenceScore: score,
    thoughtLeadershipIndicators: { type: [contribution], default: [] },
    networkQualityScore: score,
    brandMentionType: { type: String, enum: ['positive', 'neutral', 'negative', 'competitive_comparison'] },
    productMentionContext: {
      type: defineSchema({ product: String, quote: String, prompted: Boolean }, { _id: false }),
    },
    competitiveMentions: {
      type: [
        {
          _id: false,
          competitor: { type: String, ...required },
          sentiment: { type: Number, min: -1, max: 1 },
          text: { type: String },
        },
      ],
      default: [],
    },
    recommendationStrength: { type: String, enum: ['strong_advocate', 'supporter', 'neutral', 'detractor'] },
    advocacyReadinessScore: score,
    speakingOpportunityIndicators: { type: [contribution], default: [] },
    contentCreationActivity: { type: [contribution], default: [] },
    communityLeadershipRoles: {
      type: [{ _id: false, organisation: { type: String, ...required }, role: { type: String, ...required }, since: { type: Date } }],
      default: [],
    },
    executiveConnections: { type: [connection], default: [] },
    industryPeerInfluence: { type: [connection], default: [] },
    referralNetworkPotential: {
      type: [
        {
          ...connection,
          /** Why now: an evaluation, a finding, a mandate. */
          timing: { type: String },
          companyRevenue: { type: Number, min: 0 },
        },
      ],
      default: [],
    },
    coInnovationIndicators: { type: [signal], default: [] },
    monitoringKeywords: { type: [String], default: [] },
    alertThresholds: { type: [escalation], default: [] },
    trackingFrequency: { type: String, enum: ['real_time', 'daily', 'weekly'] },
    lastMonitored: { type: Date },
  },
  collection('community_intelligence_monitoring'),
);
identifyByExternalId(communityIntelligenceMonitoringSchema);
communityIntelligenceMonitoringSchema.index({ tenant: 1, accountId: 1, at: -1 });
communityIntelligenceMonitoringSchema.index({ tenant: 1, contactId: 1, at: -1 });
communityIntelligenceMonitoringSchema.index({ tenant: 1, 'referralNetworkPotential.company': 1, at: -1 });

export type CommunityIntelligenceMonitoring = Row<typeof communityIntelligenceMonitoringSchema>;
