import type { Card, FilePart } from '../../agents/kit/card.ts';
import type { Actor } from '../../agents/kit/context.ts';
import { RefusedError, UserError } from '../../agents/kit/errors.ts';
import type { ActionProposal, OutreachProposal, Proposal } from '../../agents/kit/proposal.ts';
import type { Approval } from '../../models/approval.ts';
import { orderedId } from '../../models/kit/ordered-id.ts';
import type { User } from '../../models/user.ts';
import { audit } from '../../tools/audit.ts';
import type { ApprovalDeps, Update } from './deps.ts';
import { type Bound, digestOf } from './digest.ts';
import { DAYS_TO_DECIDE, textProblem, tidy } from './limits.ts';
import { obstacle } from './policy.ts';
import { standingOf } from './standing.ts';
import { step, updateOf } from './store.ts';

export interface ProposeOptions {
  tenant: string;
  requestedBy: Actor;
  /** Made in conversation: it is its author's until they ask for approval, unless the team itself may decide. */
  authored?: boolean;
}

export interface Proposed {
  approvalId: string;
  card: Card;
  approval: Approval;
  /** Older drafts to the same person that this one replaced. */
  updates: Update[];
}

/** How what was made in conversation is first shown. */
export const asProposed = ({ deciders }: Pick<Approval, 'deciders'>): Pick<Approval, 'state' | 'version'> => ({
  state: deciders === 'team' ? 'pending' : 'draft',
  version: 1,
});

/**
 * Stores a draft, or an action asked for, for a person to decide about. Nothing is stored that could not be carried out.
 * @throws UserError, RefusedError with what was not done and why.
 */
export async function proposeApproval(
  deps: ApprovalDeps,
  proposal: Proposal,
  { tenant, requestedBy, authored }: ProposeOptions,
): Promise<Proposed> {
  const { models, clock } = deps;
  const now = clock.now();
  const { kind, facts, whyNow, account, area } = proposal;
  const specific = kind === 'outreach' ? ofOutreach(proposal) : ofAction(proposal);
  if (proposal.kind === 'action' && deps.catalog.get(proposal.call.tool)?.access !== 'approved')
    throw new Error(`${proposal.call.tool} is no tool an approval may run`);
  const { id, name } = requestedBy;
  const sender = await senderOf(deps, tenant, requestedBy, proposal);
  const copyTo = kind === 'outreach' && deps.copying?.tenant === tenant ? { copyTo: deps.copying.to } : {};
  const bound = { tenant, kind, account, sender, ...(area ? { area } : {}), ...specific, ...copyTo, version: 1 };
  const problem = textProblem(specific);
  if (problem) throw new UserError('proposal_refused', `Not put up for approval: ${problem}. ${NOTHING[kind]}`);
  const standing = await standingOf({ models, now }, { ...bound, requestedBy: id });
  const refused = obstacle('propose', { ...bound, requestedBy: id }, standing);
  if (refused) throw new RefusedError(`Not put up for approval. ${refused.why}. ${NOTHING[kind]} ${refused.next}.`);
  const unmailable = bound.recipient && (await deps.mailer.whyNotBetween?.(sender.email, bound.recipient.email));
  if (unmailable) throw new UserError('proposal_refused', `Not put up for approval: ${unmailable}. ${NOTHING[kind]}`);

  const digest = digestOf(bound);
  const { subject, body } = specific;
  const own = proposal.kind === 'outreach' && proposal.ownFigures ? { ownFigures: [...proposal.ownFigures] } : {};
  const row = {
    ...bound,
    _id: orderedId(),
    digest,
    versions: [{ version: 1, subject, body, digest, by: { id, name }, at: now, ...own }],
    facts,
    whyNow,
    requestedBy: id,
    ...(standing.account?.ownerId ? { ownerId: standing.account.ownerId } : {}),
    state: authored ? asProposed(specific).state : ('pending' as const),
    timezone: requestedBy.timezone,
    at: now,
    ingestedAt: now,
    expiresAt: new Date(now.getTime() + DAYS_TO_DECIDE * 86_400_000),
  };
  const about = bound.recipient ? { recipient: bound.recipient.contactId } : { tool: bound.call?.tool };
  const data = { approval: row._id, kind, account: account.id, ...about, version: 1, digest };
  await audit(models, { tenant, actorId: id, at: now, event: 'proposed', data });
  const approval = (await models.approvals.create(row)).toObject<Approval>();
  const superseded = await supersedeOlder(deps, approval);
  const current = superseded.find((each) => each._id === approval._id) ?? approval;
  const updates = await Promise.all(superseded.filter((each) => each._id !== approval._id).map((each) => updateOf(deps, each)));
  return { approvalId: approval._id, approval: current, card: (await updateOf(deps, current)).card, updates };
}

type Specific = Pick<Bound, 'subject' | 'body' | 'recipient' | 'channel' | 'call' | 'deciders' | 'files' | 'askedFor' | 'exact'>;

const NOTHING: Record<Proposal['kind'], string> = { outreach: 'Nothing was sent.', action: 'Nothing was changed.' };

const ofOutreach = ({ recipient, channel, subject, body, askedFor, files = [] }: OutreachProposal): Specific => ({
  recipient,
  channel,
  ...(askedFor ? { askedFor } : {}),
  subject: tidy(subject),
  body: tidy(body),
  files: kept(files),
});

const kept = (files: readonly FilePart[]) => files.map(({ fileId, name, about }) => ({ fileId, name, about }));

const ofAction = ({ title, text, exact, deciders, files, call }: ActionProposal): Specific => ({
  subject: tidy(title),
  body: tidy(text),
  ...(exact ? { exact } : {}),
  deciders,
  files: kept(files),
  // As the database gives it back: what is bound must read the same later.
  call: { tool: call.tool, arguments: JSON.parse(JSON.stringify(call.arguments)) },
});

/** In whose name it goes. @throws UserError where that colleague is not active here */
async function senderOf(
  { models }: ApprovalDeps,
  tenant: string,
  { id, name, email, title }: Actor,
  proposal: Proposal,
): Promise<Approval['sender']> {
  const other = proposal.kind === 'outreach' ? proposal.inNameOf?.userId : undefined;
  if (!other || other === id) return { id, name, email, title };
  const colleague = await models.users.findOne({ tenant, _id: other, active: true }).lean<User>();
  if (!colleague)
    throw new UserError(
      'proposal_refused',
      'Not put up for approval: the colleague in whose name it would go is not active here. Nothing was sent.',
    );
  return { id: other, name: colleague.name, email: colleague.email, title: colleague.title };
}

/**
 * Leaves only the author's newest open draft of one kind to one person, or action of one title. Whoever comes last sees all
 * the others, so that of two at once one remains, never none.
 */
async function supersedeOlder(
  deps: ApprovalDeps,
  { tenant, kind, account, recipient, call, subject, requestedBy, exact }: Approval,
): Promise<Approval[]> {
  // Two things another system is told are two, however alike they are called.
  if (exact) return [];
  const same = {
    tenant,
    kind,
    requestedBy,
    'account.id': account.id,
    ...(recipient ? { 'recipient.contactId': recipient.contactId } : { subject, 'call.tool': call?.tool }),
    state: { $in: ['draft', 'pending', 'failed'] as const },
  };
  const open = await deps.models.approvals.find(same).sort({ at: -1, _id: -1 }).lean<Approval[]>();
  const [newest, ...older] = open;
  const steps = older.map((approval) => step(deps, approval, 'supersede', { set: { supersededBy: newest?._id } }));
  return (await Promise.all(steps)).filter((approval) => approval !== undefined);
}
