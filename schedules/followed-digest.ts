import { followedChanges } from '../agents/daily-desk/face.ts';
import type { Alert, Due } from './alert.ts';
import { followersOf, stillFollows } from './followers.ts';
import { lastTold, wokenUp } from './morning.ts';

const NAME = 'followed-digest';

/** What changed at the accounts somebody follows since they were last told: one message a morning where they are, none where nothing did. */
export const followedDigest: Alert = {
  name: NAME,
  purpose: 'health',
  tool: 'list_followed_changes',
  async find(scope) {
    const due = await wokenUp(scope, NAME, await followersOf(scope));
    return Promise.all(
      due.map(async ({ person, key }): Promise<Due> => {
        const told = (await lastTold(scope, NAME, person, key))?.getTime() ?? 0;
        const began = Math.min(...person.follows.map(({ at }) => at.getTime()));
        return { key, channel: person.channel, arguments: { owner: person.userId, since: new Date(Math.max(told, began)).toISOString() } };
      }),
    );
  },
  async holds(scope, { owner, since }) {
    const { tenant, models, at } = scope;
    const { changed } = await followedChanges({ tenant, models, asOf: at }, String(owner), new Date(String(since)));
    return stillFollows(
      scope,
      changed.map(({ account }) => account.id),
    );
  },
};
