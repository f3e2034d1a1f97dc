import type { webApi } from '@slack/bolt';
import type { Platform } from '../../bot/platform.ts';
import type { SlackClient } from './client.ts';
import { SlackRefusal, type SlackWord } from './refusals.ts';

type Profile = Awaited<ReturnType<Platform['profile']>>;
type User = NonNullable<webApi.UsersInfoResponse['user']>;

const KEPT_MS = 10 * 60_000;
const KEPT = 5000;
/** Nobody there of that id or address. */
const UNKNOWN: readonly SlackWord[] = ['user_not_found', 'users_not_found', 'user_not_visible'];

/** What Slack knows of people, remembered for ten minutes. */
export function createProfiles(slack: SlackClient): Platform['profile'] {
  const known = new Map<string, { profile: Profile; until: number }>();
  return async (workspace, userId) => {
    const key = `${workspace}/${userId}`;
    const now = performance.now();
    const remembered = known.get(key);
    if (remembered && remembered.until > now) return remembered.profile;
    const profile = await read(slack, workspace, userId);
    known.delete(key);
    known.set(key, { profile, until: now + KEPT_MS });
    const oldest = known.keys().next();
    if (known.size > KEPT && !oldest.done) known.delete(oldest.value);
    return profile;
  };
}

async function read(slack: SlackClient, workspace: string, userId: string): Promise<Profile> {
  const unknown: Profile = { name: userId, email: undefined, timezone: undefined };
  try {
    const { user } = await slack.call({ what: 'look up a person', workspace, repeatable: true }, (client) =>
      client.users.info({ user: userId }),
    );
    if (!user) return unknown;
    const name = user.profile?.display_name || user.profile?.real_name || user.real_name || user.name || userId;
    return { name, email: vouchedEmail(user, workspace), timezone: user.tz };
  } catch (error) {
    if (error instanceof SlackRefusal && UNKNOWN.includes(error.word)) return unknown;
    throw error;
  }
}

/** The member whose address it is, by Slack's own word. */
export const createFindPerson =
  (slack: SlackClient): NonNullable<Platform['findPerson']> =>
  async (workspace, email) => {
    try {
      const { user } = await slack.call({ what: 'look up a person by address', workspace, repeatable: true }, (client) =>
        client.users.lookupByEmail({ email }),
      );
      return user && vouchedEmail(user, workspace)?.toLowerCase() === email.toLowerCase() ? user.id : undefined;
    } catch (error) {
      if (error instanceof SlackRefusal && UNKNOWN.includes(error.word)) return undefined;
      throw error;
    }
  };

/** Only a member of this workspace is who their address says: another organisation in a shared channel sets its own. */
function vouchedEmail(user: User, workspace: string): string | undefined {
  if (!isMember(user, workspace) || user.is_bot || user.is_email_confirmed === false) return undefined;
  return user.profile?.email;
}

/** Whether somebody belongs to the workspace, as a guest or in full. */
export function isMember(user: Pick<User, 'team_id' | 'enterprise_user' | 'deleted' | 'is_stranger'>, workspace: string): boolean {
  const ours = user.team_id === undefined || user.team_id === workspace || (user.enterprise_user?.teams ?? []).includes(workspace);
  return ours && !user.deleted && !user.is_stranger;
}
