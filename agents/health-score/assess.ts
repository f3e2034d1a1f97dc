import type { HEALTH_TRENDS, HealthBand } from '../../models/account-health-score.ts';
import { type AccountFacts, DAY, factsAt, findingOf } from '../facts/index.ts';
import { capital, figureOf, pointsBetween, round } from '../metrics/index.ts';
import { bandOf } from './bands.ts';
import { type Composition, compose, GOOD, lost, POOR, readAll, type ScoredMetric, weakest } from './compose.ts';
import { type Forecast, forecast, type Interval } from './forecast.ts';
import { remedyOf } from './remedies.ts';
import { defaultScorecard, type Scorecard } from './scorecard.ts';

/** Changes whenever the same facts would be scored differently. */
export const MODEL_VERSION = 'health/1';

const WEEKS_BACK = 8;
/** A move smaller than this in 30 days is no trend. */
const MOVED = 3;
const PLUNGED = 15;

/** The score of one instant and its parts; no score below the scorecard's minimum coverage or after the account has left. */
export function scoreAt(facts: AccountFacts, asOf: Date, scorecard: Scorecard): Composition {
  const view = factsAt(facts, asOf);
  const composition = compose(readAll(view, scorecard), scorecard, view.asOf);
  const { churnedAt } = view.account;
  const gone = churnedAt && churnedAt <= asOf;
  return gone || composition.coverage < scorecard.minimumCoverage ? { ...composition, score: null } : composition;
}

/** The numbers of an assessment, without words: what rescoring stores. */
export interface Measure {
  asOf: Date;
  now: Composition;
  before30: Composition;
  /** Points since 30 days before, by the same rules; null where either cannot be scored. */
  change30: number | null;
  /** Oldest first, the last one now. */
  weekly: { asOf: Date; score: number | null }[];
  band: HealthBand | null;
  trend: (typeof HEALTH_TRENDS)[number] | null;
  forecast: Forecast | null;
}

/**
 * @param given the facts known at `instant` or later; rows later than `instant` are not looked at.
 * @param memo scores of the same facts and scorecard by instant (ms), for whoever measures many instants of them.
 */
export function measure(
  given: AccountFacts,
  instant: Date = given.asOf,
  scorecard: Scorecard = defaultScorecard,
  memo: Map<number, number | null> = new Map(),
): Measure {
  const facts = factsAt(given, instant);
  const { asOf } = facts;
  const ago = (days: number) => new Date(asOf.getTime() - days * DAY);
  const at = (date: Date): Composition => {
    const composition = scoreAt(facts, date, scorecard);
    memo.set(date.getTime(), composition.score);
    return composition;
  };
  const scoreOf = (date: Date): number | null => {
    const known = memo.get(date.getTime());
    return known === undefined ? at(date).score : known;
  };
  const now = at(asOf);
  if (now.score === null) return { asOf, now, before30: now, change30: null, weekly: [], band: null, trend: null, forecast: null };
  const before30 = at(ago(30));
  const weekly = Array.from({ length: WEEKS_BACK + 1 }, (_, index) => {
    const date = ago((WEEKS_BACK - index) * 7);
    return { asOf: date, score: scoreOf(date) };
  });
  const change30 = before30.score === null ? null : pointsBetween(before30.score, now.score);
  const band = bandOf(now.score);
  const ahead = forecast(
    weekly.map(({ score }) => score),
    now.confidence,
  );
  return { asOf, now, before30, change30, weekly, band, trend: trendOf(weekly, change30, band), forecast: ahead };
}

function trendOf(weekly: Measure['weekly'], change30: number | null, band: HealthBand): Measure['trend'] {
  if (change30 === null || Math.abs(change30) < MOVED) return 'stable';
  // A week ago the score must have moved the same way already: one noisy week is no trend.
  const weekAgo = weekly.at(-2)?.score ?? null;
  const monthAgo = weekly.at(-5)?.score ?? null;
  if (weekAgo === null || monthAgo === null || (weekAgo - monthAgo) * change30 <= 0) return 'stable';
  if (change30 > 0) return 'improving';
  return change30 <= -PLUNGED || band === 'red' ? 'critical' : 'declining';
}

/** So many points more than in 30 days make an earlier instant the one to compare with. */
export const FARTHER = 5;

