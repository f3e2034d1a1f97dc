import type { Text } from '../../facts/index.ts';
import type { Button, Part, Sections, Shown, Tone } from '../../kit/present/index.ts';
import { callButton, contextLine, fieldsPart, linesOf, linesPart, primary, shown, tableOf, textPart } from '../../kit/present/index.ts';
import { figuresOf, t } from '../../kit/say.ts';
import { capital } from '../../metrics/index.ts';
import type { adjustSuccessPlan } from '../tools/adjust-success-plan.ts';
import type { createSuccessPlan } from '../tools/create-success-plan.ts';
import type { getSuccessPlan } from '../tools/get-success-plan.ts';
import { progressBar, stop } from '../words.ts';
import type { PlanOutput } from './case.ts';
import type { MilestoneView, PlanView } from './view.ts';

const TONES: Record<string, Tone> = { 'on track': 'green', 'at risk': 'orange', completed: 'green' };

/** The figures of a plan: of the whole, of a part of it, and of one milestone. */
function figuresIn({ plan, asOf }: PlanOutput) {
  const ofPart = (id: string, name: string) => figuresOf({ kind: 'step', id: `${plan.id} ${id}`, name }, asOf);
  const ofStep = ({ name }: MilestoneView) => ofPart(name, name);
  const { of, count, date } = figuresOf({ kind: 'step', id: plan.id, name: plan.name }, asOf);
  return {
    of,
    date,
    ofPart,
    done: t`${of('plan_done', 'milestones done', plan.done, '')} of ${count('plan_milestones', plan.total, 'milestone')} done`,
    overdue: plan.overdue.length === 0 ? '' : t`, ${of('plan_overdue', 'milestones overdue', plan.overdue.length, '')} overdue`,
    due: (each: MilestoneView) => t`${ofStep(each).date('milestone_due', 'due', each.dueAt)}`,
    late: (each: MilestoneView) => t`${ofStep(each).of('milestone_overdue', 'days late', each.overdueDays, 'days')} late`,
    doneAt: (each: MilestoneView) => t`done ${ofStep(each).date('milestone_done', 'done', each.doneAt)}`,
  };
}

const ownerWords = ({ owner }: PlanView): string => (owner ? `${owner.name}: ${owner.reasons.join(', ')}` : 'to agree');

/** What the plan is to reach, where only that was asked for. */
function goalsOf(output: PlanOutput): Shown {
  const { account, plan, asOf } = output;
  const { ofPart } = figuresIn(output);
  const lines = plan.metrics.map(({ name, unit, target, actual }) => {
    const { of } = ofPart(`goal ${name}`, name);
    const measured = actual === null ? 'not measured yet' : t`${of('goal_actual', 'measured', actual, '', { digits: 2 })} measured`;
    return t`${name}: ${of('goal_target', 'target', target, unit, { digits: 2 })}, ${measured}`;
  });
  const [first, ...others] = [...lines, ...plan.criteria];
  return {
    point: first
      ? t`${account.name}, ${plan.name}, ${plan.status}: goals: ${first}${others.length > 0 ? t` (and ${ofPart('goals', 'goals').of('plan_goals', 'more goals', others.length, '')} more)` : ''}.`
      : `${account.name}, ${plan.name}, ${plan.status}: no goal is written in the plan.`,
    why: others.slice(0, 4),
    header: `Goals: ${account.name}`,
    body: [...linesPart('Measurable criteria', plan.criteria), ...goalsTable(output), ...linesPart('Baseline', plan.baseline)],
    next: [callButton<typeof getSuccessPlan>('The whole plan', 'get_success_plan', { account: account.id })],
    context: contextLine({ asOf }),
  };
}

