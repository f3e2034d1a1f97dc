import { Schema } from 'mongoose';
import { LIFECYCLE_STAGES, VERTICALS } from './account.ts';
import { HEALTH_BANDS, HEALTH_TRENDS } from './account-health-score.ts';
import { collection, envelope, required } from './kit/envelope.ts';
import { identifyByExternalId } from './kit/identity.ts';
import { defineSchema, type Row } from './kit/schema.ts';
import { SEGMENTS } from './scorecard.ts';

const score = { type: Number, min: 0, max: 100 } as const;

/**
 * Where an account stands now: one denormalised document an account, rewritten by `rescore`, so that
 * lists, portfolios and digests over 100,000 accounts read an index and one page. History is in
 * `account_health_scores` and `churn_predictions`.
 */
export const accountStandingSchema = defineSchema(
  {
    ...envelope,
    accountId: { type: String, ...required },
    /** The instant the figures are true for. */
    asOf: { type: Date, ...required },
    updatedAt: { type: Date, ...required },
    name: { type: String, ...required },
    ownerId: { type: String },
    accountExecutiveId: { type: String },
    vertical: { type: String, enum: VERTICALS },
    segment: { type: String, enum: SEGMENTS },
    lifecycleStage: { type: String, enum: LIFECYCLE_STAGES },
    region: { type: String },
    /** Yearly value of the active contracts, in `currency`. */
    arr: { type: Number, min: 0 },
    currency: { type: String },
    renewalAt: { type: Date },

    /** Absent while there is too little data to score; `missing` then says what. */
    health: score,
    band: { type: String, enum: HEALTH_BANDS },
    trend: { type: String, enum: HEALTH_TRENDS },
    confidence: { type: Number, min: 0, max: 1 },
    missing: { type: [String], default: undefined },
    /** The score by the same rules 30 days earlier, and the change since. */
    health30: score,
    change30: { type: Number },
    /** As last shown in a digest, and the change since. */
    healthAtDigest: score,
    changeSinceDigest: { type: Number },
    digestAt: { type: Date },
    /** What moved the score most, each a short text with its figure and date. */
    reasons: { type: [String], default: undefined },

    churnRisk: score,
    churnRiskChange30: { type: Number },
    /** 0 to 1. */
    churnProbability90: { type: Number, min: 0, max: 1 },
    churnConfidence: { type: Number, min: 0, max: 1 },
    churnReasons: { type: [String], default: undefined },

    /** Every listable metric by its key, as of `asOf`: numbers, words, and dates as dates. What is not known is absent. */
    metrics: { type: Schema.Types.Mixed },
    /** The currency of those amounts among them that are in another than `currency`, by the metric's key. */
    currencies: { type: Schema.Types.Mixed },
  },
  collection('account_standings'),
);
identifyByExternalId(accountStandingSchema);
accountStandingSchema.index({ tenant: 1, accountId: 1 }, { unique: true });

// Each sort order has an index that also carries every filter and what is summed up, so that filtering, sorting and adding up need no document.
const FILTERS = {
  accountId: 1,
  ownerId: 1,
  health: 1,
  churnRisk: 1,
  change30: 1,
  renewalAt: 1,
  arr: 1,
  band: 1,
  vertical: 1,
  segment: 1,
  name: 1,
  lifecycleStage: 1,
  currency: 1,
} as const;
const LEADING = [
  'ownerId',
  'accountExecutiveId',
  'health',
  'churnRisk',
  'change30',
  'renewalAt',
  'arr',
  'name',
  'segment',
  'band',
] as const;
for (const first of LEADING)
  accountStandingSchema.index(
    { tenant: 1, [first]: 1, ...(first === 'segment' ? { churnRisk: 1 } : {}), ...FILTERS },
    { name: standingsBy(first) },
  );

/** The fields an index over standings begins with. */
export type StandingsIndex = (typeof LEADING)[number];
export const isStandingsIndex = (field: string): field is StandingsIndex => (LEADING as readonly string[]).includes(field);

/** Whether each of those indexes carries the field, so that a question about it reads no document. */
export const inStandingsIndex = (field: string): boolean => field in FILTERS;

/** The name of the index over standings that begins with the field. */
export function standingsBy(field: StandingsIndex): string {
  return `by_${field}`;
}

// Which currencies a tenant's book is in.
accountStandingSchema.index({ tenant: 1, currency: 1 });
accountStandingSchema.index({ tenant: 1, ownerId: 1, changeSinceDigest: 1 });
accountStandingSchema.index({ tenant: 1, changeSinceDigest: 1 });
accountStandingSchema.index({ tenant: 1, digestAt: -1 });
accountStandingSchema.index({ tenant: 1, region: 1 });
accountStandingSchema.index({ tenant: 1, segment: 1, vertical: 1, health: 1 });

export type AccountStanding = Row<typeof accountStandingSchema>;
