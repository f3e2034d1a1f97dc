import { collection, envelope, required } from './kit/envelope.ts';
import { identifyByExternalId } from './kit/identity.ts';
import { defineSchema, type Row } from './kit/schema.ts';
import { escalation, measure, share, signal } from './kit/shapes.ts';
import { PLAYBOOK_TYPES } from './success-playbook.ts';

/** How a playbook is adjusted for one segment (epic 9): as data, without code. */
export const segmentSuccessPlaybookSchema = defineSchema(
  {
    ...envelope,
    segmentType: { type: String, enum: ['vertical', 'contract_tier', 'maturity_level', 'use_case'], ...required },
    /** One value of that dimension, e.g. `fintech`. */
    segmentIdentifier: { type: String, ...required },
    /** The playbook it adjusts (`success_playbooks`). */
    playbookId: { type: String },
    playbookName: { type: String, ...required },
    playbookType: { type: String, enum: PLAYBOOK_TYPES, ...required },
    successPatternBasis: {
      type: [{ _id: false, text: { type: String, ...required }, share, accounts: { type: Number, min: 0 } }],
      default: [],
    },
    communicationStyle: {
      type: defineSchema({ tone: String, cadenceDays: Number, channels: [String] }, { _id: false }),
    },
    contentPreferences: {
      type: defineSchema({ technicalDepth: String, businessFocus: [String], formats: [String] }, { _id: false }),
    },
    /** Milestones by week, where the segment differs from the playbook. */
    timelineOptimization: {
      type: [{ _id: false, week: { type: Number, ...required, min: 0 }, milestone: { type: String, ...required } }],
      default: [],
    },
    /** Multiplies the playbook's days: 0.5 is twice as fast. */
    timelineFactor: { type: Number, min: 0.25, max: 4 },
    /** Steps of the playbook that are done otherwise, or left out. */
    stepAdjustments: {
      type: [
        {
          _id: false,
          number: { type: Number, ...required, min: 1 },
          leaveOut: { type: Boolean },
          title: { type: String },
          description: { type: String },
          ownerRole: { type: String },
          templateName: { type: String },
          dayFrom: { type: Number, min: 0 },
          dayTo: { type: Number, min: 0 },
          reason: { type: String, ...required },
        },
      ],
      default: [],
    },
    stakeholderEngagement: {
      type: [{ _id: false, role: { type: String, ...required }, approach: { type: String, ...required } }],
      default: [],
    },
    segmentSuccessMetrics: { type: [measure], default: [] },
    benchmarkPerformance: { type: [measure], default: [] },
    riskIndicators: { type: [signal], default: [] },
    opportunitySignals: { type: [signal], default: [] },
    automationLevel: { type: String, enum: ['fully_automated', 'semi_automated', 'human_guided', 'high_touch'] },
    escalationTriggers: { type: [escalation], default: [] },
    resourceRequirements: { type: [String], default: [] },
    executionCount: { type: Number, min: 0, default: 0 },
    segmentSuccessRate: share,
    optimizationHistory: {
      type: [{ _id: false, at: { type: Date, ...required }, text: { type: String, ...required }, basis: { type: String } }],
      default: [],
    },
    updatedAt: { type: Date },
  },
  collection('segment_success_playbooks'),
);
identifyByExternalId(segmentSuccessPlaybookSchema);
segmentSuccessPlaybookSchema.index({ tenant: 1, segmentType: 1, segmentIdentifier: 1, playbookType: 1 });

export type SegmentSuccessPlaybook = Row<typeof segmentSuccessPlaybookSchema>;
