import { EXPANSION_TYPES } from './expansion-opportunity.ts';
import { collection, envelope, required } from './kit/envelope.ts';
import { identifyByExternalId } from './kit/identity.ts';
import { defineSchema, type Row } from './kit/schema.ts';
import { nameText } from './kit/text.ts';

/** What we ask for something in general: one line of the price list. `at` is when it came into force. */
export const listPriceSchema = defineSchema(
  {
    ...envelope,
    name: { ...nameText, ...required },
    /** A year, in `currency`. */
    annualPrice: { type: Number, ...required, min: 0 },
    currency: { type: String, ...required, default: 'USD' },
    /** The yearly contract value this line is for: from this (inclusive) up to that (exclusive). */
    fromContractValue: { type: Number, min: 0 },
    belowContractValue: { type: Number, min: 0 },
    /** Words of a recorded request that ask for it, in lower case: "24/7", "round the clock". */
    asksFor: { type: [String], default: [] },
    /** The growth it serves; absent of services around what a customer has. */
    expansionType: { type: String, enum: EXPANSION_TYPES },
    /** When it is no longer offered. */
    validUntil: { type: Date },
  },
  collection('list_prices'),
);
identifyByExternalId(listPriceSchema);
listPriceSchema.index({ tenant: 1, at: -1 });

export type ListPrice = Row<typeof listPriceSchema>;
