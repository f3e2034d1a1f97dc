import { z } from 'zod';
import { words } from '../../models/kit/name-keys.ts';
import type { Task } from '../../models/task.ts';
import { isCommonWord } from '../kit/common-words.ts';
import { accountInput, asks, type Context, onlyOne, optional, UserError } from '../kit/tool.ts';
import { accountNames, findMentions, mayActOn, requireMayActOn, resolveAccount } from '../kit/who.ts';
import { oneOf } from '../metrics/index.ts';
import { readTask } from './tasks.ts';

/** Which task, for every tool that is of one. */
export const taskInputs = {
  task: z
    .string()
    .max(300)
    .describe(
      'Words of the task, as a list shows them or the person puts them; its id; or "the oldest" or "the last" of them by the day they are due',
    ),
  account: optional(accountInput).describe('Account name or id the task is at, where that is known; else null'),
};
export interface TaskAsked {
  task: string;
  account: string | null;
}

/** Tasks that are looked through. */
const MOST = 500;
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

/** The first and the last of a list by its days, where nothing else is said of one. */
const FIRST = wordSet(
  `oldest earliest first longest älteste ältesten früheste erste ersten ancienne ancien vieille vieux première premier
  antigua antiguo vieja viejo primera primero`,
);
const LAST = wordSet('newest latest last neueste neuesten späteste letzte letzten récente récent dernière dernier reciente última último');
const AROUND = wordSet(
  `the a at for of my our them those these one task tasks promise promises reminder reminders open overdue
  der die das den dem bei von meine meiner aufgabe aufgaben le la les l plus de des chez mes ma tâche tâches el los las más en mi mis tarea tareas`,
);
function wordSet(all: string): ReadonlySet<string> {
  return new Set(words(all));
}

/** Where in its list the task stands of which only its place is said, beside its account and what is wished. */
function placeSaid(typed: ReadonlySet<string>, beside: readonly string[]): 'first' | 'last' | undefined {
  const around = new Set([...AROUND, ...beside.flatMap(words)]);
  const told = [...typed].filter((word) => !around.has(word));
  if (told.length === 0) return undefined;
  if (told.every((word) => FIRST.has(word))) return 'first';
  return told.every((word) => LAST.has(word)) ? 'last' : undefined;
}

const dueOf = ({ dueAt }: Task): number => dueAt?.getTime() ?? Number.POSITIVE_INFINITY;
/** The longest overdue first, those without a day last, as lists show them. */
const inOrder = (a: Task, b: Task): number => (dueOf(a) === dueOf(b) ? a.at.getTime() - b.at.getTime() : dueOf(a) - dueOf(b));

/** The asker's own open tasks, at the account where one is given; where they have none there, everybody's. */
async function openTasks({ tenant, models, actor }: Context, accountId: string | undefined): Promise<Task[]> {
  const open = { tenant, ...(accountId ? { accountId } : {}), doneAt: null, cancelledAt: null };
  const own = await models.tasks
    .find({ ...open, ownerId: actor.id })
    .limit(MOST)
    .lean<Task[]>();
  const all = own.length > 0 || !accountId ? own : await models.tasks.find(open).limit(MOST).lean<Task[]>();
  return all.sort(inOrder);
}

/**
 * The task an id or some words of it name, as one may be said: of the open tasks that may be meant the only one, the only one
 * at the account named, the one with most of the words said, or the first or the last; none where what is said is of another.
 * @throws UserError with those it may be, each as `wish` puts it
 */
export async function resolveTask(context: Context, { task: said, account }: TaskAsked, wish: (task: string) => string) {
  const { tenant, models } = context;
  if (await models.tasks.exists({ tenant, _id: said })) return readTask(context, said);
  const given = account ? await resolveAccount(context, account) : null;
  const open = await openTasks(context, given?._id);
  if (given && open.length === 0) throw noneThere([{ name: given.name, said: given.name }]);
  if (open.length === 0) throw new UserError('unknown_task', 'You have no open task.');
  const names = await accountNames(context, open);
  const nameOf = ({ accountId }: Task) => names.get(accountId) ?? '';
  const { accounts } = given ? { accounts: [{ id: given._id, name: given.name, said: given.name }] } : await findMentions(context, said);
  const typed = new Set(words(said));
  const saidOf = (all: readonly string[]) => all.filter((word) => typed.has(word)).length;
  const isNamed = (task: Task) =>
    accounts.length > 0 ? accounts.some(({ id }) => id === task.accountId) : isMostly(saidOf(words(nameOf(task))), words(nameOf(task)));
  const there = open.filter(isNamed);
  if (there.length === 0 && accounts.length > 0) throw noneThere(accounts);
  const candidates = there.length > 0 ? there : open;
  const ranked = candidates
    .map((task) => {
      const telling = tellingOf(task.text, nameOf(task));
      const told = saidOf(telling);
      return { task, rank: told + told / telling.length, meant: told > 1 || isMostly(told, telling) };
    })
    .sort((a, b) => b.rank - a.rank);
  const [best] = ranked;
  const which = (found: readonly Task[]) => {
    const offered = found.slice(0, OFFERED);
    const label = (task: Task) => `${task.text} (${nameOf(task)})`;
    const say = (task: Task) => wish(`“${task.text}” for ${nameOf(task)}`);
    return asks('ambiguous_task', `Which task: ${oneOf(offered.map(label))}?`, offered, { label, say });
  };
  const chosen = (found: readonly Task[]) => readTask(context, onlyOne(found, which)._id);
  if (best?.meant) return chosen(ranked.filter(({ rank }) => rank === best.rank).map(({ task }) => task));
  const place = placeSaid(typed, [wish(''), ...there.map(nameOf)]);
  if (place) return chosen(candidates.slice(...(place === 'first' ? [0, 1] : [-1])));
  const known = new Set(words([wish(''), ...open.map((task) => `${task.text} ${nameOf(task)}`)].join(' ')));
  const ofAnother = there.length === 0 && [...typed].some((word) => !known.has(word) && !isCommonWord(word));
  if (ofAnother) throw which(candidates);
  return chosen(candidates);
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
export async function resolveOwnTask(context: Context, asked: TaskAsked, wish: (task: string) => string) {
  const found = await resolveTask(context, asked, wish);
  if (found.task.ownerId !== context.actor.id && !mayActOn(context.actor, found.account)) requireMayActOn(context.actor, found.account);
  return found;
}
