import { collection, envelope, required } from './kit/envelope.ts';
import { defineSchema, type Row } from './kit/schema.ts';

/** `daily`: everything in one message a day; `each`: alerts when they happen besides. */
export const FOLLOW_MODES = ['daily', 'each'] as const;
export type FollowMode = (typeof FOLLOW_MODES)[number];

/** A person of ours who wants to hear what an account's owner hears. `at` is since when. */
export const followSchema = defineSchema(
  {
    ...envelope,
    /** Of `users`. */
    userId: { type: String, ...required },
    accountId: { type: String, ...required },
    mode: { type: String, enum: FOLLOW_MODES, ...required, default: 'daily' },
    /** Since when in that mode. */
    modeAt: { type: Date, ...required },
  },
  collection('follows'),
);
followSchema.index({ tenant: 1, userId: 1, accountId: 1 }, { unique: true });
followSchema.index({ tenant: 1, accountId: 1 });

export type Follow = Row<typeof followSchema>;
