import { keepNewest } from '../../models/kit/bulk.ts';
import { rowsOfAccounts } from '../../models/kit/rows.ts';
import type { RenewalOutlook } from '../../models/renewal-outlook.ts';
import { type ChurnWeights, measureChurn } from '../churn-predictor/face.ts';
import { type FactScope, loadFacts } from '../facts/load.ts';
import { loadPrices } from '../facts/prices.ts';
import { type Churn, type Outlook, outlookOf } from './outlook.ts';

const FIELDS = { _id: 0, accountId: 1, logOdds: 1, coverage: 1, contracts: 1, additions: 1 } as const;

/** The outlooks of accounts as last kept. */
export async function storedOutlooks(
  { tenant, models }: Omit<FactScope, 'asOf'>,
  accountIds: readonly string[],
): Promise<Map<string, Outlook>> {
  const stored = await rowsOfAccounts<RenewalOutlook>(models.renewalOutlooks, tenant, accountIds, {}, { fields: FIELDS });
  return new Map(stored.map((row) => [row.accountId, row]));
}

/** Outlook and churn of some accounts as they were at the instant, from all that was known then. */
export async function assessedOutlooks(
  scope: FactScope,
  weights: ChurnWeights,
  accountIds: readonly string[],
): Promise<Map<string, { outlook: Outlook; churn: Churn | null }>> {
  if (accountIds.length === 0) return new Map();
  const [facts, prices] = await Promise.all([loadFacts(scope, [...accountIds]), loadPrices(scope)]);
  return new Map(
    [...facts].map(([id, each]) => {
      const churn = measureChurn(each, scope.asOf, weights);
      return [id, { outlook: outlookOf({ ...each, prices }), churn: churn.status === 'scored' ? churn : null }];
    }),
  );
}

export interface KeptOutlook {
  accountId: string;
  outlook: Outlook;
}

/** Keeps the outlook of each account in place of what was there; a newer one stays. */
export async function recordOutlooks(
  { tenant, models, asOf, now }: FactScope & { now: Date },
  kept: readonly KeptOutlook[],
): Promise<void> {
  const writes = kept.map(({ accountId, outlook }) => ({
    of: { accountId },
    asOf,
    update: { $set: { ...outlook, at: asOf, ingestedAt: now, source: 'greendoor' } },
  }));
  await keepNewest(models.renewalOutlooks, tenant, writes);
}
