import { plain } from '../kit/say.ts';
import { type AccountScorer, defineScorer, type RescoreScope } from '../kit/tool.ts';
import { measureChurn } from './assess.ts';
import { type Prediction, predictionOf, recordPredictions } from './record.ts';
import { tenantWeights } from './tenant-weights.ts';

const REASONS = 3;

/** Churn's part in rescoring: appends to `churn_predictions` and keeps the churn fields of the standings. */
export async function churnScorer(scope: RescoreScope): Promise<AccountScorer> {
  const { weights } = await tenantWeights(scope);
  return defineScorer<Prediction>({
    agent: 'churn-predictor',
    fields: ['churnRisk', 'churnRiskChange30', 'churnProbability90', 'churnConfidence', 'churnReasons'],
    assess(facts, asOf) {
      const assessed = measureChurn(facts, asOf, weights);
      if (assessed.status !== 'scored') return {};
      const { riskScore, change30, probability90, confidence, factors } = assessed;
      const reasons = factors.filter(({ contribution }) => contribution > 0).slice(0, REASONS);
      return {
        standing: {
          churnRisk: riskScore,
          ...(change30 === null ? {} : { churnRiskChange30: change30 }),
          churnProbability90: probability90,
          churnConfidence: confidence,
          churnReasons: reasons.map(({ text }) => plain(text())),
        },
        opinions: {
          churn_risk: riskScore,
          churn_probability_90: probability90 * 100,
          ...(change30 === null ? {} : { churn_risk_change_30: change30 }),
        },
        issued: predictionOf(assessed),
      };
    },
    record: (predictions) => recordPredictions(scope, predictions),
  });
}
