import type { explainAnswer } from '../../agents/answer-record/face.ts';
import type { Card } from '../../agents/kit/card.ts';
import { callButton } from '../../agents/kit/present/buttons.ts';
import type { Outgoing } from '../platform.ts';
import { saveFeedback, saveReply } from '../replies.ts';
import type { Answering } from './answer.ts';

export async function answerFeedback({ assistant, platform, workspace, actor, incoming, event }: Answering<'feedback'>): Promise<void> {
  const { models, clock } = assistant;
  const { tenant } = workspace;
  const { verdict, place, sender } = incoming;
  const kept = await saveFeedback(models, tenant, incoming.replyId, actor.id, verdict, clock.now());
  const { replyId } = event;
  const tell = (message: Omit<Outgoing, 'replyId'>) => platform.whisper(place, sender.userId, { replyId, ...message });
  if (!kept) return tell({ text: 'That answer is no longer stored, so the feedback could not be kept.', cards: [] });
  if (verdict === 'up') return tell({ text: 'Noted as helpful.', cards: [] });
  const message = { text: '', cards: [doubted(incoming.replyId)] };
  await saveReply(models, tenant, `${place.channel}:${replyId}`, place, { replyId, ...message }, clock.now());
  await tell(message);
}

/** Whoever doubts an answer may look at how it came about. */
const doubted = (answer: string): Card => ({
  point: 'Noted as not helpful. Say what was wrong in this thread and I will try again.',
  parts: [{ type: 'buttons', buttons: [callButton<typeof explainAnswer>('How did you get this?', 'explain_answer', { answer })] }],
  sections: [],
});
