import type { AccountFacts } from '../facts/account-facts.ts';
import type { Evidence } from '../facts/evidence.ts';
import { factsAt } from '../facts/facts-at.ts';
import type { Text } from '../facts/figure.ts';
import type { Finding } from '../facts/finding.ts';
import { DAY } from '../facts/time.ts';
import { logistic, round, sum } from '../metrics/statistics.ts';
import { type Factor, type FactorGroup, type Observation, observe, wordsOf } from './factors/factor.ts';
import { factors } from './factors/index.ts';
import { bandOf, daysUntilTooLate, probabilityWithin, type RiskBand, riskScoreOf } from './horizon.ts';
import { type ChurnWeights, STARTING_WEIGHTS, weightOf } from './weights.ts';

/** Below this share of the signals nothing is predicted. */
const MIN_COVERAGE = 0.3;
/** The latest log-odds the critical date is extrapolated from: one a week. */
const PACE_STEP_DAYS = 7;
const PACE_STEPS = 3;
const CHANGE_DAYS = 30;
const REPEATED = 0.75;

interface FactorFigures {
  name: string;
  label: string;
  group: FactorGroup;
  /** -1 (for staying) to 1 (for leaving). */
  strength: number;
  /** What it adds to the log-odds of churn within 90 days. */
  contribution: number;
  value: number;
  unit: string;
}

/** A factor as a line of "Why": one plain sentence with the figure and its date, and what it rests on. */
export type AssessedFactor = FactorFigures & Pick<Finding, 'text' | 'evidence'>;

/** A factor whose words and evidence are made only when somebody asks. */
export interface MeasuredFactor extends FactorFigures {
  text(): Text;
  evidence(): Evidence[];
}

export interface ChurnAssessment<Part extends FactorFigures = AssessedFactor> {
  status: 'scored';
  accountId: string;
  asOf: Date;
  modelVersion: string;
  /** 0 to 100. */
  riskScore: number;
  band: RiskBand;
  /** Points of the risk score since 30 days ago; null where that day cannot be scored. */
  change30: number | null;
  /** 0 to 1, never falling with the horizon. */
  probability30: number;
  probability90: number;
  probability180: number;
  /** 0 to 1: coverage × freshness. */
  confidence: number;
  coverage: number;
  freshness: number;
  /** Log-odds before any factor, and after all: `logOdds = base + sum of contributions`. */
  base: number;
  logOdds: number;
  /** Largest contribution first; known factors only. */
  factors: Part[];
  /** What is needed for the factors that are not known. */
  missing: string[];
  /** When the extrapolated 90-day probability passes 85 %; null where it does not within half a year. */
  criticalAt: Date | null;
}

/** No prediction, and why: too few signals, or nothing left to predict. */
interface ChurnRefusal {
  status: 'insufficient' | 'churned';
  accountId: string;
  asOf: Date;
  coverage: number;
  missing: string[];
  churnedAt: Date | null;
}

/**
 * Predicts churn of one account from its facts as of an instant: log-odds summed over named factors around a
 * base rate. Pure and deterministic; rows later than `asOf` (by event or ingestion time) have no effect.
 */
export function assessChurn(
  facts: AccountFacts,
  asOf: Date = facts.asOf,
  weights: ChurnWeights = STARTING_WEIGHTS,
): ChurnAssessment | ChurnRefusal {
  const measured = measureChurn(facts, asOf, weights);
  if (measured.status !== 'scored') return measured;
  return { ...measured, factors: measured.factors.map((each) => ({ ...each, text: each.text(), evidence: each.evidence() })) };
}

/** As `assessChurn`, without words: what rescoring stores. */
export function measureChurn(
  facts: AccountFacts,
  asOf: Date = facts.asOf,
  weights: ChurnWeights = STARTING_WEIGHTS,
): ChurnAssessment<MeasuredFactor> | ChurnRefusal {
  const known = factsAt(facts, asOf);
  const { account } = known;
  const now = read(known, weights);
  const gone = account.lifecycleStage === 'churned' || account.churnedAt;
  if (gone || now.coverage < MIN_COVERAGE)
    return {
      status: gone ? 'churned' : 'insufficient',
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
    status: 'scored',
    accountId: account._id,
    asOf: known.asOf,
    modelVersion: weights.version,
    riskScore,
    band: bandOf(riskScore),
    change30: before === null ? null : riskScore - riskScoreOf(before),
    probability30: probabilityWithin(30, now.logOdds),
    probability90: logistic(now.logOdds),
    probability180: probabilityWithin(180, now.logOdds),
    confidence: now.confidence,
    coverage: now.coverage,
    freshness: now.coverage > 0 ? now.confidence / now.coverage : 0,
    base: weights.base,
    logOdds: now.logOdds,
    factors: factorsOf(now.known, known),
    missing: missingOf(now.unseen),
    criticalAt: untilTooLate === null ? null : new Date(known.asOf.getTime() + untilTooLate * DAY),
  };
}

/** Risk score at an instant, null where it cannot be scored; for charts. */
export function riskAt(facts: AccountFacts, instant: Date, weights: ChurnWeights): number | null {
  const logOdds = logOddsAt(factsAt(facts, instant), weights);
  return logOdds === null ? null : riskScoreOf(logOdds);
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

/** Largest contribution first. */
const factorsOf = (known: readonly Known[], facts: AccountFacts): MeasuredFactor[] =>
  known
    .map(({ factor: { name, label, group }, observation, contribution }) => ({
      name,
      label,
      group,
      strength: observation.strength,
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
