import { measureChurn, tenantWeights } from '../churn-predictor/face.ts';
import type { AccountFacts } from '../facts/index.ts';
import { loadScorecards, scoreAt, segmentOfFacts } from '../health-score/face.ts';
import type { Issued } from '../kit/opinions.ts';
import type { Context } from '../kit/tool.ts';

/** Health and churn as issued of an account by the instant of its facts; what nobody kept is what the same scorers make of the facts. */
export async function withScores(issued: Issued | undefined, facts: AccountFacts, context: Context): Promise<Issued> {
  const { opinions, rows } = issued ?? { opinions: {}, rows: {} };
  if (opinions.health !== undefined && opinions.churn_risk !== undefined) return { opinions, rows };
  const scope = { ...context, asOf: facts.asOf };
  const [scorecardOf, { weights }] = await Promise.all([loadScorecards(scope), tenantWeights(scope)]);
  const { score } = scoreAt(facts, facts.asOf, scorecardOf(segmentOfFacts(facts)));
  const churn = measureChurn(facts, facts.asOf, weights);
  return {
    rows,
    opinions: {
      ...(score === null ? {} : { health: score }),
      ...(churn.status === 'scored' ? { churn_risk: churn.riskScore } : {}),
      ...opinions,
    },
  };
}
