import type { Contact } from '../../models/contact.ts';
import type { AccountFacts } from './account-facts.ts';

/** The contacts who are there: those who left are facts too, of what was. */
export const present = ({ contacts, asOf }: Pick<AccountFacts, 'contacts' | 'asOf'>): Contact[] =>
  contacts.filter(({ leftAt }) => !leftAt || leftAt > asOf);
