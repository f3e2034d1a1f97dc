import { z } from 'zod';
import type { Text } from '../../facts/figure.ts';
import type { Button, Card, Part, Section } from '../../kit/card.ts';
import type { Summary } from '../../kit/define-agent.ts';
import { callButton, primary } from '../../kit/present/buttons.ts';
import { cardOf, linesPart } from '../../kit/present/card.ts';
import { contextLine } from '../../kit/present/context-line.ts';
import { figuresOf } from '../../kit/present/figures.ts';
import { t } from '../../kit/text.ts';
import { headSchema } from '../load.ts';
import type { adjustSuccessPlan } from '../tools/adjust-success-plan.ts';
import type { createSuccessPlan } from '../tools/create-success-plan.ts';
import { capital, progressBar, stop } from '../words.ts';
import { type MilestoneView, type PlanView, planSchema } from './view.ts';

export const planOutputSchema = z.object({
  account: headSchema,
  asOf: z.string(),
  /** What was just done, where something was. */
  said: z.string().nullable(),
  plan: planSchema,
  others: z.array(z.object({ name: z.string(), status: z.string() })),
  /** Offered where the plan is over and its deal could be planned anew. */
  again: z.boolean(),
});
export type PlanOutput = z.infer<typeof planOutputSchema>;

const TONES = { 'on track': 'green', 'at risk': 'orange', completed: 'green', cancelled: 'neutral', draft: 'neutral' } as const;
const MOST = 5;

/** The figures of a plan: of the whole, and of one milestone. */
function figuresIn(plan: PlanView, asOf: string) {
  const { of, count, date } = figuresOf({ kind: 'step', id: plan.id, name: plan.name }, asOf);
  const ofStep = ({ name }: MilestoneView) => figuresOf({ kind: 'step', id: `${plan.id} ${name}`, name }, asOf);
  return {
    of,
    date,
    done: t`${of('plan_done', 'milestones done', plan.done, '')} of ${count('plan_milestones', plan.total, 'milestone')} done`,
    overdue: plan.overdue.length === 0 ? '' : t`, ${of('plan_overdue', 'milestones overdue', plan.overdue.length, '')} overdue`,
    completed: plan.completedAt ? t` on ${date('plan_completed', 'completed', plan.completedAt)}` : '',
    due: (each: MilestoneView) => t`${ofStep(each).date('milestone_due', 'due', each.dueAt)}`,
    late: (each: MilestoneView) => t`${ofStep(each).of('milestone_overdue', 'days late', each.overdueDays, 'days')} late`,
    doneAt: (each: MilestoneView) => t`done ${ofStep(each).date('milestone_done', 'done', each.doneAt)}`,
  };
}

const ownerWords = ({ owner }: PlanView): string => (owner ? `${owner.name}: ${owner.reasons.join(', ')}` : 'to agree');

export function planSummary({ account, plan, said, asOf }: PlanOutput): Summary {
  const { next, overdue } = plan;
  const figures = figuresIn(plan, asOf);
  const status =
    plan.status === 'completed' ? t`completed${figures.completed}, ${figures.done}` : t`${plan.status}, ${figures.done}${figures.overdue}`;
  const people = plan.stakeholders.slice(0, 3).map(({ name, part }) => `${name} (${part})`);
  const [toAgree, ...more] = plan.toAgree;
  const further = more.length > 0 ? t` (and ${figures.of('plan_to_agree', 'more to agree', more.length, '')} more)` : '';
  const why: Text[] = [
    ...overdue.slice(0, 2).map((each) => t`Overdue: ${each.name}, ${figures.late(each)}`),
    `Owner ${ownerWords(plan)}`,
    ...(plan.hypothesis ? [`Value: ${plan.hypothesis}`] : []),
    ...(people.length > 0 ? [`With ${people.join(', ')}`] : []),
    ...plan.risks.slice(0, 1).map(({ text }) => `Risk: ${text}`),
    ...(toAgree ? [t`To agree first: ${toAgree}${further}`] : []),
  ];
  return {
    point: t`${said ? `${said} ` : ''}${account.name}, ${plan.name}: ${status}${next ? t`, next ${next.name} on ${figures.due(next)}` : ''}.`,
    why: why.slice(0, MOST),
  };
}

export function planCard(output: PlanOutput): Card {
  const { account, plan, asOf, others } = output;
  const { overdue, better } = plan;
  const figures = figuresIn(plan, asOf);
  const end = plan.completedAt ?? plan.endsAt;
  return cardOf({
    point: planSummary(output).point,
    header: `${account.name}: ${plan.name}`.slice(0, 145),
    tone: TONES[plan.status as keyof typeof TONES] ?? 'neutral',
    body: [
      {
        type: 'fields',
        fields: [
          { label: 'Progress', value: t`${progressBar(plan.total === 0 ? 0 : plan.done / plan.total)} ${figures.done}` },
          { label: 'Status', value: t`${capital(plan.status)}${figures.overdue}` },
          { label: 'Owner', value: ownerWords(plan) },
          {
            label: 'From – to',
            value: t`${figures.date('plan_start', 'start', plan.startsAt)} – ${end ? figures.date('plan_end', 'end', end) : 'open'}`,
          },
        ],
      },
      ...(plan.hypothesis ? [{ type: 'text' as const, text: `**Value hypothesis** ${stop(plan.hypothesis)}` }] : []),
      ...linesPart(
        'Phases',
        plan.phases.map((phase) => phaseLine(phase, plan, asOf)),
      ),
      ...linesPart(
        'Overdue',
        overdue.slice(0, 3).map((each) => t`${each.name}: due ${figures.due(each)}, ${figures.late(each)}`),
      ),
      ...linesPart('To agree', plan.toAgree.slice(0, 4)),
      ...linesPart('A better fit', better ? [`${better.name}: ${better.reasons.join(', ')}. Handing over is the manager's call.`] : []),
    ],
    next: [nextStep(output)],
    sections: sectionsOf(plan, asOf),
    feedback: true,
    context: contextLine({
      asOf,
      notes: others.length > 0 ? [`Other plans: ${others.map(({ name, status }) => `${name} (${status})`).join(', ')}`] : [],
    }),
  });
}

