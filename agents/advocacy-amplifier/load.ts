import type { Contact } from '../../models/contact.ts';
import { type Asked, loadAsked } from '../kit/asking.ts';
import { type Context, loadedOf, resolveAccount, resolveContact } from '../kit/tool.ts';

/** What an ask of the account a person named is judged by, and the person they named. @throws UserError where either is unknown or unclear */
export async function loadAsk(context: Context, named: string, who: string | null): Promise<Required<Asked> & { person: Contact | null }> {
  const account = await resolveAccount(context, named);
  const asked = await loadedOf(loadAsked(context, [account._id]), account, context.asOf);
  const found = who ? await resolveContact(context, who, account._id) : null;
  // As known at the instant, not as it is now.
  return { ...asked, person: found && (asked.facts.contacts.find(({ _id }) => _id === found._id) ?? found) };
}
