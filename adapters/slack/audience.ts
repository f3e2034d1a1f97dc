import type { webApi } from '@slack/bolt';
import type { Audience } from '../../bot/channel-policy.ts';
import type { Place } from '../../bot/platform.ts';
import type { SlackClient } from './client.ts';
import { isMember } from './profiles.ts';

type Channel = NonNullable<webApi.ConversationsInfoResponse['channel']>;

const PAGE = 500;
/** Channels and workspaces larger than this are not read to their end, and count as having guests. */
const MOST = 20_000;
/** How long a workspace's list of its own people is good for. Whoever is not on it is looked for anew. */
const KEPT_MS = 5 * 60_000;
const DIRECT: Audience = { member: true, direct: true, shared: false, guests: false };

/** Who reads a channel: shared is what Slack says, guests are all who are not full members of the workspace. */
export function createAudiences(slack: SlackClient): (place: Place) => Promise<Audience> {
  const staff = new Map<string, { ids: ReadonlySet<string>; readAt: number }>();

  async function fullMembers(workspace: string, fresh: boolean): Promise<ReadonlySet<string>> {
    const known = staff.get(workspace);
    const now = performance.now();
    if (known && !fresh && now - known.readAt < KEPT_MS) return known.ids;
    const users = await pages(async (cursor) => {
      const answer = await slack.call({ what: 'list the workspace', workspace, repeatable: true }, (client) =>
        client.users.list({ limit: PAGE, ...cursor }),
      );
      return { items: answer.members ?? [], next: answer.response_metadata?.next_cursor };
    });
    const full = users.filter((user) => isMember(user, workspace) && !user.is_restricted && !user.is_ultra_restricted);
    const ids = new Set(full.map(({ id }) => id ?? ''));
    staff.set(workspace, { ids, readAt: now });
    return ids;
  }

  return async ({ workspace, channel }) => {
    // A direct conversation, by its own id or the person's.
    if (/^[DUW]/.test(channel)) return DIRECT;
    const call = { what: 'look at a channel', workspace, repeatable: true };
    const [info, members] = await Promise.all([
      slack.call(call, (client) => client.conversations.info({ channel })),
      pages(async (cursor) => {
        const answer = await slack.call(call, (client) => client.conversations.members({ channel, limit: PAGE, ...cursor }));
        return { items: answer.members ?? [], next: answer.response_metadata?.next_cursor };
      }),
    ]);
    if (info.channel?.is_im) return DIRECT;
    const strangers = (ids: ReadonlySet<string>) => members.length >= MOST || members.some((id) => !ids.has(id));
    const guests = strangers(await fullMembers(workspace, false)) && strangers(await fullMembers(workspace, true));
    return { member: info.channel?.is_member ?? false, direct: false, shared: isShared(info.channel, workspace), guests };
  };
}

/** With another company or workspace, now or as soon as somebody there accepts. */
function isShared(channel: Channel | undefined, workspace: string): boolean {
  if (!channel) return true;
  const teams = [...(channel.shared_team_ids ?? []), ...(channel.internal_team_ids ?? []), channel.context_team_id];
  return Boolean(
    channel.is_ext_shared ||
      channel.is_org_shared ||
      channel.is_shared ||
      channel.is_pending_ext_shared ||
      channel.pending_shared?.length ||
      channel.pending_connected_team_ids?.length ||
      teams.some((team) => team && team !== workspace),
  );
}

/** Everything of a list that comes in pages, up to `MOST`. */
async function pages<T>(read: (cursor: { cursor?: string }) => Promise<{ items: T[]; next: string | undefined }>): Promise<T[]> {
  const all: T[] = [];
  for (let cursor: string | undefined; all.length < MOST; ) {
    const { items, next } = await read(cursor ? { cursor } : {});
    all.push(...items);
    if (!next) break;
    cursor = next;
  }
  return all;
}
