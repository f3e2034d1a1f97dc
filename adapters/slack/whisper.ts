import type { MessageRef, Outgoing, Place } from '../../bot/platform.ts';
import { renderMessage } from './cards.ts';
import type { SlackClient } from './client.ts';
import { PLATFORM } from './events.ts';
import type { Outlet } from './outlet.ts';
import { post } from './post.ts';
import { NO_PREVIEW } from './previews.ts';
import { closedBecause } from './refusals.ts';

/** Shows a message to one person only, charts as text and files by name; where the conversation is closed to them or us, in their direct conversation. */
export async function whisper(outlet: Outlet, place: Place, userId: string, message: Outgoing<string>): Promise<void> {
  const { slack } = outlet;
  const { workspace, channel, thread } = place;
  try {
    for (const { text, blocks } of renderMessage(message)) {
      await slack.call({ what: 'show a message to one person', workspace, repeatable: false }, (client) =>
        client.chat.postEphemeral({ channel, user: userId, text, blocks, ...(thread ? { thread_ts: thread } : {}), ...NO_PREVIEW }),
      );
    }
  } catch (error) {
    if (!(await tellDirectly(outlet, place, userId, message, error))) throw error;
  }
}

/** Says in the person's direct conversation what could not be said where they asked; nothing for every other failure. */
export async function tellDirectly(
  outlet: Outlet,
  place: Place,
  userId: string,
  message: Outgoing<string>,
  error: unknown,
): Promise<MessageRef | undefined> {
  const reason = closedBecause(error);
  if (!reason) return undefined;
  const { slack, log } = outlet;
  log.error({ channel: place.channel, reason }, 'Slack does not take messages there; telling the person directly');
  const direct = await openDirect(slack, place.workspace, userId);
  if (direct.channel === place.channel) return undefined;
  const text = `I could not answer where you asked: ${reason}.${message.text ? `\n\n${message.text}` : ''}`;
  return post(outlet, direct, { ...message, text });
}

/** The conversation between the bot and one person. */
export async function openDirect(slack: SlackClient, workspace: string, userId: string): Promise<Place> {
  const opened = await slack.call({ what: 'open a direct conversation', workspace, repeatable: true }, (client) =>
    client.conversations.open({ users: userId }),
  );
  return { platform: PLATFORM, workspace, channel: opened.channel?.id ?? userId };
}
