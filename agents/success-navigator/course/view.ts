import type { Colleague } from '../../kit/who.ts';
import { daysBetween } from '../../metrics/index.ts';
import { type SignalFacts, signalNamed } from '../signals.ts';
import { dayNumber, type Execution, inOrder, overdueDays, type PendingStep, waits } from './execution.ts';
import { reachedShare, withRun } from './settle.ts';

/** `draft`: a note waits for approval; `waiting`: behind an unanswered question. */
type StepState = 'done' | 'skipped' | 'overdue' | 'due' | 'draft' | 'waiting' | 'later';

export interface StepView extends Partial<Pick<PendingStep, 'kind' | 'description' | 'dueAt' | 'dueUntil' | 'assigneeId' | 'problem'>> {
  number: number;
  title: string;
  phase: number;
  state: StepState;
  assignee: string | null;
  /** When it was done or left out, and what was said of it. */
  at: Date | null;
  note: string | null;
}

function stateOf(execution: Execution, { number, approvalId, dueAt, dueUntil }: PendingStep, now: Date): StepState {
  const until = dueUntil ?? dueAt;
  if (waits(execution, number)) return 'waiting';
  if (approvalId) return 'draft';
  if (until && now > until && daysBetween(until, now) >= 1) return 'overdue';
  return dueAt && dueAt <= now ? 'due' : 'later';
}

/** A playbook at work as people see it at the instant of the facts. Pure. */
export function viewOf(execution: Execution, facts: SignalFacts, people: readonly Pick<Colleague, '_id' | 'name'>[]) {
  const { asOf: now } = facts;
  const { openDecision, plannedCompletionDate: end, completedSteps, skippedSteps, pendingSteps } = execution;
  const { _id: id, name } = facts.account;
  const ended = execution.actualCompletionDate ?? null;
  const startedAt = execution.actualStartDate ?? execution.at;
  const around = withRun(facts, execution, now);
  const behind = [
    ...completedSteps.map((step) => ({ ...step, state: 'done' as const, at: step.completedAt, note: step.note })),
    ...skippedSteps.map((step) => ({ ...step, state: 'skipped' as const, at: step.skippedAt, note: step.reason })),
  ]
    .sort((a, b) => a.number - b.number)
    .map(({ number, title, phase, state, at, note }): StepView => {
      return { number, title: title ?? `Step ${number}`, phase: phase ?? 1, state, assignee: null, at, note: note ?? null };
    });
  const ahead = pendingSteps.toSorted(inOrder).map((step): StepView => {
    const assignee = people.find(({ _id }) => _id === step.assigneeId)?.name ?? null;
    return { ...step, phase: step.phase ?? 1, state: stateOf(execution, step, now), assignee, at: null, note: null };
  });
  return {
    id: execution._id,
    account: { id, name },
    playbook: { id: execution.playbookId, name: execution.playbookName ?? 'Playbook', version: execution.playbookVersion ?? 1 },
    status: execution.executionStatus,
    health: execution.healthStatus ?? null,
    cause: execution.triggerEvent?.text ?? null,
    startedAt,
    plannedEnd: end ?? null,
    endedAt: ended,
    day: dayNumber(execution, ended ?? now),
    days: end ? daysBetween(startedAt, end) + 1 : dayNumber(execution, ended ?? now),
    /** % of steps done or left out. */
    progress: execution.progressPercentage ?? 0,
    overdueDays: overdueDays(execution, now),
    steps: [...behind, ...ahead],
    /** A branch that a person must answer. */
    question: openDecision?.question ?? null,
    decisions: execution.decisions,
    escalations: execution.escalations,
    targets: execution.targetMetrics.map(({ name: metric, unit, baseline, target }) => {
      const signal = signalNamed(metric);
      const achieved = execution.achievedMetrics.find((each) => each.name === metric);
      const value = (ended ? achieved?.value : signal?.read(around)?.value) ?? null;
      return {
        name: signal?.key ?? metric,
        label: signal?.label ?? metric,
        unit: signal && signal.unit !== 'money' ? signal.unit : unit,
        digits: signal?.digits ?? 0,
        baseline: baseline ?? null,
        target: target ?? null,
        value,
        reached: signal && target != null && value !== null ? reachedShare(signal.better, baseline, target, value) === 1 : null,
      };
    }),
    adjustments: execution.adjustments ?? [],
    /** % of the way to the targets, once it is completed. */
    successScore: execution.successScore ?? null,
  };
}
export type RunView = ReturnType<typeof viewOf>;
