import { z } from 'zod';
import type { Interaction } from '../../../models/interaction.ts';
import type { Context } from '../../kit/context.ts';
import { readTool } from '../../kit/define-agent.ts';
import { localDay } from '../../kit/local-day.ts';
import { callButton, primary } from '../../kit/present/buttons.ts';
import { cardOf } from '../../kit/present/card.ts';
import { contextLine } from '../../kit/present/context-line.ts';
import { textPart } from '../../kit/present/parts.ts';
import { t } from '../../kit/text.ts';
import { type Entry, entryText, ofInteraction } from '../activity.ts';
import { dueText, resolveTask, shownTask, type TaskShown, taskInput, taskText } from '../tasks.ts';
import type { briefAccount } from './brief-account.ts';
import type { completeTask } from './complete-task.ts';
import type { postponeTask } from './postpone-task.ts';

/** How a person says which. */
const wish = (task: string) => `Show the task ${task}`;

const pointOf = (task: TaskShown) =>
  t`${taskText(task.text)} (${task.account.name}), ${task.state === 'open' ? dueText(task) : task.state}.`;

/** What was logged when the task was agreed on. */
async function conversationOf(id: string | null | undefined, { tenant, models }: Context): Promise<Entry | null> {
  const row = id ? await models.interactions.findOne({ tenant, _id: id }).lean<Interaction>() : null;
  return row && ofInteraction(row);
}

/** Also what a reminder says when the task is due. */
export const showTask = readTool({
  name: 'show_task',
  title: 'One task',
  description: 'Shows one task with what can be done about it. Needs the id of the task, as a list of tasks gives it.',
  examples: ['show that task', 'show me the details of the task'],
  status: 'Looking at the task',
  input: z.object({ task: taskInput }),
  async run({ task: id }, context) {
    const { task, account } = await resolveTask(context, id, wish);
    const said = await conversationOf(task.conversationId, context);
    return { ...shownTask(task, account, context.asOf), said, tomorrow: localDay(context.actor.timezone, context.asOf, 1) };
  },
  summary: (output) => ({ point: pointOf(output), why: [] }),
  card: (output) =>
    cardOf({
      point: pointOf(output),
      header: output.account.name,
      body: [{ type: 'text', text: pointOf(output) }, ...textPart(output.said && t`From: ${entryText(output.said, null, output.asOf)}`)],
      next: [
        output.state === 'open' && primary(callButton<typeof completeTask>('Done', 'complete_task', { task: output.id })),
        output.state === 'open' &&
          callButton<typeof postponeTask>('Tomorrow', 'postpone_task', { task: output.id, until: output.tomorrow }),
        callButton<typeof briefAccount>('Brief', 'brief_account', { account: output.account.id }),
      ],
      context: contextLine({ asOf: output.asOf }),
    }),
});
