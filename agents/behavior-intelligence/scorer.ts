import type { AccountFacts } from '../facts/account-facts.ts';
import { type AccountScorer, defineScorer, type RescoreScope } from '../kit/scorer.ts';
import { isToday, recordTriggers } from './record.ts';

/**
 * Behaviour's part in rescoring: keeps each account's triggers in `behavior_triggers`, at most every few hours. It
 * keeps no field of the standings, and past weeks are none of its concern.
 */
export async function behaviorScorer(scope: RescoreScope): Promise<AccountScorer> {
  return defineScorer<AccountFacts>({
    agent: 'behavior-intelligence',
    fields: [],
    assess: (facts, asOf) => (isToday(asOf, scope.now) ? { issued: facts } : {}),
    record: (facts, asOf) => recordTriggers({ ...scope, asOf }, facts),
  });
}
