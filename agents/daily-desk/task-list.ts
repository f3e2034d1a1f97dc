import type { Task } from '../../models/task.ts';
import { DAY, type Text } from '../facts/index.ts';
import { callButton, type Line } from '../kit/present/index.ts';
import type { Context } from '../kit/tool.ts';
import { accountNames, ownerNames } from '../kit/who.ts';
import { dueText, shownTask, type TaskShown, type TaskState, taskText } from './tasks.ts';
import type { showTask } from './tools/show-task.ts';

/** Tasks of one state, as a condition. */
export const STATE_FILTERS: Record<TaskState, object> = {
  open: { doneAt: null, cancelledAt: null },
  done: { doneAt: { $ne: null } },
  cancelled: { doneAt: null, cancelledAt: { $ne: null } },
};

export const DUE = ['overdue', 'today', 'week'] as const;
const DAYS_AHEAD: Record<(typeof DUE)[number], number> = { overdue: 0, today: 1, week: 7 };

/** A task is due on a day: what is due today is late from tomorrow on. */
export const dueBefore = (due: (typeof DUE)[number], asOf: Date) => {
  const today = Date.parse(`${asOf.toISOString().slice(0, 10)}T00:00:00Z`);
  return { dueAt: { $ne: null, $lt: new Date(today + DAYS_AHEAD[due] * DAY) } };
};

export type TaskListed = TaskShown & { kind: Task['kind']; owner: string };

/** Some tasks with their accounts and owners: the longest overdue first, those without a day last. */
export async function tasksBy(where: object, context: Context, skip: number, limit: number): Promise<TaskListed[]> {
  const { tenant, models, asOf } = context;
  const tasks = await models.tasks.aggregate<Task>([
    { $match: { tenant, $and: [where] } },
    { $set: { undated: { $eq: [{ $ifNull: ['$dueAt', null] }, null] } } },
    { $sort: { undated: 1, dueAt: 1, at: 1, _id: 1 } },
    { $skip: skip },
    { $limit: limit },
  ]);
  const [accounts, owners] = await Promise.all([accountNames(context, tasks), ownerNames(context, tasks)]);
  return tasks.flatMap((task) => {
    const name = accounts.get(task.accountId);
    if (name === undefined) return [];
    return [{ ...shownTask(task, { _id: task.accountId, name }, asOf), kind: task.kind, owner: owners.get(task.ownerId) ?? 'nobody here' }];
  });
}

export const whenText = (task: TaskShown): Text => (task.state === 'open' ? dueText(task) : task.state);

/** @param whose whether owners are named, @param where whether the tasks are of several accounts */
export const taskLine = (task: TaskListed, whose: boolean, where = true): Line => ({
  name: task.account.name,
  figure: taskText(task.text),
  more: [whenText(task), ...(whose ? [task.owner] : []), ...(task.kind === 'promise' ? ['promised'] : [])],
  open: callButton<typeof showTask>(where ? `${task.account.name}: ${task.text}` : task.text, 'show_task', { task: task.id }),
});
