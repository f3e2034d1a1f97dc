import type { AccountHealthScore } from '../../models/account-health-score.ts';
import { type AccountFacts, factsAt, within } from '../facts/index.ts';
import { known as stated } from '../kit/tool.ts';
import { mean, round, trendOf } from '../metrics/index.ts';
import { type Measure, MODEL_VERSION } from './assess.ts';
import { BAND_FLOORS } from './bands.ts';
import { weakest } from './compose.ts';
import { remedyOf } from './remedies.ts';
import type { Scorecard } from './scorecard.ts';

/** A row of the history without what every document carries. */
export type HealthRow = Omit<AccountHealthScore, '_id' | 'tenant' | 'source' | 'externalId' | 'at' | 'ingestedAt'>;
type Fields = { [Field in keyof HealthRow]?: Field extends 'dimensions' ? object[] : HealthRow[Field] | undefined };

const ACTION_BELOW = 65;

/** The measure as one row of `account_health_scores`; null where there is no score. A metric without data has no field. */
export function healthRow(facts: AccountFacts, measured: Measure, scorecard: Scorecard): HealthRow | null {
  const { asOf, now, band, trend, forecast } = measured;
  if (now.score === null || band === null || trend === null) return null;
  const metrics = new Map(now.dimensions.flatMap((dimension) => dimension.metrics.map((each) => [each.metric.key, each])));
  const value = (key: string) => metrics.get(key)?.value;
  const score = (key: string) => metrics.get(key)?.score;
  const dimension = (key: string) => now.dimensions.find((each) => each.key === key)?.score ?? undefined;
  const known = factsAt(facts, asOf);
  const usage = within(known.usage, asOf, 28);
  const api = known.usage.map(({ apiCallsCount }) => apiCallsCount ?? null);
  const tickets = value('ticket_volume');
  const engagement = [score('sponsor_engagement'), score('champion_engagement')].filter((each) => each !== undefined);
  const row: Fields = stated({
    accountId: facts.account._id,
    asOf,
    modelVersion: MODEL_VERSION,
    scorecardVersion: scorecard.version,
    overallHealthScore: now.score,
    healthBand: band,
    healthTrend: trend,
    healthConfidence: now.confidence,
    coverage: now.coverage,
    lastHealthUpdate: asOf,
    missing: now.dimensions.flatMap((each) => each.missing.map(({ key }) => key)),
    dimensions: now.dimensions.map((each) => ({
      key: each.key,
      ...(each.score === null ? {} : { score: each.score }),
      contribution: each.contribution,
      metrics: each.metrics.map(({ metric, value: read, score: points, contribution }) => ({
        key: metric.key,
        value: read,
        score: points,
        contribution,
      })),
    })),
    forecast30: forecast?.days30,
    forecast90: forecast?.days90,
    usageHealthScore: dimension('usage'),
    loginFrequency: mean(usage.flatMap(({ totalLogins }) => totalLogins ?? [])) ?? undefined,
    featureAdoptionPercentage: value('core_adoption'),
    advancedFeatureUsage: value('advanced_adoption'),
    apiUsageTrend: api.some((calls) => calls !== null) ? trendOf(api.slice(-12)) : undefined,
    relationshipHealthScore: dimension('relationship'),
    stakeholderEngagementScore: mean(engagement) ?? undefined,
    communicationFrequency: known.interactions.length > 0 ? within(known.interactions, asOf, 90).length / 3 : undefined,
    responseTimeAverage: value('response_hours'),
    meetingAttendanceRate: value('meeting_attendance'),
    valueHealthScore: dimension('value'),
    roiAchievementPercentage: value('share_of_target'),
    successMilestoneCompletion: value('milestone_completion'),
    businessOutcomeProgress: value('outcome_progress'),
    competitiveEvaluationRisk: value('competitor_risk'),
    supportHealthScore: dimension('support'),
    ticketVolumeTrend: tickets === undefined ? undefined : tickets > 125 ? 'increasing' : tickets < 80 ? 'decreasing' : 'stable',
    ticketSeverityAverage: value('ticket_severity'),
    resolutionTimeSatisfaction: score('resolution_against_sla'),
    csatScore: value('csat'),
    npsScore: value('nps_answer'),
    financialHealthScore: dimension('financial'),
    paymentHistoryScore: score('payment_delay'),
    contractUtilizationPercentage: value('contract_utilization'),
    expansionBudgetAvailability: score('budget_signals'),
    healthThresholds: { green: BAND_FLOORS.green, yellow: BAND_FLOORS.yellow, orange: BAND_FLOORS.orange },
    automatedActions: weakest([...metrics.values()], ACTION_BELOW)
      .slice(0, 4)
      .map(({ metric }) => remedyOf(metric)),
    escalationRules: [],
  });
  const rounded = Object.entries(row).map(([key, each]) => [key, typeof each === 'number' ? round(each, 4) : each]);
  return Object.fromEntries(rounded) as unknown as HealthRow;
}
