import { Schema } from 'mongoose';
import { collection, envelope, required } from './kit/envelope.ts';
import { defineSchema, type Row } from './kit/schema.ts';

export const SIGNALS = [
  'deal_won',
  'health_drop',
  'growth',
  'renewal_near',
  'satisfied',
  'onboarded',
  'behavior',
  'mention_spike',
] as const;
export type SignalKey = (typeof SIGNALS)[number];

/** Something that happened at an account and calls for somebody: once for its cause. `at` is when it happened, `ingestedAt` when it was seen. */
export const signalFiringSchema = defineSchema(
  {
    ...envelope,
    accountId: { type: String, ...required },
    signal: { type: String, enum: SIGNALS, ...required },
    /** What made it so, the same as long as that is the same: a row, a date, the day on which what lasts began. */
    cause: { type: String, ...required },
    /** When it was last seen. */
    asOf: { type: Date, ...required },
    /** What is said of it: words with figures in between. */
    says: { type: Schema.Types.Mixed, ...required },
  },
  collection('signal_firings'),
);
signalFiringSchema.index({ tenant: 1, accountId: 1, signal: 1, cause: 1 }, { unique: true });
signalFiringSchema.index({ tenant: 1, ingestedAt: -1 });

export type SignalFiring = Row<typeof signalFiringSchema>;
