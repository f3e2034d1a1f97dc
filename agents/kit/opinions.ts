import type { Model } from 'mongoose';
import type { AccountHealthScore } from '../../models/account-health-score.ts';
import type { BehaviorTriggers } from '../../models/behavior-trigger.ts';
import type { ChurnPrediction } from '../../models/churn-prediction.ts';
import type { CustomerSegmentationProfile } from '../../models/customer-segmentation-profile.ts';
import type { RenewalForecast } from '../../models/renewal-forecast.ts';
import type { Context } from './context.ts';

/**
 * What another agent last said of many accounts, at an instant: read from what it issued and froze, never recomputed
 * here. One read an agent however many accounts; an account it said nothing of by then is absent.
 */

type Scope = Pick<Context, 'tenant' | 'models'>;

const of =
  <Row extends { _id: string; asOf: Date }, Field extends keyof Row & string>(name: keyof Scope['models'], fields: readonly Field[]) =>
  (scope: Scope, accountIds: readonly string[], at: Date): Promise<Map<string, Pick<Row, Field | '_id' | 'asOf'>>> =>
    latest<Pick<Row, Field | '_id' | 'asOf'>>(scope, name, fields, accountIds, at);

export const healthOpinions = of<AccountHealthScore, 'overallHealthScore' | 'healthBand' | 'healthTrend' | 'healthConfidence'>(
  'accountHealthScores',
  ['overallHealthScore', 'healthBand', 'healthTrend', 'healthConfidence'],
);

export const churnOpinions = of<
  ChurnPrediction,
  'riskScore' | 'change30' | 'probability30' | 'probability90' | 'probability180' | 'confidence' | 'factors' | 'criticalAt'
>('churnPredictions', ['riskScore', 'change30', 'probability30', 'probability90', 'probability180', 'confidence', 'factors', 'criticalAt']);

export const segmentOpinions = of<CustomerSegmentationProfile, 'primarySegment' | 'verticalSegment' | 'useCaseSegment' | 'maturitySegment'>(
  'customerSegmentationProfiles',
  ['primarySegment', 'verticalSegment', 'useCaseSegment', 'maturitySegment'],
);

export const renewalOpinions = of<RenewalForecast & { asOf: Date }, 'renewalProbability' | 'currentContractId'>('renewalForecasts', [
  'renewalProbability',
  'currentContractId',
]);

export const behaviorOpinions = of<BehaviorTriggers, 'open' | 'triggers'>('behaviorTriggers', ['open', 'triggers']);

async function latest<Row>(
  { tenant, models }: Scope,
  name: keyof Scope['models'],
  fields: readonly string[],
  accountIds: readonly string[],
  at: Date,
): Promise<Map<string, Row>> {
  const ids = [...new Set(accountIds)];
  if (ids.length === 0) return new Map();
  const firsts = Object.fromEntries(['asOf', ...fields].map((field) => [field, { $first: `$${field}` }]));
  const rows = await (models[name] as unknown as Model<object>).aggregate<Row & { _id: string; issued: string }>([
    { $match: { tenant, accountId: { $in: ids }, asOf: { $lte: at } } },
    { $sort: { accountId: 1, asOf: -1 } },
    { $group: { _id: '$accountId', issued: { $first: '$_id' }, ...firsts } },
  ]);
  return new Map(rows.map(({ _id, issued, ...row }) => [_id, { ...row, _id: issued } as Row]));
}
