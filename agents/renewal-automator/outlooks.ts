import { randomUUID } from 'node:crypto';
import type { ListPrice } from '../../models/list-price.ts';
import type { RenewalOutlook } from '../../models/renewal-outlook.ts';
import { type ChurnWeights, measureChurn } from '../churn-predictor/face.ts';
import type { AccountFacts } from '../facts/account-facts.ts';
import { loadFacts } from '../facts/load.ts';
import { loadPrices, type Scope, withDeals } from './facts.ts';
import { type Churn, type Outlook, outlookOf } from './outlook.ts';

const CHUNK = 1_000;
const DUPLICATE_KEY = 11_000;

/** The outlooks of accounts as last kept. */
export async function storedOutlooks(
  { tenant, models }: Omit<Scope, 'asOf'>,
  accountIds: readonly string[],
): Promise<Map<string, Outlook>> {
  const found = new Map<string, Outlook>();
  for (let start = 0; start < accountIds.length; start += CHUNK) {
    const rows = await models.renewalOutlooks.collection
      .find<RenewalOutlook>(
        { tenant, accountId: { $in: accountIds.slice(start, start + CHUNK) } },
        { projection: { _id: 0, accountId: 1, logOdds: 1, coverage: 1, contracts: 1, additions: 1 }, batchSize: CHUNK },
      )
      .toArray();
    for (const row of rows) found.set(row.accountId, row);
  }
  return found;
}

/** Outlook and churn of some accounts as they were at the instant, from all that was known then. */
export async function assessedOutlooks(
  scope: Scope,
  weights: ChurnWeights,
  accountIds: readonly string[],
): Promise<Map<string, { outlook: Outlook; churn: Churn | null }>> {
  if (accountIds.length === 0) return new Map();
  const [facts, prices] = await Promise.all([loadFacts(scope, [...accountIds]), loadPrices(scope)]);
  const own = await withDeals(scope, prices, [...facts.values()]);
  return new Map(
    own.flatMap((each) => {
      const all = facts.get(each.account._id);
      if (!all) return [];
      const churn = measureChurn(all, scope.asOf, weights);
      return [[each.account._id, { outlook: outlookOf(each), churn: churn.status === 'scored' ? churn : null }]];
    }),
  );
}

/** Keeps the outlook of each account in place of what was there; a newer one stays. */
export async function recordOutlooks(
  { tenant, models, asOf, now }: Scope & { now: Date },
  prices: readonly ListPrice[],
  facts: readonly AccountFacts[],
): Promise<void> {
  if (facts.length === 0) return;
  const own = await withDeals({ tenant, models, asOf }, prices, facts);
  const writes = own.map((each) => ({
    updateOne: {
      filter: { tenant, accountId: each.account._id, asOf: { $lte: asOf } },
      update: { $set: { ...outlookOf(each), asOf, at: asOf, ingestedAt: now, source: 'greendoor' }, $setOnInsert: { _id: randomUUID() } },
      upsert: true,
    },
  }));
  try {
    await models.renewalOutlooks.collection.bulkWrite(
      writes as unknown as Parameters<typeof models.renewalOutlooks.collection.bulkWrite>[0],
      { ordered: false },
    );
  } catch (error) {
    // A newer outlook is there already: the upsert found none as old as this and may not add a second.
    const failed = (error as { writeErrors?: { code: number }[] }).writeErrors;
    if (!failed?.every(({ code }) => code === DUPLICATE_KEY)) throw error;
  }
}
