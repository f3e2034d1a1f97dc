import { type AccountFacts, DAY, type Opinions } from '../facts/index.ts';
import { once } from '../facts/once.ts';
import { plain } from '../kit/say.ts';
import { type AccountScorer, defineScorer, issue, type RescoreScope, type StandingFields } from '../kit/tool.ts';
import { type Measure, measure, missingOf } from './assess.ts';
import { changesBetween, driversOf } from './changes.ts';
import { POOR, weakest } from './compose.ts';
import { changeLine } from './moved.ts';
import { type HealthRow, healthRow } from './record.ts';
import { loadScorecards, segmentOfFacts } from './scorecard.ts';

const REASONS = 3;

/** Health's part in rescoring: appends to `account_health_scores` and keeps the health fields of the standings. */
export async function healthScorer(scope: RescoreScope): Promise<AccountScorer> {
  const scorecardOf = await loadScorecards(scope);
  const scores = once((_: AccountFacts) => new Map<number, number | null>());
  return defineScorer<HealthRow>({
    agent: 'health-score',
    fields: ['health', 'band', 'trend', 'confidence', 'missing', 'health30', 'change30', 'reasons'],
    assess(facts, asOf) {
      const scorecard = scorecardOf(segmentOfFacts(facts));
      const found = measure(facts, asOf, scorecard, scores(facts));
      return { standing: standingOf(facts, found), opinions: opinionsOf(found), issued: healthRow(facts, found, scorecard) ?? undefined };
    },
    record: (rows) => issue(scope.models.accountHealthScores, scope, rows),
  });
}

function opinionsOf({ now, change30, band, trend }: Measure): Opinions {
  if (now.score === null || band === null || trend === null) return {};
  return {
    health: now.score,
    health_band: band,
    health_trend: trend,
    health_confidence: now.confidence * 100,
    ...(change30 === null ? {} : { health_change_30: change30 }),
    ...Object.fromEntries(now.dimensions.flatMap(({ key, score }) => (score === null ? [] : [[`health_${key}`, score]]))),
  };
}

function standingOf(facts: AccountFacts, measured: Measure): StandingFields {
  const { now, before30, change30, band, trend } = measured;
  const missing = missingOf(now);
  if (now.score === null || band === null) return { missing, confidence: now.confidence };
  return {
    health: now.score,
    band,
    trend,
    confidence: now.confidence,
    ...(change30 === null ? {} : { change30, health30: before30.score ?? now.score }),
    ...(missing.length > 0 ? { missing } : {}),
    reasons: reasonsOf(facts, measured),
  };
}

/** What moved the score in 30 days, or what it lacks most where nothing moved; strongest first. */
function reasonsOf(facts: AccountFacts, { asOf, now, before30, change30 }: Measure): string[] {
  const since = new Date(asOf.getTime() - 30 * DAY);
  const drivers = change30 === null ? [] : driversOf(changesBetween(before30, now), change30);
  if (drivers.length > 0) return drivers.slice(0, REASONS).map((each) => plain(changeLine(each, { ...facts, asOf }, since)));
  const metrics = now.dimensions.flatMap((dimension) => dimension.metrics);
  return weakest(metrics, POOR)
    .slice(0, REASONS)
    .flatMap(({ reading }) => reading?.text() ?? []);
}
