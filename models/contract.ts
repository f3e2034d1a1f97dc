import { collection, envelope, required } from './kit/envelope.ts';
import { identifyByExternalId } from './kit/identity.ts';
import { defineSchema, type Row } from './kit/schema.ts';
import { nameText } from './kit/text.ts';
import { revision } from './kit/versioned.ts';

export const CONTRACT_STATUSES = ['active', 'renewed', 'ended', 'cancelled'] as const;
export const PAYMENT_MODELS = ['annual_prepaid', 'quarterly', 'monthly', 'usage_based'] as const;

export const contractSchema = defineSchema(
  {
    ...envelope,
    ...revision,
    accountId: { type: String, ...required },
    name: { ...nameText, ...required },
    startDate: { type: Date, ...required },
    /** The renewal date. Absent when the source does not say: it is asked for, never assumed. */
    endDate: { type: Date },
    termMonths: { type: Number, min: 0 },
    /** Yearly value, in `currency`. */
    annualValue: { type: Number, ...required, min: 0 },
    currency: { type: String, ...required, default: 'USD' },
    /** Users the customer may provision. */
    seats: { type: Number, min: 0 },
    paymentModel: { type: String, enum: PAYMENT_MODELS },
    autoRenew: { type: Boolean, default: false },
    status: { type: String, enum: CONTRACT_STATUSES, ...required, default: 'active' },
    lineItems: { type: [{ _id: false, name: { type: String, ...required }, annualValue: { type: Number, ...required } }], default: [] },
  },
  collection('contracts'),
);
identifyByExternalId(contractSchema);
contractSchema.index({ tenant: 1, accountId: 1, startDate: -1 });
contractSchema.index({ tenant: 1, status: 1, endDate: 1 });

export type Contract = Row<typeof contractSchema>;
