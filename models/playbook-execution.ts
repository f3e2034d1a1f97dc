import { CONTACT_ROLES } from './contact.ts';
import { collection, envelope, required } from './kit/envelope.ts';
import { identifyByExternalId } from './kit/identity.ts';
import { defineSchema, type Row } from './kit/schema.ts';
import { escalation, measure, score } from './kit/shapes.ts';
import { freeText } from './kit/text.ts';
import { decisionPoint, STEP_KINDS } from './success-playbook.ts';

const person = { byUserId: { type: String } } as const;

/** One playbook at work for one account (epic 9). `at` is when it was started or scheduled. */
export const playbookExecutionSchema = defineSchema(
  {
    ...envelope,
    playbookId: { type: String, ...required },
    playbookName: { type: String },
    playbookVersion: { type: Number, min: 1 },
    accountId: { type: String, ...required },
    triggeredBy: { type: String, enum: ['automated', 'manual', 'scheduled'], ...required },
    triggerEvent: {
      type: defineSchema({ text: String, kind: String, at: Date, collectionName: String, documentId: String }, { _id: false }),
    },
    assignedUserId: { type: String },
    executionPriority: { type: String, enum: ['low', 'medium', 'high', 'urgent'] },
    scheduledStartDate: { type: Date },
    actualStartDate: { type: Date },
    plannedCompletionDate: { type: Date },
    actualCompletionDate: { type: Date },
    currentStep: { type: Number, min: 1, default: 1 },
    completedSteps: {
      type: [
        {
          _id: false,
          number: { type: Number, ...required },
          title: { type: String },
          phase: { type: Number, min: 1 },
          completedAt: { type: Date, ...required },
          ...person,
          note: { type: String },
        },
      ],
      default: [],
    },
    pendingSteps: {
      type: [
        {
          _id: false,
          number: { type: Number, ...required },
          title: { type: String, ...required },
          /** The first day it belongs to, and the last. */
          dueAt: { type: Date },
          dueUntil: { type: Date },
          phase: { type: Number, min: 1 },
          kind: { type: String, enum: STEP_KINDS },
          description: { type: String },
          ownerRole: { type: String },
          assigneeId: { type: String },
          recipientRole: { type: String, enum: CONTACT_ROLES },
          templateName: { type: String },
          /** The draft of an e-mail step, once it is put up for approval. */
          approvalId: { type: String },
          /** Why a person must do by hand what was to happen by itself. */
          problem: { type: String },
        },
      ],
      default: [],
    },
    skippedSteps: {
      type: [
        {
          _id: false,
          number: { type: Number, ...required },
          title: { type: String },
          phase: { type: Number, min: 1 },
          skippedAt: { type: Date, ...required },
          ...person,
          reason: { type: String, ...required },
        },
      ],
      default: [],
    },
    executionStatus: {
      type: String,
      enum: ['scheduled', 'in_progress', 'on_hold', 'completed', 'cancelled'],
      ...required,
      default: 'scheduled',
    },
    progressPercentage: score,
    healthStatus: { type: String, enum: ['on_track', 'at_risk', 'delayed', 'escalated'] },
    targetMetrics: { type: [measure], default: [] },
    achievedMetrics: { type: [measure], default: [] },
    successScore: score,
    customerFeedback: {
      type: [
        {
          _id: false,
          contactId: { type: String },
          at: { type: Date, ...required },
          score: { type: Number, min: 1, max: 5 },
          comment: { type: String },
        },
      ],
      default: [],
    },
    executionNotes: freeText,
    lessonsLearned: freeText,
    optimizationSuggestions: freeText,
    /** Answered branches, in order; `nextStep` where the answer changed the course. */
    decisions: {
      type: [
        {
          _id: false,
          afterStep: { type: Number, ...required },
          question: { type: String, ...required },
          answer: { type: String, enum: ['yes', 'no'], ...required },
          basis: { type: String, ...required },
          at: { type: Date, ...required },
          ...person,
          nextStep: { type: Number },
        },
      ],
      default: [],
    },
    /** The branch a person must answer before the course goes on. */
    openDecision: {
      type: defineSchema({ afterStep: Number, question: String, nextStep: Number, askedAt: Date }, { _id: false }),
    },
    escalations: {
      type: [
        {
          _id: false,
          when: { type: String, ...required },
          to: { type: String },
          text: { type: String, ...required },
          at: { type: Date, ...required },
        },
      ],
      default: [],
    },
    /** How the account's segments changed the playbook, in words. */
    adjustments: { type: [String], default: [] },
    /** The playbook's branches and escalations as they were at the start, with the segments' own. */
    decisionPoints: { type: [decisionPoint], default: [] },
    escalationTriggers: { type: [escalation], default: [] },
    /** Account and playbook while it runs; absent afterwards. Makes a second run of the same impossible. */
    runningKey: { type: String },
    /** Counts changes; a change is written only over the one it was made from. */
    revision: { type: Number, min: 0, default: 0 },
    pausedAt: { type: Date },
    /** When it was last brought to where the world is. */
    settledAt: { type: Date },
    updatedAt: { type: Date },
  },
  collection('playbook_executions'),
);
identifyByExternalId(playbookExecutionSchema);
playbookExecutionSchema.index({ tenant: 1, accountId: 1, at: -1 });
playbookExecutionSchema.index({ tenant: 1, runningKey: 1 }, { unique: true, partialFilterExpression: { runningKey: { $type: 'string' } } });
playbookExecutionSchema.index({ tenant: 1, playbookId: 1, executionStatus: 1 });
playbookExecutionSchema.index({ tenant: 1, executionStatus: 1, plannedCompletionDate: 1 });

export type PlaybookExecution = Row<typeof playbookExecutionSchema>;
