import { z } from 'zod';
import type { Button, Card, Part, Section } from '../../kit/card.ts';
import type { Summary } from '../../kit/define-agent.ts';
import { plural } from '../../metrics/format.ts';
import { headSchema } from '../load.ts';
import { bullets, buttonRow, call, capital, day, show, stop } from '../words.ts';
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

export function planSummary({ account, plan, said, asOf }: PlanOutput): Summary {
  const { done, total, next, overdue, owner } = plan;
  const progress =
    plan.status === 'completed'
      ? `completed${plan.completedAt ? ` on ${day(plan.completedAt, asOf)}` : ''}, ${done} of ${plural(total, 'milestone')} done`
      : `${plan.status}, ${done} of ${plural(total, 'milestone')} done${overdue.length > 0 ? `, ${overdue.length} overdue` : ''}`;
  const point = `${said ? `${said} ` : ''}${account.name}, ${plan.name}: ${progress}${next ? `, next ${next.name} on ${day(next.dueAt, asOf)}` : ''}.`;
  const lines = [
    ...overdue.slice(0, 2).map((each) => `Overdue: ${each.name}, ${plural(each.overdueDays, 'day')}`),
    ...(owner ? [`Owner ${owner.name}: ${owner.reasons.join(', ')}`] : ['Owner: to agree']),
    ...(plan.hypothesis ? [`Value: ${plan.hypothesis}`] : []),
    ...(plan.stakeholders.length > 0
      ? [
          `With ${plan.stakeholders
            .slice(0, 3)
            .map(({ name, part }) => `${name} (${part})`)
            .join(', ')}`,
        ]
      : []),
    ...plan.risks.slice(0, 1).map(({ text }) => `Risk: ${text}`),
    ...(plan.toAgree.length > 0 ? [`${plural(plan.toAgree.length, 'thing')} to agree, first: ${plan.toAgree[0]}`] : []),
  ];
  return { point, why: lines.slice(0, MOST) };
}

export function planCard(output: PlanOutput): Card {
  const { account, plan, asOf, others, again } = output;
  const { done, total, next, overdue, owner, better } = plan;
  const percent = total === 0 ? 0 : Math.round((100 * done) / total);
  const first = overdue[0] ?? next;
  const sections = sectionsOf(plan, asOf);
  const act: (Button | undefined | null)[] =
    plan.status === 'completed' || plan.status === 'cancelled'
      ? [
          again
            ? {
                ...call('Plan anew from today', 'create_success_plan', { account: account.id, again: true }),
                confirm: {
                  title: 'Plan anew?',
                  text: 'A second plan for the same deal is written, dated from today. The old one stays.',
                  label: 'Plan anew',
                },
              }
            : undefined,
        ]
      : [
          first &&
            call(
              `Done: ${first.name}`,
              'adjust_success_plan',
              { account: account.id, change: `mark milestone "${first.name}" done`, plan: plan.id },
              'primary',
            ),
        ];
  return {
    point: planSummary(output).point,
    parts: [
      { type: 'header', text: `${account.name}: ${plan.name}`.slice(0, 145), tone: TONES[plan.status as keyof typeof TONES] ?? 'neutral' },
      {
        type: 'fields',
        fields: [
          { label: 'Progress', value: `${'▰'.repeat(Math.round(percent / 10)).padEnd(10, '▱')} ${done} of ${total}` },
          { label: 'Status', value: `${capital(plan.status)}${overdue.length > 0 ? `, ${overdue.length} overdue` : ''}` },
          { label: 'Owner', value: owner ? `${owner.name}: ${owner.reasons.join(', ')}` : 'to agree' },
          { label: 'From – to', value: `${day(plan.startsAt, asOf)} – ${day(plan.completedAt ?? plan.endsAt, asOf) || 'open'}` },
        ],
      },
      ...(plan.hypothesis ? [{ type: 'text' as const, text: `**Value hypothesis** ${stop(plan.hypothesis)}` }] : []),
      ...bullets(
        'Phases',
        plan.phases.map(
          (each) =>
            `**${each.phase}. ${each.name}**, ${day(each.from, asOf)} – ${day(each.until, asOf)}: ${each.done} of ${each.milestones.length} done`,
        ),
      ),
      ...bullets(
        'Overdue',
        overdue.slice(0, 3).map((each) => milestoneLine(each, asOf)),
      ),
      ...bullets('To agree', plan.toAgree.slice(0, 4)),
      ...(better
        ? [
            {
              type: 'text' as const,
              text: `**A better fit** ${better.name}: ${better.reasons.join(', ')}. Handing over is the manager's call.`,
            },
          ]
        : []),
      ...buttonRow(...act, ...sections.map(({ label }, index) => show(label, index))),
      { type: 'feedback' },
      {
        type: 'context',
        text: `As of ${day(asOf, asOf)}. Dates are a proposal until the customer agreed.${others.length > 0 ? ` Other plans: ${others.map(({ name, status }) => `${name} (${status})`).join(', ')}.` : ''}`,
      },
    ],
    sections,
  };
}

