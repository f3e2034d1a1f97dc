import { z } from 'zod';
import type { Task } from '../../../models/task.ts';
import { ROLES } from '../../../models/user.ts';
import { headOf, receipt, t } from '../../kit/present/index.ts';
import { actTool, type Context, daySaid, UserError } from '../../kit/tool.ts';
import { dueText, resolveOwnTask, shownTask, stateOf, type TaskShown, taskInput, taskText } from '../tasks.ts';

const input = z.object({
  task: taskInput,
  until: z.string().max(40).describe('The day it is due then, as YYYY-MM-DD'),
});

/** How a person says which. */
const wish = (task: string) => `Put the task ${task} off`;

async function wanted({ task: id, until }: z.output<typeof input>, context: Context) {
  const now = context.clock.now();
  const { task, account } = await resolveOwnTask(context, id, wish);
  const dueAt = daySaid(until, 'future', now);
  if (stateOf(task) !== 'open') throw new UserError('not_open', `Not put off: "${task.text}" is ${stateOf(task)}.`);
  return { task, account, dueAt, now };
}

export const postponeTask = actTool({
  name: 'postpone_task',
  title: 'Put a task off',
  description: 'Puts one open task off to a later day; its owner is reminded then. Needs the id of the task, as a list of tasks gives it.',
  examples: [
    'put that task off to Friday',
    'postpone the task until Monday',
    'remind me of this task next week',
    'snooze that task until Monday',
    'push that task to next week',
  ],
  words: ['postpone: snooze, push, defer, delay, verschieben, reporter, aplazar'],
  status: 'Looking at the task',
  input,
  roles: ROLES,
  async run(given, context): Promise<TaskShown> {
    const { task, account, dueAt, now } = await wanted(given, context);
    const { tenant, models } = context;
    const open = { tenant, _id: task._id, doneAt: null, cancelledAt: null };
    const put = await models.tasks.findOneAndUpdate(open, { $set: { dueAt } }, { returnDocument: 'after' }).lean<Task>();
    if (!put) throw new UserError('not_open', `Not put off: "${task.text}" is no longer open.`);
    return shownTask(put, account, now);
  },
  async offer(given, context) {
    const { task, account, dueAt, now } = await wanted(given, context);
    const shown = shownTask({ ...task, dueAt } as Task, account, now);
    return { account: headOf(account), title: 'Put a task off', fields: [{ label: 'Task', value: t`${task.text}, ${dueText(shown)}` }] };
  },
  undo: {
    personal: true,
    before: async ({ task: id }, context) => (await resolveOwnTask(context, id, wish)).task.dueAt?.toISOString() ?? null,
    async run({ before, output }, { tenant, models }) {
      const asPressed = { tenant, _id: output.id, dueAt: output.dueAt === null ? null : new Date(output.dueAt) };
      const back = typeof before === 'string' ? { $set: { dueAt: new Date(before) } } : { $unset: { dueAt: 1 } };
      const { matchedCount } = await models.tasks.updateOne(asPressed, back);
      if (matchedCount === 0) throw new UserError('changed_since', `Not undone: "${output.text}" has changed since.`);
      return `"${output.text}" is due as before.`;
    },
  },
  ...receipt((output: TaskShown) => ({
    point: t`${taskText(output.text)} (${output.account.name}): ${dueText(output)}.`,
    header: output.account.name,
  })),
});
