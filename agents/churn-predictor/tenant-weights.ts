import type { Models } from '../../models/index.ts';
import { ENOUGH_OUTCOMES, type Learnt, learnWeights } from './learn.ts';
import { loadPastCases } from './past-cases.ts';
import type { PastCase } from './similar.ts';
import { STARTING_WEIGHTS } from './weights.ts';

/** The tenant's past cases and the weights they teach as of an instant. A tenant with few departures costs one count. */
export async function tenantWeights(scope: { tenant: string; models: Models; asOf: Date; now: Date }): Promise<Learnt> {
  const { tenant, models, asOf } = scope;
  const churned = await models.accounts.countDocuments({ tenant, churnedAt: { $lte: asOf } }).limit(ENOUGH_OUTCOMES);
  if (churned < ENOUGH_OUTCOMES) return { weights: STARTING_WEIGHTS, basis: 'start', churned, kept: 0, heldOut: null };
  return learntFrom(await loadPastCases(scope));
}

/** Oldest first, so that new decisions are added at the end. */
export function learntFrom(cases: readonly PastCase[]): Learnt {
  return learnWeights([...cases].reverse().map(({ strengths, outcome }) => ({ strengths, churned: outcome === 'churned' })));
}
