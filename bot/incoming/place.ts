import { describeError } from '../../agents/kit/describe-error.ts';
import type { Workspace } from '../../models/workspace.ts';
import type { Assistant } from '../assistant.ts';
import { type Closed, closedTo, whyClosed } from '../channel-policy.ts';
import type { MessageRef, Outgoing, Place, Platform } from '../platform.ts';
import type { Answering } from './answer.ts';

/** Why customer data may not be said in a place at this moment; undefined where it may. */
export async function closedNow(
  { log }: Pick<Assistant, 'log'>,
  platform: Platform,
  workspace: Pick<Workspace, 'channels' | 'audiences'>,
  place: Place,
): Promise<Closed | undefined> {
  try {
    return closedTo(await platform.audience(place), place.channel, workspace);
  } catch (error) {
    log.error({ channel: place.channel, error: describeError(error) }, 'who reads a channel could not be found out');
    return 'unknown';
  }
}

export interface AnswerPlace {
  place: Place;
  /** Whether it is the person's direct conversation instead of where they asked. */
  aside: boolean;
}

/**
 * Where the answer to somebody stands: where they asked, or, where that channel may not see customer data or nobody else sees
 * what they pressed, in a thread of their own with Greendoor. Says so in one line at both ends. A command has no message of its
 * own: its question becomes one.
 */
export async function answerPlace(
  answering: Answering<'message' | 'press' | 'command'>,
  wanted: Place | undefined,
  question: string,
): Promise<AnswerPlace> {
  const { assistant, platform, workspace, actor, incoming, event } = answering;
  const alone = incoming.type === 'press' && incoming.alone === true;
  const closed = await closedNow(assistant, platform, workspace, incoming.place);
  const root = async (place: Place, text: string): Promise<Place> =>
    platform.threadOn(await postOnce(answering, place, { replyId: `${event.replyId}.root`, text, cards: [] }));
  if (!closed && !alone) return { place: wanted ?? (await root(incoming.place, `**${actor.name}** asked: ${question}`)), aside: false };
  const { workspace: id, userId } = incoming.sender;
  const direct = await platform.direct(id, userId);
  if (alone && direct.channel === incoming.place.channel) return { place: await root(direct, `You pressed: ${question}`), aside: true };
  const why = closed ? whyClosed(closed) : 'nobody else sees what you pressed.';
  const aside = await root(direct, `You asked: ${question}\nI answer here, only to you, because ${why}`);
  const line = `I answer you in our direct conversation, because ${why}`;
  if (event.repeated || closed === 'absent') return { place: aside, aside: true };
  // Whoever asked has read why already, where a whisper would say it again beside it; all others see that the question was heard.
  if (platform.whispersAside && incoming.place.channel !== direct.channel)
    await platform.post(incoming.place, {
      replyId: `${event.replyId}.aside`,
      text: `I answer ${actor.name} in our direct conversation.`,
      cards: [],
    });
  else await platform.whisper(incoming.place, userId, { replyId: event.replyId, text: line, cards: [] });
  return { place: aside, aside: true };
}

/** Where what answers a press hangs; nowhere yet, where only that person sees what they pressed. */
export const underPressed = ({ platform, incoming }: Pick<Answering<'press'>, 'platform' | 'incoming'>): Place | undefined =>
  incoming.alone ? undefined : platform.threadOn(incoming.message);

/** Posts a message unless an earlier attempt has. */
export async function postOnce(
  answering: Pick<Answering<'press'>, 'platform' | 'event'>,
  place: Place,
  message: Outgoing,
): Promise<MessageRef> {
  return (await standing(answering, place, message.replyId)) ?? answering.platform.post(place, message);
}

/** A message an earlier attempt left whole; pieces it left are gone afterwards. */
export async function standing(
  { platform, event }: Pick<Answering<'press'>, 'platform' | 'event'>,
  place: Place,
  replyId: string,
): Promise<MessageRef | undefined> {
  if (!event.repeated) return undefined;
  const { begun } = event;
  const elsewhere = begun && begun.channel !== place.channel ? await platform.find(begun, replyId, begun) : undefined;
  return elsewhere ?? platform.find(place, replyId, begun);
}
