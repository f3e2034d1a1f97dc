import type { Model } from 'mongoose';
import type { schemas } from '../../models/index.ts';
import type { Row } from '../../models/kit/schema.ts';
import type { Evidence } from '../facts/evidence.ts';
import type { Opinions } from '../facts/metric.ts';
import type { Context } from './context.ts';

/**
 * What another agent last said of many accounts, at an instant: read from what it issued and froze, never recomputed
 * here. One read an agent however many accounts; an account it said nothing of by then is absent.
 */

type Scope = Pick<Context, 'tenant' | 'models'>;

/** The collections agents issue into. */
type Issuing = 'accountHealthScores' | 'churnPredictions' | 'customerSegmentationProfiles';
type Field<Of extends Issuing> = keyof Row<(typeof schemas)[Of]> & string;

const of =
  <Of extends Issuing, const Fields extends readonly Field<Of>[]>(name: Of, ...fields: Fields) =>
  (scope: Scope, accountIds: readonly string[], at: Date) =>
    latest<Pick<Row<(typeof schemas)[Of]>, Fields[number] | '_id' | 'asOf'>>(scope, name, fields, accountIds, at);

export const healthOpinions = of('accountHealthScores', 'overallHealthScore', 'healthBand', 'healthTrend', 'healthConfidence');

export const churnOpinions = of(
  'churnPredictions',
  'riskScore',
  'change30',
  'probability30',
  'probability90',
  'probability180',
  'confidence',
  'factors',
  'criticalAt',
);

export const segmentOpinions = of(
  'customerSegmentationProfiles',
  'primarySegment',
  'verticalSegment',
  'useCaseSegment',
  'maturitySegment',
  'contractTier',
);

/** What was issued of one account, as metrics read it, with the row that says it. */
export interface Issued {
  opinions: Opinions;
  rows: Readonly<Record<string, Evidence>>;
}

/** Health and churn as last issued of many accounts by then, for metrics; the change of health as the standing of that day has it. */
export async function issuedOpinions(scope: Scope, accountIds: readonly string[], at: Date): Promise<Map<string, Issued>> {
  const { tenant, models } = scope;
  const [health, churn, standings] = await Promise.all([
    healthOpinions(scope, accountIds, at),
    churnOpinions(scope, accountIds, at),
    models.accountStandings
      .find({ tenant, accountId: { $in: [...accountIds] }, asOf: { $lte: at } }, { accountId: 1, asOf: 1, change30: 1 })
      .lean<{ accountId: string; asOf: Date; change30?: number | null }[]>(),
  ]);
  const changes = new Map(standings.map(({ accountId, change30 }) => [accountId, change30 ?? undefined]));
  return new Map(
    accountIds.map((id) => {
      const [healthy, risky] = [health.get(id), churn.get(id)];
      const said: [string, number | string | undefined, string, { _id: string; asOf: Date } | undefined, string][] = [
        ['health', healthy?.overallHealthScore, 'account_health_scores', healthy, 'overallHealthScore'],
        ['health_band', healthy?.healthBand, 'account_health_scores', healthy, 'healthBand'],
        ['health_trend', healthy?.healthTrend, 'account_health_scores', healthy, 'healthTrend'],
        ['health_change_30', healthy && changes.get(id), 'account_health_scores', healthy, 'overallHealthScore'],
        ['churn_risk', risky?.riskScore, 'churn_predictions', risky, 'riskScore'],
        ['churn_risk_change_30', risky?.change30 ?? undefined, 'churn_predictions', risky, 'change30'],
        ['churn_probability_90', risky && risky.probability90 * 100, 'churn_predictions', risky, 'probability90'],
      ];
      const known = said.flatMap(([key, value, collection, row, field]) =>
        value === undefined || !row ? [] : [{ key, value, row: { collection, id: row._id, field, at: row.asOf.toISOString() } }],
      );
      const opinions = Object.fromEntries(known.map(({ key, value }) => [key, value]));
      return [id, { opinions, rows: Object.fromEntries(known.map(({ key, row }) => [key, row])) }];
    }),
  );
}

async function latest<Said>(
  { tenant, models }: Scope,
  name: keyof Scope['models'],
  fields: readonly string[],
  accountIds: readonly string[],
  at: Date,
): Promise<Map<string, Said>> {
  const ids = [...new Set(accountIds)];
  if (ids.length === 0) return new Map();
  const firsts = Object.fromEntries(['asOf', ...fields].map((field) => [field, { $first: `$${field}` }]));
  const rows = await (models[name] as unknown as Model<object>).aggregate<Said & { _id: string; issued: string }>([
    { $match: { tenant, accountId: { $in: ids }, asOf: { $lte: at } } },
    { $sort: { accountId: 1, asOf: -1 } },
    { $group: { _id: '$accountId', issued: { $first: '$_id' }, ...firsts } },
  ]);
  return new Map(rows.map(({ _id, issued, ...row }) => [_id, { ...row, _id: issued } as Said]));
}
