import { z } from 'zod';
import type { Task } from '../../../models/task.ts';
import { callButton, receipt } from '../../kit/present/index.ts';
import { headOf, t } from '../../kit/say.ts';
import { accountInput, actTool, type Context, changedSince, daySaid, optional } from '../../kit/tool.ts';
import { accountToActOn } from '../../kit/who.ts';
import { STATE_FILTERS } from '../task-list.ts';
import { dueText, shownTask, type TaskShown, taskText, withHour } from '../tasks.ts';
import type { briefAccount } from './brief-account.ts';

const input = z.object({
  account: accountInput,
  text: z.string().trim().min(1).max(1_000).describe('What is to happen next, in the person’s words'),
  due: optional(z.string().max(40)).describe(
    'The day it is due, as YYYY-MM-DD, with the hour where one was said, THH:MM; null where no day was',
  ),
});

/** The step as it would be stored, and the one agreed before. */
async function plan({ account: named, text: what, due }: z.output<typeof input>, context: Context) {
  const { tenant, models, actor, clock } = context;
  const account = await accountToActOn(context, named);
  const now = clock.now();
  const open = { tenant, accountId: account._id, kind: 'next_step' as const, ...STATE_FILTERS.open };
  const before = await models.tasks.findOne(open).sort({ at: -1 }).lean<Task>();
  const dueAt = daySaid(due, 'future', now);
  const text = withHour(what, due);
  const row = { tenant, accountId: account._id, ownerId: actor.id, kind: 'next_step' as const, text, at: now, ingestedAt: now };
  return { account, now, before, row: dueAt ? { ...row, dueAt } : row, open };
}

export const setNextStep = actTool({
  name: 'set_next_step',
  title: 'Set the next step',
  description:
    'Sets what is to happen next with one account, and by when, in place of the step agreed before. Not for a reminder to somebody (add_task), and not for a step of a playbook.',
  examples: [
    'Set the next step with TechCorp to a security review on Friday',
    'next step with Acme is a pricing call on 3 December',
    'the next step for Globex: they send the list of users',
  ],
  words: ['step: schritt, étape, paso', 'next: nächste, nächster, nächsten, prochaine, próximo'],
  status: 'Looking up the account',
  input,
  plan,
  told({ account, now, before, row }) {
    const step = shownTask({ ...row, _id: 'next' } as Task, account, now);
    return {
      account: headOf(account),
      fields: [['Next step', t`${row.text}, ${dueText(step)}`], before && ['Instead of', before.text]],
    };
  },
  async write({ account, now, row, open }, { models, actor }): Promise<TaskShown> {
    await models.tasks.updateMany(open, { $set: { cancelledAt: now, cancelledBy: actor.id } });
    const task = await models.tasks.create(row);
    return shownTask(task.toObject<Task>(), account, now);
  },
  undo: {
    before: ({ before }) => before?._id ?? null,
    async run({ output, before }, { tenant, models }) {
      const { deletedCount } = await models.tasks.deleteOne({ tenant, _id: output.id, ...STATE_FILTERS.open });
      if (deletedCount === 0) throw changedSince(`Not undone: "${output.text}" has changed since.`);
      if (before !== null) await models.tasks.updateOne({ tenant, _id: before }, { $unset: { cancelledAt: 1, cancelledBy: 1 } });
      return `"${output.text}" is no longer the next step with ${output.account.name}.`;
    },
  },
  ...receipt((output: TaskShown) => ({
    point: t`Next step with ${output.account.name}: ${taskText(output.text)}, ${dueText(output)}.`,
    header: output.account.name,
    next: [callButton<typeof briefAccount>('Brief me', 'brief_account', { account: output.account.id })],
  })),
});
