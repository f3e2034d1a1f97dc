import { collection, envelope, required } from './kit/envelope.ts';
import { identifyByExternalId } from './kit/identity.ts';
import { defineSchema, type Row } from './kit/schema.ts';

/**
 * How much one feature was used at an account on one day, for sources that know no sessions. `at` is the day
 * (or the moment). Rolled up into `customer_usage_analytics`; without `userId` it says nothing about people.
 */
export const featureUsageSchema = defineSchema(
  {
    ...envelope,
    accountId: { type: String, ...required },
    contractId: { type: String },
    /** The person's identity in the product (`contacts.productUserId`). */
    userId: { type: String },
    feature: { type: String, ...required },
    tier: { type: String, enum: ['core', 'advanced'] },
    uses: { type: Number, min: 0, ...required },
    minutes: { type: Number, min: 0 },
    errorCount: { type: Number, min: 0 },
  },
  collection('feature_usage'),
);
identifyByExternalId(featureUsageSchema);
featureUsageSchema.index({ tenant: 1, accountId: 1, at: 1 });

export type FeatureUsage = Row<typeof featureUsageSchema>;
