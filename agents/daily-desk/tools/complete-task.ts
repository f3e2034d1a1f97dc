import { z } from 'zod';
import type { Task } from '../../../models/task.ts';
import { ROLES } from '../../../models/user.ts';
import { headOf, receipt, t } from '../../kit/present/index.ts';
import { actTool, UserError } from '../../kit/tool.ts';
import { dueText, resolveOwnTask, shownTask, stateOf, type TaskShown, taskInput, taskText } from '../tasks.ts';

/** How a person says which. */
const wish = (task: string) => `Mark the task ${task} done`;

export const completeTask = actTool({
  name: 'complete_task',
  title: 'Mark a task done',
  description: 'Marks one task of an account as done. Needs the id of the task, as a list of tasks gives it.',
  examples: [
    'mark the task done',
    'tick off that task',
    'this task is finished',
    'that task is done',
    'finished with that',
    'close the task',
    'done with the promise to Globex',
  ],
  status: 'Looking at the task',
  input: z.object({ task: taskInput }),
  roles: ROLES,
  async run({ task: id }, context): Promise<TaskShown> {
    const { tenant, models, actor, clock } = context;
    const { task, account } = await resolveOwnTask(context, id, wish);
    const now = clock.now();
    const done = await models.tasks
      .findOneAndUpdate(
        { tenant, _id: task._id, doneAt: null, cancelledAt: null },
        { $set: { doneAt: now, doneBy: actor.id } },
        { returnDocument: 'after' },
      )
      .lean<Task>();
    if (!done)
      throw new UserError(
        'not_open',
        `Not done again: "${task.text}" is ${stateOf((await resolveOwnTask(context, id, wish)).task)} already.`,
      );
    return shownTask(done, account, now);
  },
  async offer({ task: id }, context) {
    const { task, account } = await resolveOwnTask(context, id, wish);
    const shown = shownTask(task, account, context.clock.now());
    if (shown.state !== 'open') throw new UserError('not_open', `Not done again: "${task.text}" is ${shown.state} already.`);
    return { account: headOf(account), title: 'Mark a task done', fields: [{ label: 'Task', value: t`${task.text}, ${dueText(shown)}` }] };
  },
  undo: {
    personal: true,
    async run({ output }, { tenant, models, actor }) {
      const { modifiedCount } = await models.tasks.updateOne(
        { tenant, _id: output.id, doneBy: actor.id, doneAt: { $ne: null } },
        { $unset: { doneAt: 1, doneBy: 1 } },
      );
      if (modifiedCount === 0) throw new UserError('changed_since', `Not undone: "${output.text}" has changed since.`);
      return `"${output.text}" is open again.`;
    },
  },
  ...receipt(({ text, account }: TaskShown) => ({ point: t`Done: ${taskText(text)} (${account.name}).`, header: account.name })),
});
