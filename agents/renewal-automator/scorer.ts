import { loadPrices } from '../facts/prices.ts';
import { isToday } from '../facts/time.ts';
import type { BatchScorer, RescoreScope } from '../kit/rescore.ts';
import { recordOutlooks } from './outlooks.ts';

/** Renewal's part in rescoring: keeps each account's outlook in `renewal_outlooks`. It keeps no field of the standings, and past weeks are none of its concern. */
export async function renewalScorer(scope: RescoreScope): Promise<BatchScorer> {
  const prices = await loadPrices(scope);
  return {
    fields: [],
    score: (facts, asOf) => ({
      standings: new Map(),
      async record() {
        if (isToday(asOf, scope.now)) await recordOutlooks({ ...scope, asOf }, prices, facts);
      },
    }),
  };
}
