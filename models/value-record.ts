import { collection, envelope, required } from './kit/envelope.ts';
import { identifyByExternalId } from './kit/identity.ts';
import { defineSchema, type Row } from './kit/schema.ts';
import { freeText } from './kit/text.ts';

export const VALUE_CATEGORIES = ['direct_savings', 'efficiency', 'strategic'] as const;

/** A measured benefit over a period. `at` is when it was measured. */
export const valueRecordSchema = defineSchema(
  {
    ...envelope,
    accountId: { type: String, ...required },
    category: { type: String, enum: VALUE_CATEGORIES, ...required },
    description: { type: String, ...required },
    amount: { type: Number, ...required },
    currency: { type: String, ...required, default: 'USD' },
    periodStart: { type: Date, ...required },
    periodEnd: { type: Date, ...required },
    /** What had been promised for the same period. */
    targetAmount: { type: Number },
    /** What it cost or took before. */
    baseline: { type: String },
    /** Who or what confirms it; a record without is a claim, shown apart. */
    evidence: freeText,
  },
  collection('value_records'),
);
identifyByExternalId(valueRecordSchema);
valueRecordSchema.index({ tenant: 1, accountId: 1, at: -1 });

export type ValueRecord = Row<typeof valueRecordSchema>;
