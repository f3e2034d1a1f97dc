import { z } from 'zod';
import type { Task } from '../../../models/task.ts';
import { ROLES } from '../../../models/user.ts';
import { callButton, receipt } from '../../kit/present/index.ts';
import { headOf, ofAccount, t } from '../../kit/say.ts';
import { accountInput, actTool, type Context, changedSince, daySaid, optional } from '../../kit/tool.ts';
import { requireMayActOn, resolveAccount, whichColleague } from '../../kit/who.ts';
import { dueText, shownTask, type TaskShown, taskText, withHour } from '../tasks.ts';
import type { listTasks } from './list-tasks.ts';

/** A next step has a tool of its own: it takes the place of the one before. */
const ADDED = ['task', 'promise'] as const;

const input = z.object({
  account: accountInput,
  text: z.string().trim().min(1).max(1_000).describe('What is to be done, in the person’s words'),
  due: optional(z.string().max(40)).describe(
    'The day it is due, as YYYY-MM-DD, with the hour where one was said, THH:MM; null where no day was',
  ),
  kind: z.enum(ADDED).nullable().default(null).describe('promise: the customer was told of it. Null for a task'),
  owner: optional(z.string().max(120)).describe('Who is to do it: a colleague’s name; null for the asker'),
  conversation: optional(z.string().max(80)).describe('Id of the logged conversation it comes from; null where it comes from none'),
});

const TITLES = { task: 'Add a task', promise: 'Record a promise' } as const;

/** Anybody may remind themselves; work for others, and what a customer was told, is for those who may act on the account. */
async function plan({ account: named, owner, due, kind: said, text: what, conversation }: z.output<typeof input>, context: Context) {
  const [account, person] = await Promise.all([resolveAccount(context, named), whichColleague(context, owner)]);
  const kind = said ?? 'task';
  if (person.id !== context.actor.id || kind === 'promise') requireMayActOn(context.actor, account);
  const now = context.clock.now();
  const text = withHour(what, due);
  return { account, person, kind, text, conversation, now, dueAt: daySaid(due, 'future', now) };
}

export const addTask = actTool({
  name: 'add_task',
  title: 'Add a task',
  description:
    'Adds a task, a reminder or a promise for one account, for the asker or a colleague, with the day it is due. Not for the steps of a playbook or the milestones of a plan.',
  examples: [
    'Add a task for TechCorp: send the SLA report',
    'remind me to call Acme on Tuesday',
    'create a task: send the contract to Globex by Thursday',
    'make a task to call Acme',
    'set up a task for Globex: renew the certificate',
    'remind me next week about Globex',
    'we promised Initech a fix by 5 December',
    'add a to-do for Omar at DataFlow: check the invoice',
    'nudge me on Friday about Globex',
    'note to self: call Acme',
    'schedule a reminder for Globex',
    'reminder to call Acme on Tuesday',
    'recordatorio para llamar a Acme el martes',
    'rappel pour appeler Globex mardi',
    'Erinnerung, Acme am Dienstag anzurufen',
  ],
  words: [
    'remind: erinnere, erinner, rappelle, recuérdame, nudge, ping, reminder, recordatorio, erinnerung, rappel',
    'task: todo, aufgabe, tâche, tarea',
  ],
  status: 'Looking up the account',
  input,
  roles: ROLES,
  plan,
  told: ({ account, person, kind, text, now, dueAt }, { actor }) => ({
    account: headOf(account),
    title: TITLES[kind],
    fields: [
      ['What', text],
      ['Due', dueAt ? ofAccount(headOf(account), now).date('task_due', 'due', dueAt) : 'no day said'],
      ['For', person.id === actor.id ? 'you' : person.name],
    ],
  }),
  async write({ account, person, kind, text, conversation, now, dueAt }, { tenant, models }): Promise<TaskShown> {
    const task = await models.tasks.create({
      tenant,
      accountId: account._id,
      ownerId: person.id,
      kind,
      text,
      at: now,
      ingestedAt: now,
      ...(dueAt ? { dueAt } : {}),
      ...(conversation === null ? {} : { conversationId: conversation }),
    });
    return shownTask(task.toObject<Task>(), account, now);
  },
  undo: {
    personal: true,
    async run({ output }, { tenant, models }) {
      const asWritten = { tenant, _id: output.id, doneAt: null, cancelledAt: null, dueAt: output.dueAt ? new Date(output.dueAt) : null };
      const { deletedCount } = await models.tasks.deleteOne(asWritten);
      if (deletedCount === 0) throw changedSince(`Not undone: "${output.text}" has changed since.`);
      return `"${output.text}" is no longer a task.`;
    },
  },
  ...receipt((output: TaskShown) => ({
    point: t`Added: ${taskText(output.text)} (${output.account.name}), ${dueText(output)}.`,
    header: output.account.name,
    next: [callButton<typeof listTasks>('Open tasks', 'list_tasks', { account: output.account.id })],
  })),
});
