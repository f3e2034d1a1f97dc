import { collection, envelope, required } from './kit/envelope.ts';
import { defineSchema, type Row } from './kit/schema.ts';

/**
 * What an account's renewals rest on beside churn, as last rescored: one document an account, rewritten, so that a
 * book of 10,000 is read and not assessed. The probability follows from it, the churn of `account_standings` and the
 * days left. What was forecast when is in `renewal_forecasts`.
 */
export const renewalOutlookSchema = defineSchema(
  {
    ...envelope,
    accountId: { type: String, ...required },
    /** The instant it is true for. */
    asOf: { type: Date, ...required },
    /** Contributions of every factor but churn, added up. */
    logOdds: { type: Number, ...required },
    /** 0 to 1: how much of what a probability wants is known without churn. */
    coverage: { type: Number, min: 0, max: 1, ...required },
    /** Those in force, the one that ends next first. */
    contracts: {
      type: [
        {
          _id: false,
          id: { type: String, ...required },
          name: { type: String, ...required },
          endDate: { type: Date },
          /** Yearly value, in `currency`. */
          annualValue: { type: Number, ...required, min: 0 },
          currency: { type: String, ...required },
        },
      ],
      default: [],
    },
    /** What could be signed with a renewal, each with its own chance (0 to 1) given the renewal. */
    additions: {
      type: [
        {
          _id: false,
          /** A year, in `currency`. */
          value: { type: Number, ...required, min: 0 },
          currency: { type: String, ...required },
          chance: { type: Number, ...required, min: 0, max: 1 },
        },
      ],
      default: [],
    },
  },
  collection('renewal_outlooks'),
);
renewalOutlookSchema.index({ tenant: 1, accountId: 1 }, { unique: true });

export type RenewalOutlook = Row<typeof renewalOutlookSchema>;
