import type { AccountFacts } from '../facts/account-facts.ts';
import { DAY } from '../facts/time.ts';
import type { Context } from '../kit/context.ts';
import { classify, MODEL_VERSION, type SegmentProfile } from './classify.ts';
import { DIMENSION_KEYS, type DimensionKey } from './dimensions.ts';
import type { StoredValues } from './record.ts';

export interface PastChange {
  dimension: DimensionKey;
  from: string;
  to: string;
  /** When it was first seen so. */
  at: string;
  reason: string;
  /** As it was issued then, or what today's rules say of that time. */
  source: 'issued' | 'reconstructed';
}

/** Months looked back where nothing was issued. */
export const MONTHS_TOLD = 4;
const STORED = 100;
/** A reconstruction less sure than this says more about the data than about the customer. */
const LEAST_CONFIDENCE = 0.6;

type Stored = StoredValues & { dimensionConfidence?: { dimension: string; basis?: string }[] };

/** What changed up to the profile, the latest first: as it was issued, and before that as today's rules see the months before. */
export async function historyOf({ tenant, models, asOf }: Context, facts: AccountFacts, profile: SegmentProfile): Promise<PastChange[]> {
  const issued = await models.customerSegmentationProfiles
    .find({ tenant, accountId: profile.accountId, asOf: { $lt: asOf } })
    .sort({ asOf: -1 })
    .limit(STORED)
    .lean<Stored[]>();
  const ours = issued.filter(({ modelVersion }) => modelVersion === MODEL_VERSION).reverse();
  const start = ours[0]?.asOf ?? asOf;
  const past = Array.from({ length: MONTHS_TOLD }, (_, index) => new Date(asOf.getTime() - (MONTHS_TOLD - index) * 30 * DAY))
    .filter((date) => date < start && facts.account.at <= date)
    .map((date) => pointOf(classify(facts, date), 'reconstructed', LEAST_CONFIDENCE));
  const points = [
    ...past,
    ...ours.map((row) => ({
      at: row.asOf,
      source: 'issued' as const,
      of: (key: DimensionKey) => ({
        value: row[key] ?? null,
        reason: row.dimensionConfidence?.find(({ dimension }) => dimension === key)?.basis ?? '',
      }),
    })),
    pointOf(profile, 'issued'),
  ];
  return DIMENSION_KEYS.flatMap((dimension) => {
    let last: string | null = null;
    return points.flatMap(({ at, source, of }): PastChange[] => {
      const { value, reason } = of(dimension);
      const from = last;
      last = value ?? last;
      return value !== null && from !== null && from !== value
        ? [{ dimension, from, to: value, at: at.toISOString(), reason, source }]
        : [];
    });
  }).sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
}

const pointOf = ({ asOf, dimensions }: SegmentProfile, source: PastChange['source'], least = 0) => ({
  at: asOf,
  source,
  of: (key: DimensionKey): { value: string | null; reason: string } =>
    dimensions[key].confidence >= least ? dimensions[key] : { value: null, reason: '' },
});
