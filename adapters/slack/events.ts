import type { Incoming, Place } from '../../bot/platform.ts';
import { FEEDBACK, PRESS } from './buttons.ts';
import { SEVERAL } from './cards.ts';
import { readValues } from './form.ts';
import { actionPayload, formMetadataSchema, homePayload, messagePayload, submissionPayload, type Trigger } from './payloads.ts';
import { ephemeralId, pressedId } from './refs.ts';

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

export function openedOf(body: unknown): Incoming | undefined {
  const { event, event_id, team_id, authorizations } = homePayload.parse(body);
  const workspace = authorizations?.[0]?.team_id ?? team_id;
  if (event.tab !== 'messages' || !workspace) return undefined;
  return {
    type: 'opened',
    key: `opened/${workspace}/${event.channel}/${event.event_ts ?? event_id}`,
    sender: { platform: PLATFORM, workspace, userId: event.user },
    place: { platform: PLATFORM, workspace, channel: event.channel },
  };
}

/** A pressed button or a verdict. */
export function actionOf(body: unknown): Incoming | undefined {
  const { team, user, trigger_id, response_url, container, message, actions } = actionPayload.parse(body);
  const workspace = team?.id ?? user.team_id;
  const [action] = actions;
  if (!workspace || !action?.value) return undefined;
  const { channel_id: channel, message_ts, is_ephemeral } = container;
  const root = message?.thread_ts ?? container.thread_ts ?? (is_ephemeral ? undefined : message_ts);
  const place: Place = { platform: PLATFORM, workspace, channel, ...(root ? { thread: root } : {}) };
  const common = {
    key: `${message_ts}/${user.id}/${action.action_id}/${action.action_ts}`,
    sender: { platform: PLATFORM, workspace, userId: user.id },
    place,
  };
  if (action.action_id === FEEDBACK) {
    const split = action.value.lastIndexOf(':');
    const verdict = action.value.slice(split + 1);
    return verdict === 'up' || verdict === 'down'
      ? { ...common, type: 'feedback', replyId: action.value.slice(0, split), verdict }
      : undefined;
  }
  const number = Number(action.action_id.slice(PRESS.length + 1));
  if (!Number.isInteger(number)) return undefined;
  const id = is_ephemeral ? ephemeralId(response_url ?? '') : pressedId(message_ts, action.block_id?.startsWith(SEVERAL) ?? false);
  const trigger: Trigger = { trigger: trigger_id, workspace, channel, ...(root ? { thread: root } : {}) };
  return { ...common, type: 'press', replyId: action.value, button: number, message: { ...place, id }, trigger: JSON.stringify(trigger) };
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
