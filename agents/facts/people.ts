import type { Contact } from '../../models/contact.ts';
import type { AccountFacts } from './account-facts.ts';

/** The contacts who are there: those who left are facts too, of what was. */
export const present = ({ contacts, asOf }: Pick<AccountFacts, 'contacts' | 'asOf'>): Contact[] =>
  contacts.filter(({ leftAt }) => !leftAt || leftAt > asOf);

/** Whom to agree things with: a sponsor, else a champion, who is there. */
export function sponsorOf(facts: Pick<AccountFacts, 'contacts' | 'asOf'>): Contact | undefined {
  const here = present(facts);
  return here.find(({ role }) => role === 'executive_sponsor') ?? here.find(({ role }) => role === 'champion');
}
