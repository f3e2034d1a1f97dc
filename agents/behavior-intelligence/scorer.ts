import { type AccountFacts, isToday } from '../facts/index.ts';
import { defineScorer, type Scorer } from '../kit/tool.ts';
import { recordTriggers } from './record.ts';

/**
 * Behaviour's part in rescoring: keeps each account's triggers in `behavior_triggers`, at most every few hours. It
 * keeps no field of the standings, and past weeks are none of its concern.
 */
export const behaviorScorer: Scorer = async (scope) =>
  defineScorer<AccountFacts>({
    agent: 'behavior-intelligence',
    fields: [],
    assess: (facts, asOf) => (isToday(asOf, scope.now) ? { issued: facts } : {}),
    record: (facts, asOf) => recordTriggers({ ...scope, asOf }, facts),
  });
