import { z } from 'zod';
import type { AccountStanding } from '../../../models/account-standing.ts';
import type { Role } from '../../../models/user.ts';
import type { Text } from '../../facts/figure.ts';
import { DAY } from '../../facts/time.ts';
import type { getAccountHealth } from '../../health-score/face.ts';
import type { Card } from '../../kit/card.ts';
import type { Context } from '../../kit/context.ts';
import { readTool, type Summary } from '../../kit/define-agent.ts';
import { optional } from '../../kit/inputs.ts';
import { colleagues, whichColleague } from '../../kit/people.ts';
import { callButton, primary } from '../../kit/present/buttons.ts';
import { cardOf, linesPart } from '../../kit/present/card.ts';
import { contextLine } from '../../kit/present/context-line.ts';
import { figuresOf } from '../../kit/present/figures.ts';
import { lineText } from '../../kit/present/list.ts';
import { heldFigures } from '../../kit/standing-values.ts';
import { listed, t } from '../../kit/text.ts';
import type { listDueSteps } from '../../success-navigator/face.ts';
import { waitingFor } from '../approvals.ts';
import { dueBefore, STATE_FILTERS, taskLine, tasksBy } from '../task-list.ts';
import type { listApprovals } from './list-approvals.ts';
import type { listTasks } from './list-tasks.ts';

const RENEWING = 90;
const MOST = 3;
type Output = Awaited<ReturnType<typeof run>>;

const input = z.object({ owner: optional(z.string().max(120)).describe('Whose day: a colleague’s name; null or "mine" for the asker') });

export const myDay = readTool({
  name: 'my_day',
  title: 'A person’s day',
  description:
    'One person’s own day by their role: tasks and promises due, approvals that wait for them, their accounts that got worse, their renewals coming up. Not the health digest of a team, not one account.',
  examples: [
    'my day',
    "what's on my plate this week",
    'what should I do today',
    'what should I do first',
    'plan my day',
    "what is on Omar's plate",
    'my agenda',
    'was muss ich heute tun',
    'was steht heute an',
    "qu'est-ce que j'ai à faire aujourd'hui",
    'qué tengo que hacer hoy',
  ],
  words: ['plate: agenda, tagesplan, programme, programa', 'day: jour, journée, día'],
  core: true,
  status: 'Putting your day together',
  input,
  run,
  summary,
  card,
});

/** Whose accounts make up somebody's day; null where none do. */
function bookOf(id: string, roles: readonly Role[], reports: string[]): object | null {
  if (roles.includes('executive')) return {};
  if (roles.includes('manager')) return { ownerId: { $in: [id, ...reports] } };
  return roles.some((role) => role === 'csm' || role === 'ae') ? { $or: [{ ownerId: id }, { accountExecutiveId: id }] } : null;
}

async function run({ owner }: z.output<typeof input>, context: Context) {
  const { tenant, models, asOf, actor } = context;
  const [person, people] = await Promise.all([whichColleague(context, owner), colleagues(context)]);
  const own = person.id === actor.id;
  const roles = own ? actor.roles : (people.find(({ _id }) => _id === person.id)?.roles ?? []);
  const reports = people.filter(({ managerId }) => managerId === person.id).map(({ _id }) => _id);
  const book = bookOf(person.id, roles, reports);
  const standings = (where: object, sort: Record<string, 1 | -1>) =>
    book === null
      ? []
      : models.accountStandings
          .find({ tenant, lifecycleStage: { $ne: 'churned' }, ...book, ...where })
          .sort(sort)
          .limit(MOST)
          .lean<AccountStanding[]>();
  const due = { $and: [STATE_FILTERS.open, { ownerId: person.id }, dueBefore('week', asOf)] };
  const [tasks, total, waiting, worse, renewing] = await Promise.all([
    tasksBy(due, context, 0, MOST),
    models.tasks.countDocuments({ tenant, ...due }),
    // What waits for a colleague may be their own draft.
    own ? waitingFor(context, { id: person.id, roles }) : [],
    standings({ change30: { $lt: 0 } }, { change30: 1 }),
    standings({ renewalAt: { $gte: asOf, $lt: new Date(asOf.getTime() + RENEWING * DAY) }, arr: { $gt: 0 } }, { churnRisk: -1, arr: -1 }),
  ]);
  const shown = (row: AccountStanding) => ({
    id: row.accountId,
    name: row.name,
    figures: heldFigures(row, ['health', 'health_change_30', 'arr', 'churn_risk', 'renewal_date'], asOf),
  });
  return {
    person,
    own,
    tasks,
    total,
    waiting: waiting.map(({ _id, account, subject }) => ({ id: _id, account: { id: account.id, name: account.name }, subject })),
    worse: worse.map(shown),
    renewing: renewing.map(shown),
    asOf: asOf.toISOString(),
  };
}

