import type { Account } from '../../models/account.ts';
import type { Contact } from '../../models/contact.ts';
import type { AccountFacts } from '../facts/account-facts.ts';
import { present } from '../facts/people.ts';
import { readAccount } from '../kit/account-facts.ts';
import type { Context } from '../kit/context.ts';

/** Whom value is agreed with: a sponsor, else a champion, who is there. */
export function sponsorOf(facts: AccountFacts): Contact | undefined {
  const here = present(facts);
  return here.find(({ role }) => role === 'executive_sponsor') ?? here.find(({ role }) => role === 'champion');
}

/** Facts and head of the account a person named. @throws UserError when it is unknown, unclear, or was not known yet at `asOf` */
export async function loadValueFacts(context: Context, named: string) {
  const { account, facts } = await readAccount(context, named);
  return { account, facts, head: { id: account._id, name: account.name, sponsor: sponsorOf(facts)?.name ?? null } };
}

export const factsOf = (context: Context, { _id }: Account) => loadValueFacts(context, _id);
