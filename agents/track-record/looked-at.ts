import { createHash } from 'node:crypto';
import type { Account } from '../../models/account.ts';
import { rows } from '../../models/kit/rows.ts';
import type { Context } from '../kit/tool.ts';
import type { Whose } from '../kit/who.ts';

/** The accounts an answer looks at, and of how many: of many a sample, always the same, which no property of theirs decides. */
export interface LookedAt {
  ids: string[];
  of: number;
}

export function sampled(ids: readonly string[], most: number): LookedAt {
  const mark = (id: string) => createHash('sha256').update(id).digest('hex');
  const chosen =
    ids.length <= most
      ? ids
      : ids
          .map((id) => ({ id, mark: mark(id) }))
          .sort((a, b) => (a.mark < b.mark ? -1 : 1))
          .slice(0, most)
          .map(({ id }) => id);
  return { ids: [...chosen], of: ids.length };
}

/** Whose accounts something was forecast of, those that are no longer there too where everybody's are meant. */
export async function forecastAccounts({ tenant, models }: Context, { where }: Whose, most: number): Promise<LookedAt> {
  const there = await rows<Account>(models.accounts, tenant, where, { fields: { _id: 1 } });
  const ids = there.map(({ _id }) => _id);
  if (Object.keys(where).length > 0) return sampled(ids, most);
  const [churn, health] = await Promise.all([
    models.churnPredictions.distinct('accountId', { tenant }),
    models.accountHealthScores.distinct('accountId', { tenant }),
  ]);
  return sampled([...new Set([...ids, ...churn, ...health])], most);
}
