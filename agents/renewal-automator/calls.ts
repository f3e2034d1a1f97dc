import { rowsOfAccounts } from '../../models/kit/rows.ts';
import type { RenewalCall } from '../../models/renewal-call.ts';
import type { FactScope } from '../facts/index.ts';
import { namesOf } from '../kit/who.ts';

/** The newest call of each contract of these accounts as of an instant. */
export async function latestCalls(scope: FactScope, accountIds: readonly string[]): Promise<(Call & { accountId: string })[]> {
  const { tenant, models, asOf } = scope;
  const rows = await rowsOfAccounts<RenewalCall>(models.renewalCalls, tenant, accountIds, {
    at: { $lte: asOf },
    ingestedAt: { $lte: asOf },
  });
  const newest = [...new Map(rows.sort((a, b) => a.at.getTime() - b.at.getTime()).map((row) => [row.contractId, row])).values()];
  const callers = newest.map(({ calledBy }) => calledBy);
  const names = await namesOf(scope, callers);
  return newest.map((row) => ({ ...callOf(row, names.get(row.calledBy)), accountId: row.accountId }));
}

export type Call = ReturnType<typeof callOf>;

/** What a person said of one contract's renewal. */
const callOf = (row: RenewalCall, by: string | undefined) => ({
  contractId: row.contractId,
  category: row.category,
  probability: row.probability ?? null,
  amount: row.amount,
  currency: row.currency,
  note: row.note ?? null,
  by: by ?? row.calledBy,
  at: row.at.toISOString(),
});
