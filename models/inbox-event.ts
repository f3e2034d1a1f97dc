import { Schema } from 'mongoose';
import { collection, envelope, required } from './kit/envelope.ts';
import { defineSchema, type Row } from './kit/schema.ts';

/** What a person did on a platform, written before the platform is told that we have it. `key` makes it count once. */
export const inboxEventSchema = defineSchema(
  {
    ...envelope,
    key: { type: String, ...required },
    /** The platform's other id of the same act, where it has one. */
    alias: { type: String },
    /** `Incoming` of bot/platform.ts, as received. */
    payload: { type: Schema.Types.Mixed, ...required },
    state: { type: String, enum: ['accepted', 'answered', 'failed'], ...required, default: 'accepted' },
    /** The id its answer carries on the platform, so that a repeated answer is recognised. */
    replyId: { type: String, ...required },
    /** Until when the process that answers may be thought alive. */
    leaseUntil: { type: Date },
    /** `MessageRef` of bot/platform.ts: the message its answer is being written into. */
    begun: { type: Schema.Types.Mixed },
    attempts: { type: Number, ...required, default: 0 },
    answeredAt: { type: Date },
    failure: { type: String },
  },
  collection('inbox'),
);
inboxEventSchema.index({ tenant: 1, key: 1 }, { unique: true });
inboxEventSchema.index({ tenant: 1, alias: 1 }, { unique: true, partialFilterExpression: { alias: { $exists: true } } });
inboxEventSchema.index({ tenant: 1, state: 1, at: 1 });

export type InboxEvent = Row<typeof inboxEventSchema>;
