import type { AccountFacts } from '../facts/account-facts.ts';
import { loadFacts } from '../facts/load.ts';
import { longDate } from '../metrics/format.ts';
import type { Context } from './context.ts';
import { notYetKnown } from './errors.ts';
import { resolveAccount } from './resolve.ts';

/**
 * What was known, at the context's instant, of the account a person named.
 * @throws UserError when it is unknown, unclear, or was not known yet
 */
export async function accountFacts(context: Context, named: string, options: Parameters<typeof loadFacts>[2] = {}): Promise<AccountFacts> {
  const { _id, name } = await resolveAccount(context, named);
  const facts = (await loadFacts(context, [_id], options)).get(_id);
  if (!facts) throw notYetKnown(name, longDate(context.asOf));
  return facts;
}