/** What the score is compared with: the peak or trough of the last eight weeks where that tells clearly more than 30 days before. */
export function sinceWhen({ asOf, now, change30, weekly }: Measure): { asOf: string; change: number } | null {
  const point = (at: Date, change: number | null) => (change === null ? [] : [{ asOf: at.toISOString(), change }]);
  const [month] = point(new Date(asOf.getTime() - 30 * DAY), change30);
  if (!month) return null;
  return weekly
    .flatMap((week) => point(week.asOf, week.score === null || now.score === null ? null : pointsBetween(week.score, now.score)))
    .reduce((far, each) => (Math.abs(each.change) >= Math.abs(far.change) + (far === month ? FARTHER : 0.01) ? each : far), month);
}

/**
 * The health of one account as of an instant, from its facts alone: no I/O, no clock, the same facts give the
 * same result, rows later than the instant are not looked at. Below the scorecard's minimum coverage there is no
 * score, and `missing` says what data would give one.
 */
export function assess(facts: AccountFacts, instant: Date = facts.asOf, scorecard: Scorecard = defaultScorecard): HealthAssessment {
  return assessed(facts, measure(facts, instant, scorecard), scorecard);
}

export type HealthAssessment = ReturnType<typeof assessed>;

/** What was measured of the facts, in words and figures. Weights and contributions are of the overall score. */
export function assessed(given: AccountFacts, measured: Measure, scorecard: Scorecard) {
  const facts = factsAt(given, measured.asOf);
  const { asOf, now, weekly, change30, band, trend, forecast: ahead } = measured;
  const { churnedAt, _id: accountId } = facts.account;
  const finding = (each: ScoredMetric, contribution: number, text = textOf(each)) =>
    findingOf(figureOf(each.metric, each.reading, facts), text, round(contribution, 2));
  const scored = now.score === null ? [] : now.dimensions.flatMap(({ metrics }) => metrics);
  const poor = weakest(scored, POOR);
  const warned = scored.filter((each) => !poor.includes(each) && each.reading?.warning?.());
  const refusal = churnedAt && churnedAt <= asOf ? ('churned' as const) : ('too_little_data' as const);
  return {
    accountId,
    asOf: asOf.toISOString(),
    status: now.score === null ? refusal : ('scored' as const),
    score: now.score,
    band,
    trend,
    change30,
    confidence: round(now.confidence, 4),
    coverage: round(now.coverage, 4),
    freshness: now.coverage > 0 ? round(now.confidence / now.coverage, 4) : 0,
    missing: missingOf(now),
    dimensions: now.dimensions.map(({ key, weight, score, contribution, metrics, missing }) => ({
      key,
      label: capital(key),
      weight: round(weight, 6),
      score,
      contribution: round(contribution, 4),
      metrics: metrics.map((each) => ({
        key: each.metric.key,
        figure: figureOf(each.metric, each.reading, facts),
        score: round(each.score, 2),
        weight: round(each.weight, 6),
        contribution: round(each.contribution, 4),
        text: textOf(each),
      })),
      missing: missing.map(({ label }) => label),
    })),
    positive: scored
      .filter(({ score }) => score >= GOOD)
      .sort((a, b) => b.contribution - a.contribution)
      .map((each) => finding(each, each.contribution)),
    risks: [
      ...poor.map((each) => finding(each, -lost(each))),
      ...warned.map((each) => finding(each, -lost(each), each.reading?.warning?.() ?? '')),
    ],
    actions: [...poor, ...warned].slice(0, 4).map(({ metric }) => remedyOf(metric)),
    history: weekly.map((point) => ({ asOf: point.asOf.toISOString(), score: point.score === null ? null : round(point.score, 2) })),
    forecast: ahead && { ...ahead, days30: rounded(ahead.days30), days90: rounded(ahead.days90) },
    modelVersion: MODEL_VERSION,
    scorecardVersion: scorecard.version,
  };
}

/** Labels of what the score lacks. */
export const missingOf = ({ dimensions }: Composition): string[] =>
  dimensions.flatMap((dimension) => dimension.missing.map(({ label }) => label));

const textOf = ({ reading }: ScoredMetric): string => reading?.text() ?? '';

const rounded = ({ value, low, high }: Interval): Interval => ({ value: round(value, 1), low: round(low, 1), high: round(high, 1) });
