import { collection, envelope, required } from './kit/envelope.ts';
import { defineSchema, type Row } from './kit/schema.ts';
import { measure, score } from './kit/shapes.ts';

/** One playbook at work for one account (epic 9). `at` is when it was started or scheduled. */
export const playbookExecutionSchema = defineSchema(
  {
    ...envelope,
    playbookId: { type: String, ...required },
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
          completedAt: { type: Date, ...required },
          byUserId: { type: String },
          note: { type: String },
        },
      ],
      default: [],
    },
    pendingSteps: {
      type: [{ _id: false, number: { type: Number, ...required }, title: { type: String, ...required }, dueAt: { type: Date } }],
      default: [],
    },
    skippedSteps: {
      type: [
        {
          _id: false,
          number: { type: Number, ...required },
          skippedAt: { type: Date, ...required },
          byUserId: { type: String },
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
    executionNotes: { type: String },
    lessonsLearned: { type: String },
    optimizationSuggestions: { type: String },
    updatedAt: { type: Date },
  },
  collection('playbook_executions'),
);
playbookExecutionSchema.index({ tenant: 1, externalId: 1 }, { unique: true, partialFilterExpression: { externalId: { $type: 'string' } } });
playbookExecutionSchema.index({ tenant: 1, accountId: 1, at: -1 });
playbookExecutionSchema.index({ tenant: 1, playbookId: 1, executionStatus: 1 });
playbookExecutionSchema.index({ tenant: 1, executionStatus: 1, plannedCompletionDate: 1 });

export type PlaybookExecution = Row<typeof playbookExecutionSchema>;
