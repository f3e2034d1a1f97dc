import { randomUUID } from 'node:crypto';
import type { Incoming, Outgoing, Place, Platform } from '../../bot/platform.ts';
import { PLATFORM, spoken } from './events.ts';
import type { Outlet } from './outlet.ts';
import { commandPayload } from './payloads.ts';
import { post } from './post.ts';
import { closedBecause } from './refusals.ts';

const HELP = 'help';
/** Slack waits three seconds for the answer to a command, and storing the question takes some of them. */
const POST_WITHIN_MS = 1200;

/**
 * A slash command as a message: the question becomes a line of its own in the channel, and its thread the conversation.
 * Where the bot may not post, the person's direct conversation takes its place.
 */
export async function commandOf(body: unknown, outlet: Outlet, profile: Platform['profile']): Promise<Incoming> {
  const { team_id: workspace, channel_id, user_id: userId, user_name, text, trigger_id } = commandPayload.parse(body);
  const question = spoken(text ?? '', undefined) || HELP;
  const name = await within(profile(workspace, userId), 500).then(
    (found) => found.name,
    () => user_name ?? userId,
  );
  const line: Outgoing<string> = { replyId: randomUUID(), text: `**${name}** asked: ${question}`, cards: [] };
  const root = await postWhere(outlet, { platform: PLATFORM, workspace, channel: channel_id }, userId, line);
  return {
    type: 'message',
    key: `command/${trigger_id}`,
    sender: { platform: PLATFORM, workspace, userId },
    place: { platform: PLATFORM, workspace, channel: root.channel, thread: root.id },
    text: question,
    messageId: root.id,
    direct: root.channel !== channel_id || channel_id.startsWith('D'),
  };
}

async function postWhere(outlet: Outlet, place: Place, userId: string, line: Outgoing<string>) {
  try {
    return await within(post(outlet, place, line), POST_WITHIN_MS);
  } catch (error) {
    if (!closedBecause(error)) throw error;
    const { workspace } = place;
    const opened = await outlet.slack.call({ what: 'open a direct conversation', workspace, repeatable: true }, (client) =>
      client.conversations.open({ users: userId }),
    );
    return post(outlet, { ...place, channel: opened.channel?.id ?? userId }, line);
  }
}

/** @throws where a promise takes longer than `milliseconds`. */
export async function within<T>(promise: Promise<T>, milliseconds: number): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`not done within ${milliseconds} ms`)), milliseconds);
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
