import { z } from 'zod';
import type { Account } from '../../models/account.ts';
import type { Context } from '../kit/context.ts';
import { notYetKnown, UserError } from '../kit/errors.ts';
import { requireMayActOn } from '../kit/permissions.ts';
import { resolveAccount } from '../kit/resolve.ts';
import { longDate, shortDate } from '../metrics/format.ts';
import { loadSignalFacts, type SignalFacts } from './signals.ts';

/** An id that only a button knows. */
export const idInput = (of: string) =>
  z.string().max(80).nullable().default(null).describe(`Id of ${of}, where a button gives it; null otherwise`);

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
  const account = await resolveAccount(context, named);
  requireMayActOn(context.actor, account);
  return { account, facts: await factsOf({ ...context, asOf: now }, account), now };
}

export async function factsOf(
  scope: Pick<Context, 'tenant' | 'models' | 'asOf'>,
  account: Pick<Account, '_id' | 'name'>,
): Promise<SignalFacts> {
  const facts = (await loadSignalFacts(scope, [account._id])).get(account._id);
  if (!facts) throw notYetKnown(account.name, longDate(scope.asOf));
  return facts;
}

/** For whom has left nothing is begun. @throws UserError */
export function refuseGone({ name, churnedAt }: Pick<Account, 'name' | 'churnedAt'>, now: Date, what: string): void {
  if (churnedAt && churnedAt <= now) throw new UserError('has_left', `${what}: ${name} left on ${shortDate(churnedAt, now)}.`);
}
