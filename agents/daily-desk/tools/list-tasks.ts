import { z } from 'zod';
import type { Text } from '../../facts/index.ts';
import { callButton, contextLine, type Listing, lineText, listShown, tableOf } from '../../kit/present/index.ts';
import { headOf, ofGroup, t } from '../../kit/say.ts';
import { accountInput, type Context, optional, ownerInput, PAGE_SIZE, pageInput, pageOf, pagesOf, readTool } from '../../kit/tool.ts';
import { EVERYBODYS, resolveAccount, whoseAccounts } from '../../kit/who.ts';
import { DUE, dueBefore, STATE_FILTERS, taskLine, tasksBy, whenText } from '../task-list.ts';
import { TASK_STATES } from '../tasks.ts';

/** Asked for tasks, a person means promises and next steps too. */
const KINDS = ['promise', 'next_step'] as const;

const input = z.object({
  account: optional(accountInput).describe('Account name or id, as the person wrote it; null for all'),
  owner: ownerInput.describe('Whose tasks: "mine" for the asker’s, a colleague’s name, "my team", or null for everybody’s'),
  kind: optional(z.enum(KINDS)).describe(
    'promise: only what a customer was told of; next_step: only what was agreed to happen next; null for all',
  ),
  state: optional(z.enum(TASK_STATES)).describe('Null for those that are open'),
  due: optional(z.enum(DUE)).describe('overdue; today: by the end of today, overdue ones too; week: within seven days, overdue ones too'),
  page: pageInput,
});
type Output = Awaited<ReturnType<typeof run>>;

export const listTasks = readTool({
  name: 'list_tasks',
  title: 'Tasks and promises',
  description:
    'Lists tasks and promises on record, of a person or of an account: open, overdue, due today or this week, done. Not the steps of playbooks (list_due_steps), not accounts by how many tasks they have (list_accounts).',
  examples: [
    'my tasks for this week',
    'my open tasks',
    'which open tasks do I have at TechCorp',
    'what did we promise Acme?',
    'overdue tasks of Omar',
    'tasks due today',
    'which promises are open?',
    'my promises',
    'show the tasks of Sarah',
    'my to-do list',
    'what is left to do',
    'what did I promise',
    'action items for Acme',
    'overdue tasks',
    'open promises',
    'tasks I have not done',
    'what is overdue on my list',
    'reminders I have set',
    'show my reminders',
    'to whom did we promise something',
    'follow-ups I owe',
    'meine offenen Aufgaben',
    'mes tâches en retard',
    'mis tareas de hoy',
    'overdue promises',
    'done tasks of Acme',
    'anything I promised that is overdue',
  ],
  words: [
    'promise: promised, promises, zugesagt, versprochen, promis, prometimos, commitments, pledged',
    'tasks: todos, aufgaben, tâches, tareas, task, todo, actions, chores, homework, deliverables',
  ],
  status: 'Looking up the tasks',
  input,
  run,
  ...listShown(listing),
});

async function run(asked: z.output<typeof input>, context: Context) {
  const { tenant, models, asOf } = context;
  const [account, whose] = await Promise.all([
    asked.account ? resolveAccount(context, asked.account) : null,
    whoseAccounts(context, asked.owner),
  ]);
  const state = asked.state ?? 'open';
  const { region, ownerId } = whose.where;
  const conditions = [
    STATE_FILTERS[state],
    ...(account ? [{ accountId: account._id }] : []),
    ...(ownerId ? [{ ownerId }] : []),
    ...(region ? [{ accountId: { $in: await models.accounts.distinct('_id', { tenant, region }) } }] : []),
    ...(asked.kind ? [{ kind: asked.kind }] : []),
    ...(asked.due ? [dueBefore(asked.due, asOf)] : []),
  ];
  const page = pageOf(asked.page);
  const late = [...conditions, STATE_FILTERS.open, dueBefore('overdue', asOf)];
  const [total, overdue, tasks] = await Promise.all([
    models.tasks.countDocuments({ tenant, $and: conditions }),
    models.tasks.countDocuments({ tenant, $and: late }),
    tasksBy({ $and: conditions }, context, (page - 1) * PAGE_SIZE, PAGE_SIZE),
  ]);
  return {
    tasks,
    total,
    overdue,
    page,
    pages: pagesOf(total),
    state,
    kind: asked.kind,
    due: asked.due,
    /** Null where they are everybody's. */
    whose: whose.label === EVERYBODYS ? null : (whose.person?.name ?? whose.label),
    of: account ? headOf(account) : null,
    asOf: asOf.toISOString(),
    arguments: asked,
  };
}

const DUE_SAID: Record<(typeof DUE)[number], string> = { overdue: ' overdue', today: ' due by today', week: ' due within a week' };

function pointOf({ total, overdue, state, kind, due, whose, of, asOf }: Output): Text {
  const noun = `${state} ${(kind ?? 'task').replaceAll('_', ' ')}`;
  const scope = `${whose ? ` of ${whose}` : ''}${of ? ` at ${of.name}` : ''}${due ? DUE_SAID[due] : ''}`;
  if (total === 0) return `No ${noun}${scope} is on record.`;
  const { of: figure, count } = ofGroup(`${whose ?? EVERYBODYS}:${of?.id ?? ''}`, asOf);
  const late: Text = overdue > 0 && due !== 'overdue' ? t`, ${figure('tasks_overdue', 'overdue', overdue, '')} overdue` : '';
  return t`${count(['tasks', state, kind, due].filter(Boolean).join('_'), total, noun)}${scope}${late}.`;
}

function listing(output: Output): Listing {
  const { tasks, page, pages, whose, of, asOf } = output;
  const lines = tasks.map((task) => taskLine(task, whose === null, of === null));
  return {
    point: pointOf(output),
    header: `Tasks${of ? ` at ${of.name}` : ''}`,
    lines,
    why: lines.map((line) => t`${lineText(line)}.`),
    table: tableOf(null, tasks, (task) => ({ Account: task.account.name, Task: task.text, When: whenText(task), Owner: task.owner })),
    pages,
    next: [page < pages && callButton<typeof listTasks>('Next page', 'list_tasks', { ...output.arguments, page: page + 1 })],
    context: contextLine({ asOf, notes: pages > 1 ? [`Page ${page} of ${pages}`] : [] }),
  };
}
