import type { UpdateQuery } from 'mongoose';
import type { CopyState } from '../../models/activity-copy.ts';
import { type Approval, type ApprovalEvent, nextState } from '../../models/approval.ts';
import { approvalCard } from './card.ts';
import type { ApprovalDeps, Posting, Update } from './deps.ts';
import { sentId } from './remember-sent.ts';

export async function findApproval({ models }: Pick<ApprovalDeps, 'models'>, tenant: string, id: string): Promise<Approval | undefined> {
  return (await models.approvals.findOne({ tenant, _id: id }).lean<Approval>()) ?? undefined;
}

/**
 * One atomic step of the state machine: of any number of callers at once exactly one gets the
 * changed approval, all others undefined.
 */
export async function step(
  { models }: Pick<ApprovalDeps, 'models'>,
  approval: Pick<Approval, 'tenant' | '_id' | 'state'>,
  event: ApprovalEvent,
  { where = {}, set = {}, push }: { where?: Record<string, unknown>; set?: Partial<Approval>; push?: UpdateQuery<Approval>['$push'] } = {},
): Promise<Approval | undefined> {
  const state = nextState(approval.state, event);
  if (!state) return undefined;
  const change: UpdateQuery<Approval> = { $set: { ...set, state }, ...(push ? { $push: push } : {}) };
  const filter = { ...where, tenant: approval.tenant, _id: approval._id, state: approval.state };
  return (await models.approvals.findOneAndUpdate(filter, change, { returnDocument: 'after' }).lean<Approval>()) ?? undefined;
}

/** What the messages that show an approval must show now. */
export async function updateOf({ models, mailer }: Pick<ApprovalDeps, 'models' | 'mailer'>, approval: Approval): Promise<Update> {
  const others = await openBeside(models, approval);
  const copy = approval.copyTo && approval.state === 'sent' ? await copyOf(models, approval) : undefined;
  return {
    approval,
    card: approvalCard(approval, { mailConfigured: mailer.configured, others, copy }),
    postings: [...approval.postings] as Posting[],
  };
}

const copyOf = async (models: ApprovalDeps['models'], { tenant, _id }: Approval): Promise<CopyState | undefined> =>
  (await models.activityCopies.findOne({ tenant, _id: sentId(_id) }, { state: 1 }).lean<{ state: CopyState }>())?.state;

const MOST_BESIDE = 5;

/** Other people's open notes to the same recipient, which whoever decides about one should know of. */
export async function openBeside(
  models: ApprovalDeps['models'],
  { tenant, _id, account, recipient, state }: Approval,
): Promise<Approval[]> {
  if (!recipient || state !== 'pending') return [];
  const open = { $in: ['draft', 'pending', 'failed'] as const };
  return models.approvals
    .find({
      tenant,
      kind: 'outreach',
      'account.id': account.id,
      'recipient.contactId': recipient.contactId,
      state: open,
      _id: { $ne: _id },
    })
    .sort({ at: 1 })
    .limit(MOST_BESIDE)
    .lean<Approval[]>();
}

/**
 * Remembers where a card was posted. Gives the approval as it is now: when it was decided
 * meanwhile, the message just posted must be updated too.
 */
export async function recordPosting(
  deps: Pick<ApprovalDeps, 'models' | 'mailer'>,
  tenant: string,
  approvalId: string,
  posting: Posting,
): Promise<Update | undefined> {
  const { platform, workspace, channel, id } = posting;
  const known = { platform, workspace, channel, id };
  await deps.models.approvals.updateOne(
    { tenant, _id: approvalId, postings: { $not: { $elemMatch: known } } },
    { $push: { postings: posting } },
  );
  const approval = await findApproval(deps, tenant, approvalId);
  return approval && (await updateOf(deps, approval));
}

const at = ({ platform, workspace, channel, id }: Posting) => ({ platform, workspace, channel, id });

/**
 * Tells people of an approval's state beside a message that shows another; of any number of callers one does, once for each
 * state. What could not be told is told the next time.
 */
export async function tellOnce(
  { models }: Pick<ApprovalDeps, 'models'>,
  { tenant, _id, version, state }: Approval,
  posting: Posting,
  tell: () => Promise<void>,
): Promise<void> {
  const told = `${version}-${state}`;
  const filter = { tenant, _id, postings: { $elemMatch: { ...at(posting), told: { $ne: told } } } };
  const { modifiedCount } = await models.approvals.updateOne(filter, { $set: { 'postings.$.told': told } });
  if (modifiedCount === 0) return;
  try {
    await tell();
  } catch (error) {
    await models.approvals.updateOne({ tenant, _id, postings: { $elemMatch: at(posting) } }, { $unset: { 'postings.$.told': 1 } });
    throw error;
  }
}

/** From now on the card is shown by `next` instead. */
export async function replacePosting(
  { models }: Pick<ApprovalDeps, 'models'>,
  tenant: string,
  approvalId: string,
  posting: Posting,
  next: Posting,
): Promise<void> {
  await models.approvals.updateOne({ tenant, _id: approvalId, postings: { $elemMatch: at(posting) } }, { $set: { 'postings.$': next } });
}
