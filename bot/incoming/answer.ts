import type { Actor } from '../../agents/kit/context.ts';
import { RefusedError, UserError } from '../../agents/kit/errors.ts';
import type { Workspace } from '../../models/workspace.ts';
import { findActor } from '../actors.ts';
import type { Assistant } from '../assistant.ts';
import type { Incoming, Platform } from '../platform.ts';
import { answerFeedback } from './feedback.ts';
import { answerMessage } from './message.ts';
import { answerOpened } from './opened.ts';
import { answerPress } from './press.ts';
import { answerSubmit } from './submit.ts';

/** One event being answered, by whom and for whom. */
export type Answering<Type extends Incoming['type']> = Type extends unknown
  ? Answered & { incoming: Extract<Incoming, { type: Type }> }
  : never;

interface Answered {
  assistant: Assistant;
  platform: Platform;
  workspace: Workspace;
  actor: Actor;
  /** The id the answer must carry; the same when the event is answered again after a crash. */
  replyId: string;
}

/**
 * Answers one event of any kind. Safe to repeat: a message that was posted before a crash is
 * found by its id and not posted again.
 */
export async function answerIncoming(
  assistant: Assistant,
  incoming: Incoming,
  event: { replyId: string; repeated: boolean },
  workspace: Workspace,
): Promise<void> {
  const platform = assistant.platforms.find((each) => each.name === incoming.sender.platform);
  if (!platform) throw new Error(`no platform ${incoming.sender.platform}`);
  if (event.repeated && (await platform.find(incoming.place, event.replyId).catch(() => undefined))) return;

  const actor = await findActor(assistant.models, workspace.tenant, platform, incoming.sender);
  const tell = (text: string) => platform.whisper(incoming.place, incoming.sender.userId, { replyId: event.replyId, text, cards: [] });
  if (!actor) {
    if (incoming.type === 'opened') return;
    return tell('I do not know you yet, so I may not show you customer data. Ask an admin to add your e-mail address to Greendoor.');
  }
  const answering = { assistant, platform, workspace, actor, replyId: event.replyId };
  try {
    switch (incoming.type) {
      case 'message':
        return await answerMessage({ ...answering, incoming });
      case 'press':
        return await answerPress({ ...answering, incoming });
      case 'submit':
        return await answerSubmit({ ...answering, incoming });
      case 'feedback':
        return await answerFeedback({ ...answering, incoming });
      case 'opened':
        return await answerOpened({ ...answering, incoming });
    }
  } catch (error) {
    if (error instanceof UserError || error instanceof RefusedError) return tell(error.message);
    throw error;
  }
}

/** The last word after every attempt failed. */
export async function giveUp(assistant: Assistant, incoming: Incoming, event: { replyId: string }): Promise<void> {
  const platform = assistant.platforms.find((each) => each.name === incoming.sender.platform);
  const text =
    'I could not answer this after several attempts; the operator has the details in the log. Nothing was sent and nothing was lost. Please ask again in a few minutes.';
  await platform?.whisper(incoming.place, incoming.sender.userId, { replyId: event.replyId, text, cards: [] });
}
