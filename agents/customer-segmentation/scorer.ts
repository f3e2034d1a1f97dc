import { defineScorer, type Scorer } from '../kit/tool.ts';
import { classify, opinionsOf, type SegmentProfile } from './classify.ts';
import { recordProfiles } from './record.ts';

/** Segmentation's part in rescoring: appends to `customer_segmentation_profiles` where a classification changed. */
export const segmentScorer: Scorer = async (scope) =>
  defineScorer<SegmentProfile>({
    agent: 'customer-segmentation',
    fields: [],
    assess(facts, asOf) {
      const profile = classify(facts, asOf);
      return { opinions: opinionsOf(profile), issued: profile };
    },
    record: (profiles) => recordProfiles(scope, profiles),
  });
