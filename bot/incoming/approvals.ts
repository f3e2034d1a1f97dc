import { randomUUID } from 'node:crypto';
import { describeError } from '../../agents/kit/describe-error.ts';
import { UpstreamError } from '../../agents/kit/errors.ts';
import { type Approval, isOutreach } from '../../models/approval.ts';
import type { User } from '../../models/user.ts';
import type { Workspace } from '../../models/workspace.ts';
import { findWorkspace, toActor } from '../actors.ts';
import {
  type ApprovalDeps,
  asProposed,
  findApproval,
  type Posting,
  proposeApproval,
  recordPosting,
  replacePosting,
  tellOnce,
  type Update,
  updateOf,
} from '../approvals/index.ts';
import { inColleaguesName } from '../approvals/policy.ts';
import { outcome } from '../approvals/words.ts';
import type { Assistant } from '../assistant.ts';
import { whyClosed } from '../channel-policy.ts';
import type { MessageRef, Outgoing, Place, Platform } from '../platform.ts';
import { findReply, saveReply } from '../replies.ts';
import type { Propose } from '../turn/types.ts';
import type { Answering } from './answer.ts';
import { forPerson } from './for-person.ts';
import { liveMessage } from './live.ts';
import { closedNow } from './place.ts';

type Deps = ApprovalDeps & Pick<Assistant, 'platforms'>;

const FIXED = 'The card above cannot be changed any more, and its buttons decide nothing. This is how it stands:';

/**
 * Makes every message that shows a changed approval show it as it is now. While it is being sent, the one who sends it shows
 * the end. Where a message cannot be changed, those concerned are told beside it, or directly, once.
 */
export async function showUpdates(deps: Deps, tenant: string, updates: readonly (Update | undefined)[]): Promise<void> {
  for (const { approval } of updates.filter((update) => update !== undefined)) {
    const current = await findApproval(deps, tenant, approval._id);
    if (!current || current.state === 'claimed') continue;
    for (const posting of current.postings as Posting[]) {
      const platform = deps.platforms.find((each) => each.name === posting.platform);
      if (!platform) continue;
      await showUpdate(deps, platform, current, posting).catch((error: unknown) =>
        deps.log.warn({ approval: approval._id, error: describeError(error) }, 'an approval card could not be updated'),
      );
    }
  }
}

async function showUpdate(deps: Deps, platform: Platform, approval: Approval, posting: Posting): Promise<void> {
  const { tenant } = approval;
  const { conversation, message } = await messageNow(deps, tenant, posting, approval);
  const workspace = await findWorkspace(deps.models, posting.platform, posting.workspace);
  const closed = workspace && (await closedNow(deps, platform, workspace, posting));
  if (closed) {
    const text = `This card is not shown any more, because ${whyClosed(closed)}`;
    await tellDirectly(deps, platform, approval, posting, () => platform.update(posting, { replyId: message.replyId, text, cards: [] }));
    return;
  }
  const view = await asReaderSees(deps, platform, approval, posting, message);
  await saveReply(deps.models, tenant, conversation, posting, view, deps.clock.now());
  try {
    await platform.update(posting, view);
  } catch (error) {
    if (!(error instanceof UpstreamError) || error.failure === 'unreachable' || error.failure === 'limited') throw error;
    deps.log.warn({ approval: approval._id, error: describeError(error) }, 'an approval card cannot be changed any more');
    await tellBeside(deps, platform, approval, posting, conversation);
  }
}

/**
 * In their own conversation whoever asked sees no decisions that are others'. Elsewhere several read the one card, as they do
 * where nobody can tell whose conversation it is.
 */
async function asReaderSees(deps: Deps, platform: Platform, approval: Approval, posting: Posting, message: Outgoing): Promise<Outgoing> {
  const { tenant, requestedBy } = approval;
  const author = await deps.models.users.findOne({ tenant, _id: requestedBy, active: true }).lean<User>();
  const userId = (author?.identities as Record<string, string> | undefined)?.[platform.name];
  const own = userId === undefined ? undefined : await platform.direct(posting.workspace, userId).catch(() => undefined);
  if (!author || !own || !isSame(own, posting)) return message;
  const actor = toActor(author);
  const cards = message.cards.map((card) => forPerson(deps, { tenant, actor, closed: undefined }, card, card.stands));
  return { ...message, cards: await Promise.all(cards) };
}

