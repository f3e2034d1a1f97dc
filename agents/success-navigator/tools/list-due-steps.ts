import { z } from 'zod';
import { ROLES } from '../../../models/user.ts';
import type { Text } from '../../facts/figure.ts';
import type { Card, Part } from '../../kit/card.ts';
import { defineTool, type Summary } from '../../kit/define-agent.ts';
import { colleagues, whichColleague } from '../../kit/people.ts';
import { buttonRow } from '../../kit/present/buttons.ts';
import { cardOf, linesPart } from '../../kit/present/card.ts';
import { contextLine } from '../../kit/present/context-line.ts';
import { figuresOf } from '../../kit/present/figures.ts';
import { listed, t } from '../../kit/text.ts';
import { dueOf, questionButtons, standing, stateOf, stepButtons } from '../course/present.ts';
import { activeExecutions } from '../course/store.ts';
import { runSchema, type StepView, stepSchema, viewOf } from '../course/view.ts';
import { nameIn } from '../load.ts';
import { loadSignalFacts } from '../signals.ts';

const output = z.object({
  person: z.object({ id: z.string(), name: z.string() }),
  asOf: z.string(),
  due: z.array(z.object({ run: runSchema, step: stepSchema })).describe('most overdue first'),
  questions: z.array(runSchema).describe('playbooks with a question this person must answer'),
  drafts: z.array(z.object({ run: runSchema, step: stepSchema })).describe('e-mail steps whose draft waits for approval'),
});
type Output = z.infer<typeof output>;

/** With two buttons each; the rest is counted. */
const WITH_BUTTONS = 6;

export const listDueSteps = defineTool({
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
    owner: z.string().max(120).nullable().default(null).describe('Name or id of the person; "mine" or null for the asker'),
  }),
  output,
  access: 'read',
  roles: ROLES,
  async run({ owner }, context): Promise<Output> {
    const people = await colleagues(context);
    const person = await whichColleague(context, owner);
    const executions = (await activeExecutions(context)).filter(
      ({ pendingSteps, openDecision, assignedUserId }) =>
        pendingSteps.some(({ assigneeId }) => assigneeId === person.id) || (openDecision?.question && assignedUserId === person.id),
    );
    const facts = await loadSignalFacts(
      context,
      executions.map(({ accountId }) => accountId),
    );
    const runs = executions.flatMap((execution) => {
      const known = facts.get(execution.accountId);
      return known ? [{ execution, run: viewOf(execution, known, nameIn(people), context.asOf) }] : [];
    });
    const mine = runs.flatMap(({ run }) => dueOf(run).flatMap((step) => (step.assigneeId === person.id ? [{ run, step }] : [])));
    const urgency = ({ dueUntil, dueAt }: StepView) => dueUntil ?? dueAt ?? '';
    const byUrgency = mine.toSorted((a, b) => (urgency(a.step) < urgency(b.step) ? -1 : 1));
    return {
      person,
      asOf: context.asOf.toISOString(),
      due: byUrgency.filter(({ step: { state } }) => state === 'due' || state === 'overdue'),
      questions: runs.filter(({ execution, run }) => run.question && execution.assignedUserId === person.id).map(({ run }) => run),
      drafts: byUrgency.filter(({ step: { state } }) => state === 'draft'),
    };
  },
  summary,
  card,
});

function summary({ person, due, questions, drafts, asOf }: Output): Summary {
  if (due.length + questions.length + drafts.length === 0) return { point: `${person.name}: no playbook step is due.`, why: [] };
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
  return {
    point: t`${person.name}: ${listed(parts)}.`,
    why: due.slice(0, 5).map(({ run, step }) => t`${run.account.name}: ${step.title} (${stateOf(step, run, asOf)})`),
  };
}

function card(found: Output): Card {
  const { person, due, questions, drafts, asOf } = found;
  const steps = due
    .slice(0, WITH_BUTTONS)
    .flatMap(({ run, step }, index): Part[] => [
      { type: 'text', text: t`**${run.account.name}** ${stepText(step)}, ${stateOf(step, run, asOf)}${detailOf(step)}` },
      ...buttonRow(stepButtons(run, step, index)),
    ]);
  const asked = questions.flatMap((run): Part[] => [
    { type: 'text', text: `**${run.account.name}** ${run.question?.text ?? ''}` },
    ...buttonRow(questionButtons(run)),
  ]);
  const playbooks = [...new Map([...due, ...drafts].map(({ run }) => [run.id, run])).values()];
  return cardOf({
    point: summary(found).point,
    header: `Playbook steps of ${person.name}`,
    body: [
      ...asked,
      ...steps,
      ...linesPart(
        'Further steps',
        due.slice(WITH_BUTTONS).map(({ run, step }) => t`${run.account.name}: ${step.title} (${stateOf(step, run, asOf)})`),
      ),
      ...linesPart(
        'Drafts that wait for approval',
        drafts.map(({ run, step }) => `${run.account.name}: ${step.title}`),
      ),
    ],
    context: contextLine({
      asOf,
      notes: playbooks.slice(0, 3).map((run) => t`${run.account.name}: ${run.playbook.name}, ${standing(run, asOf)}`),
    }),
  });
}

const stepText = ({ number, title }: StepView): string => `${number}. ${title}`;

function detailOf({ problem, description }: StepView): string {
  const detail = [problem, description].filter(Boolean).join(' ');
  return detail ? `\n${detail}` : '';
}
