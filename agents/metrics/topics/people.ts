import { type Draft, found, topicOf } from '../define.ts';
import { contactDrafts } from './contacts.ts';
import { conversationDrafts } from './conversations.ts';
import { lastContactDrafts } from './last-contact.ts';

export { present } from './contacts.ts';

const internal = (key: string, label: string, aliases: string, field: 'ownerId' | 'accountExecutiveId'): Draft => ({
  key,
  label,
  aliases,
  word: true,
  grace: 3650,
  definition: `The colleague recorded as the account’s ${label.toLowerCase()}.`,
  read: ({ account }) => found(account[field], { collection: 'accounts', field, rows: [account] }),
});

/** Who looks after the account, whom we know there, and how they take part. */
export const peopleMetrics = topicOf('people', { grace: 21, halfLife: 60 }, [
  internal(
    'owner',
    'Owner',
    'csm, customer success manager, owns, betreuer, betreut, gehört, kümmert, responsable, s’occupe, atiende, gestiona, responsable de cuenta',
    'ownerId',
  ),
  internal('account_executive', 'Account executive', 'ae, sales rep, vertrieb, commercial, ejecutivo de cuenta', 'accountExecutiveId'),
  ...contactDrafts,
  ...conversationDrafts,
  ...lastContactDrafts,
]);
