import { clamp, logistic, logit, sum } from '../metrics/index.ts';

const INTERVENTIONS = ['standard', 'comprehensive', 'executive'] as const;
export type Intervention = (typeof INTERVENTIONS)[number];

/** What became of one completed retention playbook. */
export interface InterventionOutcome {
  tier: Intervention;
  /** 0 (lost) to 1 (kept, targets reached). */
  success: number;
}

interface RetentionChance {
  tier: 'none' | Intervention;
  /** 0 to 1: chance that the account is still there in 90 days. */
  probability: number;
  /** How many completed playbooks of the tenant it rests on. */
  observed: number;
}

/** Stated for an account that would be kept in 22 of 100 cases if nothing were done. */
const REFERENCE_NONE = 0.22;
const PRIORS: Record<Intervention, number> = { standard: 0.45, comprehensive: 0.73, executive: 0.89 };
/** The stated rates weigh like this many playbooks of the tenant's own. */
const PRIOR_STRENGTH = 20;

/**
 * Modelled chance of keeping the account with each intervention: the rate of the reference account as a Beta
 * posterior of the tenant's completed playbooks, moved by this account's own odds. `none` is exactly
 * `1 - probability90`; a larger intervention never comes out below a smaller one.
 */
export function retentionChances(probability90: number, outcomes: readonly InterventionOutcome[]): RetentionChance[] {
  const own = logit(1 - probability90) - logit(REFERENCE_NONE);
  const posteriors = INTERVENTIONS.map((tier) => {
    const mine = outcomes.filter((outcome) => outcome.tier === tier);
    const kept = sum(mine.map(({ success }) => clamp(success, 0, 1)));
    const weight = PRIOR_STRENGTH + mine.length;
    return { tier, rate: (PRIORS[tier] * PRIOR_STRENGTH + kept) / weight, weight, observed: mine.length };
  });
  const rates = isotonic(posteriors);
  return [
    { tier: 'none', probability: 1 - probability90, observed: 0 },
    ...posteriors.map(({ tier, observed }, index) => ({
      tier,
      probability: Math.max(1 - probability90, logistic(logit(rates[index] ?? 0) + own)),
      observed,
    })),
  ];
}

/** Rates in rising order: neighbours that fall are pooled by their weights. */
function isotonic(parts: readonly { rate: number; weight: number }[]): number[] {
  const pools: { rate: number; weight: number; size: number }[] = [];
  for (const { rate, weight } of parts) {
    let pool = { rate, weight, size: 1 };
    for (let last = pools.at(-1); last && last.rate > pool.rate; last = pools.at(-1)) {
      pools.pop();
      const together = last.weight + pool.weight;
      pool = { rate: (last.rate * last.weight + pool.rate * pool.weight) / together, weight: together, size: last.size + pool.size };
    }
    pools.push(pool);
  }
  return pools.flatMap(({ rate, size }) => Array.from({ length: size }, () => rate));
}

const GOAL = 0.85;

/** The smallest intervention that reaches 85 %, else the one that comes closest; null where doing nothing is enough. */
export function advisedIntervention(chances: readonly RetentionChance[]): Intervention | null {
  const { tier } =
    chances.find(({ probability }) => probability >= GOAL) ??
    chances.reduce((best, each) => (each.probability > best.probability ? each : best));
  return tier === 'none' ? null : tier;
}
