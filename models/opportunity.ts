import { collection, envelope, required } from './kit/envelope.ts';
import { identifyByExternalId } from './kit/identity.ts';
import { defineSchema, type Row } from './kit/schema.ts';
import { nameText } from './kit/text.ts';
import { revision } from './kit/versioned.ts';

export const SALES_STAGES = ['identified', 'qualified', 'developing', 'proposing', 'negotiating', 'closed_won', 'closed_lost'] as const;

/** A deal in the CRM. */
export const opportunitySchema = defineSchema(
  {
    ...envelope,
    ...revision,
    accountId: { type: String, ...required },
    name: { ...nameText, ...required },
    kind: { type: String, enum: ['new', 'expansion', 'renewal'], ...required, default: 'new' },
    stage: { type: String, enum: SALES_STAGES, ...required },
    amount: { type: Number },
    currency: { type: String, ...required, default: 'USD' },
    closeDate: { type: Date },
    ownerId: { type: String },
    competitor: { type: String },
    /** What the customer wants to reach, as written in the deal. */
    goals: { type: [String], default: [] },
  },
  collection('opportunities'),
);
identifyByExternalId(opportunitySchema);
opportunitySchema.index({ tenant: 1, accountId: 1, closeDate: -1 });
opportunitySchema.index({ tenant: 1, kind: 1, stage: 1 });
opportunitySchema.index({ tenant: 1, ownerId: 1, stage: 1 });

export type Opportunity = Row<typeof opportunitySchema>;
