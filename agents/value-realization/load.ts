import { z } from 'zod';
import type { Account } from '../../models/account.ts';
import type { AccountFacts } from '../facts/account-facts.ts';
import { loadFacts } from '../facts/load.ts';
import { present } from '../facts/people.ts';
import type { Context } from '../kit/context.ts';
import { UserError } from '../kit/errors.ts';
import { resolveAccount } from '../kit/resolve.ts';
import { longDate } from '../metrics/format.ts';

export const headSchema = z.object({
  id: z.string(),
  name: z.string(),
  sponsor: z.string().nullable(),
});
export type Head = z.infer<typeof headSchema>;

/** Facts, deals and head of the account a person named. @throws UserError when it is unknown, unclear, or was not known yet at `asOf` */
export async function loadValueFacts(context: Context, name: string): Promise<{ account: Account; facts: AccountFacts; head: Head }> {
  const account = await resolveAccount(context, name);
  return { account, ...(await factsOf(context, account)) };
}

export async function factsOf(context: Context, account: Account): Promise<{ facts: AccountFacts; head: Head }> {
  const { asOf } = context;
  const facts = (await loadFacts(context, [account._id])).get(account._id);
  if (!facts) throw new UserError('not_yet_known', `${account.name} was not known yet on ${longDate(asOf)}.`);
  const here = present(facts);
  const sponsor = here.find(({ role }) => role === 'executive_sponsor') ?? here.find(({ role }) => role === 'champion');
  return { facts, head: { id: account._id, name: account.name, sponsor: sponsor?.name ?? null } };
}
