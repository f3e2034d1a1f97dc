import { Schema } from 'mongoose';
import { collection, envelope, required } from './kit/envelope.ts';
import { defineSchema, type Row } from './kit/schema.ts';

/**
 * One message a schedule owes one channel for one window: a local date, or what an alert is about. The unique key makes
 * it planned once however many processes fire; its content is frozen before it is posted.
 */
export const scheduledPostSchema = defineSchema(
  {
    ...envelope,
    schedule: { type: String, ...required },
    window: { type: String, ...required },
    platform: { type: String, ...required },
    workspace: { type: String, ...required },
    channel: { type: String, ...required },
    /** What computes the content, where it is not the schedule's own. */
    tool: { type: String },
    /** What the content is computed from, where it is not the schedule's own. */
    arguments: { type: Schema.Types.Mixed },
    state: { type: String, enum: ['planned', 'frozen', 'posted', 'skipped', 'failed'], ...required, default: 'planned' },
    /** `Card[]`, frozen. */
    cards: { type: [Schema.Types.Mixed], default: undefined },
    leaseUntil: { type: Date },
    attempts: { type: Number, ...required, default: 0 },
    postedAt: { type: Date },
    messageId: { type: String },
    failure: { type: String },
  },
  collection('scheduled_posts'),
);
scheduledPostSchema.index({ tenant: 1, schedule: 1, window: 1, platform: 1, channel: 1 }, { unique: true });
scheduledPostSchema.index({ tenant: 1, state: 1, at: 1 });

export type ScheduledPost = Row<typeof scheduledPostSchema>;
