import { collection, envelope, required } from './kit/envelope.ts';
import { defineSchema, type Row } from './kit/schema.ts';
import { ownText } from './kit/text.ts';

/** `failed`: it is not there, `unknown`: it may be; the person is told. */
export const COPY_STATES = ['waiting', 'sending', 'written', 'failed', 'unknown', 'withdrawn'] as const;
export type CopyState = (typeof COPY_STATES)[number];

/**
 * An activity with a customer that another system keeps, too: written down before the activity, `_id` is the activity's. At
 * least once, with that key, and looked for before a second attempt.
 */
export const activityCopySchema = defineSchema(
  {
    ...envelope,
    server: { type: String, ...required },
    accountId: { type: String, ...required },
    userId: { type: String, ...required },
    state: { type: String, enum: COPY_STATES, ...required, default: 'waiting' },
    /** JSON: what the activity says to the other system, frozen before the first attempt and dropped after the last. */
    words: ownText,
    /** The other system was asked to write it, and nobody knows that it did not. */
    asked: { type: Boolean, ...required, default: false },
    attempts: { type: Number, ...required, default: 0 },
    /** When it is tried next; while sending, when whoever does must be done. */
    nextAt: { type: Date, ...required },
    /** Why it is not there, in our words. */
    reason: { type: String },
    toldAt: { type: Date },
  },
  collection('activity_copies'),
);
activityCopySchema.index({ tenant: 1, state: 1, nextAt: 1 });

export type ActivityCopy = Row<typeof activityCopySchema>;
