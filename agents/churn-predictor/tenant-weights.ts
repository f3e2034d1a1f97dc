import { createHash, randomUUID } from 'node:crypto';
import type { StoredChurnWeights } from '../../models/churn-weights.ts';
import { insertNew } from '../../models/kit/bulk.ts';
import type { FactScope } from '../facts/index.ts';
import { breather, type Foreground } from '../kit/breathe.ts';
import { factors } from './factors/index.ts';
import { ENOUGH_OUTCOMES, type Learnt, learnWeights } from './learn.ts';
import { casesOf, type Decision, decisions } from './past-cases.ts';
import { type ChurnWeights, STARTING_WEIGHTS } from './weights.ts';

/** The weights known at the instant: the newest learnt by then, else the starting ones. */
export async function tenantWeights(scope: FactScope): Promise<{ weights: ChurnWeights; basis: Learnt['basis'] }> {
  const stored = await newest(scope);
  const weights = stored && weightsOf(stored);
  return weights ? { weights, basis: stored.basis } : { weights: STARTING_WEIGHTS, basis: 'start' };
}

/**
 * Learns from the accounts that left and renewed until the instant, and appends what they teach. Nothing is done
 * while the outcomes are those learnt from last, nor for a tenant that never had enough of them. True when
 * something was appended.
 */
export async function learnTenantWeights(scope: FactScope & { now: Date; foreground?: Foreground }): Promise<boolean> {
  const { tenant, models, asOf, now } = scope;
  const [decided, last] = await Promise.all([decisions(scope), newest({ ...scope, asOf: now })]);
  const outcomes = markOf(decided);
  const departures = decided.filter(({ outcome }) => outcome === 'churned').length;
  if (last ? last.outcomes === outcomes || last.at >= asOf : departures < ENOUGH_OUTCOMES) return false;
  // Oldest first, so that new decisions are added at the end.
  const cases = (await casesOf(scope, decided)).reverse().map(({ strengths, outcome }) => ({ strengths, churned: outcome === 'churned' }));
  const { weights, basis, churned, kept, heldOut } = await learnWeights(cases, breather(scope.foreground));
  const row = {
    _id: randomUUID(),
    tenant,
    source: 'greendoor',
    at: asOf,
    ingestedAt: now,
    modelVersion: weights.version,
    basis,
    base: weights.base,
    weights: Object.entries(weights.weights).map(([factor, weight]) => ({ factor, weight })),
    outcomes,
    churned,
    kept,
    ...(heldOut ? { heldOut } : {}),
  };
  await insertNew(models.churnWeights, tenant, [row]);
  return true;
}

async function newest({ tenant, models, asOf }: FactScope): Promise<StoredChurnWeights | undefined> {
  const [row] = await models.churnWeights
    .find({ tenant, at: { $lte: asOf }, ingestedAt: { $lte: asOf } })
    .sort({ at: -1 })
    .limit(1)
    .lean<StoredChurnWeights[]>();
  return row;
}

/** Undefined for weights learnt before a factor was added: what they would say of it is unknown. */
function weightsOf({ modelVersion, base, weights }: StoredChurnWeights): ChurnWeights | undefined {
  const known = Object.fromEntries(weights.map(({ factor, weight }) => [factor, weight]));
  return factors.every(({ name }) => name in known) ? { version: modelVersion, base, weights: known } : undefined;
}

/** The same for the same outcomes, factors and starting weights. */
function markOf(decided: readonly Decision[]): string {
  const outcomes = decided.map(({ accountId, outcome, at }) => [accountId, outcome, at.getTime()]);
  return createHash('sha256')
    .update(JSON.stringify([STARTING_WEIGHTS.version, factors.map(({ name }) => name), outcomes]))
    .digest('hex')
    .slice(0, 16);
}
