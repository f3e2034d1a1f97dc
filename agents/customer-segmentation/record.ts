import type { CustomerSegmentationProfile } from '../../models/customer-segmentation-profile.ts';
import { plain } from '../kit/say.ts';
import { issue, known, type RescoreScope } from '../kit/tool.ts';
import { round } from '../metrics/index.ts';
import { MODEL_VERSION, type SegmentProfile } from './classify.ts';
import { DIMENSION_KEYS, type DimensionKey } from './dimensions.ts';
import { followFrom } from './follow.ts';

export type StoredValues = Pick<CustomerSegmentationProfile, 'accountId' | 'asOf' | DimensionKey>;
type Scope = Pick<RescoreScope, 'tenant' | 'models' | 'now'>;

/** The newest profile of each account, by the rules in force. */
async function latestProfiles({ tenant, models }: Scope, accountIds: readonly string[]): Promise<Map<string, StoredValues>> {
  const fields = Object.fromEntries(['accountId', 'asOf', ...DIMENSION_KEYS].map((key) => [key, 1]));
  const rows = await models.customerSegmentationProfiles
    .find({ tenant, accountId: { $in: [...accountIds] }, modelVersion: MODEL_VERSION }, fields)
    .sort({ accountId: 1, asOf: 1 })
    .lean<StoredValues[]>();
  return new Map(rows.map((row) => [row.accountId, row]));
}

/**
 * Appends the profiles in which something changed, with what and why. One that is not newer than what is stored, or
 * says the same, is left out: going back over past weeks adds nothing once the present is recorded.
 */
export async function recordProfiles(scope: Scope, profiles: readonly SegmentProfile[]): Promise<void> {
  const latest = await latestProfiles(
    scope,
    profiles.map(({ accountId }) => accountId),
  );
  const rows = profiles.flatMap((profile) => {
    const before = latest.get(profile.accountId);
    if (before && before.asOf >= profile.asOf) return [];
    const changes = changesFrom(before, profile);
    return changes.length === 0 ? [] : [rowOf(profile, before ? changes : [])];
  });
  await issue(scope.models.customerSegmentationProfiles, scope, rows);
}

/** The dimensions whose value differs. Becoming unknown is no change: it says something about the data, not the customer. */
const changesFrom = (before: StoredValues | undefined, { dimensions, asOf }: SegmentProfile) =>
  DIMENSION_KEYS.flatMap((dimension) => {
    const { value } = dimensions[dimension];
    const from = before?.[dimension];
    return value === null || value === from
      ? []
      : [{ dimension, ...(from ? { from } : {}), to: value, at: asOf, reason: plain(dimensions[dimension].reason) }];
  });

function rowOf(profile: SegmentProfile, changes: ReturnType<typeof changesFrom>) {
  const { accountId, asOf, dimensions, confidence, next } = profile;
  const { cadenceDays, channel, tone, focus, thresholds } = followFrom(profile, []);
  return known({
    accountId,
    asOf,
    modelVersion: MODEL_VERSION,
    ...Object.fromEntries(DIMENSION_KEYS.map((key) => [key, dimensions[key].value])),
    segmentationConfidence: round(confidence, 4),
    dimensionConfidence: DIMENSION_KEYS.map((dimension) => ({
      dimension,
      confidence: round(dimensions[dimension].confidence, 4),
      basis: plain(dimensions[dimension].reason) || `Missing: ${dimensions[dimension].missing.join('; ')}`,
    })),
    segmentEvolutionHistory: changes,
    nextSegmentPrediction: next && {
      dimension: 'primarySegment',
      segment: next.to,
      monthsFrom: next.monthsFrom,
      monthsTo: next.monthsTo,
      confidence: round(next.confidence, 4),
      reasons: next.drivers.map(({ text }) => text),
    },
    communicationPreferences: known({ cadenceDays, channel, tone, focus }),
    escalationThresholds: thresholds ?? [],
  });
}
