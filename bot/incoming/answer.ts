import type { Actor } from '../../agents/kit/context.ts';
import { RefusedError, UserError } from '../../agents/kit/errors.ts';
import type { Workspace } from '../../models/workspace.ts';
import { findActor } from '../actors.ts';
import type { Assistant } from '../assistant.ts';
import type { InboxAnswer } from '../inbox.ts';
import type { Incoming, Platform } from '../platform.ts';
import { answerCommand } from './command.ts';
import { answerFeedback } from './feedback.ts';
import { answerHome } from './home.ts';
import { answerMessage } from './message.ts';
import { answerOpened } from './opened.ts';
import { answerPress } from './press.ts';
import { answerStranger } from './stranger.ts';
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
  event: InboxAnswer;
}

/**
 * Answers one event of any kind. Safe to repeat: a message that was posted before a crash is
 * found by its id and not posted again.
 */
export async function answerIncoming(assistant: Assistant, incoming: Incoming, event: InboxAnswer, workspace: Workspace): Promise<void> {
  const platform = assistant.platforms.find((each) => each.name === incoming.sender.platform);
  if (!platform) throw new Error(`no platform ${incoming.sender.platform}`);
  const actor = await findActor(assistant.models, workspace.tenant, platform, incoming.sender);
  const tell = (text: string) => platform.whisper(incoming.place, incoming.sender.userId, { replyId: event.replyId, text, cards: [] });
  if (!actor) return answerStranger(assistant, platform, workspace.tenant, incoming, event.replyId);
  const answering = { assistant, platform, workspace, actor, event };
  try {
    switch (incoming.type) {
      case 'message':
        await answerMessage({ ...answering, incoming });
        return;
      case 'command':
        return await answerCommand({ ...answering, incoming });
      case 'press':
        await answerPress({ ...answering, incoming });
        return;
      case 'submit':
        return await answerSubmit({ ...answering, incoming });
      case 'feedback':
        return await answerFeedback({ ...answering, incoming });
      case 'opened':
        return await answerOpened({ ...answering, incoming });
      case 'home':
        return await answerHome({ ...answering, incoming });
    }
  } catch (error) {
    if (error instanceof UserError || error instanceof RefusedError) return tell(error.message);
    throw error;
  }
}

/** The last word after every attempt failed. */
export async function giveUp(assistant: Pick<Assistant, 'platforms'>, incoming: Incoming, event: InboxAnswer): Promise<void> {
  const platform = assistant.platforms.find((each) => each.name === incoming.sender.platform);
  const { begun } = event;
  if (begun && (await platform?.find(begun, event.replyId, begun).catch(() => undefined))) return;
  const text =
    'I could not answer this after several attempts; the operator has the details in the log. Nothing was sent and nothing was lost. Please ask again in a few minutes.';
  const message = { replyId: event.replyId, text, cards: [] };
  if (incoming.type === 'home') await platform?.showHome?.(incoming.place, incoming.sender.userId, message);
  else await platform?.whisper(incoming.place, incoming.sender.userId, message);
}
