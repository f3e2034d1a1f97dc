import { type AccountFacts, factsAt, type Opinions } from '../facts/index.ts';
import { mean } from '../metrics/index.ts';
import { DIMENSION_KEYS, type DimensionKey, type ValueOf } from './dimensions.ts';
import { type Evolution, evolutionOf } from './evolution.ts';
import { adoptionPattern } from './rules/adoption.ts';
import { annualContractValueBand, contractTier, paymentModel, procurementComplexity } from './rules/commercial.ts';
import { engagementStyle, supportPreference } from './rules/engagement.ts';
import { primarySegment, verticalSegment } from './rules/firmographic.ts';
import { innovationAppetite } from './rules/innovation.ts';
import { maturitySegment } from './rules/maturity.ts';
import { useCaseSegment } from './rules/use-case.ts';
import type { Verdict } from './verdict.ts';

/** Changes whenever a rule or its data changes, so that profiles of different rules are never compared. */
export const MODEL_VERSION = 'segment-2';

const RULES: { [Key in DimensionKey]: (facts: AccountFacts) => Verdict<ValueOf<Key>> } = {
  primarySegment,
  verticalSegment,
  useCaseSegment,
  maturitySegment,
  contractTier,
  annualContractValueBand,
  paymentModel,
  procurementComplexity,
  adoptionPattern,
  engagementStyle,
  innovationAppetite,
  supportPreference,
};

export interface SegmentProfile {
  accountId: string;
  asOf: Date;
  dimensions: { [Key in DimensionKey]: Verdict<ValueOf<Key>> };
  /** 0 to 1: the mean of the dimensions', an unknown one counting 0. */
  confidence: number;
  /** The size segment it is growing or shrinking into; null where nothing says so within three years. */
  next: Evolution | null;
}

/** What kind of customer the account is, by every dimension, from the facts known at `asOf`. Pure. */
export function classify(facts: AccountFacts, asOf: Date = facts.asOf): SegmentProfile {
  const known = factsAt(facts, asOf);
  const dimensions = Object.fromEntries(DIMENSION_KEYS.map((key) => [key, RULES[key](known)])) as SegmentProfile['dimensions'];
  return {
    accountId: facts.account._id,
    asOf: known.asOf,
    dimensions,
    confidence: mean(DIMENSION_KEYS.map((key) => dimensions[key].confidence)) ?? 0,
    next: evolutionOf(known, dimensions.primarySegment),
  };
}

/** What lists and other agents read of a profile, by metric key. */
export function opinionsOf({ dimensions }: SegmentProfile): Opinions {
  const { adoptionPattern, engagementStyle, contractTier, useCaseSegment } = dimensions;
  return {
    adoption_pattern: adoptionPattern.value ?? undefined,
    engagement_style: engagementStyle.value ?? undefined,
    contract_tier: contractTier.value ?? undefined,
    use_case: useCaseSegment.value ?? undefined,
  };
}
