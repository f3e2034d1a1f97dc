import type { MessageRef, Outgoing, Place } from '../../bot/platform.ts';
import { type Rendered, renderMessage } from './cards.ts';
import type { SlackClient } from './client.ts';
import { postsId, readRef } from './refs.ts';

const EVENT_TYPE = 'greendoor_reply';
const PAGES = 5;
const PAGE = 100;

/** Ours in every message we post: what a message belongs to, and which of several it is. */
export function metadataOf(replyId: string, part: number, parts: number) {
  return { event_type: EVENT_TYPE, event_payload: { replyId, part, parts } };
}

/** Posts messages one after the other; what follows the first goes into its thread. */
export async function postRendered(
  slack: SlackClient,
  place: Place,
  replyId: string,
  messages: Rendered[],
  from = 0,
  root?: string,
): Promise<string[]> {
  const ids: string[] = [];
  for (const [index, { text, blocks }] of messages.entries()) {
    const thread = place.thread ?? root ?? ids[0];
    await slack.turn(place.workspace, place.channel);
    const posted = await slack.call({ what: 'post a message', workspace: place.workspace, repeatable: false }, (client) =>
      client.chat.postMessage({
        channel: place.channel,
        text,
        blocks,
        ...(thread ? { thread_ts: thread } : {}),
        metadata: metadataOf(replyId, from + index, from + messages.length),
        unfurl_links: false,
        unfurl_media: false,
      }),
    );
    if (posted.ts) ids.push(posted.ts);
  }
  return ids;
}

/** @throws SlackRefusal where the channel or thread is closed. */
export async function post(slack: SlackClient, place: Place, message: Outgoing): Promise<MessageRef> {
  return refOf(place, await postRendered(slack, place, message.replyId, renderMessage(message)));
}

export function refOf(place: Place, ids: string[]): MessageRef {
  return { ...place, id: postsId(ids) };
}

/** Posted already? Looks through the thread, or the channel's latest messages. */
export async function find(slack: SlackClient, place: Place, replyId: string): Promise<MessageRef | undefined> {
  const ids = await findIds(slack, place, replyId);
  return ids.length > 0 ? refOf(place, ids) : undefined;
}

async function findIds(slack: SlackClient, { workspace, channel, thread }: Place, replyId: string): Promise<string[]> {
  const found: { ts: string; part: number }[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < PAGES; page += 1) {
    const options = { channel, limit: PAGE, include_all_metadata: true, ...(cursor ? { cursor } : {}) };
    const history = await slack.call({ what: 'read the conversation', workspace, repeatable: true }, async (client) =>
      thread ? client.conversations.replies({ ...options, ts: thread }) : client.conversations.history(options),
    );
    for (const { ts, metadata } of history.messages ?? []) {
      const payload = metadata?.event_type === EVENT_TYPE ? metadata.event_payload : undefined;
      if (ts && payload && 'replyId' in payload && payload.replyId === replyId)
        found.push({ ts, part: 'part' in payload ? Number(payload.part) : 0 });
    }
    cursor = history.response_metadata?.next_cursor || undefined;
    if (!cursor) break;
  }
  return found.sort((a, b) => a.part - b.part).map(({ ts }) => ts);
}

/** Replaces a message: as many posts as it has now, further ones in the thread, surplus ones deleted. */
export async function update(slack: SlackClient, ref: MessageRef, message: Outgoing): Promise<MessageRef> {
  const { workspace, channel } = ref;
  const target = readRef(ref.id);
  const rendered = renderMessage(message);
  if (target.type === 'ephemeral') {
    await slack.respond(target.responseUrl, rendered);
    return ref;
  }
  const ids = target.type === 'posts' ? target.ids : await siblings(slack, ref, target.id, message.replyId);
  for (const [index, id] of ids.entries()) {
    const now = rendered[index];
    await slack.call({ what: 'update a message', workspace, repeatable: true }, async (client) =>
      now
        ? client.chat.update({ channel, ts: id, ...now, metadata: metadataOf(message.replyId, index, rendered.length) })
        : client.chat.delete({ channel, ts: id }),
    );
  }
  const further = await postRendered(slack, ref, message.replyId, rendered.slice(ids.length), ids.length, ids[0]);
  return refOf(ref, [...ids.slice(0, rendered.length), ...further]);
}

/** All posts of the message of which `own` is one. */
async function siblings(slack: SlackClient, place: Place, own: string, replyId: string): Promise<string[]> {
  const found = await findIds(slack, { ...place, thread: place.thread ?? own }, replyId);
  return found.includes(own) ? found : [own];
}
