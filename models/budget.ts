import { collection, required } from './kit/envelope.ts';
import { defineSchema, type Row } from './kit/schema.ts';

/** Tokens a person or a tenant used on one day, reservations included. `_id` is tenant, scope and day. */
export const budgetSchema = defineSchema(
  {
    _id: { type: String, ...required },
    tenant: { type: String, ...required },
    /** 'tenant' or `user:ID`. */
    scope: { type: String, ...required },
    /** UTC day, YYYY-MM-DD. */
    day: { type: String, ...required },
    tokens: { type: Number, ...required, default: 0 },
    /** How many there were that day. */
    allowance: { type: Number },
  },
  collection('budgets'),
);
budgetSchema.index({ tenant: 1, day: 1 });

export type Budget = Row<typeof budgetSchema>;
