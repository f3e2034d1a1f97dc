import { defineAgent } from '../kit/define-agent.ts';
import { draftOutreach } from './tools/draft-outreach.ts';
import { listContacts } from './tools/list-contacts.ts';

export const successNavigator = defineAgent({
  name: 'success-navigator',
  title: 'Success Navigator',
  purpose: "Knows an account's people and drafts notes to them from the account's facts, for approval.",
  tools: [listContacts, draftOutreach],
});
