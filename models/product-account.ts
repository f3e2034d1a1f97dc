import { collection, envelope, required } from './kit/envelope.ts';
import { defineSchema, type Row } from './kit/schema.ts';

/** An account whose people were seen in the product through its own events, so that a week without any is a quiet one. */
export const productAccountSchema = defineSchema(
  {
    ...envelope,
    accountId: { type: String, ...required },
    /** The first week (weeks since 1970-01-05) of which it is not settled yet whether it was quiet. */
    quietFrom: { type: Number, ...required },
  },
  collection('product_accounts'),
);
productAccountSchema.index({ tenant: 1, accountId: 1 }, { unique: true });
productAccountSchema.index({ tenant: 1, quietFrom: 1 });

export type ProductAccount = Row<typeof productAccountSchema>;
