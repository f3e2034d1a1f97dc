import { z } from 'zod';
import type { Account } from '../../models/account.ts';
import type { Task } from '../../models/task.ts';
import type { Text } from '../facts/figure.ts';
import type { Context } from '../kit/context.ts';
import { UserError } from '../kit/errors.ts';
import { mayActOn, requireMayActOn } from '../kit/permissions.ts';
import { ofAccount } from '../kit/present/figures.ts';
import { t } from '../kit/text.ts';

export const TASK_STATES = ['open', 'done', 'cancelled'] as const;
export type TaskState = (typeof TASK_STATES)[number];

export const stateOf = ({ doneAt, cancelledAt }: Pick<Task, 'doneAt' | 'cancelledAt'>): TaskState =>
  doneAt ? 'done' : cancelledAt ? 'cancelled' : 'open';

/** One task as it is shown. */
export const taskSchema = z.object({
  id: z.string(),
  account: z.object({ id: z.string(), name: z.string() }),
  text: z.string(),
  dueAt: z.string().nullable(),
  state: z.enum(TASK_STATES),
  asOf: z.string(),
});
export type TaskShown = z.infer<typeof taskSchema>;

type Scope = Pick<Context, 'tenant' | 'models'>;

/** A task with its account. @throws UserError where it is not stored */
export async function readTask({ tenant, models }: Scope, id: string): Promise<{ task: Task; account: Account }> {
  const task = await models.tasks.findOne({ tenant, _id: id }).lean<Task>();
  const account = task && (await models.accounts.findOne({ tenant, _id: task.accountId }).lean<Account>());
  if (!task || !account) throw new UserError('unknown_task', 'This task is no longer stored. Nothing was changed.');
  return { task, account };
}

/** The same for whoever may change it: the person it is for, and those who may act on the account. @throws RefusedError */
export async function readOwnTask(context: Context, id: string) {
  const found = await readTask(context, id);
  if (found.task.ownerId !== context.actor.id && !mayActOn(context.actor, found.account)) requireMayActOn(context.actor, found.account);
  return found;
}

export const shownTask = (task: Task, { _id, name }: Pick<Account, '_id' | 'name'>, asOf: Date): TaskShown => ({
  id: task._id,
  account: { id: _id, name },
  text: task.text,
  dueAt: task.dueAt?.toISOString() ?? null,
  state: stateOf(task),
  asOf: asOf.toISOString(),
});

/** "due 30 Nov", or that no day was said. */
export const dueText = ({ account, dueAt, asOf }: TaskShown): Text =>
  dueAt === null ? 'no day said' : t`due ${ofAccount(account, asOf).date('task_due', 'due', dueAt)}`;
