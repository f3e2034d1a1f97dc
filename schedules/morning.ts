import type { ScheduledPost } from '../models/scheduled-post.ts';
import type { AlertScope } from './alert.ts';
import { dueWindow, WEEKDAYS } from './schedule.ts';

const MORNING = { hour: 8, days: WEEKDAYS };

/** Somebody who can be told on a platform. */
export interface Reachable {
  userId: string;
  timezone: string;
  /** Their id on the platform. */
  channel: string;
}

/** Of one person the days follow each other. */
const keyOf = ({ userId }: Pick<Reachable, 'userId'>, day: string): string => `${userId} ${day}`;

/** Those whose working morning it is where they are, and who were not told today what this schedule tells once a morning. */
export async function wokenUp<Person extends Reachable>(scope: AlertScope, schedule: string, people: readonly Person[]) {
  const { tenant, models, platform, now } = scope;
  const due = people.flatMap((person) => {
    const day = dueWindow(MORNING, person.timezone, now);
    return day ? [{ person, key: keyOf(person, day) }] : [];
  });
  const posts = await models.scheduledPosts
    .find(
      { tenant, schedule, window: { $in: due.map(({ key }) => key) }, platform, state: { $in: ['posted', 'skipped', 'failed'] } },
      { window: 1 },
    )
    .lean<Pick<ScheduledPost, 'window'>[]>();
  const settled = new Set(posts.map(({ window }) => window));
  return due.filter(({ key }) => !settled.has(key));
}

/** As of when somebody was last told before the morning of that key. */
export async function lastTold(
  { tenant, models, platform }: AlertScope,
  schedule: string,
  { userId }: Reachable,
  key: string,
): Promise<Date | undefined> {
  const last = await models.scheduledPosts
    .findOne({
      tenant,
      schedule,
      window: { $gte: keyOf({ userId }, ''), $lt: key },
      platform,
      state: 'posted',
      'arguments.owner': userId,
    })
    .sort({ window: -1 })
    .lean<Pick<ScheduledPost, 'at'>>();
  return last?.at;
}
