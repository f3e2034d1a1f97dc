import { collection, envelope, required } from './kit/envelope.ts';
import { identifyByExternalId } from './kit/identity.ts';
import { defineSchema, type Row } from './kit/schema.ts';
import { freeText, nameText } from './kit/text.ts';
import { revision } from './kit/versioned.ts';

export const LIFECYCLE_STAGES = ['onboarding', 'adopting', 'established', 'renewing', 'churned'] as const;
export const VERTICALS = ['fintech', 'healthcare', 'manufacturing', 'retail', 'technology', 'government'] as const;

/** A customer company. Facts about it only: scores, segments and forecasts are collections of their own. */
export const accountSchema = defineSchema(
  {
    ...envelope,
    ...revision,
    name: { ...nameText, ...required },
    aliases: { type: [nameText], default: [] },
    /** Lower-case words and three-letter pieces of the name and aliases, written by `nameKeys`; they find mentions and near matches. */
    nameTokens: { type: [String], default: [] },
    nameGrams: { type: [String], default: [] },
    website: { type: String },
    vertical: { type: String, enum: VERTICALS },
    description: freeText,
    employees: { type: Number, min: 0 },
    /** Yearly revenue of the customer, in `currency`. */
    annualRevenue: { type: Number, min: 0 },
    region: { type: String },
    currency: { type: String, ...required, default: 'USD' },
    lifecycleStage: { type: String, enum: LIFECYCLE_STAGES, ...required, default: 'adopting' },
    customerSince: { type: Date },
    churnedAt: { type: Date },
    /** The customer success manager (`users`). */
    ownerId: { type: String },
    accountExecutiveId: { type: String },
    tags: { type: [nameText], default: [] },
  },
  collection('accounts'),
);
identifyByExternalId(accountSchema);
accountSchema.index({ tenant: 1, nameTokens: 1 });
accountSchema.index({ tenant: 1, nameGrams: 1 });
accountSchema.index({ tenant: 1, name: 1 });
accountSchema.index({ tenant: 1, ownerId: 1 });
accountSchema.index({ tenant: 1, accountExecutiveId: 1 });
accountSchema.index({ tenant: 1, churnedAt: -1 }, { partialFilterExpression: { churnedAt: { $type: 'date' } } });

export type Account = Row<typeof accountSchema>;
