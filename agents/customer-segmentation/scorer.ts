import type { BatchScorer, RescoreScope } from '../kit/rescore.ts';
import { classify } from './classify.ts';
import { latestProfiles, recordProfiles } from './record.ts';

/**
 * Segmentation's part in rescoring: appends to `customer_segmentation_profiles` where a classification changed.
 * It keeps no field of the standings, and classifies only accounts without a newer profile: going back over past
 * weeks adds nothing once the present is recorded.
 */
export async function segmentScorer(scope: RescoreScope): Promise<BatchScorer> {
  return {
    fields: [],
    score(facts, asOf) {
      return {
        standings: new Map(),
        async record() {
          const latest = await latestProfiles(
            scope,
            facts.map(({ account }) => account._id),
          );
          const due = facts.filter(({ account }) => {
            const stored = latest.get(account._id);
            return !stored || stored.asOf < asOf;
          });
          await recordProfiles(
            scope,
            due.map((each) => classify(each, asOf)),
            latest,
          );
        },
      };
    },
  };
}
