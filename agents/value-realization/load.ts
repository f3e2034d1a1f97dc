import { sponsorOf } from '../facts/people.ts';
import { type Context, readAccount } from '../kit/tool.ts';

/** Facts and head of the account a person named. @throws UserError when it is unknown, unclear, or was not known yet at `asOf` */
export async function loadValueFacts(context: Context, named: string) {
  const { account, facts } = await readAccount(context, named);
  return { account, facts, head: { id: account._id, name: account.name, sponsor: sponsorOf(facts)?.name ?? null } };
}