const worseLine = ({ name, figures }: Output['worse'][number]): Text =>
  t`${name}: health ${figures.health}, ${figures.health_change_30} in 30 days`;
const renewalLine = ({ name, figures }: Output['renewing'][number]): Text =>
  t`${name}: ${figures.arr} renews ${figures.renewal_date}, churn risk ${figures.churn_risk}`;
const waitingLine = ({ account, subject }: Output['waiting'][number]): Text => `${account.name}: ${subject}`;

function summary({ person, own, tasks, total, waiting, worse, renewing, asOf }: Output): Summary {
  const { count } = figuresOf({ kind: 'person', id: person.id, name: person.name }, asOf);
  const parts: Text[] = [
    ...(total > 0 ? [t`${count('tasks_due_week', total, 'task')} due within a week`] : []),
    ...(waiting.length > 0 ? [t`${count('approvals_waiting', waiting.length, 'request')} waiting for a decision`] : []),
    ...(worse[0] ? [t`the steepest fall is ${worseLine(worse[0])}`] : []),
  ];
  const who = own ? 'Your day' : `The day of ${person.name}`;
  return {
    point: parts.length > 0 ? t`${who}: ${listed(parts)}.` : `${who}: no task is due within a week, and nothing waits for a decision.`,
    why: [
      ...tasks.slice(0, 2).map((task) => t`${lineText(taskLine(task, false))}.`),
      ...waiting.slice(0, 1).map((each) => t`Waits: ${waitingLine(each)}.`),
      ...renewing.slice(0, 2).map((each) => t`${renewalLine(each)}.`),
    ],
  };
}

function card(output: Output): Card {
  const { person, own, tasks, waiting, worse, renewing, asOf } = output;
  const [task] = tasks;
  const account = worse[0] ?? renewing[0];
  return cardOf({
    point: summary(output).point,
    header: own ? 'Your day' : `The day of ${person.name}`,
    body: [
      ...linesPart(
        'Due',
        tasks.map((each) => lineText(taskLine(each, false))),
      ),
      ...linesPart('Waits for you', waiting.slice(0, MOST).map(waitingLine)),
      ...linesPart('Got worse', worse.map(worseLine)),
      ...linesPart('Renewals by churn risk', renewing.map(renewalLine)),
    ],
    next: [
      task && primary(taskLine(task, false).open ?? callButton<typeof listTasks>('Tasks', 'list_tasks', {})),
      waiting.length > 0 && callButton<typeof listApprovals>('Approvals', 'list_approvals', {}),
      account && callButton<typeof getAccountHealth>(account.name, 'get_account_health', { account: account.id }),
      callButton<typeof listTasks>('All tasks', 'list_tasks', { owner: person.id }),
      callButton<typeof listDueSteps>('Playbook steps', 'list_due_steps', { owner: person.id }),
    ],
    context: contextLine({ asOf, notes: ['Meetings are not included'] }),
  });
}
