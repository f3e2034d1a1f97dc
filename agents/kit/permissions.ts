import type { Account } from '../../models/account.ts';
import type { Role } from '../../models/user.ts';
import type { Actor, Context } from './context.ts';
import { RefusedError } from './errors.ts';
import { resolveAccount } from './resolve.ts';

/** Who may propose or change something for any account, not only their own. */
const EVERYWHERE: readonly Role[] = ['manager', 'executive', 'admin'];

type Owned = Pick<Account, 'name' | 'ownerId' | 'accountExecutiveId'>;

/** Reading is open to the whole tenant; proposing and changing is for the account's CSM and account executive, managers, executives and admins. */
export function mayActOn(actor: Pick<Actor, 'id' | 'roles'>, account: Pick<Owned, 'ownerId' | 'accountExecutiveId'>): boolean {
  if (actor.roles.some((role) => EVERYWHERE.includes(role))) return true;
  return actor.id === account.ownerId || actor.id === account.accountExecutiveId;
}

/** What every `propose` and `act` tool calls once it knows the account. @throws RefusedError */
export function requireMayActOn(actor: Pick<Actor, 'id' | 'roles'>, account: Owned): void {
  if (mayActOn(actor, account)) return;
  throw new RefusedError(
    `Not done: ${account.name} is not your account. Its CSM or account executive, a manager, an executive or an admin can do this.`,
  );
}

/** The account a person named, theirs to act on. @throws UserError when it is unknown or unclear, RefusedError */
export async function accountToActOn(context: Context, named: string): Promise<Account> {
  const account = await resolveAccount(context, named);
  requireMayActOn(context.actor, account);
  return account;
}
