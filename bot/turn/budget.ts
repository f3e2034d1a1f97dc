import { UserError } from '../../agents/kit/errors.ts';
import type { Models } from '../../models/index.ts';
import { writeUpToRefused } from '../../models/kit/bulk.ts';
import { type WriteTo, writeInOrder } from '../../models/kit/in-order.ts';

/** Tokens taken from the budgets of one day for one turn. */
export interface Purse {
  /**
   * Sees to it that so many are there before they are used; where some must be taken, so many more for a later request if
   * they are left. @throws UserError `budget` when they are not.
   */
  reserve(tokens: number, later?: number): Promise<void>;
  /** Tells how many of them were used. */
  use(tokens: number): void;
  /** What gives back what was not used, to be written by whoever asks for it. */
  settlement(): WriteTo[];
  /** Gives it back. */
  settle(): Promise<void>;
}

export interface BudgetOptions {
  tenant: string;
  userId: string;
  at: Date;
  limits: { userTokensPerDay: number; tenantTokensPerDay: number };
}

interface Scope {
  scope: string;
  limit: number;
  whose: string;
}

/**
 * Takes tokens from the person's and the tenant's budget of the day before they are used, so that calls at the same time
 * cannot overshoot. What a turn keeps of one request is there for its next.
 */
export function openPurse(models: Models, { tenant, userId, at, limits }: BudgetOptions): Purse {
  const day = at.toISOString().slice(0, 10);
  // The person's first: who has used up their own would otherwise hold the company's for a moment, and turn a colleague away.
  const scopes: Scope[] = [
    { scope: `user:${userId}`, limit: limits.userTokensPerDay, whose: 'You have' },
    { scope: 'tenant', limit: limits.tenantTokensPerDay, whose: 'Your company has' },
  ];
  const budget = { models, tenant, day };
  let held = 0;
  const settlement = (): WriteTo[] => {
    const back = held;
    held = 0;
    return back === 0 ? [] : adding(budget, scopes, -back);
  };
  return {
    async reserve(tokens, later = 0) {
      const more = tokens - held;
      if (more <= 0) return;
      if (later > 0 && !(await takeFromAll(budget, scopes, more + later))) held += more + later;
      else {
        const short = await takeFromAll(budget, scopes, more);
        if (short)
          throw new UserError(
            'budget',
            `${short.whose} used up today's allowance for the language model. It starts again at midnight UTC; an admin can raise it. Nothing was lost.`,
          );
        held += more;
      }
    },
    use(tokens) {
      held -= tokens;
    },
    settlement,
    settle: async () => void (await writeInOrder(tenant, settlement())),
  };
}

interface Budget {
  models: Models;
  tenant: string;
  day: string;
}

/** Takes tokens from every one, or from none where one has not so many left: gives that one. */
async function takeFromAll(budget: Budget, scopes: readonly Scope[], tokens: number): Promise<Scope | undefined> {
  let taken = 0;
  for (let refusals = 0; taken < scopes.length && refusals < 2; ) {
    const more = await take(budget, scopes.slice(taken), tokens);
    taken += more;
    // Refused where a row exists: either it is used up, or another call has just made it, which the next try tells.
    refusals = more > 0 ? 1 : refusals + 1;
  }
  if (taken === scopes.length) return undefined;
  await writeInOrder(budget.tenant, adding(budget, scopes.slice(0, taken), -tokens));
  return scopes[taken];
}

/** Takes tokens from one after the other, in one write, up to the first that has not so many left. Gives how many had. */
async function take(budget: Budget, scopes: readonly Scope[], tokens: number): Promise<number> {
  const short = scopes.findIndex(({ limit }) => tokens > limit);
  const able = short < 0 ? scopes : scopes.slice(0, short);
  const writes = able.map(({ scope, limit }) => ({
    updateOne: {
      filter: { _id: idOf(budget, scope), tokens: { $lte: limit - tokens } },
      update: { $inc: { tokens }, $set: { allowance: limit }, $setOnInsert: { scope, day: budget.day } },
      upsert: true,
    },
  }));
  return writeUpToRefused(budget.models.budgets, budget.tenant, writes);
}

const adding = (budget: Budget, scopes: readonly Scope[], tokens: number): WriteTo[] =>
  scopes.map(({ scope }) => ({
    model: budget.models.budgets,
    write: { updateOne: { filter: { _id: idOf(budget, scope) }, update: { $inc: { tokens } } } },
  }));

const idOf = ({ tenant, day }: Budget, scope: string): string => JSON.stringify([tenant, scope, day]);
