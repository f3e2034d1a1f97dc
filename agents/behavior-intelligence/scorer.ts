import type { BatchScorer, RescoreScope } from '../kit/rescore.ts';
import { isToday, recordTriggers } from './record.ts';

/**
 * Behaviour's part in rescoring: keeps each account's triggers in `behavior_triggers`, at most every few hours. It
 * keeps no field of the standings, and past weeks are none of its concern.
 */
export async function behaviorScorer(scope: RescoreScope): Promise<BatchScorer> {
  return {
    fields: [],
    score: (facts, asOf) => ({
      standings: new Map(),
      async record() {
        if (isToday(asOf, scope.now)) await recordTriggers({ ...scope, asOf }, facts);
      },
    }),
  };
}
