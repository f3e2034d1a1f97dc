import type { Card, Effect } from '../../agents/kit/card.ts';
import type { Reply } from '../../models/reply.ts';
import type { Model } from '../model-port.ts';
import type { Place } from '../platform.ts';
import { pressedCall } from '../pressed-call.ts';
import { saveReply } from '../replies.ts';
import { type Choice, runTurn, type TurnRequest } from '../turn.ts';
import type { Answering } from './answer.ts';
import { postForApproval, proposer, rememberPosting } from './approvals.ts';

/** How long a new message in a direct conversation may follow up on the last one. */
const FOLLOW_UP_MS = 60 * 60_000;

export async function answerMessage(answering: Answering<'message'>): Promise<void> {
  const { place, messageId, text, direct } = answering.incoming;
  const opensThread = !place.thread || place.thread === messageId;
  const follows = direct && opensThread ? await lastConversation(answering) : undefined;
  return takeTurn(answering, { conversation: `${place.channel}:${place.thread ?? messageId}`, follows, text }, answering.assistant.model);
}

/** Continues a conversation with what a pressed button says for the person. */
export function answerText(answering: Answering<'press'>, conversation: string, text: string): Promise<void> {
  return takeTurn(answering, { conversation, text }, answering.assistant.model);
}

/** Runs the tool a pressed button names, as the person who pressed. */
export function answerCall(
  answering: Answering<'press'>,
  conversation: string,
  effect: Extract<Effect, { type: 'call' }>,
  label: string,
): Promise<void> {
  return takeTurn(answering, { conversation, text: label, pressed: true }, pressedCall(effect));
}

async function takeTurn(
  answering: Answering<'message' | 'press'>,
  turn: Pick<TurnRequest, 'conversation' | 'follows' | 'text' | 'pressed'>,
  model: Model,
): Promise<void> {
  const { assistant, platform, workspace, actor, incoming, replyId } = answering;
  const { models, clock } = assistant;
  const place = threadOf(incoming);
  const stream = platform.reply(place, { userId: incoming.sender.userId });
  const result = await runTurn(
    { ...assistant, model, propose: proposer(assistant) },
    { ...turn, tenant: workspace.tenant, actor, place },
    { status: (text) => stream.status(text), append: (text) => stream.append(text) },
  );
  const cards = result.choices.length > 0 ? [...result.cards, choiceCard(result.choices)] : result.cards;
  const message = { replyId, text: result.reply, cards };
  await saveReply(models, workspace.tenant, turn.conversation, place, message, clock.now());
  const posted = await stream.finish(message);
  for (const { id } of result.approvals)
    await postForApproval(assistant, workspace, await rememberPosting(assistant, workspace.tenant, id, posted, replyId), place);
}

/** Answers stand in the thread of what was said or pressed. */
function threadOf(incoming: Answering<'message' | 'press'>['incoming']): Place {
  const root = incoming.type === 'message' ? incoming.messageId : (incoming.message.thread ?? incoming.message.id);
  return { ...incoming.place, thread: incoming.place.thread ?? root };
}

function choiceCard(choices: Choice[]): Card {
  return {
    point: 'Choose one',
    parts: [{ type: 'buttons', buttons: choices.map(({ label, say }) => ({ label, effect: { type: 'say', text: say } })) }],
    sections: [],
  };
}

/** In a direct conversation a new message continues what was talked about lately. */
async function lastConversation({ assistant, workspace, incoming }: Answering<'message'>): Promise<string | undefined> {
  const since = new Date(assistant.clock.now().getTime() - FOLLOW_UP_MS);
  const last = await assistant.models.replies
    .findOne({ tenant: workspace.tenant, channel: incoming.place.channel, at: { $gte: since } })
    .sort({ at: -1 })
    .lean<Pick<Reply, 'conversation'>>();
  return last?.conversation;
}
