import { clamp, decay, logistic, sum } from '../metrics/statistics.ts';
import { type ChurnView, npsAnswer, type RenewalFactor } from './factors.ts';
import { ageDays, type RenewalFacts } from './renewal-facts.ts';
import type { ValueView } from './value-view.ts';
import { BASE, COVERAGE, FAR_HALF_LIFE_DAYS, LEAST_COVERAGE, NEAR_DAYS } from './weights.ts';

/** How much of what is seen today still holds on the day of the decision: 1 within a quarter, then falling. */
export const persistence = (days: number): number => decay(days - NEAR_DAYS, FAR_HALF_LIFE_DAYS);

/** Probability (0.01 to 0.99) that a contract whose end lies so many days ahead is renewed, by the contributions of all factors together. */
export function renewalChance(logOdds: number, days: number): number {
  return clamp(logistic(BASE + persistence(days) * logOdds), 0.01, 0.99);
}

export interface Knowledge {
  /** 0 to 1: how much of what the probability wants is known; times how fresh it is. */
  coverage: number;
  freshness: number;
  confidence: number;
  missing: string[];
  /** Whether a probability may be given at all. */
  enough: boolean;
}

const NPS_FRESH_DAYS = 120;

export function knowledgeOf(facts: RenewalFacts, churn: ChurnView | null, value: ValueView, factors: readonly RenewalFactor[]): Knowledge {
  const has = (name: string) => factors.some((each) => each.name === name);
  const nps = npsAnswer(facts);
  const parts = [
    {
      weight: COVERAGE.churn,
      known: Number(churn !== null),
      fresh: churn?.confidence ?? 0,
      missing: 'enough signals for a churn prediction',
    },
    { weight: COVERAGE.roi, known: Number(has('roi')), fresh: value.confidence, missing: 'value with evidence (the return)' },
    {
      weight: COVERAGE.nps,
      known: Number(has('nps')),
      fresh: nps ? decay(ageDays(facts, new Date(nps.latest)) - NPS_FRESH_DAYS, NPS_FRESH_DAYS) : 0,
      missing: 'NPS answers of the last 11 months',
    },
    { weight: COVERAGE.advocacy, known: Number(has('advocacy')), fresh: 1, missing: 'an executive sponsor or decision maker on record' },
  ];
  const coverage = sum(parts.map(({ weight, known }) => weight * known));
  const confidence = sum(parts.map(({ weight, known, fresh }) => weight * known * fresh));
  return {
    coverage,
    confidence,
    freshness: coverage > 0 ? confidence / coverage : 0,
    missing: parts.flatMap(({ known, missing }) => (known === 0 ? [missing] : [])),
    enough: coverage >= LEAST_COVERAGE,
  };
}
