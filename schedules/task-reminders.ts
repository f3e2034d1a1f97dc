import type { Models } from '../models/index.ts';
import type { Task } from '../models/task.ts';
import type { User } from '../models/user.ts';
import type { Alert, AlertScope, Due } from './alert.ts';
import { localDay } from './schedule.ts';

const DAY = 86_400_000;
/** From this local hour on where no time of day was said. */
const MORNING = 8;
/** What was due longer ago, as in rows imported with their past, is no news. */
const CAUGHT_UP_MS = 3 * DAY;

/** Each open task, once for the moment it is due, to the person it is for. */
export const taskReminders: Alert = {
  name: 'task-reminders',
  purpose: 'health',
  tool: 'show_task',
  async find({ tenant, platform, models, now }: AlertScope): Promise<Due[]> {
    // A day begins up to 14 hours earlier than in UTC.
    const window = { $gte: new Date(now.getTime() - CAUGHT_UP_MS), $lte: new Date(now.getTime() + DAY) };
    const tasks = await models.tasks.find({ tenant, dueAt: window, doneAt: null, cancelledAt: null }).sort({ dueAt: 1 }).lean<Task[]>();
    const owners = await models.users
      .find({ tenant, _id: { $in: tasks.map(({ ownerId }) => ownerId) }, active: true }, { timezone: 1, identities: 1 })
      .lean<Pick<User, '_id' | 'timezone' | 'identities'>[]>();
    return tasks.flatMap(({ _id, ownerId, dueAt }): Due[] => {
      const owner = owners.find((each) => each._id === ownerId);
      const channel = (owner?.identities as Record<string, string> | undefined)?.[platform];
      if (!dueAt || !owner || !channel || !isDue(dueAt, owner.timezone, now)) return [];
      return [{ key: `${_id} at ${dueAt.toISOString()}`, channel, arguments: { task: _id } }];
    });
  },
  holds: async ({ tenant, models }: { tenant: string; models: Models }, { task }) =>
    (await models.tasks.exists({ tenant, _id: String(task), doneAt: null, cancelledAt: null })) !== null,
};

/** A bare day is stored as its beginning in UTC and is due in its morning where the person is; a time of day is an instant. */
export function isDue(dueAt: Date, timezone: string, now: Date): boolean {
  if (dueAt.getTime() % DAY !== 0) return dueAt <= now;
  const day = dueAt.toISOString().slice(0, 10);
  const { date, hour } = localDay(timezone, now);
  return date > day || (date === day && hour >= MORNING);
}
