import { collection, envelope, required } from './kit/envelope.ts';
import { defineSchema, type Row } from './kit/schema.ts';

/** Which account somebody seen in the product belongs to, and as which contact, as far as the events so far say. */
export const productUserSchema = defineSchema(
  {
    ...envelope,
    userId: { type: String, ...required },
    accountId: { type: String },
    contactId: { type: String },
  },
  collection('product_users'),
);
productUserSchema.index({ tenant: 1, userId: 1 }, { unique: true });

export type ProductUser = Row<typeof productUserSchema>;
