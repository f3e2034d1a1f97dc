import { randomUUID } from 'node:crypto';
import type { Card } from '../../agents/kit/card.ts';
import type { Workspace } from '../../models/workspace.ts';
import {
  type ApprovalDeps,
  findApproval,
  type Posting,
  proposeApproval,
  recordPosting,
  type Update,
  updateOf,
} from '../approvals/index.ts';
import type { Assistant } from '../assistant.ts';
import { buttonsOf, numberButtons } from '../number-buttons.ts';
import type { MessageRef, Outgoing, Place } from '../platform.ts';
import { findReply, saveReply } from '../replies.ts';
import type { Propose } from '../turn.ts';

type Deps = ApprovalDeps & Pick<Assistant, 'platforms'>;

/**
 * Makes every message that shows a changed approval show it as it is now. While it is being sent, the one who sends it
 * shows the end. A message that cannot be changed is logged and left.
 */
export async function showUpdates(deps: Deps, tenant: string, updates: readonly (Update | undefined)[]): Promise<void> {
  for (const { approval } of updates.filter((update) => update !== undefined)) {
    const current = await findApproval(deps, tenant, approval._id);
    if (!current || current.state === 'claimed') continue;
    const { card, postings } = updateOf(deps, current);
    for (const posting of postings) {
      const platform = deps.platforms.find((each) => each.name === posting.platform);
      if (!platform) continue;
      try {
        const { conversation, message } = await asItIsNow(deps, tenant, posting, card);
        await saveReply(deps.models, tenant, conversation, posting, message, deps.clock.now());
        await platform.update(posting, message);
      } catch (error) {
        deps.log.warn({ approval: approval._id, error: String(error) }, 'an approval card could not be updated');
      }
    }
  }
}

/**
 * The message as first posted, with the cards of its approvals as they are now. It gets an id of its own for every state
 * it shows: a button of an earlier state, still on somebody's screen, keeps the meaning it had there.
 */
async function asItIsNow(deps: Deps, tenant: string, posting: Posting, only: Card): Promise<{ conversation: string; message: Outgoing }> {
  const first = posting.replyId ? await findReply(deps.models, tenant, posting.replyId) : undefined;
  const states: string[] = [];
  const cards: Card[] = [];
  for (const card of first?.cards ?? []) {
    const approvalId = approvalOf(card);
    const approval = approvalId ? await findApproval(deps, tenant, approvalId) : undefined;
    if (approval) states.push(`${approval.version}-${approval.state}`);
    cards.push(approval ? updateOf(deps, approval).card : card);
  }
  if (!first || states.length === 0)
    return { conversation: conversationOf(posting), message: { replyId: randomUUID(), text: '', cards: [only] } };
  const replyId = `${posting.replyId}.${states.join('.')}`;
  return { conversation: first.conversation, message: { replyId, text: first.text, cards } };
}

/** The approval a card asks about. */
function approvalOf(card: Card): string | undefined {
  const effects = buttonsOf(numberButtons([card])).map((button) => button.effect);
  return effects.find((effect) => effect.type === 'decide')?.approvalId;
}

/** Posts a draft where the approvers are, unless the conversation it was asked for in is that channel. */
export async function postForApproval(deps: Deps, workspace: Workspace, approval: Update | undefined, asked: Place): Promise<void> {
  const channel = workspace.channels.find((each) => each.purpose === 'approvals')?.id;
  const platform = deps.platforms.find((each) => each.name === workspace.platform);
  if (!approval || !channel || !platform || channel === asked.channel || approval.approval.deciders === 'team') return;
  const place: Place = { platform: workspace.platform, workspace: workspace.workspace, channel };
  const message: Outgoing = { replyId: randomUUID(), text: '', cards: [approval.card] };
  await saveReply(deps.models, workspace.tenant, `${channel}:${approval.approval._id}`, place, message, deps.clock.now());
  await rememberPosting(deps, workspace.tenant, approval.approval._id, await platform.post(place, message), message.replyId);
}

/** Ties an approval to a message that shows it; if it was decided meanwhile, the message follows at once. */
export async function rememberPosting(
  deps: Deps,
  tenant: string,
  approvalId: string,
  ref: MessageRef,
  replyId: string,
): Promise<Update | undefined> {
  const update = await recordPosting(deps, tenant, approvalId, { ...ref, replyId });
  if (update && update.approval.state !== 'pending') await showUpdates(deps, tenant, [update]);
  return update;
}

function conversationOf({ channel, thread, id }: MessageRef): string {
  return `${channel}:${thread ?? id}`;
}

/** Stores what a turn proposes; drafts it replaces are shown as replaced at once. */
export function proposer(deps: Deps): Propose {
  return async (proposal, { tenant, requestedBy }) => {
    const { approvalId, card, updates } = await proposeApproval(deps, proposal, { tenant, requestedBy });
    await showUpdates(deps, tenant, updates);
    return { approvalId, card };
  };
}
