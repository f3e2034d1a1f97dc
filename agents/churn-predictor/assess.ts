import { type AccountFacts, DAY, factsAt } from '../facts/index.ts';
import { logistic, pointsBetween, round, sum } from '../metrics/index.ts';
import { type Factor, type Observation, observe, wordsOf } from './factors/factor.ts';
import { factors } from './factors/index.ts';
import { bandOf, daysUntilTooLate, probabilityWithin, riskScoreOf } from './horizon.ts';
import { type ChurnWeights, STARTING_WEIGHTS, weightOf } from './weights.ts';

/** Below this share of the signals nothing is predicted. */
const MIN_COVERAGE = 0.3;
/** The latest log-odds the critical date is extrapolated from: one a week. */
const PACE_STEP_DAYS = 7;
const PACE_STEPS = 3;
const CHANGE_DAYS = 30;
const REPEATED = 0.75;

export type MeasuredChurn = Extract<ReturnType<typeof measureChurn>, { status: 'scored' }>;
export type ChurnAssessment = Extract<ReturnType<typeof assessChurn>, { status: 'scored' }>;
/** A factor as a line of "Why": one plain sentence with the figure and its date, and what it rests on. */
export type AssessedFactor = ChurnAssessment['factors'][number];

/**
 * Predicts churn of one account from its facts as of an instant: log-odds summed over named factors around a
 * base rate. Pure and deterministic; rows later than `asOf` (by event or ingestion time) have no effect.
 */
export function assessChurn(facts: AccountFacts, asOf: Date = facts.asOf, weights: ChurnWeights = STARTING_WEIGHTS) {
  const measured = measureChurn(facts, asOf, weights);
  if (measured.status !== 'scored') return measured;
  return { ...measured, factors: measured.factors.map((each) => ({ ...each, text: each.text(), evidence: each.evidence() })) };
}

/** As `assessChurn`, without words: what rescoring stores. */
export function measureChurn(facts: AccountFacts, asOf: Date = facts.asOf, weights: ChurnWeights = STARTING_WEIGHTS) {
  const known = factsAt(facts, asOf);
  const { account } = known;
  const now = read(known, weights);
  const gone = account.lifecycleStage === 'churned' || account.churnedAt;
  if (gone || now.coverage < MIN_COVERAGE)
    return {
      /** No prediction, and why: nothing left to predict, or too few signals. */
      status: gone ? ('churned' as const) : ('insufficient' as const),
      accountId: account._id,
      asOf: known.asOf,
      coverage: now.coverage,
      missing: missingOf(now.unseen),
      churnedAt: account.churnedAt ?? null,
    };
  const logOddsAgo = (days: number) => logOddsAt(factsAt(known, new Date(known.asOf.getTime() - days * DAY)), weights);
  const before = logOddsAgo(CHANGE_DAYS);
  const pace = Array.from({ length: PACE_STEPS - 1 }, (_, index) => logOddsAgo((PACE_STEPS - 1 - index) * PACE_STEP_DAYS));
  const untilTooLate = daysUntilTooLate([...pace, now.logOdds], PACE_STEP_DAYS);
  const riskScore = riskScoreOf(now.logOdds);
  return {
    status: 'scored' as const,
    accountId: account._id,
    asOf: known.asOf,
    modelVersion: weights.version,
    /** 0 to 100. */
    riskScore,
    band: bandOf(riskScore),
    /** Points of the risk score since 30 days ago; null where that day cannot be scored. */
    change30: before === null ? null : pointsBetween(riskScoreOf(before), riskScore),
    /** 0 to 1, never falling with the horizon. */
    probability30: probabilityWithin(30, now.logOdds),
    probability90: logistic(now.logOdds),
    probability180: probabilityWithin(180, now.logOdds),
    /** 0 to 1: coverage × freshness. */
    confidence: now.confidence,
    coverage: now.coverage,
    freshness: now.coverage > 0 ? now.confidence / now.coverage : 0,
    /** Log-odds before any factor, and after all: `logOdds = base + sum of contributions`. */
    base: weights.base,
    logOdds: now.logOdds,
    factors: factorsOf(now.known, known),
    /** What is needed for the factors that are not known. */
    missing: missingOf(now.unseen),
    /** When the extrapolated 90-day probability passes 85 %; null where it does not within half a year. */
    criticalAt: untilTooLate === null ? null : new Date(known.asOf.getTime() + untilTooLate * DAY),
  };
}

/** Risk score at an instant, null where it cannot be scored; for charts. */
export function riskAt(facts: AccountFacts, instant: Date, weights: ChurnWeights): number | null {
  const logOdds = logOddsAt(factsAt(facts, instant), weights);
  return logOdds === null ? null : riskScoreOf(logOdds);
}

/** Probability of churn within 90 days at an instant, 0 to 1; null where too little was known. For tests on the past. */
export function chanceAt(facts: AccountFacts, instant: Date, weights: ChurnWeights): number | null {
  const logOdds = logOddsAt(factsAt(facts, instant), weights);
  return logOdds === null ? null : logistic(logOdds);
}

const ALL_IMPORTANCE = sum(factors.map(({ importance }) => importance));

/** A factor that is known, and what it adds to the log-odds. */
interface Known {
  factor: Factor;
  observation: Observation;
  contribution: number;
}

/** Null where too little was known. */
function logOddsAt(facts: AccountFacts, weights: ChurnWeights): number | null {
  const { coverage, logOdds } = read(facts, weights);
  return coverage < MIN_COVERAGE ? null : logOdds;
}

function read(facts: AccountFacts, weights: ChurnWeights) {
  const seen: Known[] = [];
  const unseen: Factor[] = [];
  for (const factor of factors) {
    const observation = observe(factor, facts);
    if (observation) seen.push({ factor, observation, contribution: weightOf(weights, factor.name) * observation.strength });
    else unseen.push(factor);
  }
  /** Of all importance, each factor that is known counting by its part; 0 to 1. */
  const shareOf = (part: 'fullness' | 'certainty') =>
    sum(seen.map(({ factor, observation }) => factor.importance * observation[part])) / ALL_IMPORTANCE;
  const beside = Map.groupBy(seen, ({ factor: { group }, contribution }) => (contribution > 0 ? group : `not ${group}`));
  const known = [...beside.values()].flatMap(discounted);
  return {
    coverage: shareOf('fullness'),
    confidence: shareOf('certainty'),
    logOdds: weights.base + sum(known.map(({ contribution }) => contribution)),
    known,
    unseen,
  };
}

/** Known factors, the largest contribution first; their words and evidence are made only when somebody asks. */
const factorsOf = (known: readonly Known[], facts: AccountFacts) =>
  known
    .map(({ factor: { name, label, group }, observation, contribution }) => ({
      name,
      label,
      group,
      /** -1 (for staying) to 1 (for leaving). */
      strength: observation.strength,
      /** What it adds to the log-odds of churn within 90 days. */
      contribution,
      value: round(observation.value, observation.signal.metric.digits),
      unit: observation.signal.metric.unit,
      text: () => wordsOf(observation, facts),
      evidence: () => observation.reading.evidence(),
    }))
    .sort((a, b) => b.contribution - a.contribution || (a.name < b.name ? -1 : 1));

const missingOf = (unseen: readonly Factor[]): string[] => [...new Set(unseen.map(({ needs }) => needs))];

/** Signs of one group mostly show the same trouble: the strongest counts in full, each further one a quarter less than the last. */
export function discounted<Part extends { contribution: number }>(parts: readonly Part[]): Part[] {
  return [...parts]
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution))
    .map((part, rank) => ({ ...part, contribution: part.contribution * REPEATED ** rank }));
}
