import type { Account } from '../../../models/account.ts';
import type { Contact } from '../../../models/contact.ts';
import { type ContactRole, UserError } from '../../kit/tool.ts';
import { oneOf } from '../../metrics/index.ts';
import { ROLE_NAMES } from '../people.ts';
import type { Topic } from './points/index.ts';

const ORDER: ContactRole[] = ['executive_sponsor', 'champion', 'decision_maker', 'technical_lead', 'admin', 'user'];
const TECHNICAL: ContactRole[] = ['technical_lead', 'champion', 'admin', 'executive_sponsor', 'decision_maker', 'user'];
const MAX_CHOICES = 5;

/** Why this person cannot be written to; undefined when they can. */
export function obstacleTo(contact: Contact, now: Date): { code: string; text: string } | undefined {
  if (contact.leftAt && contact.leftAt <= now) return { code: 'contact_left', text: `${contact.name} is no longer with the team` };
  if (contact.optedOutAt) return { code: 'contact_opted_out', text: `${contact.name} opted out of mail from us` };
  if (!contact.email) return { code: 'contact_no_email', text: `no e-mail address is on record for ${contact.name}` };
  return undefined;
}

/** Whom a note is asked for: somebody by name, or whoever has a role. */
export interface Addressed {
  named?: Contact | undefined;
  role?: ContactRole | null | undefined;
}

/**
 * Whom the note goes to: the person named, the one with the role that is said; where neither is, the sponsor or
 * champion still there, for technical matters the technical lead first.
 * @throws UserError that says why not, with the others who can be written to.
 */
export function chooseRecipient(
  account: Account,
  contacts: Contact[],
  { named, role }: Addressed,
  topics: readonly Topic[],
  now: Date,
): Contact {
  const order = topics[0] === 'ticket' ? TECHNICAL : ORDER;
  const reachable = contacts
    .filter((contact) => !obstacleTo(contact, now))
    .toSorted((a, b) => order.indexOf(a.role ?? 'user') - order.indexOf(b.role ?? 'user') || a.name.localeCompare(b.name));
  const toEach = (people: readonly Contact[]) =>
    people.slice(0, MAX_CHOICES).map(({ name }) => ({ label: name, say: `Draft a note to ${name} at ${account.name}` }));
  const choices = toEach(reachable);
  const instead =
    choices.length > 0
      ? 'Write to somebody else there?'
      : `Nobody at ${account.name} can be written to; add a contact with an e-mail address first.`;
  if (named) {
    const obstacle = obstacleTo(named, now);
    if (obstacle) throw new UserError(obstacle.code, `No draft: ${obstacle.text}. ${instead}`, choices);
    return named;
  }
  if (role) {
    const holders = contacts.filter((contact) => contact.role === role);
    const [only, ...others] = reachable.filter((contact) => holders.includes(contact));
    if (only && others.length === 0) return only;
    const called = ROLE_NAMES[role];
    const several = toEach([...(only ? [only] : []), ...others]);
    if (only)
      throw new UserError('ambiguous_contact', `Which ${called} of ${account.name}: ${oneOf(several.map(({ label }) => label))}?`, several);
    const obstacle = holders[0] && obstacleTo(holders[0], now);
    if (obstacle) throw new UserError(obstacle.code, `No draft to the ${called}: ${obstacle.text}. ${instead}`, choices);
    throw new UserError('unknown_contact', `No ${called} is on record for ${account.name}. ${instead}`, choices);
  }
  const [first] = reachable;
  if (!first) throw new UserError('no_recipient', `No draft: ${instead}`);
  return first;
}
