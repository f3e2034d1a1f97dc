import { collection, envelope, required } from './kit/envelope.ts';
import { identifyByExternalId } from './kit/identity.ts';
import { defineSchema, type Row } from './kit/schema.ts';

/** `at` is the issue date. */
export const invoiceSchema = defineSchema(
  {
    ...envelope,
    accountId: { type: String, ...required },
    contractId: { type: String },
    amount: { type: Number, ...required },
    currency: { type: String, ...required, default: 'USD' },
    dueAt: { type: Date, ...required },
    paidAt: { type: Date },
    status: { type: String, enum: ['open', 'paid', 'void'], ...required, default: 'open' },
  },
  collection('invoices'),
);
identifyByExternalId(invoiceSchema);
invoiceSchema.index({ tenant: 1, accountId: 1, at: -1 });

export type Invoice = Row<typeof invoiceSchema>;