/** Posts the card as it is now under the one that cannot be changed; from then on the new one is kept up to date. */
async function tellBeside(deps: Deps, platform: Platform, approval: Approval, posting: Posting, conversation: string): Promise<void> {
  const { tenant, _id } = approval;
  const post = async () => {
    const place = platform.threadOn(posting);
    const message = { replyId: randomUUID(), text: FIXED, cards: [(await updateOf(deps, approval)).card] };
    await saveReply(deps.models, tenant, conversation, place, message, deps.clock.now());
    const ref = await platform.post(place, message);
    await replacePosting(deps, tenant, _id, posting, { ...ref, replyId: message.replyId });
  };
  await tellOnce(deps, approval, posting, post).catch((error: unknown) => {
    if (!(error instanceof UpstreamError) || error.failure !== 'closed') throw error;
    return tellDirectly(deps, platform, approval, posting);
  });
}

/** Says how an approval stands to who asked and who decided, each in their own conversation. */
async function tellDirectly(
  deps: Deps,
  platform: Platform,
  approval: Approval,
  posting: Posting,
  before: () => Promise<void> = async () => {},
): Promise<void> {
  const { tenant, account, subject, recipient } = approval;
  await tellOnce(deps, approval, posting, async () => {
    await before().catch((error: unknown) => deps.log.warn({ error: describeError(error) }, 'a card in a closed channel stays'));
    const concerned = [approval.requestedBy, approval.decidedBy?.id].filter((id) => id !== undefined);
    const users = await deps.models.users
      .find({ tenant, _id: { $in: concerned }, active: true }, { identities: 1 })
      .lean<Pick<User, '_id' | 'identities'>[]>();
    const about = isOutreach(approval) && recipient ? `${subject} (${recipient.name}, ${account.name})` : `${subject} (${account.name})`;
    for (const { identities } of users) {
      const userId = (identities as Record<string, string> | undefined)?.[platform.name];
      if (!userId) continue;
      const place = await platform.direct(posting.workspace, userId);
      await platform.post(place, { replyId: randomUUID(), text: `**${about}** ${outcome(approval)}`, cards: [] });
    }
  });
}

/** The message a card was posted in, as it is now; just the card where the message is not stored any more. */
async function messageNow(
  deps: Deps,
  tenant: string,
  posting: Posting,
  approval: Approval,
): Promise<{ conversation: string; message: Outgoing }> {
  const first = posting.replyId ? await findReply(deps.models, tenant, posting.replyId) : undefined;
  const message = first && posting.replyId ? await liveMessage(deps, tenant, posting.replyId, first) : undefined;
  return first && message
    ? { conversation: first.conversation, message }
    : {
        conversation: conversationOf(posting),
        message: { replyId: randomUUID(), text: '', cards: [(await updateOf(deps, approval)).card] },
      };
}

/**
 * Posts a draft where the approvers are, in every connected workspace that has such a place, unless the conversation it was
 * asked for in is that place, or it stands there already. Where it may not be seen, whoever asked is told that it waits, and why.
 */
export async function postForApproval(deps: Deps, workspace: Workspace, update: Update | undefined, asked: Place): Promise<void> {
  if (update?.approval.state !== 'pending' || update.approval.deciders === 'team') return;
  const connected = await deps.models.workspaces.find({ tenant: workspace.tenant }).lean<Workspace[]>();
  const others = connected.filter((each) => each._id !== workspace._id);
  await postIn(deps, workspace, update, asked);
  for (const other of others)
    await postIn(deps, other, update, asked).catch((error: unknown) =>
      deps.log.error({ platform: other.platform, error: describeError(error) }, 'a draft is not posted for approval'),
    );
}

