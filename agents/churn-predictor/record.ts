import type { Models } from '../../models/index.ts';
import { issue } from '../kit/tool.ts';
import type { AssessedFactor, MeasuredChurn } from './assess.ts';

type Assessed = Omit<MeasuredChurn, 'factors'> & { factors: readonly Pick<AssessedFactor, 'name' | 'strength' | 'contribution'>[] };
export type Prediction = ReturnType<typeof predictionOf>;

/** A prediction as it is kept, without words. */
export const predictionOf = ({ accountId, asOf, modelVersion, change30, criticalAt, factors, ...each }: Assessed) => ({
  accountId,
  asOf,
  modelVersion,
  riskScore: each.riskScore,
  probability30: each.probability30,
  probability90: each.probability90,
  probability180: each.probability180,
  confidence: each.confidence,
  base: each.base,
  factors: factors.map(({ name, strength, contribution }) => ({ name, strength, contribution })),
  ...(change30 === null ? {} : { change30 }),
  ...(criticalAt === null ? {} : { criticalAt }),
});

/**
 * Appends predictions to `churn_predictions`. One of the same account, instant and model version is already
 * there as it was issued, and stays.
 */
export const recordPredictions = (
  scope: { tenant: string; models: Models; now: Date },
  predictions: readonly Prediction[],
): Promise<void> => issue(scope.models.churnPredictions, scope, predictions);
