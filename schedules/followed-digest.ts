import { followedChanges } from '../agents/daily-desk/face.ts';
import type { ScheduledPost } from '../models/scheduled-post.ts';
import type { Alert, AlertScope, Due } from './alert.ts';
import { type Follower, followersOf, stillFollows } from './followers.ts';
import { dueWindow, WEEKDAYS } from './schedule.ts';

const NAME = 'followed-digest';
const MORNING = { hour: 8, days: WEEKDAYS };

/** What changed at the accounts somebody follows since they were last told: one message a morning where they are, none where nothing did. */
export const followedDigest: Alert = {
  name: NAME,
  purpose: 'health',
  tool: 'list_followed_changes',
  async find(scope) {
    const due = (await followersOf(scope)).flatMap((follower) => {
      const day = dueWindow(MORNING, follower.timezone, scope.now);
      return day ? [{ follower, key: keyOf(follower, day) }] : [];
    });
    const settled = await settledOf(
      scope,
      due.map(({ key }) => key),
    );
    const open = due.filter(({ key }) => !settled.has(key));
    return Promise.all(
      open.map(async ({ follower, key }): Promise<Due> => {
        const since = (await lastTold(scope, follower, key)).toISOString();
        return { key, channel: follower.channel, arguments: { owner: follower.userId, since } };
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

/** Of one person the days follow each other. */
const keyOf = ({ userId }: Follower, day: string): string => `${userId} ${day}`;

async function settledOf({ tenant, models, platform }: AlertScope, keys: readonly string[]): Promise<ReadonlySet<string>> {
  const posts = await models.scheduledPosts
    .find({ tenant, schedule: NAME, window: { $in: [...keys] }, platform, state: { $in: ['posted', 'skipped', 'failed'] } }, { window: 1 })
    .lean<Pick<ScheduledPost, 'window'>[]>();
  return new Set(posts.map(({ window }) => window));
}

/** When they were last told, or began to follow. */
async function lastTold({ tenant, models, platform }: AlertScope, follower: Follower, key: string): Promise<Date> {
  const { userId, follows } = follower;
  const last = await models.scheduledPosts
    .findOne({
      tenant,
      schedule: NAME,
      window: { $gte: keyOf(follower, ''), $lt: key },
      platform,
      state: 'posted',
      'arguments.owner': userId,
    })
    .sort({ window: -1 })
    .lean<Pick<ScheduledPost, 'at'>>();
  const began = Math.min(...follows.map(({ at }) => at.getTime()));
  return new Date(Math.max(last?.at.getTime() ?? 0, began));
}
