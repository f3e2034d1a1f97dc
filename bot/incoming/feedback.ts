import { saveFeedback } from '../replies.ts';
import type { Answering } from './answer.ts';

export async function answerFeedback({ assistant, platform, workspace, actor, incoming, event }: Answering<'feedback'>): Promise<void> {
  const kept = await saveFeedback(assistant.models, workspace.tenant, incoming.replyId, actor.id, incoming.verdict, assistant.clock.now());
  const text = !kept
    ? 'That answer is no longer stored, so the feedback could not be kept.'
    : incoming.verdict === 'up'
      ? 'Noted as helpful.'
      : 'Noted as not helpful. Say what was wrong in this thread and I will try again.';
  await platform.whisper(incoming.place, incoming.sender.userId, { replyId: event.replyId, text, cards: [] });
}
