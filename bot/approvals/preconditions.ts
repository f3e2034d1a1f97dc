import type { Account } from '../../models/account.ts';
import type { OutreachApproval } from '../../models/approval.ts';
import type { Contact } from '../../models/contact.ts';
import type { Models } from '../../models/index.ts';
import { isMailbox } from '../../models/kit/mailbox.ts';

type Target = Pick<OutreachApproval, 'account' | 'recipient'>;

/** Why this person may not be written to now, in words; undefined when they may. Asked before the card is posted and again right before sending. */
export async function recipientProblem(
  models: Models,
  tenant: string,
  { account, recipient }: Target,
  now: Date,
): Promise<string | undefined> {
  const [owner, contact] = await Promise.all([
    models.accounts.findOne({ tenant, _id: account.id }).lean<Account>(),
    models.contacts.findOne({ tenant, _id: recipient.contactId }).lean<Contact>(),
  ]);
  if (!owner) return `the account ${account.name} is not known here`;
  if (!contact || contact.accountId !== owner._id) return `${recipient.name} is not a contact of ${owner.name}`;
  if (contact.optedOutAt) return `${contact.name} opted out of mail from us`;
  if (contact.leftAt && contact.leftAt <= now) return `${contact.name} no longer works with us at ${owner.name}`;
  if (!contact.email) return `no e-mail address is on record for ${contact.name}`;
  if (contact.email !== recipient.email) return `the address on record for ${contact.name} is now another one`;
  if (!isMailbox(contact.email)) return `the address on record for ${contact.name} is not a valid e-mail address`;
  if (owner.lifecycleStage === 'churned' || owner.churnedAt) return `${owner.name} is no longer a customer`;
  return undefined;
}
