import type { TeamsChannelAccount } from 'botbuilder';
import { TeamsInfo } from 'botbuilder';
import type { Audience } from '../../bot/channel-policy.ts';
import type { Place, Platform } from '../../bot/platform.ts';
import type { Outlet } from './outlet.ts';
import { type Reaching, whereOf } from './reach.ts';
import { isClosed } from './refusals.ts';

const PAGE = 500;
/** Conversations larger than this are not read to their end, and count as having guests. */
const MOST = 20_000;

type Member = TeamsChannelAccount & { userRole?: string };

/** Everybody in a conversation. */
export async function membersOf(outlet: Reaching, place: Place): Promise<Member[]> {
  const { thread: _, ...whole } = place;
  const at = await whereOf(outlet, whole);
  return outlet.client.call({ what: 'list a conversation', repeatable: true }, at, async (context) => {
    const all: Member[] = [];
    for (let token: string | undefined; all.length < MOST; ) {
      const { members, continuationToken } = await TeamsInfo.getPagedMembers(context, PAGE, token as string);
      all.push(...members);
      token = continuationToken;
      if (!token) break;
    }
    return all;
  });
}

/** Who reads a conversation: guests are all that are not of the tenant in full; other teams and companies read what is shared. */
export function createAudiences(outlet: Reaching): (place: Place) => Promise<Audience> {
  return async (place) => {
    const audience = { direct: false, shared: false };
    try {
      const { conversation } = await whereOf(outlet, place);
      if (conversation.type === 'personal') return { member: true, direct: true, shared: false, guests: false };
      audience.shared = conversation.shared;
      const members = await membersOf(outlet, place);
      const guests = members.length >= MOST || members.some((each) => !isStaff(each, place.workspace));
      return { ...audience, member: true, guests };
    } catch (error) {
      if (isClosed(error)) return { ...audience, member: false, guests: false };
      throw error;
    }
  };
}

/** What Teams knows of a person. Only one of this tenant is who their address says. */
export function createProfiles({ client, conversations }: Pick<Outlet, 'client' | 'conversations'>): Platform['profile'] {
  return async (workspace, userId) => {
    const unknown = { name: userId, email: undefined, timezone: undefined };
    const met = await conversations.person(workspace, userId);
    const conversation = met && (await conversations.of(workspace, met.channel));
    if (!met || !conversation) return unknown;
    try {
      const at = { conversation, id: conversation.id };
      const member: Member = await client.call({ what: 'look up a person', repeatable: true }, at, (context) =>
        TeamsInfo.getMember(context, met.id),
      );
      const email = isStaff(member, workspace) ? member.email || member.userPrincipalName : undefined;
      return { name: member.name || userId, email, timezone: undefined };
    } catch (error) {
      if (isClosed(error)) return unknown;
      throw error;
    }
  };
}

function isStaff({ tenantId, userRole, userPrincipalName = '' }: Member, workspace: string): boolean {
  return tenantId?.toLowerCase() === workspace && userRole !== 'guest' && userRole !== 'anonymous' && !/#ext#/i.test(userPrincipalName);
}
