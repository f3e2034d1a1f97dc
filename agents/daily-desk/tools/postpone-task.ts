import { z } from 'zod';
import type { Task } from '../../../models/task.ts';
import { ROLES } from '../../../models/user.ts';
import { receipt } from '../../kit/present/index.ts';
import { headOf, t } from '../../kit/say.ts';
import { actTool, type Context, changedSince, daySaid, UserError } from '../../kit/tool.ts';
import { dueText, shownTask, stateOf, type TaskShown, taskText } from '../tasks.ts';
import { resolveOwnTask, taskInputs } from '../which-task.ts';

const input = z.object({
  ...taskInputs,
  until: z.string().max(40).describe('The day it is due then, as YYYY-MM-DD'),
});

async function plan({ until, ...asked }: z.output<typeof input>, context: Context) {
  const now = context.clock.now();
  const { task, account } = await resolveOwnTask(context, asked, (which) => `Put the task ${which} off to ${until}`);
  const dueAt = daySaid(until, 'future', now);
  if (stateOf(task) !== 'open') throw new UserError('not_open', `Not put off: "${task.text}" is ${stateOf(task)}.`);
  return { task, account, dueAt, now };
}

export const postponeTask = actTool({
  name: 'postpone_task',
  title: 'Put a task off',
  description: 'Puts one open task off to a later day; its owner is reminded then. Which one is said by its words, its account, or both.',
  examples: [
    'put that task off to Friday',
    'postpone the task until Monday',
    'remind me of this task next week',
    'snooze that task until Monday',
    'push that task to next week',
    'move the task about the contract to Thursday',
    'snooze my task for Acme till next week',
    'postpone the task at Globex by a week',
  ],
  words: ['postpone: snooze, push, defer, delay, verschieben, reporter, aplazar'],
  status: 'Looking at the task',
  input,
  roles: ROLES,
  plan,
  told: ({ task, account, dueAt, now }) => ({
    account: headOf(account),
    fields: [['Task', t`${task.text}, ${dueText(shownTask({ ...task, dueAt } as Task, account, now))}`]],
  }),
  async write({ task, account, dueAt, now }, { tenant, models }): Promise<TaskShown> {
    const open = { tenant, _id: task._id, doneAt: null, cancelledAt: null };
    const put = await models.tasks.findOneAndUpdate(open, { $set: { dueAt } }, { returnDocument: 'after' }).lean<Task>();
    if (!put) throw new UserError('not_open', `Not put off: "${task.text}" is no longer open.`);
    return shownTask(put, account, now);
  },
  undo: {
    personal: true,
    before: ({ task }) => task.dueAt?.toISOString() ?? null,
    async run({ before, output }, { tenant, models }) {
      const asPressed = { tenant, _id: output.id, dueAt: output.dueAt === null ? null : new Date(output.dueAt) };
      const back = before ? { $set: { dueAt: new Date(before) } } : { $unset: { dueAt: 1 } };
      const { matchedCount } = await models.tasks.updateOne(asPressed, back);
      if (matchedCount === 0) throw changedSince(`Not undone: "${output.text}" has changed since.`);
      return `"${output.text}" is due as before.`;
    },
  },
  ...receipt((output: TaskShown) => ({
    point: t`${taskText(output.text)} (${output.account.name}): ${dueText(output)}.`,
    header: output.account.name,
  })),
});
