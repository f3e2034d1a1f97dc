import { createHash } from 'node:crypto';
import type { Approval } from '../../models/approval.ts';

/** Everything an approver agrees to by pressing Approve. */
export type Bound = Pick<
  Approval,
  | 'tenant'
  | 'kind'
  | 'account'
  | 'recipient'
  | 'sender'
  | 'channel'
  | 'subject'
  | 'body'
  | 'version'
  | 'call'
  | 'deciders'
  | 'files'
  | 'area'
  | 'askedFor'
  | 'exact'
  | 'copyTo'
>;

/** SHA-256 over what is bound, unambiguous: a byte moved from one field to the next changes it. */
export function digestOf({
  tenant,
  kind,
  account,
  recipient,
  sender,
  channel,
  subject,
  body,
  version,
  call,
  deciders,
  files,
  area,
  askedFor,
  exact,
  copyTo,
}: Bound): string {
  const bound = [
    tenant,
    kind,
    [account.id, account.name],
    recipient ? [recipient.contactId, recipient.name, recipient.email] : null,
    [sender.id, sender.name, sender.email, sender.title],
    channel ?? null,
    subject,
    body,
    version,
    ...(area || askedFor ? [[area ?? null, askedFor ?? null]] : []),
    ...(exact ? [exact] : []),
    ...(copyTo ? [{ copyTo }] : []),
    ...(call ? [[call.tool, call.arguments], deciders, files.map(({ fileId, name }) => [fileId, name])] : []),
  ];
  return createHash('sha256').update(JSON.stringify(bound)).digest('hex');
}

/** The same fields as a database filter, so that what was verified is what is claimed. */
export function boundFilter(approval: Bound & Pick<Approval, 'digest'>) {
  const { account, recipient, channel, subject, body, version, digest, sender, kind, call } = approval;
  return {
    kind,
    subject,
    body,
    version,
    digest,
    'account.id': account.id,
    'sender.email': sender.email,
    ...(channel ? { channel } : {}),
    ...(recipient ? { 'recipient.contactId': recipient.contactId, 'recipient.email': recipient.email } : {}),
    ...(call ? { 'call.tool': call.tool } : {}),
  };
}
