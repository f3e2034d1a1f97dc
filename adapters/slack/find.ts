import type { MessageRef, Place } from '../../bot/platform.ts';
import type { SlackClient } from './client.ts';
import { readMetadata, type WhatItIs } from './metadata.ts';
import type { Outlet } from './outlet.ts';
import { readRef, refOf } from './refs.ts';
import { closedBecause, SlackRefusal } from './refusals.ts';

const PAGES = 5;
const PAGE = 100;

/** One of our posts. */
interface Post {
  ts: string;
  /** What its metadata says; undefined for an answer that is still being written, or was never finished. */
  of: WhatItIs | undefined;
}

/**
 * A message that stands whole in a thread, or among a channel's latest messages; attaches what a crash left unattached.
 * Pieces of it, `begun` and answers in its thread that nobody finishes are taken away.
 */
export async function find(outlet: Outlet, place: Place, replyId: string, begun?: MessageRef): Promise<MessageRef | undefined> {
  const { slack, attachments, writing } = outlet;
  const posts = await ownPosts(slack, place).catch((error: unknown) => {
    if (closedBecause(error)) return [];
    throw error;
  });
  const here = ofReply(posts, replyId);
  const [root] = here;
  // What follows the first post of a message in a channel hangs under it.
  const split = !place.thread && root?.of !== undefined && root.of.parts > here.length;
  const found = split ? ofReply(await ownPosts(slack, { ...place, thread: root.ts }), replyId) : here;
  const [first] = found;
  const whole = first?.of !== undefined && found.length >= first.of.parts;
  const given = begun ? readRef(begun.id) : undefined;
  const known = given?.type === 'posts' ? given.ids : [];
  const unfinished = (ts: string) => posts.some((post) => post.ts === ts && !post.of) && !writing.has(ts);
  const orphans = place.thread ? posts.map(({ ts }) => ts).filter(unfinished) : [];
  const pieces = new Set([
    ...known.filter((ts) => whole || !found.some((post) => post.ts === ts)),
    ...orphans,
    ...(whole ? [] : found.map(({ ts }) => ts)),
  ]);
  if (whole) for (const { ts } of found) pieces.delete(ts);
  for (const ts of pieces) await takeAway(slack, place, ts);
  if (!whole || !first.of) return undefined;
  await attachments.share(place, place.thread ?? first.ts, first.of.files);
  return refOf(
    place,
    found.map(({ ts }) => ts),
  );
}

/** Takes away what nobody finishes in a thread, such as a stream whose beginning was never confirmed. */
export async function clearUnfinished({ slack, writing }: Outlet, place: Place): Promise<void> {
  for (const { ts, of } of await ownPosts(slack, place)) if (!of && !writing.has(ts)) await takeAway(slack, place, ts);
}

/** All posts of the message of which `own` is one. */
export async function siblings(slack: SlackClient, place: Place, own: string, replyId: string): Promise<string[]> {
  const found = ofReply(await ownPosts(slack, { ...place, thread: place.thread ?? own }), replyId);
  return found.some(({ ts }) => ts === own) ? found.map(({ ts }) => ts) : [own];
}

/** Deletes a post, whether or not it is still being written. One that is gone already is fine. */
export async function takeAway(slack: SlackClient, { workspace, channel }: Place, ts: string): Promise<void> {
  await endStream(slack, { workspace, channel }, ts);
  await slack
    .call({ what: 'delete a message', workspace, repeatable: true }, (client) => client.chat.delete({ channel, ts }))
    .catch((error: unknown) => {
      if (!(error instanceof SlackRefusal) || error.word !== 'message_not_found') throw error;
    });
}

/** Ends a stream as it is; one that has ended is left so. */
export async function endStream(
  slack: SlackClient,
  { workspace, channel }: Pick<Place, 'workspace' | 'channel'>,
  ts: string,
): Promise<void> {
  await slack
    .call({ what: 'end a stream', workspace, repeatable: true }, (client) => client.chat.stopStream({ channel, ts }))
    .catch((error: unknown) => {
      if (!(error instanceof SlackRefusal)) throw error;
    });
}

const ofReply = (posts: readonly Post[], replyId: string): Post[] =>
  posts.filter(({ of }) => of?.replyId === replyId).sort((a, b) => (a.of?.part ?? 0) - (b.of?.part ?? 0));

/** Our own posts in a thread, or the latest of a channel. What shares a file is no message of this kind. */
async function ownPosts(slack: SlackClient, { workspace, channel, thread }: Place): Promise<Post[]> {
  const own = await slack.botId(workspace);
  const posts: Post[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < PAGES; page += 1) {
    const options = { channel, limit: PAGE, include_all_metadata: true, ...(cursor ? { cursor } : {}) };
    const history = await slack.call({ what: 'read the conversation', workspace, repeatable: true }, async (client) =>
      thread ? client.conversations.replies({ ...options, ts: thread }) : client.conversations.history(options),
    );
    for (const { ts, metadata, bot_id, files = [] } of history.messages ?? []) {
      if (!ts || bot_id !== own || files.length > 0) continue;
      posts.push({ ts, of: readMetadata(metadata) });
    }
    cursor = history.response_metadata?.next_cursor || undefined;
    if (!cursor) break;
  }
  return posts;
}
