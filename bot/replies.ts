import type { Button, Card } from '../agents/kit/card.ts';
import type { Models } from '../models/index.ts';
import { buttonsOf, numberButtons } from './number-buttons.ts';
import type { Outgoing, Place } from './platform.ts';

/** Remembers a message before it is posted, so that its buttons find their effect whatever happens after. */
export async function saveReply(
  models: Models,
  tenant: string,
  conversation: string,
  place: Place,
  message: Outgoing,
  at: Date,
): Promise<void> {
  const { platform, workspace, channel } = place;
  await models.replies.updateOne(
    { tenant, _id: message.replyId },
    {
      $set: { conversation, platform, workspace, channel, text: message.text, cards: message.cards },
      $setOnInsert: { at, ingestedAt: at, source: 'greendoor' },
    },
    { upsert: true },
  );
}

/** Forgets what stood in a channel before, but for one message. */
export async function forgetReplies(models: Models, tenant: string, channel: string, before: Date, but: string): Promise<void> {
  await models.replies.deleteMany({ tenant, channel, at: { $lt: before }, _id: { $ne: but } });
}

export interface FoundReply {
  conversation: string;
  text: string;
  cards: Card[];
  buttons: Button[];
}

/** The message a button belongs to; undefined once it was purged: the button has expired. */
export async function findReply(models: Models, tenant: string, replyId: string): Promise<FoundReply | undefined> {
  const reply = await models.replies.findOne({ tenant, _id: replyId }).lean<{ conversation: string; text: string; cards: Card[] }>();
  if (!reply) return undefined;
  const cards = numberButtons(reply.cards);
  return { ...reply, cards, buttons: buttonsOf(cards) };
}

/** Keeps one verdict a person; a second one replaces the first. */
export async function saveFeedback(
  models: Models,
  tenant: string,
  replyId: string,
  userId: string,
  verdict: 'up' | 'down',
  at: Date,
): Promise<boolean> {
  await models.replies.updateOne({ tenant, _id: replyId }, { $pull: { feedback: { userId } } });
  const { matchedCount } = await models.replies.updateOne({ tenant, _id: replyId }, { $push: { feedback: { userId, verdict, at } } });
  return matchedCount === 1;
}