function tell(output: PlanOutput & { part?: 'goals' | null }): Shown {
  if (output.part === 'goals') return goalsOf(output);
  const { account, plan, said, asOf, others } = output;
  const { better, status, done, total, next, hypothesis, completedAt } = plan;
  const { of, date, ofPart, overdue, due, late, ...figures } = figuresIn(output);
  const on = status === 'completed' && completedAt ? t` on ${date('plan_completed', 'completed', completedAt)}` : '';
  const ahead = next ? t`, next ${next.name} on ${due(next)}` : '';
  const people = plan.stakeholders.slice(0, 3).map(({ name, part }) => `${name} (${part})`);
  const [toAgree, ...more] = plan.toAgree;
  const further = more.length > 0 ? t` (and ${of('plan_to_agree', 'more to agree', more.length, '')} more)` : '';
  const end = completedAt ?? plan.endsAt;
  const phaseLine = (phase: PlanView['phases'][number]): Text => {
    const part = ofPart(`phase ${phase.phase}`, phase.name);
    const reached = part.of('phase_done', 'milestones done', phase.done, '');
    const dates = t`${part.date('phase_start', 'from', phase.from)} – ${part.date('phase_end', 'until', phase.until)}`;
    return t`**${phase.phase}. ${phase.name}**, ${dates}: ${reached} of ${part.count('phase_milestones', phase.milestones.length, 'milestone')} done`;
  };
  return {
    point: t`${said ? `${said} ` : ''}${account.name}, ${plan.name}: ${status}${on}, ${figures.done}${status === 'completed' ? '' : overdue}${ahead}.`,
    why: [
      ...plan.overdue.slice(0, 2).map((each) => t`Overdue: ${each.name}, ${late(each)}`),
      `Owner ${ownerWords(plan)}`,
      ...(hypothesis ? [`Value: ${hypothesis}`] : []),
      ...(people.length > 0 ? [`With ${people.join(', ')}`] : []),
      ...plan.risks.slice(0, 1).map(({ text }) => `Risk: ${text}`),
      ...(toAgree ? [t`To agree first: ${toAgree}${further}`] : []),
    ],
    header: `${account.name}: ${plan.name}`.slice(0, 145),
    tone: TONES[status] ?? 'neutral',
    body: [
      fieldsPart(
        Object.entries({
          Progress: t`${progressBar(total === 0 ? 0 : done / total)} ${figures.done}`,
          Status: t`${capital(status)}${overdue}`,
          Owner: ownerWords(plan),
          'From – to': t`${date('plan_start', 'start', plan.startsAt)} – ${end ? date('plan_end', 'end', end) : 'open'}`,
        }),
      ),
      ...textPart(hypothesis && `**Value hypothesis** ${stop(hypothesis)}`),
      ...linesOf('Phases', plan.phases, phaseLine),
      ...linesOf('Overdue', plan.overdue.slice(0, 3), (each) => t`${each.name}: due ${due(each)}, ${late(each)}`),
      ...linesPart('To agree', plan.toAgree.slice(0, 4)),
      ...linesPart('A better fit', better ? [`${better.name}: ${better.reasons.join(', ')}. Handing over is the manager's call.`] : []),
    ],
    next: [nextStep(output)],
    sections: sectionsOf(output),
    feedback: true,
    context: contextLine({
      asOf,
      notes: others.length > 0 ? [`Other plans: ${others.map(({ name, status }) => `${name} (${status})`).join(', ')}`] : [],
    }),
  };
}

function nextStep({ account, plan, again }: PlanOutput): Button | false {
  const first = plan.overdue[0] ?? plan.next;
  if (plan.status !== 'completed' && plan.status !== 'cancelled') {
    const args = { account: account.id, change: `mark milestone "${first?.name}" done`, plan: plan.id };
    return Boolean(first) && primary(callButton<typeof adjustSuccessPlan>(`Done: ${first?.name}`, 'adjust_success_plan', args));
  }
  const confirm = {
    title: 'Plan anew?',
    text: 'A second plan for the same deal is written, dated from today. The old one stays.',
    label: 'Plan anew',
  };
  const args = { account: account.id, again: true };
  return again && callButton<typeof createSuccessPlan>('Plan anew from today', 'create_success_plan', args, { confirm });
}

function sectionsOf(output: PlanOutput): Sections {
  const { plan } = output;
  const { date, due, doneAt, late } = figuresIn(output);
  const milestones = plan.phases.flatMap(({ phase, name, milestones: own }) =>
    tableOf(`Phase ${phase}: ${name}`, own, (each) => {
      const state = each.doneAt ? doneAt(each) : each.overdueDays > 0 ? late(each) : 'open';
      return { Milestone: each.name, Due: due(each), Metric: each.metric ?? '—', Lead: each.lead ?? '—', State: state };
    }),
  );
  const risks = plan.risks.map(({ text, severity, mitigation }) => `${capital(severity)}: ${text}${mitigation ? `. ${mitigation}` : ''}`);
  return {
    Milestones: milestones,
    'Goals and people': [
      ...linesPart('Measurable criteria', plan.criteria),
      ...goalsTable(output),
      ...linesPart('Baseline', plan.baseline),
      ...linesOf(
        'Stakeholders',
        plan.stakeholders,
        ({ name, title, part, left }) => `${name}${title ? `, ${title}` : ''}: ${part}${left ? ' (has left)' : ''}`,
      ),
      ...linesOf('Team', plan.team, ({ side, role, count }) => `${count} × ${role} (${side === 'internal' ? 'ours' : 'theirs'})`),
    ],
    'Risks and open points': [
      ...linesPart('Risks', risks.length === 0 ? ['None found in the data'] : risks),
      ...linesPart('To agree', plan.toAgree),
      ...linesOf(
        'Changes',
        plan.changes,
        ({ text, at, reason }, index) => t`${date(`plan_change_${index + 1}`, text, at)}: ${text}${reason ? ` (${reason})` : ''}`,
      ),
    ],
  };
}

function goalsTable(output: PlanOutput): Part[] {
  const { ofPart } = figuresIn(output);
  return tableOf('Metrics', output.plan.metrics, ({ name, unit, target, actual, dueAt, measuredAt }) => {
    const { of, date } = ofPart(`goal ${name}`, name);
    const measured = measuredAt ? t` (${date('goal_measured', 'measured', measuredAt)})` : '';
    return {
      What: name,
      Target: of('goal_target', 'target', target, unit, { digits: 2 }),
      Measured: actual === null ? 'not yet' : t`${of('goal_actual', 'measured', actual, '', { digits: 2 })}${measured}`,
      By: dueAt ? date('goal_due', 'by', dueAt) : 'to agree',
    };
  });
}

/** What every tool that gives a plan shows. */
export const planShown = shown(tell);
