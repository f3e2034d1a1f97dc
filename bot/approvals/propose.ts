import { randomUUID } from 'node:crypto';
import type { Card } from '../../agents/kit/card.ts';
import type { Actor } from '../../agents/kit/context.ts';
import { UserError } from '../../agents/kit/errors.ts';
import { requireMayActOn } from '../../agents/kit/permissions.ts';
import type { Proposal } from '../../agents/kit/proposal.ts';
import type { Account } from '../../models/account.ts';
import type { Approval } from '../../models/approval.ts';
import { audit } from '../../tools/audit.ts';
import type { ApprovalDeps, Update } from './deps.ts';
import { digestOf } from './digest.ts';
import { DAYS_TO_DECIDE, isAddress, textProblem, tidy } from './limits.ts';
import { recipientProblem } from './preconditions.ts';
import { step, updateOf } from './store.ts';

export interface ProposeOptions {
  tenant: string;
  requestedBy: Actor;
}

export interface Proposed {
  approvalId: string;
  card: Card;
  approval: Approval;
  /** Older drafts to the same person that this one replaced. */
  updates: Update[];
}

/**
 * Stores a draft for a person to decide about. Nothing is stored that could not be sent.
 * @throws UserError, RefusedError with what was not done and why.
 */
export async function proposeApproval(deps: ApprovalDeps, proposal: Proposal, { tenant, requestedBy }: ProposeOptions): Promise<Proposed> {
  const { models, clock } = deps;
  const now = clock.now();
  const { kind, channel, facts, whyNow, account, recipient } = proposal;
  const text = { subject: tidy(proposal.subject), body: tidy(proposal.body) };
  const problem =
    textProblem(text) ??
    (await recipientProblem(models, tenant, { account, recipient }, now)) ??
    (isAddress(requestedBy.email) ? undefined : 'your own e-mail address is not valid');
  if (problem) throw new UserError('proposal_refused', `Not put up for approval: ${problem}. Nothing was sent.`);
  const owner = await models.accounts.findOne({ tenant, _id: account.id }).lean<Account>();
  if (owner) requireMayActOn(requestedBy, owner);

  const { id, name, email, title } = requestedBy;
  const bound = { tenant, kind, account, recipient, sender: { id, name, email, title }, channel, ...text, version: 1 };
  const digest = digestOf(bound);
  const row = {
    ...bound,
    _id: randomUUID(),
    digest,
    versions: [{ version: 1, ...text, digest, by: { id, name }, at: now }],
    facts,
    whyNow,
    requestedBy: id,
    timezone: requestedBy.timezone,
    at: now,
    ingestedAt: now,
    expiresAt: new Date(now.getTime() + DAYS_TO_DECIDE * 86_400_000),
  };
  const data = { approval: row._id, kind, account: account.id, recipient: recipient.contactId, version: 1, digest };
  await audit(models, { tenant, actorId: id, at: now, event: 'proposed', data });
  const approval = (await models.approvals.create(row)).toObject<Approval>();
  const superseded = await supersedeOlder(deps, approval);
  const current = superseded.find((each) => each._id === approval._id) ?? approval;
  const updates = superseded.filter((each) => each._id !== approval._id).map((each) => updateOf(deps, each));
  return { approvalId: approval._id, approval: current, card: updateOf(deps, current).card, updates };
}

/**
 * Leaves only the newest open draft of one kind to one person. Whoever comes last sees all
 * the others, so that of two at once one remains, never none.
 */
async function supersedeOlder(deps: ApprovalDeps, { tenant, kind, account, recipient }: Approval): Promise<Approval[]> {
  const same = {
    tenant,
    kind,
    'account.id': account.id,
    'recipient.contactId': recipient.contactId,
    state: { $in: ['pending', 'failed'] as const },
  };
  const open = await deps.models.approvals.find(same).sort({ at: -1, _id: -1 }).lean<Approval[]>();
  const [newest, ...older] = open;
  const steps = older.map((approval) => step(deps, approval, 'supersede', { set: { supersededBy: newest?._id } }));
  return (await Promise.all(steps)).filter((approval) => approval !== undefined);
}
