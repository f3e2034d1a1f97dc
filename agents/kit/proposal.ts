import type { Figure } from './evidence.ts';

/** Something that would leave the company. Agents never send: they return this, and a person decides. */
export interface Proposal {
  kind: 'outreach';
  account: { id: string; name: string };
  recipient: { contactId: string; name: string; email: string };
  channel: 'email';
  subject: string;
  body: string;
  /** The account's facts the text rests on, shown to the approver. */
  facts: Figure[];
  whyNow: string;
}
