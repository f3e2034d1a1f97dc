import { z } from 'zod';
import { daysBetween } from '../../metrics/format.ts';
import { type SignalFacts, signalNamed } from '../signals.ts';
import { dayNumber, type Execution, inOrder, overdueDays, waits } from './execution.ts';
import { reachedShare, withRun } from './settle.ts';

export const STEP_STATES = ['done', 'skipped', 'overdue', 'due', 'draft', 'waiting', 'later'] as const;
const instant = z.string().describe('ISO 8601');

export const stepSchema = z.object({
  number: z.number(),
  title: z.string(),
  phase: z.number(),
  kind: z.string().nullable(),
  description: z.string().nullable(),
  state: z.enum(STEP_STATES).describe('draft: a note waits for approval; waiting: behind an unanswered question'),
  dueAt: instant.nullable(),
  dueUntil: instant.nullable(),
  assignee: z.string().nullable(),
  assigneeId: z.string().nullable(),
  at: instant.nullable().describe('when it was done or left out'),
  note: z.string().nullable(),
  problem: z.string().nullable(),
});
export type StepView = z.infer<typeof stepSchema>;

export const runSchema = z.object({
  id: z.string(),
  account: z.object({ id: z.string(), name: z.string() }),
  playbook: z.object({ id: z.string(), name: z.string(), version: z.number() }),
  status: z.enum(['scheduled', 'in_progress', 'on_hold', 'completed', 'cancelled']),
  health: z.string().nullable(),
  cause: z.string().nullable(),
  startedAt: instant,
  plannedEnd: instant.nullable(),
  endedAt: instant.nullable(),
  day: z.number(),
  days: z.number(),
  progress: z.number().describe('% of steps done or left out'),
  overdueDays: z.number(),
  steps: z.array(stepSchema),
  question: z.object({ text: z.string(), afterStep: z.number() }).nullable().describe('a branch a person must answer'),
  decisions: z.array(z.object({ question: z.string(), answer: z.string(), basis: z.string(), at: instant })),
  escalations: z.array(z.object({ when: z.string(), to: z.string().nullable(), text: z.string(), at: instant })),
  targets: z.array(
    z.object({
      name: z.string().describe('the metric'),
      label: z.string(),
      unit: z.string(),
      digits: z.number(),
      baseline: z.number().nullable(),
      target: z.number().nullable(),
      value: z.number().nullable(),
      reached: z.boolean().nullable(),
    }),
  ),
  adjustments: z.array(z.string()),
  successScore: z.number().nullable().describe('% of the way to the targets, once it is completed'),
});
export type RunView = z.infer<typeof runSchema>;

/** A playbook at work as people see it. Pure. */
export function viewOf(execution: Execution, facts: SignalFacts, nameOf: (userId: string) => string | undefined, now: Date): RunView {
  const { account } = facts;
  const iso = (date: Date | null | undefined) => date?.toISOString() ?? null;
  const ended = execution.actualCompletionDate ?? null;
  const start = execution.actualStartDate ?? execution.at;
  const around = withRun(facts, execution, now);
  const done = execution.completedSteps.map(
    (step): StepView => ({ ...bare(step), state: 'done', at: iso(step.completedAt), note: step.note ?? null }),
  );
  const skipped = execution.skippedSteps.map(
    (step): StepView => ({ ...bare(step), state: 'skipped', at: iso(step.skippedAt), note: step.reason }),
  );
  const pending = execution.pendingSteps.toSorted(inOrder).map((step): StepView => {
    const until = step.dueUntil ?? step.dueAt;
    const late = until ? daysBetween(until, now) >= 1 && now > until : false;
    const due = step.dueAt != null && step.dueAt <= now;
    const state = waits(execution, step.number) ? 'waiting' : step.approvalId ? 'draft' : late ? 'overdue' : due ? 'due' : 'later';
    return {
      ...bare(step),
      kind: step.kind ?? null,
      description: step.description ?? null,
      state,
      dueAt: iso(step.dueAt),
      dueUntil: iso(step.dueUntil),
      assigneeId: step.assigneeId ?? null,
      assignee: step.assigneeId ? (nameOf(step.assigneeId) ?? null) : null,
      problem: step.problem ?? null,
    };
  });
  const { openDecision, plannedCompletionDate } = execution;
  return {
    id: execution._id,
    account: { id: account._id, name: account.name },
    playbook: { id: execution.playbookId, name: execution.playbookName ?? 'Playbook', version: execution.playbookVersion ?? 1 },
    status: execution.executionStatus,
    health: execution.healthStatus ?? null,
    cause: execution.triggerEvent?.text ?? null,
    startedAt: start.toISOString(),
    plannedEnd: iso(plannedCompletionDate),
    endedAt: iso(ended),
    day: dayNumber(execution, ended ?? now),
    days: plannedCompletionDate ? daysBetween(start, plannedCompletionDate) + 1 : dayNumber(execution, ended ?? now),
    progress: execution.progressPercentage ?? 0,
    overdueDays: overdueDays(execution, now),
    steps: [...[...done, ...skipped].sort((a, b) => a.number - b.number), ...pending],
    question:
      openDecision?.question && openDecision.afterStep != null ? { text: openDecision.question, afterStep: openDecision.afterStep } : null,
    decisions: execution.decisions.map(({ question, answer, basis, at }) => ({ question, answer, basis, at: at.toISOString() })),
    escalations: execution.escalations.map(({ when, to, text, at }) => ({ when, to: to ?? null, text, at: at.toISOString() })),
    targets: execution.targetMetrics.map(({ name, unit, baseline, target }) => {
      const signal = signalNamed(name);
      const value = (ended ? execution.achievedMetrics.find((each) => each.name === name)?.value : signal?.read(around)?.value) ?? null;
      const reached = signal && target != null && value !== null ? reachedShare(signal.better, baseline, target, value) === 1 : null;
      return {
        name: signal?.key ?? name,
        label: signal?.label ?? name,
        unit: signal && signal.unit !== 'money' ? signal.unit : unit,
        digits: signal?.digits ?? 0,
        baseline: baseline ?? null,
        target: target ?? null,
        value,
        reached,
      };
    }),
    adjustments: execution.adjustments ?? [],
    successScore: execution.successScore ?? null,
  };
}

const bare = ({ number, title, phase }: { number: number; title?: string | null; phase?: number | null }) => ({
  number,
  title: title ?? `Step ${number}`,
  phase: phase ?? 1,
  kind: null,
  description: null,
  dueAt: null,
  dueUntil: null,
  assignee: null,
  assigneeId: null,
  at: null,
  note: null,
  problem: null,
});
