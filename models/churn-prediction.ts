import { collection, envelope, required } from './kit/envelope.ts';
import { defineSchema, type Row } from './kit/schema.ts';

const probability = { type: Number, min: 0, max: 1 } as const;

/** One named reason: how strongly it shows (-1 to 1) and what it added to the log-odds. */
const factor = {
  _id: false,
  name: { type: String, ...required },
  strength: { type: Number, min: -1, max: 1, ...required },
  contribution: { type: Number, ...required },
} as const;

/**
 * A churn prediction once issued: appended, never overwritten, frozen with the model version that issued it.
 * `asOf` (and `at`) is the instant it speaks about, `ingestedAt` the instant it was issued.
 */
export const churnPredictionSchema = defineSchema(
  {
    ...envelope,
    accountId: { type: String, ...required },
    asOf: { type: Date, ...required },
    modelVersion: { type: String, ...required },
    riskScore: { type: Number, min: 0, max: 100, ...required },
    probability30: { ...probability, ...required },
    probability90: { ...probability, ...required },
    probability180: { ...probability, ...required },
    confidence: { ...probability, ...required },
    /** Points of the risk score since 30 days before `asOf`; absent where that day could not be scored. */
    change30: { type: Number, min: -100, max: 100 },
    /** Log-odds of churn within 90 days before any factor. */
    base: { type: Number, ...required },
    factors: { type: [factor], default: [] },
    /** When the extrapolated 90-day probability passes the point where intervention stops paying. */
    criticalAt: { type: Date },
  },
  collection('churn_predictions'),
);
churnPredictionSchema.index({ tenant: 1, accountId: 1, asOf: -1, modelVersion: 1 }, { unique: true });

export type ChurnPrediction = Row<typeof churnPredictionSchema>;