/** Posts it in one workspace. */
async function postIn(deps: Deps, workspace: Workspace, { approval, card }: Update, asked: Place): Promise<void> {
  const platform = deps.platforms.find((each) => each.name === workspace.platform);
  if (!platform) return;
  const channel = workspace.channels.find((each) => each.purpose === 'approvals')?.id;
  const here = whereOf(workspace);
  const place = (await colleaguesPlace(deps, platform, workspace, approval)) ?? (channel && { ...here, channel });
  if (!place || isSame(place, asked) || approval.postings.some((posting) => isSame(posting, place))) return;
  const home = here.workspace === asked.workspace;
  const closed = await closedNow(deps, platform, workspace, place);
  if (closed) {
    deps.log.error({ approval: approval._id, channel: place.channel, closed }, 'a draft is not posted for approval');
    const text = `This was not posted for approval, because ${whyClosed(closed)} It waits until ${approval.expiresAt.toISOString().slice(0, 10)}; whoever may decide finds it here.`;
    if (home && asked.channel) await platform.post(asked, { replyId: `${approval._id}.closed`, text, cards: [] });
    return;
  }
  const replyId = `${approval._id}.approvers${home ? '' : `.${workspace.platform}.${workspace.workspace}`}`;
  const message: Outgoing = { replyId, text: '', cards: [card] };
  await saveReply(deps.models, workspace.tenant, `${place.channel}:${approval._id}`, place, message, deps.clock.now());
  const ref = (await platform.find(place, message.replyId)) ?? (await platform.post(place, message));
  await rememberPosting(deps, workspace.tenant, approval._id, ref, message.replyId, approval);
}

type Channel = Pick<Place, 'platform' | 'workspace' | 'channel'>;
const whereOf = ({ platform, workspace }: Workspace) => ({ platform, workspace });
const isSame = (a: Channel, b: Channel): boolean => a.platform === b.platform && a.workspace === b.workspace && a.channel === b.channel;

/** A note in a colleague's name is put before that colleague alone; undefined where it is not, or where they are not known here. */
async function colleaguesPlace(deps: Deps, platform: Platform, workspace: Workspace, approval: Approval): Promise<Place | undefined> {
  if (!inColleaguesName(approval)) return undefined;
  const { tenant, sender } = approval;
  const user = await deps.models.users
    .findOne({ tenant, _id: sender.id, active: true }, { identities: 1 })
    .lean<Pick<User, 'identities'>>();
  const userId = (user?.identities as Record<string, string> | undefined)?.[platform.name];
  return userId ? platform.direct(workspace.workspace, userId) : undefined;
}

/** Shows the card in the direct conversation of who pressed it elsewhere. */
export async function moveAside(
  { assistant, platform, workspace, incoming, event }: Answering<'press'>,
  approvalId: string,
): Promise<void> {
  const { tenant } = workspace;
  const approval = await findApproval(assistant, tenant, approvalId);
  if (!approval) return;
  const place = await platform.direct(incoming.sender.workspace, incoming.sender.userId);
  const message = { replyId: `${event.replyId}.aside`, text: '', cards: [(await updateOf(assistant, approval)).card] };
  await saveReply(assistant.models, tenant, `${place.channel}:${approvalId}`, place, message, assistant.clock.now());
  const ref = (event.repeated && (await platform.find(place, message.replyId))) || (await platform.post(place, message));
  await rememberPosting(assistant, tenant, approvalId, ref, message.replyId, approval);
}

/** Ties an approval to a message that shows it as it was; if more has happened to it meanwhile, the message follows at once. */
export async function rememberPosting(
  deps: Deps,
  tenant: string,
  approvalId: string,
  ref: MessageRef,
  replyId: string,
  shown?: Pick<Approval, 'state' | 'version'>,
): Promise<void> {
  const update = await recordPosting(deps, tenant, approvalId, { ...ref, replyId });
  if (!update) return;
  const { state, version } = shown ?? asProposed(update.approval);
  if (update.approval.state !== state || update.approval.version !== version) await showUpdates(deps, tenant, [update]);
}

function conversationOf({ channel, thread, id }: MessageRef): string {
  return `${channel}:${thread ?? id}`;
}

/** Stores what a turn proposes; drafts it replaces are shown as replaced at once. */
export function proposer(deps: Deps): Propose {
  return async (proposal, { tenant, requestedBy }) => {
    const { approvalId, card, updates } = await proposeApproval(deps, proposal, { tenant, requestedBy, authored: true });
    await showUpdates(deps, tenant, updates);
    return { approvalId, card };
  };
}