const milestoneLine = ({ name, dueAt, overdueDays }: MilestoneView, asOf: string): string =>
  `${name}: due ${day(dueAt, asOf)}${overdueDays > 0 ? `, ${plural(overdueDays, 'day')} late` : ''}`;

function sectionsOf(plan: PlanView, asOf: string): Section[] {
  return [
    { label: 'Milestones', parts: plan.phases.map((phase) => milestoneTable(phase, asOf)) },
    {
      label: 'Goals and people',
      parts: [
        ...bullets('Measurable criteria', plan.criteria),
        ...metricsTable(plan, asOf),
        ...bullets('Baseline', plan.baseline),
        ...bullets(
          'Stakeholders',
          plan.stakeholders.map(
            ({ name, title, part, left }) => `${name}${title ? `, ${title}` : ''}: ${part}${left ? ' (has left)' : ''}`,
          ),
        ),
        ...bullets(
          'Team',
          plan.team.map(({ side, role, count }) => `${count} × ${role} (${side === 'internal' ? 'ours' : 'theirs'})`),
        ),
      ],
    },
    {
      label: 'Risks and open points',
      parts: [
        ...bullets(
          'Risks',
          plan.risks.length === 0
            ? ['None found in the data']
            : plan.risks.map(({ text, severity, mitigation }) => `${capital(severity)}: ${text}${mitigation ? `. ${mitigation}` : ''}`),
        ),
        ...bullets('To agree', plan.toAgree),
        ...bullets(
          'Changes',
          plan.changes.map(({ text, at, reason }) => `${day(at, asOf)}: ${text}${reason ? ` (${reason})` : ''}`),
        ),
      ],
    },
  ];
}

function milestoneTable({ phase, name, from, until, milestones }: PlanView['phases'][number], asOf: string): Part {
  return {
    type: 'table',
    title: `Phase ${phase}: ${name}, ${day(from, asOf)} – ${day(until, asOf)}`,
    columns: [{ label: 'Milestone' }, { label: 'Due' }, { label: 'Metric' }, { label: 'Lead' }, { label: 'State' }],
    rows: milestones.map((each) => [
      each.name,
      day(each.dueAt, asOf),
      each.metric ?? '—',
      each.lead ?? '—',
      each.doneAt ? `done ${day(each.doneAt, asOf)}` : each.overdueDays > 0 ? `${plural(each.overdueDays, 'day')} late` : 'open',
    ]),
  };
}

function metricsTable({ metrics }: PlanView, asOf: string): Part[] {
  if (metrics.length === 0) return [];
  return [
    {
      type: 'table',
      title: 'Metrics',
      columns: [{ label: 'What' }, { label: 'Target', align: 'right' }, { label: 'Measured', align: 'right' }, { label: 'By' }],
      rows: metrics.map(({ name, unit, target, actual, dueAt, measuredAt }) => [
        name,
        `${target.toLocaleString('en-US')} ${unit}`,
        actual === null ? 'not yet' : `${actual.toLocaleString('en-US')}${measuredAt ? ` (${day(measuredAt, asOf)})` : ''}`,
        dueAt ? day(dueAt, asOf) : 'to agree',
      ]),
    },
  ];
}
