import type { Assistant } from '../assistant.ts';
import type { Incoming, Platform } from '../platform.ts';
import { saveReply } from '../replies.ts';

const LINE = 'I do not know you yet, so I may not show you customer data. Ask an admin to add your e-mail address to Greendoor.';

/** A person Greendoor does not know is told so once, however much they write, and nothing else. */
export async function answerStranger(
  { models, clock }: Pick<Assistant, 'models' | 'clock'>,
  platform: Platform,
  tenant: string,
  { type, place, sender }: Incoming,
  replyId: string,
): Promise<void> {
  if (type === 'opened') return;
  const _id = `stranger/${sender.workspace}/${sender.userId}`;
  const known = await models.replies.findOne({ tenant, _id }, { conversation: 1 }).lean<{ conversation: string }>();
  // The same event again: perhaps it was remembered and not said.
  if (known && known.conversation !== replyId) return;
  const message = { replyId: _id, text: LINE, cards: [] };
  await saveReply(models, tenant, replyId, place, message, clock.now());
  await platform.whisper(place, sender.userId, message);
}
