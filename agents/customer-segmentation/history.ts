import { type AccountFacts, DAY } from '../facts/index.ts';
import { plain } from '../kit/say.ts';
import type { Context } from '../kit/tool.ts';
import { classify, MODEL_VERSION, type SegmentProfile } from './classify.ts';
import { DIMENSION_KEYS, type DimensionKey } from './dimensions.ts';
import type { StoredValues } from './record.ts';

interface PastChange {
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

/** What was said of every dimension at an instant. */
interface Point {
  at: Date;
  source: PastChange['source'];
  of(key: DimensionKey): { value: string | null; reason(): string };
}

/** What changed up to the profile, the latest first: as it was issued, and before that as today's rules see the months before. */
export async function historyOf({ tenant, models, asOf }: Context, facts: AccountFacts, profile: SegmentProfile): Promise<PastChange[]> {
  const issued = await models.customerSegmentationProfiles
    .find({ tenant, accountId: profile.accountId, modelVersion: MODEL_VERSION, asOf: { $lt: asOf } })
    .sort({ asOf: -1 })
    .limit(STORED)
    .lean<(StoredValues & { dimensionConfidence?: { dimension: string; basis?: string }[] })[]>();
  const start = issued.at(-1)?.asOf ?? asOf;
  const months = Array.from({ length: MONTHS_TOLD }, (_, index) => new Date(asOf.getTime() - (MONTHS_TOLD - index) * 30 * DAY));
  const points = [
    ...months
      .filter((date) => date < start && facts.account.at <= date)
      .map((date) => pointOf(classify(facts, date), 'reconstructed', LEAST_CONFIDENCE)),
    ...issued.reverse().map((row): Point => {
      const reason = (key: DimensionKey) => row.dimensionConfidence?.find(({ dimension }) => dimension === key)?.basis ?? '';
      return { at: row.asOf, source: 'issued', of: (key) => ({ value: row[key] ?? null, reason: () => reason(key) }) };
    }),
    pointOf(profile, 'issued'),
  ];
  return DIMENSION_KEYS.flatMap((dimension) => {
    let last: string | null = null;
    return points.flatMap(({ at, source, of }): PastChange[] => {
      const { value, reason } = of(dimension);
      const from = last;
      last = value ?? last;
      if (value === null || from === null || from === value) return [];
      return [{ dimension, from, to: value, at: at.toISOString(), reason: reason(), source }];
    });
  }).sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
}

const pointOf = ({ asOf, dimensions }: SegmentProfile, source: PastChange['source'], least = 0): Point => ({
  at: asOf,
  source,
  of: (key) => ({
    value: dimensions[key].confidence >= least ? dimensions[key].value : null,
    reason: () => plain(dimensions[key].reason),
  }),
});
