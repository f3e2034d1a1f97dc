import type { Model } from 'mongoose';
import type { Account } from '../../models/account.ts';
import type { Contract } from '../../models/contract.ts';
import { rows, rowsOfAccounts } from '../../models/kit/rows.ts';
import type { FactScope } from '../facts/index.ts';
import type { Fate, Term } from './outcomes.ts';

/** What is known now of accounts that something was forecast of. */
export interface Fates {
  of: ReadonlyMap<string, Fate & { name: string }>;
  terms: ReadonlyMap<string, readonly Term[]>;
}

/** @param since signs of life before it answer nothing that is asked */
export async function loadFates(scope: FactScope, accountIds: readonly string[], since: Date): Promise<Fates> {
  const { tenant, models, asOf } = scope;
  const [accounts, contracts] = await Promise.all([
    rows<Account>(models.accounts, tenant, { _id: { $in: [...accountIds] } }, { fields: { name: 1, churnedAt: 1 } }),
    rowsOfAccounts<Contract>(models.contracts, tenant, accountIds, { ingestedAt: { $lte: asOf } }, { fields: TERM }),
  ]);
  const terms = Map.groupBy(contracts, ({ accountId }) => accountId);
  const uncovered = accounts.filter(({ _id, churnedAt }) => !churnedAt && !isCovered(terms.get(_id) ?? [], asOf)).map(({ _id }) => _id);
  const [used, spoken] = await Promise.all([
    lastOf(models.customerUsageAnalytics, 'usagePeriodEnd', scope, uncovered, since, { measurementFrequency: 'weekly' }),
    lastOf(models.interactions, 'at', scope, uncovered, since),
  ]);
  const fateOf = ({ _id, name, churnedAt }: Account): Fate & { name: string } => ({
    name,
    churnedAt: churnedAt && churnedAt <= asOf ? churnedAt : null,
    lastSign: newest([isCovered(terms.get(_id) ?? [], asOf) ? asOf : undefined, used.get(_id), spoken.get(_id)]),
  });
  return { of: new Map(accounts.map((account) => [account._id, fateOf(account)])), terms };
}

const TERM = { accountId: 1, startDate: 1, endDate: 1, status: 1 } as const;

/** A contract without an end that nobody has ended is in force. */
const isCovered = (terms: readonly Term[], at: Date): boolean =>
  terms.some(
    ({ startDate, endDate, status }) => status !== 'cancelled' && startDate <= at && (endDate ? endDate >= at : status === 'active'),
  );

function newest(dates: readonly (Date | undefined)[]): Date | null {
  const known = dates.flatMap((date) => (date ? [date.getTime()] : []));
  return known.length > 0 ? new Date(Math.max(...known)) : null;
}

async function lastOf(model: unknown, field: string, { tenant, asOf }: FactScope, accountIds: readonly string[], since: Date, more = {}) {
  if (accountIds.length === 0) return new Map<string, Date>();
  const found = await (model as Model<object>).aggregate<{ _id: string; last: Date }>([
    { $match: { tenant, accountId: { $in: [...accountIds] }, ...more, [field]: { $gte: since, $lte: asOf } } },
    { $group: { _id: '$accountId', last: { $max: `$${field}` } } },
  ]);
  return new Map(found.map(({ _id, last }) => [_id, last]));
}

/** Whether any contract ended between an instant and a day: the rule people go by without a model. */
export const endsWithin = (terms: readonly Term[] | undefined, from: Date, to: Date): boolean =>
  (terms ?? []).some(({ startDate, endDate }) => startDate <= from && endDate && endDate > from && endDate <= to);
