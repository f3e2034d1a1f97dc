import type { Platform } from '../../bot/platform.ts';
import { shown } from '../../bot/shown.ts';
import { createAudiences } from './audience.ts';
import { PLATFORM } from './events.ts';
import { find } from './find.ts';
import { publishHome } from './home.ts';
import type { Outlet } from './outlet.ts';
import { post, update } from './post.ts';
import { createFindPerson, createProfiles } from './profiles.ts';
import { rootOf } from './refs.ts';
import { createReplyStream } from './stream.ts';
import { openDirect, whisper } from './whisper.ts';

export interface PlatformOptions {
  outlet: Outlet;
  streamBuffer: number;
}

/** What Slack can do, as the bot asks for it. */
export function createPlatform({ outlet, streamBuffer }: PlatformOptions): Platform {
  const { slack } = outlet;
  return {
    name: PLATFORM,
    reply: (place, { userId, begun }) => createReplyStream({ outlet, place, userId, begun, buffer: streamBuffer }),
    post: (place, message) => post(outlet, place, shown(message)),
    whisper: (place, userId, message) => whisper(outlet, place, userId, shown(message)),
    update: async (ref, message) => {
      await update(outlet, ref, shown(message));
    },
    find: (place, replyId, begun) => find(outlet, place, replyId, begun),
    threadOn: ({ id, ...place }) => ({ ...place, thread: place.thread ?? rootOf(id) }),
    direct: (workspace, userId) => openDirect(slack, workspace, userId),
    findPerson: createFindPerson(slack),
    audience: createAudiences(slack),
    profile: createProfiles(slack),
    showHome: (place, userId, message) => publishHome(slack, place, userId, shown(message)),
  };
}
