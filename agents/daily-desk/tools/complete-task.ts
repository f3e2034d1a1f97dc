import { z } from 'zod';
import type { Task } from '../../../models/task.ts';
import { ROLES } from '../../../models/user.ts';
import { receipt } from '../../kit/present/index.ts';
import { headOf, t } from '../../kit/say.ts';
import { actTool, type Context, changedSince, UserError } from '../../kit/tool.ts';
import { dueText, readTask, shownTask, stateOf, type TaskShown, taskText } from '../tasks.ts';
import { resolveOwnTask, type TaskAsked, taskInputs } from '../which-task.ts';

async function plan(asked: TaskAsked, context: Context) {
  const { task, account } = await resolveOwnTask(context, asked, (which) => `Mark the task ${which} done`);
  if (stateOf(task) !== 'open') throw notOpen(task);
  return { task, account, now: context.clock.now() };
}

const notOpen = (task: Task): UserError => new UserError('not_open', `Not done again: "${task.text}" is ${stateOf(task)} already.`);

export const completeTask = actTool({
  name: 'complete_task',
  title: 'Mark a task done',
  description: 'Marks one task of an account as done. Which one is said by its words, its account, or both.',
  examples: [
    'mark the task done',
    'tick off that task',
    'this task is finished',
    'that task is done',
    'finished with that',
    'close the task',
    'done with the promise to Globex',
    'complete the task',
    'complete my task at Acme',
  ],
  status: 'Looking at the task',
  input: z.object(taskInputs),
  roles: ROLES,
  plan,
  told: ({ task, account, now }) => ({
    account: headOf(account),
    fields: [['Task', t`${task.text}, ${dueText(shownTask(task, account, now))}`]],
  }),
  async write({ task, account, now }, context): Promise<TaskShown> {
    const { tenant, models, actor } = context;
    const open = { tenant, _id: task._id, doneAt: null, cancelledAt: null };
    const set = { $set: { doneAt: now, doneBy: actor.id } };
    const done = await models.tasks.findOneAndUpdate(open, set, { returnDocument: 'after' }).lean<Task>();
    if (!done) throw notOpen((await readTask(context, task._id)).task);
    return shownTask(done, account, now);
  },
  undo: {
    personal: true,
    async run({ output }, { tenant, models, actor }) {
      const { modifiedCount } = await models.tasks.updateOne(
        { tenant, _id: output.id, doneBy: actor.id, doneAt: { $ne: null } },
        { $unset: { doneAt: 1, doneBy: 1 } },
      );
      if (modifiedCount === 0) throw changedSince(`Not undone: "${output.text}" has changed since.`);
      return `"${output.text}" is open again.`;
    },
  },
  ...receipt(({ text, account }: TaskShown) => ({ point: t`Done: ${taskText(text)} (${account.name}).`, header: account.name })),
});
