import type { Card } from '../../agents/kit/card.ts';
import type { Reply } from '../../models/reply.ts';
import type { Model } from '../model-port.ts';
import type { MessageRef, Place } from '../platform.ts';
import { findReply, saveReply } from '../replies.ts';
import { runTurn } from '../turn/run-turn.ts';
import type { Choice, TurnRequest, TurnResult } from '../turn/types.ts';
import type { Answering } from './answer.ts';
import { proposer, rememberPosting } from './approvals.ts';
import { approvalsOf } from './live.ts';
import { answerPlace, standing } from './place.ts';

/** How long a new message in a direct conversation may follow up on the last one. */
const FOLLOW_UP_MS = 60 * 60_000;

export async function answerMessage(answering: Answering<'message' | 'command'>): Promise<TurnResult | undefined> {
  const { incoming, assistant } = answering;
  const { place, text } = incoming;
  if (incoming.type === 'command') return takeTurn(answering, { text }, assistant.model);
  const { messageId, direct, flat = false } = incoming;
  const opensThread = !place.thread || place.thread === messageId;
  const follows = (direct || flat) && opensThread ? await lastConversation(answering, place.channel) : undefined;
  return takeTurn(answering, { conversation: `${place.channel}:${place.thread ?? messageId}`, follows, flat, text }, assistant.model);
}

/** Continues a conversation with what a pressed button says for the person. */
export function answerText(answering: Answering<'press'>, conversation: string, text: string): Promise<TurnResult | undefined> {
  return takeTurn(answering, { conversation, text }, answering.assistant.model);
}

/** What a turn answers; a conversation that is not named begins with the answer's own thread. */
type Turn = Pick<TurnRequest, 'follows' | 'flat' | 'text' | 'pressed'> & { conversation?: string };

/** One turn, shown and remembered; nothing where an earlier attempt has already answered. */
export async function takeTurn(
  answering: Answering<'message' | 'press' | 'command'>,
  turn: Turn,
  model: Model,
): Promise<TurnResult | undefined> {
  const { assistant, platform, workspace, actor, incoming, event } = answering;
  const { models, clock } = assistant;
  const { tenant } = workspace;
  const { place, aside } = await answerPlace(answering, threadOf(incoming), turn.text);
  const stands = await standing(answering, place, event.replyId);
  if (stands) {
    await tie(answering, stands, approvalsOf((await findReply(models, tenant, event.replyId))?.cards ?? []));
    return undefined;
  }
  const own = `${place.channel}:${place.thread}`;
  const [conversation, follows] = aside ? [own, turn.conversation] : [turn.conversation ?? own, turn.follows];
  const stream = platform.reply(place, { userId: incoming.sender.userId, begun: event.begin });
  const result = await runTurn(
    { ...assistant, model, propose: proposer(assistant) },
    { ...turn, conversation, follows, tenant, actor, place, replyId: event.replyId },
    { status: (text) => stream.status(text), append: (text) => stream.append(text) },
  );
  const message = { replyId: event.replyId, text: result.reply, cards: withChoices(result) };
  await saveReply(models, tenant, conversation, place, message, clock.now());
  const posted = await stream.finish(message);
  await tie(
    answering,
    posted,
    result.approvals.map(({ id }) => id),
  );
  return result;
}

/** Ties the drafts of an answer to the message they stand in. Safe to repeat. */
async function tie({ assistant, workspace, event }: Answering<'message' | 'press' | 'command'>, posted: MessageRef, drafts: string[]) {
  for (const id of drafts) await rememberPosting(assistant, workspace.tenant, id, posted, event.replyId);
}

/** Answers stand in the thread of what was said or pressed. */
function threadOf(incoming: Answering<'message' | 'press' | 'command'>['incoming']): Place | undefined {
  if (incoming.type === 'command') return undefined;
  const root = incoming.type === 'message' ? incoming.messageId : (incoming.message.thread ?? incoming.message.id);
  return { ...incoming.place, thread: incoming.place.thread ?? root };
}

/** The cards of an answer, what may be meant as the last. */
export const withChoices = ({ cards, choices }: Pick<TurnResult, 'cards' | 'choices'>): Card[] =>
  choices.length > 0 ? [...cards, choiceCard(choices)] : cards;

function choiceCard(choices: Choice[]): Card {
  return {
    point: 'Choose one',
    parts: [{ type: 'buttons', buttons: choices.map(({ label, say }) => ({ label, effect: { type: 'say', text: say } })) }],
    sections: [],
  };
}

/** In a direct conversation, and where there are no threads, a new message continues what was talked about lately. */
async function lastConversation(
  { assistant, workspace }: Pick<Answering<'message'>, 'assistant' | 'workspace'>,
  channel: string,
): Promise<string | undefined> {
  const since = new Date(assistant.clock.now().getTime() - FOLLOW_UP_MS);
  const last = await assistant.models.replies
    .findOne({ tenant: workspace.tenant, channel, at: { $gte: since } })
    .sort({ at: -1 })
    .lean<Pick<Reply, 'conversation'>>();
  return last?.conversation;
}
