import type { Account } from '../../models/account.ts';
import { loadFacts } from '../facts/load.ts';
import { longDate } from '../metrics/format.ts';
import type { Context } from './context.ts';
import { notYetKnown } from './errors.ts';
import { resolveAccount } from './resolve.ts';

/** What was loaded of one account. @throws UserError when it was not known yet at `asOf` */
export async function loadedOf<Facts>(
  loading: Promise<ReadonlyMap<string, Facts>>,
  { _id, name }: Pick<Account, '_id' | 'name'>,
  asOf: Date,
): Promise<Facts> {
  const facts = (await loading).get(_id);
  if (!facts) throw notYetKnown(name, longDate(asOf));
  return facts;
}

/** The account a person named, and what was known of it. @throws UserError when it is unknown, unclear, or was not known yet at `asOf` */
export async function readAccount(context: Context, name: string, options: Parameters<typeof loadFacts>[2] = {}) {
  const account = await resolveAccount(context, name);
  return { account, facts: await loadedOf(loadFacts(context, [account._id], options), account, context.asOf) };
}
