import type { Account } from '../../models/account.ts';
import type { Task } from '../../models/task.ts';
import type { Text } from '../facts/index.ts';
import { ofAccount, t } from '../kit/say.ts';
import { type Context, UserError } from '../kit/tool.ts';
import { quoteOf } from './activity.ts';

export const TASK_STATES = ['open', 'done', 'cancelled'] as const;
export type TaskState = (typeof TASK_STATES)[number];

export const stateOf = ({ doneAt, cancelledAt }: Pick<Task, 'doneAt' | 'cancelledAt'>): TaskState =>
  doneAt ? 'done' : cancelledAt ? 'cancelled' : 'open';

/** One task as it is shown. */
export interface TaskShown {
  id: string;
  account: { id: string; name: string };
  text: string;
  dueAt: string | null;
  state: TaskState;
  asOf: string;
}

type Scope = Pick<Context, 'tenant' | 'models'>;

/** A task with its account. @throws UserError where it is not stored */
export async function readTask({ tenant, models }: Scope, id: string): Promise<{ task: Task; account: Account }> {
  const task = await models.tasks.findOne({ tenant, _id: id }).lean<Task>();
  const account = task && (await models.accounts.findOne({ tenant, _id: task.accountId }).lean<Account>());
  if (!task || !account) throw new UserError('unknown_task', 'This task is no longer stored. Nothing was changed.');
  return { task, account };
}

/** What is to be done is somebody's own words. */
export const taskText = (text: string): string => quoteOf(text, 200);

export const shownTask = (task: Task, { _id, name }: Pick<Account, '_id' | 'name'>, asOf: Date): TaskShown => ({
  id: task._id,
  account: { id: _id, name },
  text: task.text,
  dueAt: task.dueAt?.toISOString() ?? null,
  state: stateOf(task),
  asOf: asOf.toISOString(),
});

/** "due 30 Nov", "due 26 Nov, overdue", or that no day was said. */
export function dueText({ id, account, dueAt, asOf, state }: TaskShown): Text {
  if (dueAt === null) return 'no day said';
  const late = state === 'open' && dueAt.slice(0, 10) < asOf.slice(0, 10);
  return t`due ${ofAccount(account, asOf).date(`task_due:${id}`, 'due', dueAt)}${late ? ', overdue' : ''}`;
}

/** A task is due on a day; an hour that was said of it stays in its words. */
export function withHour(text: string, due: string | null): string {
  const [, hour = '', minutes = ''] = /T(\d{2}):(\d{2})/.exec(due ?? '') ?? [];
  const number = `0?(?:${Number(hour)}|${Number(hour) % 12 || 12})(?!\\d)`;
  // "At 3", "3pm", "15:00"; of "3 slides" the number says no hour.
  const said = new RegExp(
    `(?<!\\p{L})(?:at|um|gegen|à|vers|a las?|às|@)\\s*${number}|(?<!\\d)${number}\\s*(?:[:.h]|uhr|[ap]\\.?m)|\\bnoon\\b`,
    'iu',
  );
  return hour === '' || said.test(text) ? text : `${text}, at ${hour}:${minutes}`;
}
