import { CONTACT_ROLES } from './contact.ts';
import { collection, envelope, required } from './kit/envelope.ts';
import { identifyByExternalId } from './kit/identity.ts';
import { defineSchema, type Row } from './kit/schema.ts';
import { escalation, flag, measure, share, template } from './kit/shapes.ts';

export const PLAYBOOK_TYPES = ['onboarding', 'adoption', 'expansion', 'retention', 'renewal', 'advocacy'] as const;

export const STEP_KINDS = ['email', 'meeting', 'call', 'task', 'internal'] as const;

const step = {
  _id: false,
  number: { type: Number, ...required, min: 1 },
  phase: { type: Number, ...required, min: 1 },
  title: { type: String, ...required },
  description: { type: String },
  kind: { type: String, enum: STEP_KINDS, ...required },
  /** Days after the start in which the step belongs. */
  dayFrom: { type: Number, ...required, min: 0 },
  dayTo: { type: Number, ...required, min: 0 },
  /** The account's own CSM where it names nobody. */
  ownerRole: { type: String },
  /** Of an e-mail: whom it goes to, where they are there and may be written to. */
  recipientRole: { type: String, enum: CONTACT_ROLES },
  templateName: { type: String },
} as const;

/** Asked once a step is done: where the answer is yes, the steps before `nextStep` are left out. `when` is checked in the data where it can be, e.g. "health above 65". */
export const decisionPoint = {
  _id: false,
  afterStep: { type: Number, ...required },
  question: { type: String, ...required },
  when: { type: String, ...required },
  nextStep: { type: Number, ...required },
} as const;

/** A way to proceed, as data (epic 9): what starts it, its steps in order, where it branches, when to escalate. A changed playbook is a new version. */
export const successPlaybookSchema = defineSchema(
  {
    ...envelope,
    playbookName: { type: String, ...required },
    version: { type: Number, ...required, min: 1, default: 1 },
    playbookType: { type: String, enum: PLAYBOOK_TYPES, ...required },
    triggerConditions: {
      type: [
        {
          _id: false,
          signal: { type: String, ...required },
          comparison: { type: String, enum: ['above', 'below', 'equals', 'occurs'], ...required },
          value: { type: Number },
          days: { type: Number, min: 0 },
          /** Without it the playbook is not recommended, whatever else holds. */
          required: flag,
        },
      ],
      default: [],
    },
    targetOutcomes: { type: [measure], default: [] },
    automatedExecution: flag,
    humanApprovalRequired: { type: Boolean, default: true },
    executionTimelineDays: { type: Number, min: 0 },
    priorityLevel: { type: String, enum: ['low', 'medium', 'high', 'critical'] },
    /** What each phase is for, the first phase first. */
    phaseNames: { type: [String], default: [] },
    description: { type: String },
    playbookSteps: { type: [step], default: [] },
    decisionPoints: {
      type: [decisionPoint],
      default: [],
    },
    escalationTriggers: { type: [escalation], default: [] },
    emailTemplates: { type: [template], default: [] },
    presentationTemplates: { type: [template], default: [] },
    meetingAgendas: { type: [template], default: [] },
    executionCount: { type: Number, min: 0, default: 0 },
    /** Share of completed executions that reached their target. */
    successRate: share,
    /** Days. */
    averageCompletionTime: { type: Number, min: 0 },
    customerSatisfactionRating: { type: Number, min: 1, max: 5 },
    performanceMetrics: { type: [measure], default: [] },
    optimizationRecommendations: {
      type: [{ _id: false, text: { type: String, ...required }, basis: { type: String }, at: { type: Date } }],
      default: [],
    },
    lastOptimizationDate: { type: Date },
    updatedAt: { type: Date },
  },
  collection('success_playbooks'),
);
identifyByExternalId(successPlaybookSchema);
successPlaybookSchema.index({ tenant: 1, playbookName: 1, version: -1 }, { unique: true });
successPlaybookSchema.index({ tenant: 1, playbookType: 1 });

export type SuccessPlaybook = Row<typeof successPlaybookSchema>;
