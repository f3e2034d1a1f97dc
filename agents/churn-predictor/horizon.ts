import { clamp, decay, logistic, logit, theilSen } from '../metrics/index.ts';
import { HIGH_RISK, MEDIUM_RISK } from '../metrics/risk-band.ts';

export { type RiskBand, riskBandOf as bandOf } from '../metrics/risk-band.ts';

/** What rounds to the score called high. */
export const HIGH_FROM = HIGH_RISK - 0.5;

/** Medium begins where one account in four leaves within 90 days, high where three in four do. */
const MEDIUM_AT = 0.25;
const HIGH_AT = 0.75;
const STRETCH = (logit(HIGH_RISK / 100) - logit(MEDIUM_RISK / 100)) / (logit(HIGH_AT) - logit(MEDIUM_AT));
const SHIFT = logit(HIGH_RISK / 100) - STRETCH * logit(HIGH_AT);

/** Past this 90-day probability an intervention no longer pays. */
export const TOO_LATE = 0.85;
/** A trend seldom goes on as it is: its pace halves in this time. */
const PACE_HALF_LIFE_DAYS = 21;
const HORIZON_DAYS = 180;

/** Risk score, 0 to 100, of 90-day log-odds: the same order as the probability, with room left at both ends. */
export function riskScoreOf(logOdds: number): number {
  return 100 * logistic(STRETCH * logOdds + SHIFT);
}

/** Probability (0 to 1) of churn within so many days, at the constant hazard of the 90-day log-odds; never falls with days. */
export function probabilityWithin(days: number, logOdds: number): number {
  return clamp(1 - (1 - logistic(logOdds)) ** (days / 90), 0, 1);
}

/**
 * Days until the 90-day probability passes `TOO_LATE` at the pace of the latest log-odds (oldest first, `step`
 * days apart, the last one now), the pace fading. 0: passed already. Null: it does not within half a year.
 */
export function daysUntilTooLate(logOdds: readonly (number | null)[], step: number): number | null {
  const now = logOdds.at(-1);
  if (now == null) return null;
  const missing = logit(TOO_LATE) - now;
  if (missing <= 0) return 0;
  const perDay = (theilSen(logOdds)?.slope ?? 0) / step;
  if (perDay <= 0) return null;
  // Distance covered after t days at a pace that halves: perDay * tau * (1 - e^(-t / tau)).
  const tau = PACE_HALF_LIFE_DAYS / Math.LN2;
  const reach = perDay * tau * (1 - decay(HORIZON_DAYS, PACE_HALF_LIFE_DAYS));
  return missing >= reach ? null : -tau * Math.log(1 - missing / (perDay * tau));
}
