import { collection, envelope, required } from './kit/envelope.ts';
import { identifyByExternalId } from './kit/identity.ts';
import { defineSchema, type Row } from './kit/schema.ts';

/** A promise is a task that the customer was told of; the next step is what was agreed to happen next with the account. */
export const TASK_KINDS = ['task', 'promise', 'next_step'] as const;

/** Something a person of ours is to do for an account. `at` is when it was agreed. */
export const taskSchema = defineSchema(
  {
    ...envelope,
    accountId: { type: String, ...required },
    /** Who is to do it (`users`). */
    ownerId: { type: String, ...required },
    kind: { type: String, enum: TASK_KINDS, ...required, default: 'task' },
    /** What, in words. */
    text: { type: String, ...required, maxlength: 1_000 },
    dueAt: { type: Date },
    contactId: { type: String },
    /** The conversation, or the playbook and its step, it comes from. */
    conversationId: { type: String },
    playbookExecutionId: { type: String },
    stepNumber: { type: Number, min: 1 },
    doneAt: { type: Date },
    doneBy: { type: String },
    cancelledAt: { type: Date },
    cancelledBy: { type: String },
  },
  collection('tasks'),
);
identifyByExternalId(taskSchema);
taskSchema.index({ tenant: 1, accountId: 1, at: -1 });
taskSchema.index({ tenant: 1, ownerId: 1, doneAt: 1, dueAt: 1 });

export type Task = Row<typeof taskSchema>;
