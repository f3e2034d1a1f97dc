import { z } from 'zod';
import type { Interaction } from '../../../models/interaction.ts';
import { localDay } from '../../kit/local-day.ts';
import { callButton, contextLine, primary, type Shown, shown, textPart } from '../../kit/present/index.ts';
import { t } from '../../kit/say.ts';
import { type Context, readTool } from '../../kit/tool.ts';
import { entryText, ofInteraction } from '../activity.ts';
import { dueText, shownTask, taskText } from '../tasks.ts';
import { resolveTask, type TaskAsked, taskInputs } from '../which-task.ts';
import type { briefAccount } from './brief-account.ts';
import type { completeTask } from './complete-task.ts';
import type { postponeTask } from './postpone-task.ts';

/** How a person says which. */
const wish = (task: string) => `Show the task ${task}`;

/** Also what a reminder says when the task is due. */
export const showTask = readTool({
  name: 'show_task',
  title: 'One task',
  description: 'Shows one task with what can be done about it. Which one is said by its words, its account, or both.',
  examples: ['show that task', 'show me the details of the task'],
  status: 'Looking at the task',
  input: z.object(taskInputs),
  run,
  ...shown(answer),
});

async function run(asked: TaskAsked, context: Context) {
  const { tenant, models } = context;
  const { task, account } = await resolveTask(context, asked, wish);
  // What was logged when it was agreed on.
  const said = task.conversationId ? await models.interactions.findOne({ tenant, _id: task.conversationId }).lean<Interaction>() : null;
  return {
    ...shownTask(task, account, context.asOf),
    said: said && ofInteraction(said),
    tomorrow: localDay(context.actor.timezone, context.asOf, 1),
  };
}

function answer(task: Awaited<ReturnType<typeof run>>): Shown {
  const { id, account, text, state, said, asOf, tomorrow } = task;
  const open = state === 'open';
  const point = t`${taskText(text)} (${account.name}), ${open ? dueText(task) : state}.`;
  return {
    point,
    header: account.name,
    body: textPart(said && t`From: ${entryText(said, null, asOf)}`),
    next: [
      open && primary(callButton<typeof completeTask>('Done', 'complete_task', { task: id })),
      open && callButton<typeof postponeTask>('Tomorrow', 'postpone_task', { task: id, until: tomorrow }),
      callButton<typeof briefAccount>('Brief', 'brief_account', { account: account.id }),
    ],
    context: contextLine({ asOf }),
  };
}
