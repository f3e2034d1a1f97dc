import { z } from 'zod';
import type { MessageRef, Outgoing, Place } from '../../bot/platform.ts';
import { filesOf, type Offered } from './attachments.ts';
import { type Rendered, renderMessage } from './cards.ts';
import type { SlackClient } from './client.ts';
import type { Outlet } from './outlet.ts';
import { sendDrawn } from './pictures.ts';
import { postsId, readRef } from './refs.ts';

const EVENT_TYPE = 'greendoor_reply';
const PAGES = 5;
const PAGE = 100;

/** Ours in every message we post: what a message belongs to, which of several it is, and what its thread must hold. */
export function metadataOf({ replyId, cards }: Pick<Outgoing<string>, 'replyId' | 'cards'>, part: number, parts: number) {
  const files = part === 0 ? filesOf(cards) : [];
  return {
    event_type: EVENT_TYPE,
    event_payload: { replyId, part, parts, ...(files.length > 0 ? { files: files.map(({ fileId, about }) => ({ fileId, about })) } : {}) },
  };
}

/** Posts messages one after the other; what follows the first goes into its thread. */
export async function postRendered(
  outlet: Outlet,
  place: Place,
  message: Outgoing<string>,
  messages: Rendered[],
  from = 0,
  root?: string,
): Promise<string[]> {
  const { slack } = outlet;
  const ids: string[] = [];
  for (const [index, each] of messages.entries()) {
    const thread = place.thread ?? root ?? ids[0];
    await slack.turn(place.workspace, place.channel);
    const posted = await sendDrawn(outlet, each, ({ text, blocks }) =>
      slack.call({ what: 'post a message', workspace: place.workspace, repeatable: false }, (client) =>
        client.chat.postMessage({
          channel: place.channel,
          text,
          blocks,
          ...(thread ? { thread_ts: thread } : {}),
          metadata: metadataOf(message, from + index, from + messages.length),
          unfurl_links: false,
          unfurl_media: false,
        }),
      ),
    );
    if (posted.ts) ids.push(posted.ts);
  }
  return ids;
}

/** @throws SlackRefusal where the channel or thread is closed. */
export async function post(outlet: Outlet, place: Place, message: Outgoing<string>): Promise<MessageRef> {
  const drawn = await outlet.pictures.of(place.workspace, message.cards);
  const ref = refOf(place, await postRendered(outlet, place, message, renderMessage(message, undefined, drawn)));
  await attach(outlet, ref, message);
  return ref;
}

/** What a message offers goes into its thread. */
export async function attach({ attachments }: Outlet, ref: MessageRef, { cards }: Outgoing<string>): Promise<void> {
  const target = readRef(ref.id);
  const root = ref.thread ?? (target.type === 'posts' ? target.ids[0] : target.type === 'one-of-several' ? target.id : undefined);
  if (root) await attachments.share(ref, root, filesOf(cards));
}

export function refOf(place: Place, ids: string[]): MessageRef {
  return { ...place, id: postsId(ids) };
}

/** Posted already? Looks through the thread, or the channel's latest messages, and attaches what a crash left unattached. */
export async function find({ slack, attachments }: Outlet, place: Place, replyId: string): Promise<MessageRef | undefined> {
  const found = await findPosts(slack, place, replyId);
  const [first] = found;
  if (!first) return undefined;
  await attachments.share(place, place.thread ?? first.ts, first.files);
  return refOf(
    place,
    found.map(({ ts }) => ts),
  );
}

interface Posted {
  ts: string;
  part: number;
  files: Offered[];
}

const payloadSchema = z.object({
  replyId: z.string(),
  part: z.number().default(0),
  files: z.array(z.object({ fileId: z.string(), about: z.string() })).default([]),
});

async function findPosts(slack: SlackClient, { workspace, channel, thread }: Place, replyId: string): Promise<Posted[]> {
  const found: Posted[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < PAGES; page += 1) {
    const options = { channel, limit: PAGE, include_all_metadata: true, ...(cursor ? { cursor } : {}) };
    const history = await slack.call({ what: 'read the conversation', workspace, repeatable: true }, async (client) =>
      thread ? client.conversations.replies({ ...options, ts: thread }) : client.conversations.history(options),
    );
    for (const { ts, metadata } of history.messages ?? []) {
      const payload = metadata?.event_type === EVENT_TYPE ? payloadSchema.safeParse(metadata.event_payload).data : undefined;
      if (ts && payload?.replyId === replyId) found.push({ ts, part: payload.part, files: payload.files });
    }
    cursor = history.response_metadata?.next_cursor || undefined;
    if (!cursor) break;
  }
  return found.sort((a, b) => a.part - b.part);
}

/** Replaces a message: as many posts as it has now, further ones in the thread, surplus ones deleted. */
export async function update(outlet: Outlet, ref: MessageRef, message: Outgoing<string>): Promise<MessageRef> {
  const { slack, pictures } = outlet;
  const { workspace, channel } = ref;
  const target = readRef(ref.id);
  if (target.type === 'ephemeral') {
    await slack.respond(target.responseUrl, renderMessage(message));
    return ref;
  }
  const rendered = renderMessage(message, undefined, await pictures.of(workspace, message.cards));
  const ids = target.type === 'posts' ? target.ids : await siblings(slack, ref, target.id, message.replyId);
  for (const [index, id] of ids.entries()) {
    const now = rendered[index];
    const call = { what: 'update a message', workspace, repeatable: true };
    if (!now) await slack.call(call, (client) => client.chat.delete({ channel, ts: id }));
    else
      await sendDrawn(outlet, now, (content) =>
        slack.call(call, (client) =>
          client.chat.update({ channel, ts: id, ...content, metadata: metadataOf(message, index, rendered.length) }),
        ),
      );
  }
  const further = await postRendered(outlet, ref, message, rendered.slice(ids.length), ids.length, ids[0]);
  const updated = refOf(ref, [...ids.slice(0, rendered.length), ...further]);
  await attach(outlet, updated, message);
  return updated;
}

/** All posts of the message of which `own` is one. */
async function siblings(slack: SlackClient, place: Place, own: string, replyId: string): Promise<string[]> {
  const found = await findPosts(slack, { ...place, thread: place.thread ?? own }, replyId);
  return found.some(({ ts }) => ts === own) ? found.map(({ ts }) => ts) : [own];
}
