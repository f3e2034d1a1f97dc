import { type InferRawDocTypeFromSchema, Schema } from 'mongoose';
import { collection, envelope, required } from './kit/envelope.ts';

/** `at` is the issue date. */
export const invoiceSchema = new Schema(
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
invoiceSchema.index({ tenant: 1, externalId: 1 }, { unique: true, partialFilterExpression: { externalId: { $type: 'string' } } });
invoiceSchema.index({ tenant: 1, accountId: 1, at: -1 });

export type Invoice = InferRawDocTypeFromSchema<typeof invoiceSchema>;
