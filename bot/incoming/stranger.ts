import { holdLease } from '../../models/lease.ts';
import type { Assistant } from '../assistant.ts';
import type { Incoming, Platform } from '../platform.ts';
import { saveReply } from '../replies.ts';

const LINE = 'I do not know you yet, so I may not show you customer data. Ask an admin to add your e-mail address to Greendoor.';

/** Whoever still writes after that hears it again. */
const TOLD_FOR_MS = 30 * 24 * 60 * 60_000;

/** A person Greendoor does not know is told so once a month, however much they write, and nothing else. */
export async function answerStranger(
  { models, clock }: Pick<Assistant, 'models' | 'clock'>,
  platform: Platform,
  tenant: string,
  { type, place, sender }: Incoming,
  replyId: string,
): Promise<void> {
  if (type === 'opened') return;
  const { workspace, userId } = sender;
  const message = { replyId, text: LINE, cards: [] };
  if (type === 'home') return platform.showHome?.(place, userId, message);
  const now = clock.now();
  // The same event again may have been remembered and not said; of several at once, one is told.
  const told = { tenant, name: `stranger/${workspace}/${userId}`, holder: replyId };
  if (!(await holdLease(models.leases, told, now, TOLD_FOR_MS))) return;
  await saveReply(models, tenant, replyId, place, message, now);
  await platform.whisper(place, userId, message);
}
