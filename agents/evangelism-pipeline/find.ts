import type { Account } from '../../models/account.ts';
import type { Contact } from '../../models/contact.ts';
import { type Asked, loadAsked } from '../kit/asking.ts';
import { type Context, UserError } from '../kit/tool.ts';
import { loadedOf, resolveWho } from '../kit/who.ts';
import { type Assessed, assessEvangelist, readiest } from './assess.ts';
import { candidateOf } from './parts.ts';

export interface Found extends Assessed {
  account: Account;
  asked: Required<Asked>;
  contact: Contact;
}

/** The person meant, with what is known of them; the readiest of the account where only that is named. @throws UserError */
export async function findEvangelist(context: Context, named: string | null, person: string | null): Promise<Found> {
  const { account, contact } = await resolveWho(context, named, person);
  if (!account) throw new UserError('which_person', 'Who is meant? Name a person or an account.');
  const asked = await loadedOf(loadAsked(context, [account._id]), account, context.asOf);
  if (contact) {
    const candidate = candidateOf(asked, contact);
    return { account, asked, contact, candidate, evangelist: assessEvangelist(candidate) };
  }
  const best = readiest(asked);
  if (!best)
    throw new UserError(
      'nobody_known',
      `Nobody at ${account.name} is known for speaking in public or is in the programme. Name a person, or import their posts.`,
    );
  return { account, asked, contact: best.candidate.contact, ...best };
}
