import { collection, envelope, required } from './kit/envelope.ts';
import { defineSchema, type Row } from './kit/schema.ts';

/** How well weights predict cases held out of the fit: chance of ranking a churned one above a kept one, and mean squared error. */
const quality = defineSchema({ auc: Number, brier: Number }, { _id: false });

/**
 * What a tenant's own outcomes taught about churn: appended whenever they teach something else, never overwritten.
 * `at` is the instant whose outcomes it was learnt from; of those with `at` not after an assessment, the newest counts.
 */
export const churnWeightsSchema = defineSchema(
  {
    ...envelope,
    /** Stored with every prediction it issues. */
    modelVersion: { type: String, ...required },
    basis: { type: String, enum: ['start', 'learnt'], ...required },
    /** Log-odds of an account whose every factor is neutral. */
    base: { type: Number, ...required },
    /** Log-odds at strength 1. */
    weights: { type: [{ _id: false, factor: { type: String, ...required }, weight: { type: Number, ...required, min: 0 } }], ...required },
    /** Which outcomes these are: the same ones teach the same again. */
    outcomes: { type: String, ...required },
    churned: { type: Number, ...required, min: 0 },
    kept: { type: Number, ...required, min: 0 },
    heldOut: { type: defineSchema({ cases: Number, start: { type: quality }, learnt: { type: quality } }, { _id: false }) },
  },
  collection('churn_weights'),
);
churnWeightsSchema.index({ tenant: 1, at: -1 }, { unique: true });

export type StoredChurnWeights = Row<typeof churnWeightsSchema>;