function nextStep({ account, plan, again }: PlanOutput): Button | false {
  const first = plan.overdue[0] ?? plan.next;
  if (plan.status !== 'completed' && plan.status !== 'cancelled') {
    if (!first) return false;
    const args = { account: account.id, change: `mark milestone "${first.name}" done`, plan: plan.id };
    return primary(callButton<typeof adjustSuccessPlan>(`Done: ${first.name}`, 'adjust_success_plan', args));
  }
  const confirm = {
    title: 'Plan anew?',
    text: 'A second plan for the same deal is written, dated from today. The old one stays.',
    label: 'Plan anew',
  };
  const args = { account: account.id, again: true };
  return again && callButton<typeof createSuccessPlan>('Plan anew from today', 'create_success_plan', args, { confirm });
}

function phaseLine({ phase, name, from, until, done, milestones }: PlanView['phases'][number], plan: PlanView, asOf: string): Text {
  const { of, count, date } = figuresOf({ kind: 'step', id: `${plan.id} phase ${phase}`, name }, asOf);
  const reached = t`${of('phase_done', 'milestones done', done, '')} of ${count('phase_milestones', milestones.length, 'milestone')}`;
  return t`**${phase}. ${name}**, ${date('phase_start', 'from', from)} – ${date('phase_end', 'until', until)}: ${reached} done`;
}

function sectionsOf(plan: PlanView, asOf: string): Section[] {
  const { date } = figuresIn(plan, asOf);
  const people = plan.stakeholders.map(
    ({ name, title, part, left }) => `${name}${title ? `, ${title}` : ''}: ${part}${left ? ' (has left)' : ''}`,
  );
  const risks = plan.risks.map(({ text, severity, mitigation }) => `${capital(severity)}: ${text}${mitigation ? `. ${mitigation}` : ''}`);
  const changes = plan.changes.map(
    ({ text, at, reason }, index) => t`${date(`plan_change_${index + 1}`, text, at)}: ${text}${reason ? ` (${reason})` : ''}`,
  );
  const team = plan.team.map(({ side, role, count }) => `${count} × ${role} (${side === 'internal' ? 'ours' : 'theirs'})`);
  return [
    { label: 'Milestones', parts: plan.phases.map((phase) => milestoneTable(phase, plan, asOf)) },
    {
      label: 'Goals and people',
      parts: [
        ...linesPart('Measurable criteria', plan.criteria),
        ...metricsTable(plan, asOf),
        ...linesPart('Baseline', plan.baseline),
        ...linesPart('Stakeholders', people),
        ...linesPart('Team', team),
      ],
    },
    {
      label: 'Risks and open points',
      parts: [
        ...linesPart('Risks', risks.length === 0 ? ['None found in the data'] : risks),
        ...linesPart('To agree', plan.toAgree),
        ...linesPart('Changes', changes),
      ],
    },
  ];
}

function milestoneTable({ phase, name, milestones }: PlanView['phases'][number], plan: PlanView, asOf: string): Part {
  const { due, doneAt, late } = figuresIn(plan, asOf);
  const stateOf = (each: MilestoneView) => (each.doneAt ? doneAt(each) : each.overdueDays > 0 ? late(each) : 'open');
  return {
    type: 'table',
    title: `Phase ${phase}: ${name}`,
    columns: ['Milestone', 'Due', 'Metric', 'Lead', 'State'].map((label) => ({ label })),
    rows: milestones.map((each) => [each.name, due(each), each.metric ?? '—', each.lead ?? '—', stateOf(each)]),
  };
}

function metricsTable({ id, metrics }: PlanView, asOf: string): Part[] {
  if (metrics.length === 0) return [];
  const rows = metrics.map(({ name, unit, target, actual, dueAt, measuredAt }): Text[] => {
    const { of, date } = figuresOf({ kind: 'step', id: `${id} goal ${name}`, name }, asOf);
    const measured = measuredAt ? t` (${date('goal_measured', 'measured', measuredAt)})` : '';
    return [
      name,
      t`${of('goal_target', 'target', target, unit, { digits: 2 })}`,
      actual === null ? 'not yet' : t`${of('goal_actual', 'measured', actual, '', { digits: 2 })}${measured}`,
      dueAt ? t`${date('goal_due', 'by', dueAt)}` : 'to agree',
    ];
  });
  return [{ type: 'table', title: 'Metrics', columns: ['What', 'Target', 'Measured', 'By'].map((label) => ({ label })), rows }];
}
