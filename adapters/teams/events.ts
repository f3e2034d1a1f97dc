import type { Incoming, Place } from '../../bot/platform.ts';
import { mentionEntity, type TeamsActivity } from './payloads.ts';

export const PLATFORM = 'teams';
const HELP = 'help';
/** Of Greendoor in one message. */
const MOST_MENTIONS = 20;

/** The kinds of conversation Teams has. */
export type ConversationType = 'personal' | 'groupChat' | 'channel';

/** The tenant of whoever acted, as Teams vouches for it. */
export const tenantOf = ({ channelData, conversation }: TeamsActivity): string | undefined =>
  (channelData?.tenant?.id ?? conversation.tenantId ?? undefined)?.toLowerCase();

/** What does not say which it is, is told by its id, so that what several read is never taken for personal. */
export function typeOf({ conversation }: TeamsActivity): ConversationType {
  const { id, conversationType } = conversation;
  if (conversationType === 'channel' || conversationType === 'groupChat') return conversationType;
  if (conversationType === 'personal' || !SEVERAL.test(id)) return 'personal';
  return CHANNEL.test(id) ? 'channel' : 'groupChat';
}

const SEVERAL = /^19:/;
const CHANNEL = /@thread\.(?:tacv2|skype)(?:;|$)/;

const THREAD = ';messageid=';

/** Where something was said: the thread of a channel, or a chat, which has no threads. */
export function placeOf(activity: TeamsActivity, workspace: string): Place {
  const [channel = '', root] = activity.conversation.id.split(THREAD);
  return { platform: PLATFORM, workspace, channel, ...(root ? { thread: root } : {}) };
}

/** The id of a conversation as Teams has it: a thread of a channel is one of its own. */
export const conversationOf = ({ channel, thread }: Pick<Place, 'channel' | 'thread'>, type: ConversationType): string =>
  type === 'channel' && thread ? `${channel}${THREAD}${thread}` : channel;

/** Who acted; nothing for what is no person of the directory, such as another bot. */
export function senderOf({ from }: TeamsActivity, workspace: string): Incoming['sender'] | undefined {
  return from?.aadObjectId ? { platform: PLATFORM, workspace, userId: from.aadObjectId } : undefined;
}

/** What the person said, or ordered with a slash. Outside a personal chat it counts only where it mentions the bot. */
export function messageOf(activity: TeamsActivity, workspace: string): Incoming | undefined {
  const { id, text, recipient, entities } = activity;
  const sender = senderOf(activity, workspace);
  if (!id || !sender) return undefined;
  const mentions = (entities ?? []).flatMap((entity) => mentionEntity.safeParse(entity).data ?? []);
  const ours = mentions.filter((mention) => mention.mentioned.id === recipient.id).slice(0, MOST_MENTIONS);
  const direct = typeOf(activity) === 'personal';
  if (!direct && ours.length === 0) return undefined;
  const place = placeOf(activity, workspace);
  const said = spoken(text ?? '', ours);
  const common = { key: `message/${workspace}/${place.channel}/${id}`, sender, place };
  const command = /^\/(?:greendoor\b)?\s*(.*)$/is.exec(said)?.[1];
  if (command !== undefined) return { ...common, type: 'command', text: command.trim() || HELP };
  const flat = direct || typeOf(activity) === 'groupChat';
  return { ...common, type: 'message', text: said || HELP, messageId: id, direct, flat };
}

/** The text as the person typed it: the bot's mention removed, Teams's markup undone. */
function spoken(text: string, ours: readonly { text: string }[]): string {
  return ours
    .reduce((rest, { text: mention }) => (mention ? rest.replaceAll(mention, ' ') : rest), text)
    .replaceAll(/<at[^<>]*>([^<]*)<\/at>/gi, '$1')
    .replaceAll(/<br\s*\/?>/gi, '\n')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll(/[^\S\n]{2,}/g, ' ')
    .trim();
}
