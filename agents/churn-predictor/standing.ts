import type { AccountStanding } from '../../models/account-standing.ts';
import type { ChurnAssessment, ChurnRefusal } from './assess.ts';

export type ChurnStanding = Pick<
  AccountStanding,
  'churnRisk' | 'churnRiskChange30' | 'churnProbability90' | 'churnConfidence' | 'churnReasons'
>;

const REASONS = 3;

/** The churn fields of an account's standing; empty where nothing can be predicted. */
export function churnStanding(assessment: ChurnAssessment | ChurnRefusal): ChurnStanding {
  if (assessment.status !== 'scored') return {};
  return {
    churnRisk: assessment.riskScore,
    ...(assessment.change30 === null ? {} : { churnRiskChange30: assessment.change30 }),
    churnProbability90: assessment.probability90,
    churnConfidence: assessment.confidence,
    churnReasons: assessment.factors
      .filter(({ contribution }) => contribution > 0)
      .slice(0, REASONS)
      .map(({ text }) => text),
  };
}
