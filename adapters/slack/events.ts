import type { Incoming } from '../../bot/platform.ts';
import { readValues } from './form.ts';
import { formMetadataSchema, homePayload, messagePayload, submissionPayload } from './payloads.ts';

/**
 * Slack's payloads as what a person did. Each returns nothing for what is no request to the bot: its own messages, other
 * bots, edits, deletions.
 */

export const PLATFORM = 'slack';
const HELP = 'help';
/** A message with a file is still a message; every other subtype is an edit, a deletion or a notice. */
const SPOKEN = new Set([undefined, 'file_share', 'thread_broadcast']);

/** What the person said. Messages in channels count only where they mention the bot. */
export function messageOf(body: unknown, botUserId?: string): Incoming | undefined {
  const { event, team_id, authorizations } = messagePayload.parse(body);
  const { type, subtype, user, bot_id, edited, text, ts, thread_ts, channel, channel_type, client_msg_id } = event;
  const [authorization] = authorizations ?? [];
  const bot = authorization?.user_id ?? botUserId;
  const workspace = authorization?.team_id ?? team_id;
  const direct = channel_type === 'im' || channel.startsWith('D');
  if (!user || !workspace || user === bot || bot_id || edited !== undefined || !SPOKEN.has(subtype)) return undefined;
  // In a direct conversation both events may come; there the message counts, elsewhere the mention.
  if (direct !== (type === 'message')) return undefined;
  return {
    type: 'message',
    // Slack may deliver one message several times, under an event id of its own each time.
    key: `message/${workspace}/${channel}/${ts}`,
    ...(client_msg_id ? { alias: `message/${workspace}/${channel}/${user}/${client_msg_id}` } : {}),
    sender: { platform: PLATFORM, workspace, userId: user },
    place: { platform: PLATFORM, workspace, channel, thread: thread_ts ?? ts },
    text: spoken(text ?? '', bot) || HELP,
    messageId: ts,
    direct,
  };
}

/** The text as the person typed it: the bot's mention removed, Slack's escapes undone. */
export function spoken(text: string, bot: string | undefined): string {
  const withoutBot = bot ? text.replaceAll(new RegExp(`<@${bot}(\\|[^>]*)?>`, 'g'), ' ') : text.replace(/^\s*<@[^>]*>/, '');
  return withoutBot
    .replaceAll(/<([^<>|]*)\|([^<>]*)>/g, (_, target: string, label: string) =>
      /^[@#]/.test(target) ? `${target.charAt(0)}${label}` : label || target,
    )
    .replaceAll(/<([^<>|]*)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll(/[^\S\n]{2,}/g, ' ')
    .trim();
}

const TABS: Record<string, 'opened' | 'home'> = { messages: 'opened', home: 'home' };

export function openedOf(body: unknown): Incoming | undefined {
  const { event, event_id, team_id, authorizations } = homePayload.parse(body);
  const workspace = authorizations?.[0]?.team_id ?? team_id;
  const type = TABS[event.tab];
  if (!type || !workspace) return undefined;
  return {
    type,
    key: `${type}/${workspace}/${event.channel}/${event.event_ts ?? event_id}`,
    sender: { platform: PLATFORM, workspace, userId: event.user },
    place: { platform: PLATFORM, workspace, channel: event.channel },
  };
}

/** A form as filled. The same form sent twice has the same key. */
export function submissionOf(body: unknown): Incoming | undefined {
  const { team, user, view } = submissionPayload.parse(body);
  const workspace = view.app_installed_team_id ?? team?.id ?? user.team_id;
  if (!workspace) return undefined;
  const { formId, channel, thread } = formMetadataSchema.parse(JSON.parse(view.private_metadata));
  return {
    type: 'submit',
    key: `${view.id}/${view.hash}/${user.id}`,
    sender: { platform: PLATFORM, workspace, userId: user.id },
    place: { platform: PLATFORM, workspace, channel, ...(thread ? { thread } : {}) },
    formId,
    values: readValues(view.state.values),
  };
}
