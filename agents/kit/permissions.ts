import type { Account } from '../../models/account.ts';
import type { Role } from '../../models/user.ts';
import type { Actor, Context } from './context.ts';
import { RefusedError } from './errors.ts';
import { resolveAccount } from './resolve.ts';

/** What is done for an account: looking after it, or asking its people to speak for us and keeping what came of it. */
export const AREAS = ['account', 'advocacy'] as const;
export type Area = (typeof AREAS)[number];

/** Who may propose or change something of an area for any account, not only their own. */
const EVERYWHERE: Record<Area, readonly Role[]> = {
  account: ['manager', 'executive', 'admin'],
  advocacy: ['manager', 'executive', 'admin', 'marketing'],
};

type Owned = Pick<Account, 'name' | 'ownerId' | 'accountExecutiveId'>;

/**
 * Reading is open to the whole tenant; proposing and changing is for the account's CSM and account executive, managers,
 * executives and admins; what is advocacy, for marketing too.
 */
export function mayActOn(
  actor: Pick<Actor, 'id' | 'roles'>,
  account: Pick<Owned, 'ownerId' | 'accountExecutiveId'>,
  area: Area = 'account',
): boolean {
  if (actor.roles.some((role) => EVERYWHERE[area].includes(role))) return true;
  return actor.id === account.ownerId || actor.id === account.accountExecutiveId;
}

/** What every `propose` and `act` tool calls once it knows the account. @throws RefusedError */
export function requireMayActOn(actor: Pick<Actor, 'id' | 'roles'>, account: Owned, area: Area = 'account'): void {
  if (mayActOn(actor, account, area)) return;
  const marketing = area === 'advocacy' ? ', marketing' : '';
  throw new RefusedError(
    `Not done: ${account.name} is not your account. Its CSM or account executive${marketing}, a manager, an executive or an admin can do this.`,
  );
}

/** The account a person named, theirs to act on. @throws UserError when it is unknown or unclear, RefusedError */
export async function accountToActOn(context: Context, named: string, area: Area = 'account'): Promise<Account> {
  const account = await resolveAccount(context, named);
  requireMayActOn(context.actor, account, area);
  return account;
}
