import type { AccountHealthScore } from '../../models/account-health-score.ts';
import { DAY } from '../facts/index.ts';
import type { Context } from '../kit/tool.ts';
import { type HealthAssessment, MODEL_VERSION } from './assess.ts';

const WEEKS = 26;

export interface Point {
  asOf: string;
  score: number;
}

/**
 * The score week by week over half a year, oldest first, the present last: what was issued then where
 * something was, else what today's rules say of the last weeks.
 */
export async function historyOf({ tenant, models, asOf }: Context, assessment: HealthAssessment): Promise<Point[]> {
  const from = new Date(asOf.getTime() - WEEKS * 7 * DAY);
  const issued = await models.accountHealthScores
    .find(
      { tenant, accountId: assessment.accountId, asOf: { $gte: from, $lte: asOf } },
      { asOf: 1, overallHealthScore: 1, modelVersion: 1 },
    )
    .sort({ asOf: 1 })
    .lean<Pick<AccountHealthScore, 'asOf' | 'overallHealthScore' | 'modelVersion'>[]>();
  const weeks = new Map<number, Point>();
  const weekOf = (at: Date) => Math.round((asOf.getTime() - at.getTime()) / (7 * DAY));
  for (const { asOf: at, score } of assessment.history) if (score !== null) weeks.set(weekOf(new Date(at)), { asOf: at, score });
  for (const row of issued)
    if (row.modelVersion === MODEL_VERSION || !weeks.has(weekOf(row.asOf)))
      weeks.set(weekOf(row.asOf), { asOf: row.asOf.toISOString(), score: Math.round(row.overallHealthScore * 100) / 100 });
  if (assessment.score !== null) weeks.set(0, { asOf: assessment.asOf, score: assessment.score });
  return [...weeks.entries()].sort(([a], [b]) => b - a).map(([, point]) => point);
}
