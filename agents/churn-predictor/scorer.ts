import type { BatchScorer, RescoreScope, StandingFields } from '../kit/rescore.ts';
import { type ChurnAssessment, type MeasuredFactor, measureChurn } from './assess.ts';
import { recordPredictions } from './record.ts';
import { tenantWeights } from './tenant-weights.ts';

const REASONS = 3;

/** Churn's part in rescoring: appends to `churn_predictions` and keeps the churn fields of the standings. */
export async function churnScorer(scope: RescoreScope): Promise<BatchScorer> {
  const { weights } = await tenantWeights(scope);
  return {
    fields: ['churnRisk', 'churnRiskChange30', 'churnProbability90', 'churnConfidence', 'churnReasons'],
    score(facts, asOf) {
      const scored = facts.map((each) => measureChurn(each, asOf, weights)).filter((each) => each.status === 'scored');
      return {
        standings: new Map(scored.map((each) => [each.accountId, standingOf(each)])),
        record: () => recordPredictions(scope, scored),
      };
    },
  };
}

function standingOf({ riskScore, change30, probability90, confidence, factors }: ChurnAssessment<MeasuredFactor>): StandingFields {
  return {
    churnRisk: riskScore,
    ...(change30 === null ? {} : { churnRiskChange30: change30 }),
    churnProbability90: probability90,
    churnConfidence: confidence,
    churnReasons: factors
      .filter(({ contribution }) => contribution > 0)
      .slice(0, REASONS)
      .map(({ text }) => text()),
  };
}
