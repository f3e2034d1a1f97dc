import type { Account } from '../../models/account.ts';
import type { AccountFacts } from '../facts/account-facts.ts';
import { loadFacts } from '../facts/load.ts';
import { longDate } from '../metrics/format.ts';
import type { Context } from './context.ts';
import { notYetKnown } from './errors.ts';
import { resolveAccount } from './resolve.ts';

/** The account a person named, and what was known of it. @throws UserError when it is unknown, unclear, or was not known yet at `asOf` */
export async function readAccount(
  context: Context,
  name: string,
  options: Parameters<typeof loadFacts>[2] = {},
): Promise<{ account: Account; facts: AccountFacts }> {
  const account = await resolveAccount(context, name);
  const facts = (await loadFacts(context, [account._id], options)).get(account._id);
  if (!facts) throw notYetKnown(account.name, longDate(context.asOf));
  return { account, facts };
}
