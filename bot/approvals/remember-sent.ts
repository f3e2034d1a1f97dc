import { randomUUID } from 'node:crypto';
import type { OutreachApproval } from '../../models/approval.ts';
import type { Models } from '../../models/index.ts';
import { insertNew } from '../../models/kit/bulk.ts';
import type { ApprovalDeps } from './deps.ts';

/** What was asked for is in the ledger of asks once the mail may have left; unsent, nobody was asked. */
export async function rememberAsked(models: Models, approval: OutreachApproval, at: Date): Promise<void> {
  const { tenant, _id, account, recipient, sender, subject, askedFor } = approval;
  if (!askedFor) return;
  const whom = { accountId: account.id, contactId: recipient.contactId, ownerId: sender.id };
  const change = { to: 'approached', at, byUserId: sender.id };
  const state = { engagementStatus: 'approached', statusHistory: [change], requestDate: at, advocacyTitle: subject } as const;
  const row = { _id: `asked-${_id}`, externalId: _id, source: 'greendoor', tenant, at, ingestedAt: at, updatedAt: at };
  await insertNew(models.advocacyEngagements, tenant, [{ ...row, ...whom, ...state, advocacyType: askedFor }]);
}

/** Due at once: the next look at what is to be scored takes it. */
const LONG_AGO = new Date(0);

/** The contact with the customer that a sent note is. */
export const sentId = (approvalId: string): string => `sent-${approvalId}`;

/** A mail that was sent is a contact with the customer like any other: known to every agent, once, and to the other system that was said. */
export async function rememberSent(
  { models, copying }: Pick<ApprovalDeps, 'models' | 'copying'>,
  approval: OutreachApproval,
  at: Date,
): Promise<void> {
  const { tenant, _id, account, recipient, sender, subject, body } = approval;
  const mine = { tenant, source: 'greendoor', ingestedAt: at };
  await insertNew(models.touchedAccounts, tenant, [{ ...mine, _id: randomUUID(), at: LONG_AGO, accountIds: [account.id] }]);
  const copies = approval.copyTo && copying?.tenant === tenant ? copying : undefined;
  await copies?.intend({ id: sentId(_id), accountId: account.id, userId: sender.id });
  const contact = { accountId: account.id, contactId: recipient.contactId, userId: sender.id };
  const mail = { kind: 'email', direction: 'outbound', subject, text: body } as const;
  await insertNew(models.interactions, tenant, [{ ...mine, _id: sentId(_id), externalId: _id, at, ...contact, ...mail }]);
  await copies?.write(sentId(_id));
}
