import { collection, envelope, required } from './kit/envelope.ts';
import { identifyByExternalId } from './kit/identity.ts';
import { defineSchema, type Row } from './kit/schema.ts';
import { change, contribution, measure, score, task } from './kit/shapes.ts';

/** From the first word for us to building with us. */
export const EVANGELISM_TIERS = ['advocate', 'champion', 'evangelist', 'thought_leader', 'co_innovator'] as const;
export type EvangelismTier = (typeof EVANGELISM_TIERS)[number];
/** How far the programme with a person is. */
export const EVANGELISM_STAGES = ['prospect', 'qualified', 'developing', 'active', 'strategic_partner'] as const;
export type EvangelismStage = (typeof EVANGELISM_STAGES)[number];

/** A project we develop together with the customer; money in the account's currency. */
const project = {
  _id: false,
  name: { type: String, ...required },
  scope: { type: String },
  status: { type: String, enum: ['idea', 'agreed', 'running', 'done', 'stopped'], ...required, default: 'idea' },
  startsAt: { type: Date },
  endsAt: { type: Date },
  value: { type: Number },
  /** When, and by whom of us, it was agreed. */
  agreedAt: { type: Date },
  agreedBy: { type: String },
} as const;

/** Something the programme gave the person. */
const benefit = { _id: false, text: { type: String, ...required }, kind: { type: String }, at: { type: Date } } as const;

/** A person at a customer on the way from advocate to co-innovator (epic 9). Every change of stage stays in `stageHistory`. */
export const evangelismPipelineManagementSchema = defineSchema(
  {
    ...envelope,
    accountId: { type: String, ...required },
    contactId: { type: String, ...required },
    evangelismTier: { type: String, enum: EVANGELISM_TIERS },
    evangelismPotentialScore: score,
    currentEngagementLevel: { type: String, enum: ['identified', 'qualified', 'developing', 'active', 'strategic'] },
    expertiseAreas: {
      type: [
        {
          _id: false,
          area: { type: String, ...required },
          kind: { type: String, enum: ['technical', 'industry', 'use_case'] },
          years: { type: Number, min: 0 },
        },
      ],
      default: [],
    },
    communicationSkills: { type: String, enum: ['excellent', 'good', 'developing', 'limited'] },
    industryCredibility: { type: String, enum: ['high', 'medium', 'developing', 'new'] },
    networkReach: { type: String, enum: ['broad', 'targeted', 'growing', 'limited'] },
    contentCreationAbility: { type: String, enum: ['expert', 'capable', 'willing', 'reluctant'] },
    betaProgramParticipation: { type: [contribution], default: [] },
    speakingEngagements: { type: [contribution], default: [] },
    contentContributions: { type: [contribution], default: [] },
    advisoryInvolvement: { type: [contribution], default: [] },
    coInnovationProjects: { type: [project], default: [] },
    developmentGoals: { type: [task], default: [] },
    trainingRequirements: { type: [String], default: [] },
    contentDevelopmentPlan: { type: [task], default: [] },
    networkDevelopmentStrategy: { type: [task], default: [] },
    recognitionReceived: { type: [benefit], default: [] },
    exclusiveAccess: { type: [benefit], default: [] },
    networkingOpportunities: { type: [benefit], default: [] },
    professionalDevelopment: { type: [benefit], default: [] },
    influenceMetrics: { type: [measure], default: [] },
    referralGeneration: {
      type: defineSchema({ referrals: Number, opportunities: Number, influencedPipeline: Number }, { _id: false }),
    },
    thoughtLeadershipImpact: { type: [measure], default: [] },
    coInnovationContributions: { type: [measure], default: [] },
    pipelineStage: {
      type: String,
      enum: EVANGELISM_STAGES,
      ...required,
      default: 'prospect',
    },
    stageHistory: { type: [change], default: [] },
    nextDevelopmentMilestone: { type: defineSchema({ text: String, dueAt: Date, exitCriterion: String }, { _id: false }) },
    programManagerId: { type: String },
    engagementFrequency: { type: String, enum: ['monthly', 'quarterly', 'bi_annual', 'annual'] },
    updatedAt: { type: Date },
  },
  collection('evangelism_pipeline_management'),
);
identifyByExternalId(evangelismPipelineManagementSchema);
evangelismPipelineManagementSchema.index({ tenant: 1, accountId: 1, at: -1 });
evangelismPipelineManagementSchema.index({ tenant: 1, contactId: 1 }, { unique: true });
evangelismPipelineManagementSchema.index({ tenant: 1, pipelineStage: 1, evangelismPotentialScore: -1 });

export type EvangelismPipelineManagement = Row<typeof evangelismPipelineManagementSchema>;
