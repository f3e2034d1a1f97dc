import { randomUUID } from 'node:crypto';
import type { Card } from '../../agents/kit/card.ts';
import type { Actor } from '../../agents/kit/context.ts';
import type { Assistant } from '../../bot/assistant.ts';
import { rememberPosting } from '../../bot/incoming/approvals.ts';
import { withChoices } from '../../bot/incoming/message.ts';
import { answerPress } from '../../bot/incoming/press.ts';
import { buttonsOf, numberButtons } from '../../bot/number-buttons.ts';
import { findOffer } from '../../bot/offers/index.ts';
import type { MessageRef, Outgoing, Place, Platform } from '../../bot/platform.ts';
import { findReply, saveReply } from '../../bot/replies.ts';
import type { TurnResult } from '../../bot/turn/types.ts';

/** Buttons on the command line: what was answered is kept like a message, and pressed like one. */

interface Deps {
  assistant: Assistant;
  tenant: string;
}
export interface ShownButton {
  id: string;
  label: string;
}
const NAME = 'cli';
const SEPARATOR = ':';

const placeOf = (conversation: string): Place => ({ platform: NAME, workspace: NAME, channel: conversation });

const shownButtons = (replyId: string, cards: readonly Card[]): ShownButton[] =>
  buttonsOf(numberButtons(cards)).map(({ label, number }) => ({ id: `${replyId}${SEPARATOR}${number}`, label }));

/** Remembers an answer so that its buttons can be pressed by their ids. */
export async function keepButtons(
  { assistant, tenant }: Deps,
  { conversation, result }: { conversation: string; result: TurnResult },
): Promise<ShownButton[]> {
  const message = { replyId: randomUUID(), text: result.reply, cards: withChoices(result) };
  const place = placeOf(conversation);
  await saveReply(assistant.models, tenant, conversation, place, message, assistant.clock.now());
  // What is decided of a draft shows on this answer.
  for (const { id } of result.approvals) await rememberPosting(assistant, tenant, id, { ...place, id: message.replyId }, message.replyId);
  return shownButtons(message.replyId, message.cards);
}

export interface PressOptions {
  actor: Actor;
  thread: string;
  /** The id of a button or of an offer. */
  button: string;
  status(line: string): void;
}

/** Presses one; undefined where that conversation has no such button. */
export async function pressButton({ assistant, tenant }: Deps, { actor, thread, button, status }: PressOptions) {
  const found = await findButton(assistant, tenant, thread, button);
  if (!found) return undefined;
  const said = new Map<string, Outgoing>();
  const platform = terminal(actor, said, status);
  const place = placeOf(`${NAME}:${actor.id}:${thread}`);
  const message: MessageRef = { ...place, id: found.replyId };
  const replyId = randomUUID();
  const result = await answerPress({
    assistant: { ...assistant, platforms: [...assistant.platforms, platform] },
    platform,
    workspace: { ...workspaceOf(tenant, actor), at: assistant.clock.now(), ingestedAt: assistant.clock.now() },
    actor,
    event: { replyId, repeated: false, begun: undefined, begin: async () => {} },
    incoming: {
      type: 'press',
      key: replyId,
      sender: { platform: NAME, workspace: NAME, userId: actor.id },
      place,
      replyId: found.replyId,
      button: found.number,
      message,
    },
  });
  const messages = [...said.values()];
  const cards = messages.flatMap((each) => each.cards);
  return {
    reply: messages
      .map(({ text }) => text)
      .filter(Boolean)
      .join('\n\n'),
    model: result?.model ?? 'button',
    tools: result?.tools ?? [],
    approvals: result?.approvals ?? [],
    offers: result?.offers ?? [],
    cards,
    choices: [],
    removedFigures: result?.removedFigures ?? 0,
    stopped: result?.stopped,
    usage: result?.usage ?? { inputTokens: 0, outputTokens: 0 },
    buttons: messages.flatMap((each) => shownButtons(each.replyId, each.cards)),
  };
}

const workspaceOf = (tenant: string, { timezone }: Actor) => ({
  _id: NAME,
  tenant,
  platform: NAME,
  workspace: NAME,
  name: 'Command line',
  timezone,
  channels: [],
  audiences: [],
  source: 'greendoor',
});

/** Who may press what is judged by the press itself; here it only has to be of that thread. */
async function findButton({ models }: Assistant, tenant: string, thread: string, id: string) {
  const at = id.lastIndexOf(SEPARATOR);
  const number = Number(id.slice(at + 1));
  const reply = at > 0 ? await findReply(models, tenant, id.slice(0, at)) : undefined;
  if (reply?.buttons[number]) return isOf(thread, reply.conversation) ? { replyId: id.slice(0, at), number } : undefined;
  // An offer is known by its own id as well.
  const offer = await findOffer({ models }, tenant, id);
  if (!offer || !isOf(thread, offer.conversation)) return undefined;
  const rows = await models.replies
    .find({ tenant, conversation: offer.conversation }, { _id: 1 })
    .sort({ at: -1 })
    .lean<{ _id: string }[]>();
  for (const { _id } of rows) {
    const kept = await findReply(models, tenant, _id);
    const found = kept?.buttons.findIndex(({ effect }) => effect.type === 'offer' && effect.offerId === id) ?? -1;
    if (found >= 0) return { replyId: _id, number: found };
  }
  return undefined;
}

const isOf = (thread: string, conversation: string): boolean => conversation.endsWith(`${SEPARATOR}${thread}`);

/** The terminal as a place where one person reads: what is posted, whispered or changed is printed. */
function terminal(actor: Actor, said: Map<string, Outgoing>, status: (line: string) => void): Platform {
  const refOf = (place: Place, message: Outgoing): MessageRef => {
    said.set(message.replyId, message);
    return { ...place, id: message.replyId };
  };
  return {
    name: NAME,
    reply: (place) => ({ status: async (text) => status(text), append: async () => {}, finish: async (message) => refOf(place, message) }),
    post: async (place, message) => refOf(place, message),
    whisper: async (place, _, message) => void refOf(place, message),
    update: async (ref, message) => void refOf(ref, { ...message, text: '' }),
    find: async () => undefined,
    threadOn: (message) => message,
    direct: async (_, userId) => placeOf(`${NAME}:${userId}`),
    audience: async () => ({ member: true, direct: true, shared: false, guests: false }),
    profile: async () => ({ name: actor.name, email: actor.email, timezone: actor.timezone }),
  };
}
