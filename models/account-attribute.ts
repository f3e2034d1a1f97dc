import { collection, envelope, required } from './kit/envelope.ts';
import { identifyByExternalId } from './kit/identity.ts';
import { defineSchema, type Row } from './kit/schema.ts';

/**
 * What a customer's own systems say of an account and no field here holds: a tier, a score of theirs, a flag. Appended:
 * `at` is since when it is so, the newest of a key counts, the others are its history. One of `number`, `text` and `flag` is set.
 */
export const accountAttributeSchema = defineSchema(
  {
    ...envelope,
    accountId: { type: String, ...required },
    /** As the source calls it. */
    key: { type: String, ...required, maxlength: 100 },
    number: { type: Number },
    text: { type: String, maxlength: 2_000 },
    flag: { type: Boolean },
  },
  collection('account_attributes'),
);
identifyByExternalId(accountAttributeSchema);
accountAttributeSchema.index({ tenant: 1, accountId: 1, at: -1 });
accountAttributeSchema.index({ tenant: 1, key: 1, at: -1 });

export type AccountAttribute = Row<typeof accountAttributeSchema>;
