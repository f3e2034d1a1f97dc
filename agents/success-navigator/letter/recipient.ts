import type { Account } from '../../../models/account.ts';
import type { Contact } from '../../../models/contact.ts';
import { UserError } from '../../kit/tool.ts';
import type { Topic } from './points/index.ts';

type Role = NonNullable<Contact['role']>;
const ORDER: Role[] = ['executive_sponsor', 'champion', 'decision_maker', 'technical_lead', 'admin', 'user'];
const TECHNICAL: Role[] = ['technical_lead', 'champion', 'admin', 'executive_sponsor', 'decision_maker', 'user'];
const MAX_CHOICES = 5;

/** Why this person cannot be written to; undefined when they can. */
export function obstacleTo(contact: Contact, now: Date): { code: string; text: string } | undefined {
  if (contact.leftAt && contact.leftAt <= now) return { code: 'contact_left', text: `${contact.name} is no longer with the team` };
  if (contact.optedOutAt) return { code: 'contact_opted_out', text: `${contact.name} opted out of mail from us` };
  if (!contact.email) return { code: 'contact_no_email', text: `no e-mail address is on record for ${contact.name}` };
  return undefined;
}

/**
 * Whom the note goes to: the person named, else the sponsor or champion still there; for technical
 * matters the technical lead first.
 * @throws UserError that says why not, with the others who can be written to.
 */
export function chooseRecipient(
  account: Account,
  contacts: Contact[],
  named: Contact | undefined,
  topics: readonly Topic[],
  now: Date,
): Contact {
  const order = topics[0] === 'ticket' ? TECHNICAL : ORDER;
  const reachable = contacts
    .filter((contact) => !obstacleTo(contact, now))
    .toSorted((a, b) => order.indexOf(a.role ?? 'user') - order.indexOf(b.role ?? 'user') || a.name.localeCompare(b.name));
  const choices = reachable.slice(0, MAX_CHOICES).map(({ name }) => ({ label: name, say: `Draft a note to ${name} at ${account.name}` }));
  const instead =
    choices.length > 0
      ? 'Write to somebody else there?'
      : `Nobody at ${account.name} can be written to; add a contact with an e-mail address first.`;
  if (named) {
    const obstacle = obstacleTo(named, now);
    if (obstacle) throw new UserError(obstacle.code, `No draft: ${obstacle.text}. ${instead}`, choices);
    return named;
  }
  const [first] = reachable;
  if (!first) throw new UserError('no_recipient', `No draft: ${instead}`);
  return first;
}
