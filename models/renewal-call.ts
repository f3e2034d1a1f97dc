import { collection, envelope, required } from './kit/envelope.ts';
import { identifyByExternalId } from './kit/identity.ts';
import { defineSchema, type Row } from './kit/schema.ts';

/** How sure a person is of a renewal, surest first. */
export const CALL_CATEGORIES = ['commit', 'best_case', 'pipeline', 'at_risk'] as const;
export type CallCategory = (typeof CALL_CATEGORIES)[number];

/** What a person says of a renewal, beside the model and never mixed with it. Appended: the newest counts, the others are its history. */
export const renewalCallSchema = defineSchema(
  {
    ...envelope,
    accountId: { type: String, ...required },
    contractId: { type: String, ...required },
    /** The end of the contract as it was when the call was made. */
    contractEndDate: { type: Date },
    category: { type: String, enum: CALL_CATEGORIES, ...required },
    /** 0 to 100, where the person gave one. */
    probability: { type: Number, min: 0, max: 100 },
    /** The yearly value expected after the renewal, in `currency`. */
    amount: { type: Number, ...required, min: 0 },
    currency: { type: String, ...required },
    note: { type: String },
    /** Who says so (`users`). */
    calledBy: { type: String, ...required },
    /** What the model said at that moment, 0 to 100. */
    modelProbability: { type: Number, min: 0, max: 100 },
  },
  collection('renewal_calls'),
);
identifyByExternalId(renewalCallSchema);
renewalCallSchema.index({ tenant: 1, accountId: 1, at: -1 });

export type RenewalCall = Row<typeof renewalCallSchema>;
