import type { Contact } from '../../../models/contact.ts';
import { isLater, known, type Rewind, undone, withoutLater } from './known.ts';

/** Who left or opted out later was there and had not. Those who had left stay, with the date. */
export const rewindContacts: Rewind<Contact> = (rows, asOf) =>
  undone(
    known(rows, asOf),
    ({ leftAt, optedOutAt }) => isLater(leftAt, asOf) || isLater(optedOutAt, asOf),
    (contact) => withoutLater(contact, ['leftAt', 'optedOutAt'], asOf),
  );
