import type { MessageRef, Place, Platform } from '../../bot/platform.ts';
import { shown } from '../../bot/shown.ts';
import { PLATFORM } from './events.ts';
import { createAudiences, createProfiles } from './members.ts';
import type { Outlet } from './outlet.ts';
import { post, refOf, takeAway, update } from './post.ts';
import { openDirect } from './reach.ts';
import { createReplyStream } from './stream.ts';

/** What Teams can do, as the bot asks for it. */
export function createPlatform(outlet: Outlet, streamEveryMs: number): Platform {
  const { conversations } = outlet;
  const direct = (workspace: string, userId: string) => openDirect(outlet, workspace, userId);
  return {
    name: PLATFORM,
    reply: (place, { begun }) => createReplyStream({ outlet, place, begun, everyMs: streamEveryMs }),
    post: (place, message) => post(outlet, place, shown(message)),
    // Nothing in Teams is shown to one person of several.
    whispersAside: true,
    async whisper(place, userId, message) {
      const { type } = (await conversations.of(place.workspace, place.channel)) ?? {};
      await post(outlet, type === 'personal' ? place : await direct(place.workspace, userId), shown(message));
      // Whoever waits for what came of a press has it now.
      outlet.presses.said(place.channel);
    },
    update: (ref, message) => update(outlet, ref, shown(message)),
    find: (place, replyId, begun) => find(outlet, place, replyId, begun),
    threadOn: ({ id, ...place }) => ({ ...place, thread: place.thread ?? id.split(',')[0] ?? id }),
    direct,
    audience: createAudiences(outlet),
    profile: createProfiles(outlet),
  };
}

/** From what was written down when it was sent: a bot cannot look into a conversation. */
async function find(outlet: Outlet, place: Place, replyId: string, begun?: MessageRef): Promise<MessageRef | undefined> {
  const sent = await outlet.conversations.sent(place.workspace, replyId);
  if (begun && !sent?.ids.includes(begun.id)) await takeAway(outlet, begun, begun.id);
  if (!sent || sent.channel !== place.channel) return undefined;
  if (sent.begun) {
    for (const id of sent.ids) await takeAway(outlet, place, id);
    return undefined;
  }
  return refOf({ ...place, ...(sent.thread ? { thread: sent.thread } : {}) }, sent.ids);
}
