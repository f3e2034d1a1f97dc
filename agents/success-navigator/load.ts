import { z } from 'zod';
import type { Account } from '../../models/account.ts';
import { type Context, optional, UserError } from '../kit/tool.ts';
import { accountToActOn, loadedOf, resolveAccount } from '../kit/who.ts';
import { shortDate } from '../metrics/index.ts';
import { loadSignalFacts, type SignalFacts } from './signals.ts';

/** An id that only a button knows. */
export const idInput = (of: string) => optional(z.string().max(80)).describe(`Id of ${of}, where a button gives it; null otherwise`);

export interface Case {
  account: Account;
  facts: SignalFacts;
}

/** Facts of the account a person named. @throws UserError when it is unknown, unclear, or was not known yet at `asOf` */
export async function loadCase(context: Context, named: string): Promise<Case> {
  const account = await resolveAccount(context, named);
  return { account, facts: await factsOf(context, account) };
}

/** As `loadCase`, today, for what only those who may act on the account do. @throws RefusedError */
export async function loadOwnCase(context: Context, named: string): Promise<Case & { now: Date }> {
  const now = context.clock.now();
  const account = await accountToActOn(context, named);
  return { account, facts: await factsOf({ ...context, asOf: now }, account), now };
}

export const factsOf = (scope: Pick<Context, 'tenant' | 'models' | 'asOf'>, account: Pick<Account, '_id' | 'name'>): Promise<SignalFacts> =>
  loadedOf(loadSignalFacts(scope, [account._id]), account, scope.asOf);

/** For whom has left nothing is begun. @throws UserError */
export function refuseGone({ name, churnedAt }: Pick<Account, 'name' | 'churnedAt'>, now: Date, what: string): void {
  if (churnedAt && churnedAt <= now) throw new UserError('has_left', `${what}: ${name} left on ${shortDate(churnedAt, now)}.`);
}
