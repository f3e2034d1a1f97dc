import type { AccountFacts } from '../facts/account-facts.ts';
import { loadPrices } from '../facts/prices.ts';
import { isToday } from '../facts/time.ts';
import { type AccountScorer, defineScorer, type RescoreScope } from '../kit/scorer.ts';

import { recordOutlooks } from './outlooks.ts';

/** Renewal's part in rescoring: keeps each account's outlook in `renewal_outlooks`. It keeps no field of the standings, and past weeks are none of its concern. */
export async function renewalScorer(scope: RescoreScope): Promise<AccountScorer> {
  const prices = await loadPrices(scope);
  return defineScorer<AccountFacts>({
    agent: 'renewal-automator',
    fields: [],
    assess: (facts, asOf) => (isToday(asOf, scope.now) ? { issued: facts } : {}),
    record: (facts, asOf) => recordOutlooks({ ...scope, asOf }, prices, facts),
  });
}
