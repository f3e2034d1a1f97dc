import { sponsorOf } from '../facts/index.ts';
import type { Context } from '../kit/tool.ts';
import { readAccount } from '../kit/who.ts';

/** Facts and head of the account a person named. @throws UserError when it is unknown, unclear, or was not known yet at `asOf` */
export async function loadValueFacts(context: Context, named: string) {
  const { account, facts } = await readAccount(context, named);
  return { account, facts, head: { id: account._id, name: account.name, sponsor: sponsorOf(facts)?.name ?? null } };
}
