import type { Contact } from '../../models/contact.ts';
import type { Interaction } from '../../models/interaction.ts';
import type { AccountFacts } from '../facts/account-facts.ts';
import { engaged, isMessage } from '../metrics/engagement.ts';

/** When one of their people and we last had to do with each other: they came, wrote or answered. */
export const lastTogether = ({ interactions, asOf }: AccountFacts, { _id }: Pick<Contact, '_id'>): Interaction | undefined =>
  interactions.findLast((row) => row.contactId === _id && (engaged(row, asOf) ?? !isMessage(row)));
