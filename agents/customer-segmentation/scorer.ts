import type { Opinions } from '../facts/metric.ts';
import { type AccountScorer, defineScorer, type RescoreScope } from '../kit/scorer.ts';
import { classify, type SegmentProfile } from './classify.ts';
import { latestProfiles, recordProfiles } from './record.ts';

/**
 * Segmentation's part in rescoring: appends to `customer_segmentation_profiles` where a classification changed.
 * It keeps no field of the standings, and classifies only accounts without a newer profile: going back over past
 * weeks adds nothing once the present is recorded.
 */
export async function segmentScorer(scope: RescoreScope): Promise<AccountScorer> {
  return defineScorer<SegmentProfile>({
    agent: 'customer-segmentation',
    fields: [],
    assess(facts, asOf) {
      const profile = classify(facts, asOf);
      return { opinions: opinionsOf(profile), issued: profile };
    },
    async record(profiles, asOf) {
      const latest = await latestProfiles(
        scope,
        profiles.map(({ accountId }) => accountId),
      );
      const due = profiles.filter(({ accountId }) => {
        const stored = latest.get(accountId);
        return !stored || stored.asOf < asOf;
      });
      await recordProfiles(scope, due, latest);
    },
  });
}

function opinionsOf({ dimensions }: SegmentProfile): Opinions {
  const { adoptionPattern, engagementStyle, contractTier, useCaseSegment } = dimensions;
  const said = {
    adoption_pattern: adoptionPattern,
    engagement_style: engagementStyle,
    contract_tier: contractTier,
    use_case: useCaseSegment,
  };
  return Object.fromEntries(Object.entries(said).flatMap(([key, { value }]) => (value === null ? [] : [[key, value]])));
}
