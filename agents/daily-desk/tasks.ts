import { z } from 'zod';
import type { Account } from '../../models/account.ts';
import { words } from '../../models/kit/name-keys.ts';
import type { Task } from '../../models/task.ts';
import type { Text } from '../facts/index.ts';
import { isCommonWord } from '../kit/common-words.ts';
import { ofAccount, t } from '../kit/say.ts';
import { asks, type Context, onlyOne, UserError } from '../kit/tool.ts';
import { accountNames, findMentions, mayActOn, requireMayActOn } from '../kit/who.ts';
import { oneOf } from '../metrics/index.ts';
import { quoteOf } from './activity.ts';

/** Tasks that are looked through. */
const MOST = 500;

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

export const taskInput = z.string().max(300).describe('Id of the task, or words of it as the person put them');

type Scope = Pick<Context, 'tenant' | 'models'>;

/** A task with its account. @throws UserError where it is not stored */
export async function readTask({ tenant, models }: Scope, id: string): Promise<{ task: Task; account: Account }> {
  const task = await models.tasks.findOne({ tenant, _id: id }).lean<Task>();
  const account = task && (await models.accounts.findOne({ tenant, _id: task.accountId }).lean<Account>());
  if (!task || !account) throw new UserError('unknown_task', 'This task is no longer stored. Nothing was changed.');
  return { task, account };
}

/** How many tasks are offered where several may be meant. */
const OFFERED = 5;
/** A shorter word is in too many tasks to tell one from another. */
const TELLING = 4;

/** The words of a task that tell it from others at its account. */
function tellingOf(text: string, account: string): string[] {
  const all = [...new Set(words(text))];
  const telling = all.filter((word) => word.length >= TELLING && !words(account).includes(word));
  return telling.length > 0 ? telling : all;
}

const isMostly = (said: number, all: readonly string[]): boolean => said > 0 && said >= all.length / 2;

/**
 * The task an id or some words of it name, as one may be said: of the asker's own open tasks the only one, the only
 * one at the account named, or the one with most of the words said; none where what is said is of another. @throws UserError with those it may be, each as `wish` puts it
 */
export async function resolveTask(context: Context, said: string, wish: (task: string) => string) {
  const { tenant, models, actor } = context;
  if (await models.tasks.exists({ tenant, _id: said })) return readTask(context, said);
  const open = { tenant, ownerId: actor.id, doneAt: null, cancelledAt: null };
  const own = await models.tasks.find(open).sort({ dueAt: 1 }).limit(MOST).lean<Task[]>();
  const names = await accountNames(context, own);
  const nameOf = ({ accountId }: Task) => names.get(accountId) ?? '';
  const typed = new Set(words(said));
  const saidOf = (all: readonly string[]) => all.filter((word) => typed.has(word)).length;
  const { accounts } = await findMentions({ tenant, models }, said);
  const isNamed = (task: Task) =>
    accounts.some(({ id }) => id === task.accountId) || isMostly(saidOf(words(nameOf(task))), words(nameOf(task)));
  const there = own.filter(isNamed);
  if (there.length === 0 && accounts.length > 0) throw noneThere(accounts);
  const ranked = (there.length > 0 ? there : own)
    .map((task) => {
      const telling = tellingOf(task.text, nameOf(task));
      const told = saidOf(telling);
      return { task, rank: told + told / telling.length, meant: told > 1 || isMostly(told, telling) };
    })
    .sort((a, b) => b.rank - a.rank);
  const [best] = ranked;
  const closest = best?.meant ? ranked.filter(({ rank }) => rank === best.rank) : ranked;
  const found = closest.map(({ task }) => task);
  if (found.length === 0) throw new UserError('unknown_task', 'You have no open task.');
  const known = new Set(words([wish(''), ...own.map((task) => `${task.text} ${nameOf(task)}`)].join(' ')));
  const another = !best?.meant && there.length === 0 && [...typed].some((word) => !known.has(word) && !isCommonWord(word));
  const label = (task: Task) => `${task.text} (${nameOf(task)})`;
  const which = () => {
    const offered = found.slice(0, OFFERED);
    const say = (task: Task) => wish(`“${task.text}” for ${nameOf(task)}`);
    return asks('ambiguous_task', `Which task: ${oneOf(offered.map(label))}?`, offered, { label, say });
  };
  if (another) throw which();
  return readTask(context, onlyOne(found, which)._id);
}

/** Where an account is named that none of the tasks is at, another one's is not meant. */
function noneThere(accounts: readonly { name: string; said: string }[]): UserError {
  const [first, ...others] = accounts;
  const at = (others.length > 0 ? first?.said : first?.name) ?? '';
  return new UserError('unknown_task', `You have no open task at ${at}.`, [
    { label: `Open tasks of ${at}`, say: `Open tasks of everybody at ${at}` },
    { label: 'My tasks', say: 'my open tasks' },
  ]);
}

/** The same for whoever may change it: the person it is for, and those who may act on the account. @throws RefusedError */
export async function resolveOwnTask(context: Context, said: string, wish: (task: string) => string) {
  const found = await resolveTask(context, said, wish);
  if (found.task.ownerId !== context.actor.id && !mayActOn(context.actor, found.account)) requireMayActOn(context.actor, found.account);
  return found;
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
