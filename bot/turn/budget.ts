import { UserError } from '../../agents/kit/errors.ts';
import type { Models } from '../../models/index.ts';
import { isDuplicate } from '../../models/kit/duplicates.ts';

export interface Reservation {
  /** Replaces the reserved tokens by those used. */
  settle(usedTokens: number): Promise<void>;
}

export interface BudgetOptions {
  tenant: string;
  userId: string;
  at: Date;
  limits: { userTokensPerDay: number; tenantTokensPerDay: number };
}

/**
 * Takes tokens from the person's and the tenant's budget of the day before they are used, so that
 * calls at the same time cannot overshoot.
 * @throws UserError `budget` when they are not left.
 */
export async function reserveTokens(models: Models, tokens: number, { tenant, userId, at, limits }: BudgetOptions): Promise<Reservation> {
  const day = at.toISOString().slice(0, 10);
  const scopes = [
    { scope: 'tenant', limit: limits.tenantTokensPerDay, whose: 'Your company has' },
    { scope: `user:${userId}`, limit: limits.userTokensPerDay, whose: 'You have' },
  ];
  const taken: string[] = [];
  const give = async (amount: number) => {
    for (const scope of taken) await models.budgets.updateOne({ tenant, _id: idOf(tenant, scope, day) }, { $inc: { tokens: amount } });
  };
  for (const { scope, limit, whose } of scopes) {
    if (await take(models, tenant, scope, day, tokens, limit)) taken.push(scope);
    else {
      await give(-tokens);
      throw new UserError(
        'budget',
        `${whose} used up today's allowance for the language model. It starts again at midnight UTC; an admin can raise it. Nothing was lost.`,
      );
    }
  }
  return { settle: (used) => give(used - tokens) };
}

async function take(models: Models, tenant: string, scope: string, day: string, tokens: number, limit: number): Promise<boolean> {
  if (tokens > limit) return false;
  const _id = idOf(tenant, scope, day);
  const enough = { tenant, _id, tokens: { $lte: limit - tokens } };
  try {
    const { upsertedCount, matchedCount } = await models.budgets.updateOne(
      enough,
      { $inc: { tokens }, $setOnInsert: { scope, day } },
      { upsert: true },
    );
    return upsertedCount + matchedCount === 1;
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    // The row exists: either it is used up, or another call has just made it.
    return (await models.budgets.updateOne(enough, { $inc: { tokens } })).matchedCount === 1;
  }
}

function idOf(tenant: string, scope: string, day: string): string {
  return JSON.stringify([tenant, scope, day]);
}
