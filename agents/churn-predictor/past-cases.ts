import type { Account } from '../../models/account.ts';
import type { ChurnPrediction } from '../../models/churn-prediction.ts';
import type { Contract } from '../../models/contract.ts';
import { DAY, type FactScope, loadFacts } from '../facts/index.ts';
import { breather, type Foreground } from '../kit/breathe.ts';
import { accountNames } from '../kit/who.ts';
import { measureChurn } from './assess.ts';
import { predictionOf, recordPredictions } from './record.ts';
import type { PastCase } from './similar.ts';
import { STARTING_WEIGHTS } from './weights.ts';

interface Scope extends FactScope {
  /** When predictions made up for now count as issued. */
  now: Date;
  foreground?: Foreground;
}

export type Decision = Omit<PastCase, 'strengths'>;

/** Older decisions say little about today's product. */
const MEMORY_DAYS = 730;
/** Decisions are looked at as they stood about two months before, when something could still be done. */
const BEFORE_DAYS = 45;
const MOST_OF_A_KIND = 150;

/**
 * Accounts of the tenant that left or renewed, with their factors as they stood one and a half to two and a half
 * months before. Those not predicted at the time are predicted now as of then, and kept in `churn_predictions`.
 * Newest decision first; accounts that could not be scored then are absent.
 */
export async function loadPastCases(scope: Scope): Promise<PastCase[]> {
  return casesOf(scope, await decisions(scope));
}

/** The decisions with the account's factors before them. */
export async function casesOf(scope: Scope, decided: readonly Decision[]): Promise<PastCase[]> {
  const months = Map.groupBy(decided, ({ at }) => snapshotOf(at).getTime());
  const stored = await scope.models.churnPredictions
    .find({
      tenant: scope.tenant,
      accountId: { $in: decided.map(({ accountId }) => accountId) },
      asOf: { $in: [...months.keys()].map((instant) => new Date(instant)) },
      modelVersion: STARTING_WEIGHTS.version,
    })
    .lean<ChurnPrediction[]>();
  const known = new Map(stored.map((each) => [key(each.accountId, each.asOf), strengthsOf(each.factors)]));
  const breathe = breather(scope.foreground);
  for (const [instant, group] of months) {
    const asOf = new Date(instant);
    const unknown = group.map(({ accountId }) => accountId).filter((accountId) => !known.has(key(accountId, asOf)));
    if (unknown.length === 0) continue;
    const fresh = await usedBefore(scope, unknown, asOf);
    if (fresh.length === 0) continue;
    const facts = await loadFacts({ ...scope, asOf }, fresh);
    const assessed = [];
    for (const each of facts.values()) {
      await breathe();
      const measured = measureChurn(each);
      if (measured.status === 'scored') assessed.push(measured);
    }
    await recordPredictions(scope, assessed.map(predictionOf));
    for (const each of assessed) known.set(key(each.accountId, asOf), strengthsOf(each.factors));
  }
  return decided.flatMap((decision) => {
    const strengths = known.get(key(decision.accountId, snapshotOf(decision.at)));
    return strengths ? [{ ...decision, strengths }] : [];
  });
}

/** Those with usage on record in the quarter before: of the others nothing can be compared, and asking is cheaper than loading. */
function usedBefore({ tenant, models }: Scope, accountIds: string[], asOf: Date): Promise<string[]> {
  return models.customerUsageAnalytics.distinct('accountId', {
    tenant,
    accountId: { $in: accountIds },
    measurementFrequency: 'weekly',
    usagePeriodEnd: { $lte: asOf, $gte: new Date(asOf.getTime() - 90 * DAY) },
  });
}

const key = (accountId: string, asOf: Date) => `${accountId} ${asOf.getTime()}`;

const strengthsOf = (factors: readonly { name: string; strength: number }[]) =>
  Object.fromEntries(factors.map(({ name, strength }) => [name, strength]));

/** The first of the month before the decision came near: few instants, so that many accounts load together. */
function snapshotOf(at: Date): Date {
  const before = new Date(at.getTime() - BEFORE_DAYS * DAY);
  return new Date(Date.UTC(before.getUTCFullYear(), before.getUTCMonth(), 1));
}

/** The latest departures and renewals, newest first. */
export async function decisions({ tenant, models, asOf }: FactScope): Promise<Decision[]> {
  const since = new Date(asOf.getTime() - MEMORY_DAYS * DAY);
  const [left, renewed] = await Promise.all([
    models.accounts
      .find({ tenant, churnedAt: { $lte: asOf, $gte: since } }, { name: 1, churnedAt: 1 })
      .sort({ churnedAt: -1 })
      .limit(MOST_OF_A_KIND)
      .lean<Pick<Account, '_id' | 'name' | 'churnedAt'>[]>(),
    models.contracts
      .find({ tenant, status: 'renewed', endDate: { $lte: asOf, $gte: since } }, { accountId: 1, endDate: 1 })
      .sort({ endDate: -1 })
      .limit(MOST_OF_A_KIND)
      .lean<Pick<Contract, 'accountId' | 'endDate'>[]>(),
  ]);
  const nameOf = await accountNames({ tenant, models }, renewed);
  const gone = new Set(left.map(({ _id }) => _id));
  return [
    ...left.flatMap(({ _id, name, churnedAt }) =>
      churnedAt ? [{ accountId: _id, name, outcome: 'churned' as const, at: churnedAt }] : [],
    ),
    ...renewed.flatMap(({ accountId, endDate }) => {
      const name = nameOf.get(accountId);
      return endDate && name && !gone.has(accountId) ? [{ accountId, name, outcome: 'renewed' as const, at: endDate }] : [];
    }),
  ].sort((a, b) => b.at.getTime() - a.at.getTime() || (a.accountId < b.accountId ? -1 : 1));
}
