import { type Changing, noted } from '../../agents/kit/changing.ts';
import type { Account } from '../../models/account.ts';
import type { Models } from '../../models/index.ts';
import { reviseRows } from '../../models/kit/revise.ts';

/**
 * An account that is marked as churned left on the day of its last `churned` event: sets the date where it is
 * absent or earlier.
 */
export async function setChurnDates(
  scope: { models: Models; tenant: string; now: Date; changing?: Changing | undefined },
  accountIds: string[],
): Promise<void> {
  const { models, tenant } = scope;
  if (accountIds.length === 0) return;
  const [accounts, events] = await Promise.all([
    models.accounts
      .find({ tenant, _id: { $in: accountIds }, lifecycleStage: 'churned' }, { nameTokens: 0, nameGrams: 0 })
      .lean<Account[]>(),
    models.accountEvents
      .find({ tenant, accountId: { $in: accountIds }, kind: 'churned' }, { accountId: 1, at: 1 })
      .lean<{ accountId: string; at: Date }[]>(),
  ]);
  const left = new Map<string, Date>();
  for (const { accountId, at } of events) if (at > (left.get(accountId) ?? new Date(0))) left.set(accountId, at);
  const changes = accounts.flatMap((before) => {
    const at = left.get(before._id);
    return at && !(before.churnedAt && before.churnedAt >= at) ? [{ before, set: { churnedAt: at }, validFrom: at }] : [];
  });
  if (changes.length === 0) return;
  const ids = changes.map(({ before }) => before._id);
  await noted(scope, ids, () => reviseRows(models, 'accounts', scope, changes));
}
