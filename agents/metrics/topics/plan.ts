import type { CustomerSuccessPlan } from '../../../models/customer-success-plan.ts';
import type { PlaybookExecution } from '../../../models/playbook-execution.ts';
import type { Task } from '../../../models/task.ts';
import type { AccountFacts } from '../../facts/account-facts.ts';
import { happened } from '../../facts/time.ts';
import { countsIn, type Draft, daysDraft, found, rowsIn, type Source, topicOf } from '../define.ts';
import { shortDate } from '../format.ts';

/** The plan at work: begun last of those neither draft, completed nor cancelled. */
export const currentPlan = ({ plans, asOf }: Pick<AccountFacts, 'plans' | 'asOf'>): CustomerSuccessPlan | undefined =>
  lastPlan(
    plans
      .filter(
        ({ planStatus, actualCompletionDate }) =>
          planStatus !== 'draft' && planStatus !== 'cancelled' && !happened(actualCompletionDate, asOf),
      )
      .filter(({ planStatus, actualCompletionDate }) => planStatus !== 'completed' || actualCompletionDate),
  );

/** Of some plans the one begun last. */
export const lastPlan = (plans: readonly CustomerSuccessPlan[]): CustomerSuccessPlan | undefined =>
  plans.toSorted((a, b) => (a.planStartDate ?? a.at).getTime() - (b.planStartDate ?? b.at).getTime()).at(-1);

/** Of the plans that are completed the one begun last. */
const completedPlan = ({ plans, asOf }: Pick<AccountFacts, 'plans' | 'asOf'>): CustomerSuccessPlan | undefined =>
  lastPlan(plans.filter(({ planStatus, actualCompletionDate }) => planStatus === 'completed' && happened(actualCompletionDate, asOf)));

/** Whether a playbook is not over: the same one is not started again. */
export const isRunning = ({ executionStatus }: Pick<PlaybookExecution, 'executionStatus'>): boolean =>
  executionStatus !== 'completed' && executionStatus !== 'cancelled';

/** The open milestone that is due first, overdue ones included. */
const milestoneOf = (plan: CustomerSuccessPlan | undefined, asOf: Date) =>
  plan?.criticalMilestones
    .filter(({ completedAt }) => !happened(completedAt, asOf))
    .toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime())[0];

const isOpen = ({ doneAt, cancelledAt }: Task, asOf: Date): boolean => !happened(doneAt, asOf) && !happened(cancelledAt, asOf);

/** What is to happen next: the step agreed last, else the next milestone of the plan. */
function nextStep({ tasks, plans, asOf }: AccountFacts): { name?: string; dueAt?: Date; from: Source<Task | CustomerSuccessPlan> } {
  const agreed = tasks.findLast((task) => task.kind === 'next_step' && isOpen(task, asOf));
  if (agreed) return { name: agreed.text, dueAt: agreed.dueAt ?? undefined, from: { collection: 'tasks', field: 'text', rows: [agreed] } };
  const plan = currentPlan({ plans, asOf });
  const next = milestoneOf(plan, asOf);
  return { name: next?.name, dueAt: next?.dueAt, from: from<Task | CustomerSuccessPlan>('criticalMilestones', plan) };
}

const from = rowsIn('customer_success_plans');

const nextStepDate: Draft = {
  key: 'next_step_date',
  label: 'Next step due',
  aliases: 'next milestone date, nächster schritt, prochaine étape, próximo paso',
  unit: 'date',
  definition: 'When the next step is due; past where it is overdue.',
  read(facts) {
    const next = nextStep(facts);
    return found(next.dueAt, next.from);
  },
};

/** Things to do that wait, or of them those that are late. */
const tasks = countsIn('tasks', (facts) => facts.tasks, { better: 'lower' });
const openTasks = (key: string, label: string, aliases: string, fits: (task: Task, asOf: Date) => boolean): Draft =>
  tasks({
    key,
    label,
    aliases,
    definition: `${label}: on record, neither done nor cancelled.`,
    field: 'at',
    of: (facts) => facts.tasks.filter((task) => isOpen(task, facts.asOf) && fits(task, facts.asOf)),
  });

/** What was agreed to do next. */
export const planMetrics = topicOf('plan', { grace: 120, halfLife: 120 }, [
  {
    key: 'plan',
    label: 'Success plan',
    aliases: 'current plan, erfolgsplan, plan de succès, plan de éxito',
    word: true,
    definition: 'The success plan at work.',
    read(facts) {
      const plan = currentPlan(facts);
      return found(plan?.planName, from('planName', plan));
    },
  },
  {
    key: 'plan_status',
    label: 'Plan status',
    aliases: 'status of the plan, planstatus, statut du plan, estado del plan',
    values: ['active', 'on_track', 'at_risk', 'completed'],
    definition: 'The status of the success plan at work, as recorded; where none is at work, of the one that was completed last.',
    read(facts) {
      const plan = currentPlan(facts) ?? completedPlan(facts);
      return found(plan?.planStatus, from('planStatus', plan));
    },
  },
  {
    key: 'plan_phase',
    label: 'Plan phase',
    aliases: 'phase, fase',
    word: true,
    definition: 'The phase of the next open milestone of the success plan at work.',
    read(facts) {
      const plan = currentPlan(facts);
      return found(milestoneOf(plan, facts.asOf)?.phase, from('criticalMilestones', plan));
    },
  },
  {
    key: 'next_step',
    label: 'Next step',
    aliases: 'next milestone, nächster meilenstein, prochain jalon, próximo hito',
    word: true,
    definition: 'The next step agreed with the account; where none was, the next open milestone of the success plan at work.',
    read(facts) {
      const next = nextStep(facts);
      const due = next.dueAt ? `, due ${shortDate(next.dueAt, facts.asOf)}` : '';
      return found(next.name, next.from, () => `Next: ${next.name}${due}`);
    },
  },
  nextStepDate,
  daysDraft(nextStepDate, 'until', {
    key: 'days_to_next_step',
    label: 'Days to the next step',
    definition: 'Days of the calendar until the next step is due; negative where it is overdue.',
  }),
  countsIn(
    'playbook_executions',
    ({ executions }) => executions,
  )({
    key: 'playbooks_running',
    label: 'Playbooks running',
    aliases: 'running playbooks, active playbooks, laufende playbooks, playbooks en cours, playbooks en curso',
    definition: 'Playbooks that were started for the account and are neither completed nor cancelled, those on hold included.',
    field: 'executionStatus',
    of: ({ executions }) => executions.filter(isRunning),
  }),
  openTasks('open_tasks', 'Open tasks', 'tasks, offene aufgaben, tâches ouvertes, tareas abiertas', () => true),
  openTasks('overdue_tasks', 'Overdue tasks', 'late tasks, überfällige aufgaben, tâches en retard, tareas atrasadas', ({ dueAt }, asOf) =>
    Boolean(dueAt && dueAt < asOf),
  ),
  openTasks('open_promises', 'Open promises', 'promises, offene zusagen, promesses, promesas', ({ kind }) => kind === 'promise'),
]);
