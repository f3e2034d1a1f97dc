import { randomUUID } from 'node:crypto';
import type { Workspace } from '../../models/workspace.ts';
import { proposeApproval, recordPosting, type Update } from '../approvals/index.ts';
import type { Assistant } from '../assistant.ts';
import type { MessageRef, Outgoing, Place } from '../platform.ts';
import { saveReply } from '../replies.ts';
import type { Propose } from '../turn.ts';

type Deps = Pick<Assistant, 'models' | 'platforms' | 'mailer' | 'clock' | 'log'>;

/** Makes every message that shows a changed approval show it as it is now. A message that cannot be changed is logged and left. */
export async function showUpdates(deps: Deps, tenant: string, updates: readonly (Update | undefined)[]): Promise<void> {
  for (const update of updates) {
    for (const posting of update?.postings ?? []) {
      const platform = deps.platforms.find((each) => each.name === posting.platform);
      if (!platform || !update) continue;
      const message: Outgoing = { replyId: posting.replyId ?? randomUUID(), text: '', cards: [update.card] };
      try {
        await saveReply(deps.models, tenant, conversationOf(posting), posting, message, deps.clock.now());
        await platform.update(posting, message);
      } catch (error) {
        deps.log.warn({ approval: update.approval._id, error: String(error) }, 'an approval card could not be updated');
      }
    }
  }
}

/** Posts a draft where the approvers are, unless the conversation it was asked for in is that channel. */
export async function postForApproval(deps: Deps, workspace: Workspace, approval: Update | undefined, asked: Place): Promise<void> {
  const channel = workspace.channels.find((each) => each.purpose === 'approvals')?.id;
  const platform = deps.platforms.find((each) => each.name === workspace.platform);
  if (!approval || !channel || !platform || channel === asked.channel) return;
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
