import type { Account } from '../../../models/account.ts';
import { isLater } from './known.ts';

/** An account that left later had not left. */
export function rewindAccount(account: Account, asOf: Date): Account {
  if (!isLater(account.churnedAt, asOf)) return account;
  const { lifecycleStage } = account;
  return { ...account, churnedAt: null, lifecycleStage: lifecycleStage === 'churned' ? 'established' : lifecycleStage };
}
