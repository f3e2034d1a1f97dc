import { z } from 'zod';
import type { Text } from '../../facts/index.ts';
import { buttonRow, callButton, contextLine, linesOf, type Shown, shown, textPart } from '../../kit/present/index.ts';
import { figuresOf, listed, t } from '../../kit/say.ts';
import { type Context, optional, readTool } from '../../kit/tool.ts';
import { colleagues, whichColleague } from '../../kit/who.ts';
import type { Execution } from '../course/execution.ts';
import { dueOf, questionButtons, standing, stateOf, stepButtons } from '../course/present.ts';
import { activeExecutions } from '../course/store.ts';
import { type RunView, type StepView, viewOf } from '../course/view.ts';
import { loadSignalFacts } from '../signals.ts';
import type { getPlaybookProgress } from './get-playbook-progress.ts';

interface Due {
  run: RunView;
  step: StepView;
}
type Output = Awaited<ReturnType<typeof stepsDue>>;

/** With two buttons each; the rest is counted. */
const WITH_BUTTONS = 6;

export const listDueSteps = readTool({
  name: 'list_due_steps',
  title: 'Playbook steps due for a person',
  description:
    'Lists the playbook steps that are due or overdue for one person today, over all their accounts, with questions to answer and drafts that wait for approval. Not about one account (get_playbook_progress).',
  examples: [
    'What playbook steps are due for me today?',
    'my due playbook steps',
    'which playbook tasks do I have today?',
    "show Omar's due playbook steps",
    'playbook to-dos for today',
  ],
  status: 'Collecting the due steps',
  input: z.object({
    owner: optional(z.string().max(120)).describe('Name or id of the person; "mine" or null for the asker'),
  }),
  run: async ({ owner }, context) => stepsDue(await whichColleague(context, owner), context),
  ...shown(tell),
});

/** What of playbooks is due for one person, asked of them, or waits for approval. */
export async function stepsDue(person: { id: string; name: string }, context: Context) {
  const people = await colleagues(context);
  const asked = ({ openDecision, assignedUserId }: Execution) => Boolean(openDecision) && assignedUserId === person.id;
  const executions = (await activeExecutions(context)).filter(
    (each) => asked(each) || each.pendingSteps.some(({ assigneeId }) => assigneeId === person.id),
  );
  const facts = await loadSignalFacts(
    context,
    executions.map(({ accountId }) => accountId),
  );
  const runs = executions.flatMap((execution) => {
    const known = facts.get(execution.accountId);
    return known ? [{ asked: asked(execution), run: viewOf(execution, known, people) }] : [];
  });
  const mine = runs
    .flatMap(({ run }) => dueOf(run).flatMap((step) => (step.assigneeId === person.id ? [{ run, step }] : [])))
    .sort((a, b) => urgency(a) - urgency(b));
  return {
    person,
    asOf: context.asOf.toISOString(),
    /** The most overdue first. */
    due: mine.filter(({ step: { state } }) => state === 'due' || state === 'overdue'),
    questions: runs.flatMap(({ asked: his, run }) => (his && run.question ? [run] : [])),
    drafts: mine.filter(({ step: { state } }) => state === 'draft'),
  };
}

const urgency = ({ step: { dueUntil, dueAt } }: Due): number => (dueUntil ?? dueAt)?.getTime() ?? 0;
const lineOf = ({ run, step }: Due, asOf: string): Text => t`${run.account.name}: ${step.title} (${stateOf(step, run, asOf)})`;

function tell({ person, due, questions, drafts, asOf }: Output): Shown {
  const { of, count } = figuresOf({ kind: 'person', id: person.id, name: person.name }, asOf);
  const late = due.filter(({ step }) => step.state === 'overdue').length;
  const accounts = new Set([...due, ...drafts].map(({ run }) => run.account.id)).size;
  const parts: Text[] = [
    t`${count('playbook_steps_due', due.length, 'playbook step')} due`,
    ...(late === 0 ? [] : late === due.length ? ['overdue'] : [t`${of('playbook_steps_overdue', 'overdue', late, '')} of them overdue`]),
    ...(accounts > 1 ? [t`over ${count('accounts_with_steps', accounts, 'account')}`] : []),
    ...(questions.length > 0 ? [t`${count('playbook_questions', questions.length, 'question')} to answer`] : []),
    ...(drafts.length > 0 ? [t`${count('playbook_drafts', drafts.length, 'draft')} waiting for approval`] : []),
  ];
  const nothing = due.length + questions.length + drafts.length === 0;
  const asked = questions.flatMap((run) => [...textPart(`**${run.account.name}** ${run.question}`), ...buttonRow(questionButtons(run))]);
  const steps = due.slice(0, WITH_BUTTONS).flatMap(({ run, step }, index) => {
    const detail = [step.problem, step.description].filter(Boolean).join(' ');
    const what = t`**${run.account.name}** ${step.number}. ${step.title}, ${stateOf(step, run, asOf)}${detail ? `\n${detail}` : ''}`;
    return [...textPart(what), ...buttonRow(stepButtons(run, step, index))];
  });
  const playbooks = [...new Map([...due, ...drafts].map(({ run }) => [run.id, run])).values()];
  return {
    point: nothing ? `${person.name}: no playbook step is due.` : t`${person.name}: ${listed(parts)}.`,
    why: due.map((each) => lineOf(each, asOf)),
    header: `Playbook steps of ${person.name}`,
    body: [
      ...asked,
      ...steps,
      ...linesOf('Further steps', due.slice(WITH_BUTTONS), (each) => lineOf(each, asOf)),
      ...linesOf('Drafts that wait for approval', drafts, ({ run, step }) => `${run.account.name}: ${step.title}`),
    ],
    rows: due.map(({ run }) => ({
      name: run.account.name,
      open: callButton<typeof getPlaybookProgress>(run.account.name, 'get_playbook_progress', {
        account: run.account.id,
        execution: run.id,
      }),
    })),
    context: contextLine({
      asOf,
      notes: playbooks.slice(0, 3).map((run) => t`${run.account.name}: ${run.playbook.name}, ${standing(run, asOf)}`),
    }),
  };
}
