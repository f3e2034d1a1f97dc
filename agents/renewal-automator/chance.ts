import { clamp, decay, knowledgeOf, logistic, numberOf } from '../metrics/index.ts';
import { confidenceOf } from '../value-realization/face.ts';
import type { ChurnView, RenewalFactor } from './factors.ts';
import { ageDays, type RenewalFacts } from './renewal-facts.ts';
import { BASE, COVERAGE, FAR_HALF_LIFE_DAYS, LEAST_COVERAGE, NEAR_DAYS } from './weights.ts';

/** How much of what is seen today still holds on the day of the decision: 1 within a quarter, then falling. */
export const persistence = (days: number): number => decay(days - NEAR_DAYS, FAR_HALF_LIFE_DAYS);

/** Probability (0.01 to 0.99) that a contract whose end lies so many days ahead is renewed, by the contributions of all factors together. */
export function renewalChance(logOdds: number, days: number): number {
  return clamp(logistic(BASE + persistence(days) * logOdds), 0.01, 0.99);
}

const NPS_FRESH_DAYS = 120;

/** How much of what the probability wants is known (0 to 1), how fresh it is, and whether a probability may be given at all. */
export function knownOf(facts: RenewalFacts, churn: ChurnView | null, factors: readonly RenewalFactor[]) {
  const nps = numberOf(facts, 'nps_answer');
  const npsFresh = nps ? decay(ageDays(facts, new Date(nps.latest)) - NPS_FRESH_DAYS, NPS_FRESH_DAYS) : 0;
  const sure: Record<keyof typeof COVERAGE, [fresh: number, name: string]> = {
    churn: [churn?.confidence ?? 0, 'enough signals for a churn prediction'],
    roi: [confidenceOf(facts).confidence, 'value with evidence (the return)'],
    nps: [npsFresh, 'NPS answers of the last 11 months'],
    advocacy: [1, 'an executive sponsor or decision maker on record'],
  };
  const knowledge = knowledgeOf(
    (Object.keys(sure) as (keyof typeof sure)[]).map((key) => {
      const [fresh, name] = sure[key];
      return { name, weight: COVERAGE[key], quality: Number(factors.some((each) => each.name === key)), fresh };
    }),
  );
  return { ...knowledge, enough: knowledge.coverage >= LEAST_COVERAGE };
}
