import type { Models } from '../../models/index.ts';
import type { Incoming } from '../platform.ts';
import { findReply } from '../replies.ts';
import { readCommand } from './commands.ts';

/** What people do waits in two lanes, each with its own places: however many answers a slow model keeps, a press has its own. */
export const LANES = { answer: { concurrency: 20, ahead: 20 }, press: { concurrency: 20 } } as const;

/** Answers that wait for no server are not sooner there for being computed at once; a few leave room for whoever asks next. */
export const ANSWERS_COMPUTED = { concurrency: 2, ahead: 15 } as const;

/** What makes a model speak is answered in its lane; everything else people do is a press. */
export async function laneOf(models: Models, tenant: string, incoming: Incoming): Promise<keyof typeof LANES> {
  if (incoming.type === 'message') return 'answer';
  if (incoming.type === 'command') return readCommand(incoming.text) ? 'press' : 'answer';
  if (incoming.type !== 'press') return 'press';
  const reply = await findReply(models, tenant, incoming.replyId);
  return reply?.buttons[incoming.button]?.effect.type === 'say' ? 'answer' : 'press';
}
