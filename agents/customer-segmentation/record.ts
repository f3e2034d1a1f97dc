import { randomUUID } from 'node:crypto';
import type { CustomerSegmentationProfile } from '../../models/customer-segmentation-profile.ts';
import type { Models } from '../../models/index.ts';
import { insertNew } from '../../models/kit/bulk.ts';
import { round } from '../metrics/statistics.ts';
import { MODEL_VERSION, type SegmentProfile } from './classify.ts';
import { DIMENSION_KEYS, type DimensionKey } from './dimensions.ts';
import { followFrom } from './follow.ts';

export type StoredValues = Pick<CustomerSegmentationProfile, 'accountId' | 'asOf' | 'modelVersion' | DimensionKey>;

interface Scope {
  tenant: string;
  models: Models;
  /** When this runs; what is issued carries it. */
  now: Date;
}

/** The newest profile of each account, by the rules in force. */
export async function latestProfiles(
  { tenant, models }: Pick<Scope, 'tenant' | 'models'>,
  accountIds: readonly string[],
): Promise<Map<string, StoredValues>> {
  const fields = Object.fromEntries(['accountId', 'asOf', 'modelVersion', ...DIMENSION_KEYS].map((key) => [key, 1]));
  const rows = await models.customerSegmentationProfiles
    .find({ tenant, accountId: { $in: [...accountIds] } }, fields)
    .sort({ accountId: 1, asOf: -1 })
    .lean<StoredValues[]>();
  const latest = new Map<string, StoredValues>();
  for (const row of rows) if (row.modelVersion === MODEL_VERSION && !latest.has(row.accountId)) latest.set(row.accountId, row);
  return latest;
}

/**
 * Appends the profiles that differ from the newest stored of their account, with what changed and why. One that
 * is not newer than what is stored, or says the same, is left out. Gives how many were appended.
 */
export async function recordProfiles(
  scope: Scope,
  profiles: readonly SegmentProfile[],
  latest: Map<string, StoredValues>,
): Promise<number> {
  const rows = profiles.flatMap((profile) => {
    const before = latest.get(profile.accountId);
    if (before && before.asOf >= profile.asOf) return [];
    const changes = changesFrom(before, profile);
    return changes.length === 0 ? [] : [rowOf(scope, profile, before ? changes : [])];
  });
  if (rows.length === 0) return 0;
  const { tenant, models } = scope;
  return insertNew(models.customerSegmentationProfiles, tenant, rows);
}

export interface DimensionChange {
  dimension: DimensionKey;
  from: string | null;
  to: string | null;
  reason: string;
}

/** The dimensions whose value differs. Becoming unknown is no change: it says something about the data, not the customer. */
export function changesFrom(
  before: Partial<Record<DimensionKey, string | null | undefined>> | undefined,
  { dimensions }: SegmentProfile,
): DimensionChange[] {
  return DIMENSION_KEYS.flatMap((dimension) => {
    const { value, reason } = dimensions[dimension];
    const from = before?.[dimension] ?? null;
    return value !== null && value !== from ? [{ dimension, from, to: value, reason }] : [];
  });
}

function rowOf({ tenant, now }: Scope, profile: SegmentProfile, changes: DimensionChange[]) {
  const { accountId, asOf, modelVersion, dimensions, confidence, next } = profile;
  const known = DIMENSION_KEYS.flatMap((key) => (dimensions[key].value === null ? [] : [[key, dimensions[key].value]]));
  const follow = followFrom(profile, []);
  return {
    _id: randomUUID(),
    tenant,
    source: 'greendoor',
    at: asOf,
    ingestedAt: now,
    accountId,
    asOf,
    modelVersion,
    ...Object.fromEntries(known),
    segmentationConfidence: round(confidence, 4),
    dimensionConfidence: DIMENSION_KEYS.map((key) => ({
      dimension: key,
      confidence: round(dimensions[key].confidence, 4),
      basis: dimensions[key].reason || `Missing: ${dimensions[key].missing.join('; ')}`,
    })),
    segmentEvolutionHistory: changes.map(({ dimension, from, to, reason }) => ({
      dimension,
      ...(from ? { from } : {}),
      to,
      at: asOf,
      reason,
    })),
    ...(next
      ? {
          nextSegmentPrediction: {
            dimension: 'primarySegment',
            segment: next.to,
            monthsFrom: next.monthsFrom,
            monthsTo: next.monthsTo,
            confidence: round(next.confidence, 4),
            reasons: next.drivers.map(({ text }) => text),
          },
        }
      : {}),
    successIndicators: [],
    churnRiskFactors: [],
    expansionOpportunities: [],
    advocacyPotential: [],
    successPlaybookAssignments: [],
    communicationPreferences: Object.fromEntries(
      Object.entries({ cadenceDays: follow.cadenceDays, channel: follow.channel, tone: follow.tone, focus: follow.focus }).filter(
        ([, value]) => value !== null,
      ),
    ),
    escalationThresholds: follow.thresholds.map((each) => Object.fromEntries(Object.entries(each).filter(([, value]) => value !== null))),
  };
}
