import { collection, envelope, required } from './kit/envelope.ts';
import { defineSchema, type Row } from './kit/schema.ts';

/** A day of an account whose usage analytics are to be rolled up again. */
export const usageWindowSchema = defineSchema(
  {
    ...envelope,
    accountId: { type: String, ...required },
    /** Days since 1970-01-01 UTC. */
    day: { type: Number, ...required },
  },
  collection('usage_windows'),
);
usageWindowSchema.index({ tenant: 1, accountId: 1, day: 1 }, { unique: true });

export type UsageWindow = Row<typeof usageWindowSchema>;
