import { z } from 'zod';
import type { Text } from '../../facts/index.ts';
import type { getAccountHealth, getPortfolioHealth } from '../../health-score/face.ts';
import type { Button, Part, Shown } from '../../kit/present/index.ts';
import { buttonRow, callButton, contextLine, linesPart, lineText, primary, shown } from '../../kit/present/index.ts';
import { figuresOf, listed, t } from '../../kit/say.ts';
import { optional, readTool } from '../../kit/tool.ts';
import type { listDueSteps } from '../../success-navigator/face.ts';
import { aboutOf } from '../approvals.ts';
import { type Day, dayOf, SHOWN } from '../day.ts';
import { taskLine } from '../task-list.ts';
import type { briefAccount } from './brief-account.ts';
import type { listApprovals } from './list-approvals.ts';
import type { listTasks } from './list-tasks.ts';
import type { showTask } from './show-task.ts';

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
    'my priorities',
    'anything for me today',
    'what is due today',
    'where should I start',
    'what is next for me',
    'how does my day look',
    'what is on my calendar today',
    'start my day',
    'what am I missing today',
    'anything overdue for me',
    'ma journée',
    'mi día',
    'did I forget anything',
    'anything I forgot',
  ],
  words: ['plate: agenda, tagesplan, programme, programa', 'day: jour, journée, día'],
  core: true,
  todayOnly: true,
  status: 'Putting your day together',
  input,
  run: ({ owner }, context) => dayOf(owner, context),
  ...shown(answer),
});

const meetingLine = ({ account, when, kind, subject, withWhom }: Day['meetings'][number]): Text =>
  `${when} ${kind}, ${account.name}${withWhom ? ` with ${withWhom}` : ''}${subject ? `: ${subject}` : ''}`;
const worseLine = ({ name, figures }: Day['worse'][number]): Text =>
  t`${name}: health ${figures.health}, ${figures.health_change_30} in 30 days`;
const quietLine = ({ name, figures }: Day['quiet'][number]): Text => t`${name}: last contact ${figures.days_since_contact} ago`;
const renewalLine = ({ name, figures }: Day['renewing'][number]): Text =>
  t`${name}: ${figures.arr} renews ${figures.renewal_date}, ${chanceOf(figures)}`;
const chanceOf = ({ renewal_probability: chance, churn_risk: risk }: Day['renewing'][number]['figures']): Text =>
  chance.value === null ? t`churn risk ${risk}` : t`chance ${chance}`;
const waitingLine = (each: Day['waiting'][number]): Text => `${each.account.name}: ${aboutOf(each)}`;

function pointOf(day: Day): Text {
  const { person, own, tasks, total, overdue, waiting, steps, questions, meetings, worse, asOf } = day;
  const { count, of } = figuresOf({ kind: 'person', ...person }, asOf);
  const [meeting, task, fell] = [meetings[0], tasks[0], worse[0]];
  const late = overdue === 0 ? '' : overdue === total ? ', overdue' : t`, ${of('tasks_overdue', 'overdue', overdue, '')} overdue`;
  const parts: Text[] = [
    ...(meeting ? [`${meeting.kind} ${meeting.when}, ${meeting.account.name}`] : []),
    ...(task ? [t`${count('tasks_due_week', total, 'task')} due within a week${late}`] : []),
    ...(steps > 0 ? [t`${count('playbook_steps_due', steps, 'playbook step')} due`] : []),
    ...(questions > 0 ? [t`${count('playbook_questions', questions, 'question')} of playbooks to answer`] : []),
    ...(waiting.length > 0 ? [t`${count('approvals_waiting', waiting.length, 'request')} waiting for a decision`] : []),
    ...(fell ? [t`the steepest fall is ${worseLine(fell)}`] : []),
  ];
  const who = own ? 'Your day' : `The day of ${person.name}`;
  if (parts.length > 0) return t`${who}: ${listed(parts, '; ')}.`;
  // What waits for a colleague was not looked at.
  return `${who}: nothing is due within a week${own ? ', and nothing waits for a decision' : ''}.${whyEmpty(day)}`;
}

function whyEmpty({ person, own, book, team }: Day): string {
  const ask = own ? '; ask for any account or for the portfolio' : '';
  if (book === 'none') return ` ${own ? 'You have' : `${person.name} has`} no accounts of ${own ? 'your' : 'their'} own${ask}.`;
  return team === 0 ? ` Nobody is recorded as reporting to ${own ? 'you' : person.name}${ask}.` : '';
}

type Buttons = readonly (Button | undefined | false)[];
/** Lines under a heading with what opens them. */
const block = (title: string, lines: readonly Text[], buttons: Buttons): Part[] =>
  lines.length === 0 ? [] : [...linesPart(title, lines), ...buttonRow(buttons)];

const healthButton = ({ id, name }: { id: string; name: string }) =>
  callButton<typeof getAccountHealth>(name, 'get_account_health', { account: id });
const briefButton = ({ id, name }: { id: string; name: string }) =>
  callButton<typeof briefAccount>(`Brief: ${name}`, 'brief_account', { account: id });
const once = (buttons: readonly Button[]): Button[] => [...new Map(buttons.map((each) => [each.label, each])).values()];

function answer(day: Day): Shown {
  const { person, own, tasks, total, waiting, steps, questions, meetings, worse, quiet, renewing, unconverted, book, asOf } = day;
  const [meeting, ...laterOn] = once(meetings.map(({ account }) => briefButton(account)));
  return {
    point: pointOf(day),
    why: [
      ...tasks.slice(0, 2).map((task) => t`${lineText(taskLine(task, false))}.`),
      ...waiting.slice(0, 1).map((each) => t`Waits for you: ${waitingLine(each)}.`),
      ...renewing.slice(0, 1).map((each) => t`${renewalLine(each)}.`),
    ],
    header: own ? 'Your day' : `The day of ${person.name}`,
    body: [
      ...block('Meetings', meetings.map(meetingLine), [meeting && primary(meeting), ...laterOn]),
      ...block(
        'Due',
        tasks.map((each) => lineText(taskLine(each, false))),
        [
          ...tasks.map(({ id, account }) => callButton<typeof showTask>(`Open: ${account.name}`, 'show_task', { task: id })),
          total > SHOWN && callButton<typeof listTasks>('All tasks', 'list_tasks', { owner: person.id }),
        ],
      ),
      ...block('Waits for you', waiting.slice(0, SHOWN).map(waitingLine), [
        callButton<typeof listApprovals>('Approvals', 'list_approvals', {}),
      ]),
      ...block('Got worse', worse.map(worseLine), worse.map(healthButton)),
      ...block('Quiet', quiet.map(quietLine), quiet.map(briefButton)),
      ...block('Renewals at stake', renewing.map(renewalLine), renewing.map(healthButton)),
    ],
    next: [
      steps + questions > 0 && callButton<typeof listDueSteps>('Playbook steps', 'list_due_steps', { owner: person.id }),
      book !== 'own' && callButton<typeof getPortfolioHealth>('The portfolio', 'get_portfolio_health', {}),
    ],
    context: contextLine({
      asOf,
      notes:
        unconverted && renewing.length > 1
          ? ['No exchange rate on record between their currencies: renewals by their chance, not by value']
          : [],
    }),
  };
}
