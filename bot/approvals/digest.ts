import { createHash } from 'node:crypto';
import type { Approval } from '../../models/approval.ts';

/** Everything an approver agrees to by pressing Approve. */
export type Bound = Pick<Approval, 'tenant' | 'kind' | 'account' | 'recipient' | 'sender' | 'channel' | 'subject' | 'body' | 'version'>;

/** SHA-256 over what is bound, unambiguous: a byte moved from one field to the next changes it. */
export function digestOf({ tenant, kind, account, recipient, sender, channel, subject, body, version }: Bound): string {
  const bound = [
    tenant,
    kind,
    [account.id, account.name],
    [recipient.contactId, recipient.name, recipient.email],
    [sender.id, sender.name, sender.email, sender.title],
    channel,
    subject,
    body,
    version,
  ];
  return createHash('sha256').update(JSON.stringify(bound)).digest('hex');
}

/** The same fields as a database filter, so that what was verified is what is claimed. */
export function boundFilter(approval: Bound & Pick<Approval, 'digest'>) {
  const { account, recipient, channel, subject, body, version, digest, sender, kind } = approval;
  return {
    kind,
    channel,
    subject,
    body,
    version,
    digest,
    'account.id': account.id,
    'recipient.contactId': recipient.contactId,
    'recipient.email': recipient.email,
    'sender.email': sender.email,
  };
}
