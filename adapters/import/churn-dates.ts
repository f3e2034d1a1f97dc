import { type Changing, noted } from '../../agents/kit/changing.ts';
import type { Models } from '../../models/index.ts';

/**
 * An account that is marked as churned left on the day of its last `churned` event: sets the date where it is
 * absent or earlier.
 */
export async function setChurnDates(
  scope: { models: Models; tenant: string; changing?: Changing | undefined },
  accountIds: string[],
): Promise<void> {
  const { models, tenant } = scope;
  if (accountIds.length === 0) return;
  const [accounts, events] = await Promise.all([
    models.accounts
      .find({ tenant, _id: { $in: accountIds }, lifecycleStage: 'churned' }, { churnedAt: 1 })
      .lean<{ _id: string; churnedAt?: Date | null }[]>(),
    models.accountEvents
      .find({ tenant, accountId: { $in: accountIds }, kind: 'churned' }, { accountId: 1, at: 1 })
      .lean<{ accountId: string; at: Date }[]>(),
  ]);
  const left = new Map<string, Date>();
  for (const { accountId, at } of events) if (at > (left.get(accountId) ?? new Date(0))) left.set(accountId, at);
  const changed = accounts.flatMap(({ _id, churnedAt }) => {
    const at = left.get(_id);
    return at && !(churnedAt && churnedAt >= at) ? [{ _id, at }] : [];
  });
  if (changed.length === 0) return;
  const ids = changed.map(({ _id }) => _id);
  const writes = changed.map(({ _id, at }) => ({ updateOne: { filter: { tenant, _id }, update: { $set: { churnedAt: at } } } }));
  await noted(scope, ids, () => models.accounts.bulkWrite(writes));
}
