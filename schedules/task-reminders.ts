import { localMoment } from '../agents/kit/local-day.ts';
import type { Models } from '../models/index.ts';
import type { Task } from '../models/task.ts';
import type { User } from '../models/user.ts';
import type { Alert, AlertScope, Due } from './alert.ts';

const DAY = 86_400_000;
/** From this local hour on where no time of day was said. */
const MORNING = 8;
/** What was due longer ago, as in rows imported with their past, is no news. */
const CAUGHT_UP_MS = 3 * DAY;

/** Open tasks to the person they are for: one with a time of day at that time, those of a day together in its morning, once. */
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
    return owners.flatMap((owner): Due[] => {
      const channel = (owner.identities as Record<string, string> | undefined)?.[platform];
      const due = tasks.filter(({ ownerId, dueAt }) => ownerId === owner._id && dueAt && isDue(dueAt, owner.timezone, now));
      if (!channel) return [];
      const timed = due.filter(({ dueAt }) => !isDay(dueAt));
      const at = ({ dueAt }: Task) => dueAt?.toISOString() ?? '';
      return [
        ...timed.map((task) => ({ key: `${task._id} at ${at(task)}`, channel, arguments: { task: task._id } })),
        ...inTheMorning(
          owner._id,
          due.filter(({ dueAt }) => isDay(dueAt)),
        ).map((each) => ({ ...each, channel })),
      ];
    });
  },
  async holds({ tenant, models }: { tenant: string; models: Models }, { task, owner }) {
    const which = task ? { _id: String(task) } : { ownerId: String(owner) };
    return (await models.tasks.exists({ tenant, ...which, doneAt: null, cancelledAt: null })) !== null;
  },
};

/** What became due on days, the last of which has not been told of: the one task, or the list. */
function inTheMorning(ownerId: string, tasks: readonly Task[]): Omit<Due, 'channel'>[] {
  const last = tasks.at(-1);
  if (!last?.dueAt) return [];
  const key = `${ownerId} on ${last.dueAt.toISOString().slice(0, 10)}`;
  return tasks.length === 1
    ? [{ key, arguments: { task: last._id } }]
    : [{ key, tool: 'list_tasks', arguments: { owner: ownerId, due: 'today' } }];
}

const isDay = (dueAt: Date | null | undefined): boolean => dueAt != null && dueAt.getTime() % DAY === 0;

/** A bare day is stored as its beginning in UTC and is due in its morning where the person is; a time of day is an instant. */
export function isDue(dueAt: Date, timezone: string, now: Date): boolean {
  if (!isDay(dueAt)) return dueAt <= now;
  const day = dueAt.toISOString().slice(0, 10);
  const { date, hour } = localMoment(timezone, now);
  return date > day || (date === day && hour >= MORNING);
}
