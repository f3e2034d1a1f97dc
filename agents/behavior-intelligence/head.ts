import { termsOf } from '../metrics/terms.ts';
import type { Head } from './output.ts';
import type { BehaviorFacts } from './sessions.ts';

/** The account as it is named on a card, with what it is worth. */
export function headOf({ account, contracts, asOf }: Pick<BehaviorFacts, 'account' | 'contracts' | 'asOf'>): Head {
  const { arr, currency, renewalAt } = termsOf(account, contracts, asOf);
  return { id: account._id, name: account.name, arr, currency, renewalAt: renewalAt?.toISOString() ?? null };
}
