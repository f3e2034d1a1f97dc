import { approvalsSeen } from '../../agents/daily-desk/face.ts';
import type { Effect } from '../../agents/kit/card.ts';
import { updateOf } from '../approvals/index.ts';
import { type FoundReply, saveReply } from '../replies.ts';
import type { Answering } from './answer.ts';
import { rememberPosting } from './approvals.ts';
import { answerPlace, postOnce, underPressed } from './place.ts';

/** Shows an approval as it is now to whoever may see it, where it can be decided; from then on that card is kept up to date. */
export async function answerApproval(
  answering: Answering<'press'>,
  { conversation }: FoundReply,
  { approvalId }: Extract<Effect, { type: 'approval' }>,
  label: string,
): Promise<void> {
  const { assistant, platform, workspace, actor, incoming, event } = answering;
  const { models, clock } = assistant;
  const { tenant } = workspace;
  const { replyId } = event;
  const [seen] = await approvalsSeen({ tenant, models }, actor, { _id: approvalId });
  if (!seen) {
    const text = 'This is no longer stored, or not yours to see. Nothing was changed.';
    return platform.whisper(incoming.place, incoming.sender.userId, { replyId, text, cards: [] });
  }
  const { place } = await answerPlace(answering, underPressed(answering), label);
  const message = { replyId, text: '', cards: [(await updateOf(assistant, seen.approval)).card] };
  await saveReply(models, tenant, conversation, place, message, clock.now());
  const ref = await postOnce(answering, place, message);
  await rememberPosting(assistant, tenant, approvalId, ref, replyId, seen.approval);
}
