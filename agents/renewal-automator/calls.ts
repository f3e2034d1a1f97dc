import type { RenewalCall } from '../../models/renewal-call.ts';
import type { FactScope } from '../facts/load.ts';
import { namesOf } from '../kit/people.ts';

const BATCH = 1_000;

/** The newest call of each contract of these accounts as of an instant. */
export async function latestCalls(scope: FactScope, accountIds: readonly string[]): Promise<(Call & { accountId: string })[]> {
  const rows: RenewalCall[] = [];
  for (let start = 0; start < accountIds.length; start += BATCH)
    rows.push(...(await callsOf(scope, accountIds.slice(start, start + BATCH))));
  const newest = [...new Map(rows.toSorted((a, b) => a.at.getTime() - b.at.getTime()).map((row) => [row.contractId, row])).values()];
  const names = await namesOf(
    scope,
    newest.map(({ calledBy }) => calledBy),
  );
  return newest.map((row) => ({ ...callOf(row, names.get(row.calledBy)), accountId: row.accountId }));
}

const callsOf = ({ tenant, models, asOf }: FactScope, accountIds: readonly string[]): Promise<RenewalCall[]> =>
  models.renewalCalls
    .find({ tenant, accountId: { $in: [...accountIds] }, at: { $lte: asOf }, ingestedAt: { $lte: asOf } })
    .lean<RenewalCall[]>();

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
