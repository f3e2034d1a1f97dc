import type { Evidence, Figure } from '../kit/evidence.ts';
import type { AccountFacts } from '../kit/facts.ts';
import { logistic, round, sum } from '../kit/statistics.ts';
import { DAY, type FactorGroup, freshness } from './factors/factor.ts';
import { factors } from './factors/index.ts';
import { factsAsOf } from './facts-as-of.ts';
import { bandOf, daysUntilTooLate, probabilityWithin, type RiskBand, riskScoreOf } from './horizon.ts';
import { type ChurnWeights, STARTING_WEIGHTS, weightOf } from './weights.ts';

/** Below this share of the signals nothing is predicted. */
export const MIN_COVERAGE = 0.3;
/** The latest log-odds the critical date is extrapolated from: one a week. */
const PACE_STEP_DAYS = 7;
const PACE_STEPS = 3;
const CHANGE_DAYS = 30;
const REPEATED = 0.75;

export interface AssessedFactor {
  name: string;
  label: string;
  group: FactorGroup;
  /** -1 (for staying) to 1 (for leaving). */
  strength: number;
  /** What it adds to the log-odds of churn within 90 days. */
  contribution: number;
  value: number;
  unit: string;
  text: string;
  evidence: Evidence[];
}

export interface ChurnAssessment {
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
  factors: AssessedFactor[];
  /** What is needed for the factors that are not known. */
  missing: string[];
  /** When the extrapolated 90-day probability passes 85 %; null where it does not within half a year. */
  criticalAt: Date | null;
}

/** No prediction, and why: too few signals, or nothing left to predict. */
export interface ChurnRefusal {
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
  const known = factsAsOf(facts, asOf);
  const { account } = known;
  const now = read(known, weights);
  if (account.lifecycleStage === 'churned' || account.churnedAt) return refusal(known, 'churned', now);
  if (now.coverage < MIN_COVERAGE) return refusal(known, 'insufficient', now);
  const logOddsAgo = (days: number) => {
    const then = read(factsAsOf(known, new Date(known.asOf.getTime() - days * DAY)), weights);
    return then.coverage < MIN_COVERAGE ? null : then.logOdds;
  };
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
    factors: now.factors.map((factor) => ({ ...factor, text: factor.text(), evidence: factor.evidence() })),
    missing: now.missing,
    criticalAt: untilTooLate === null ? null : new Date(known.asOf.getTime() + untilTooLate * DAY),
  };
}

/** Risk score at each of the instants, null where it cannot be scored; for charts. */
export function riskHistory(facts: AccountFacts, instants: readonly Date[], weights: ChurnWeights = STARTING_WEIGHTS): (number | null)[] {
  return instants.map((instant) => {
    const then = read(factsAsOf(facts, instant), weights);
    return then.coverage < MIN_COVERAGE ? null : riskScoreOf(then.logOdds);
  });
}

function read(facts: AccountFacts, weights: ChurnWeights) {
  const seen = factors.map((factor) => ({ factor, ...factor.observe(facts) }));
  const share = (part: (each: (typeof seen)[number]) => number) =>
    sum(seen.map((each) => each.factor.importance * part(each))) / sum(factors.map(({ importance }) => importance));
  const known = seen.flatMap(({ factor: { name, label, group }, reading }) =>
    reading ? [{ name, label, group, ...reading, contribution: weightOf(weights, name) * reading.strength }] : [],
  );
  const assessed = [...Map.groupBy(known, ({ group, contribution }) => `${group} ${contribution > 0}`).values()].flatMap(discounted);
  return {
    coverage: share(({ newest, fullness }) => (newest ? fullness : 0)),
    confidence: share(({ factor, newest, fullness }) => (newest ? fullness * freshness(facts, newest, factor.halfLife) : 0)),
    logOdds: weights.base + sum(assessed.map(({ contribution }) => contribution)),
    factors: assessed.sort((a, b) => b.contribution - a.contribution || (a.name < b.name ? -1 : 1)),
    missing: [...new Set(seen.filter(({ newest }) => !newest).map(({ factor }) => factor.needs))],
  };
}

/** Signs of one group mostly show the same trouble: the strongest counts in full, each further one a quarter less than the last. */
export function discounted<Part extends { contribution: number }>(parts: readonly Part[]): Part[] {
  return [...parts]
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution))
    .map((part, rank) => ({ ...part, contribution: part.contribution * REPEATED ** rank }));
}

function refusal(facts: AccountFacts, status: ChurnRefusal['status'], now: ReturnType<typeof read>): ChurnRefusal {
  return {
    status,
    accountId: facts.account._id,
    asOf: facts.asOf,
    coverage: now.coverage,
    missing: now.missing,
    churnedAt: facts.account.churnedAt ?? null,
  };
}

/** A factor as a figure of a card: the contribution is in log-odds. */
export function figureOf(factor: AssessedFactor): Figure {
  return {
    label: factor.label,
    value: factor.value,
    unit: factor.unit,
    contribution: round(factor.contribution, 2),
    text: factor.text,
    evidence: factor.evidence,
  };
}
