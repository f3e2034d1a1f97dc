import type { ApprovalState } from '../../../models/approval.ts';
import { addDays } from '../../facts/index.ts';
import { plain } from '../../kit/say.ts';
import { clamp, mean } from '../../metrics/index.ts';
import { check, parseCondition } from '../condition.ts';
import { type SignalFacts, signalNamed } from '../signals.ts';
import { assigneeOf, type Person } from './begin.ts';
import { complete, decide, ESCALATED, type Execution, overdueDays, type PendingStep, summed } from './execution.ts';

export interface Surroundings {
  facts: SignalFacts;
  people: readonly Person[];
  now: Date;
  /** The drafts of this playbook's steps, by id. */
  drafts: ReadonlyMap<string, { state: ApprovalState; decidedBy?: string | undefined }>;
}

/**
 * Brings a running playbook to where the world is: sent drafts are done steps, rejected ones go back to a person,
 * branches are taken where the data answer them and asked where not, escalations fire, and the end is measured.
 * Nothing happened since the last time: the same execution. Pure.
 */
export function settle(execution: Execution, surroundings: Surroundings): Execution {
  if (execution.executionStatus !== 'in_progress') return execution;
  const { now } = surroundings;
  const around = { ...surroundings, facts: withRun(surroundings.facts, execution, now) };
  const settled = [followDrafts, branch, escalate, finish].reduce((course, move) => move(course, around), execution);
  if (settled !== execution) return settled;
  const again = summed(execution, now);
  return again.healthStatus === execution.healthStatus ? execution : again;
}

export function withRun(facts: SignalFacts, execution: Execution, now: Date): SignalFacts {
  return { ...facts, run: { startedAt: execution.actualStartDate ?? execution.at, overdueDays: overdueDays(execution, now) } };
}

/** The course with a step of it changed. */
export const withStep = (course: Execution, number: number, change: (step: PendingStep) => PendingStep, now: Date): Execution => ({
  ...course,
  pendingSteps: course.pendingSteps.map((each) => (each.number === number ? change(each) : each)),
  updatedAt: now,
});

function followDrafts(execution: Execution, { drafts, now: at }: Surroundings): Execution {
  return execution.pendingSteps.reduce((course, { number, approvalId }) => {
    const draft = drafts.get(approvalId ?? '');
    if (!draft || draft.state === 'pending' || draft.state === 'claimed') return course;
    const { state, decidedBy: byUserId } = draft;
    if (state === 'sent' || state === 'recorded')
      return complete(course, number, { at, byUserId, note: `The draft was approved and ${state}` });
    const outcome = state === 'failed' || state === 'unknown' ? 'not delivered for certain' : state;
    const problem = `The draft was ${outcome}: write it yourself, draft it again, or leave it out`;
    return withStep(course, number, ({ approvalId: _, ...step }) => ({ ...step, problem }), at);
  }, execution);
}

/** Takes branches in their order, each once its step is done; one the data answer waits until the first step behind it is due. */
function branch(execution: Execution, around: Surroundings): Execution {
  const { facts, now } = around;
  if (execution.openDecision) return execution;
  const { pendingSteps, completedSteps, skippedSteps, decisions, decisionPoints } = execution;
  const past = new Set([...completedSteps, ...skippedSteps].map(({ number }) => number));
  const open = decisionPoints
    .filter(({ afterStep }) => past.has(afterStep) && !decisions.some((each) => each.afterStep === afterStep))
    .sort((a, b) => a.afterStep - b.afterStep);
  for (const { afterStep, question, nextStep, when } of open) {
    const between = pendingSteps.filter(({ number }) => number > afterStep && number < nextStep);
    if (between.length === 0) continue;
    const condition = parseCondition(when);
    if (condition && !between.some(({ dueAt }) => dueAt != null && dueAt <= now)) continue;
    const { met, text } = condition ? check(condition, facts) : { met: null, text: '' };
    if (met === null) return { ...execution, openDecision: { afterStep, question, nextStep, askedAt: now }, updatedAt: now };
    const answer = { at: now, answer: met ? 'yes' : 'no', basis: `${plain(text)}.` } as const;
    return branch(decide(execution, { afterStep, question, nextStep }, answer), around);
  }
  return execution;
}

function escalate(execution: Execution, { facts, people, now }: Surroundings): Execution {
  let course = execution;
  for (const { when, to, withinHours, metric, above, below } of execution.escalationTriggers) {
    const reading = metric ? signalNamed(metric)?.read(facts) : null;
    const crossed = reading && ((above != null && reading.value > above) || (below != null && reading.value < below));
    if (!crossed || course.escalations.some((each) => each.when === when)) continue;
    const [text, hours] = [plain(reading.text), withinHours ?? 24];
    const steps = [...course.completedSteps, ...course.skippedSteps, ...course.pendingSteps];
    const assigneeId = assigneeOf(to ?? 'manager', facts.account, people);
    const step = {
      number: Math.max(0, ...steps.map(({ number }) => number)) + 1,
      title: `${ESCALATED}${when}`,
      phase: Math.max(1, ...course.pendingSteps.map(({ phase, dueAt }) => (dueAt && dueAt <= now ? (phase ?? 1) : 1))),
      kind: 'call' as const,
      description: `${text}. Take it over within ${hours} hours: speak to the owner and to the customer, and say what changes.`,
      ownerRole: to ?? 'manager',
      ...(assigneeId ? { assigneeId } : {}),
      dueAt: now,
      dueUntil: addDays(now, Math.max(1, Math.ceil(hours / 24))),
    };
    const escalations = [...course.escalations, { when, to, text, at: now }];
    course = summed({ ...course, escalations, executionPriority: 'urgent', pendingSteps: [...course.pendingSteps, step] }, now);
  }
  return course;
}

/** Measures the end once nothing is left to do. */
function finish(execution: Execution, { facts, now }: Surroundings): Execution {
  if (execution.pendingSteps.length > 0 || execution.openDecision) return execution;
  const measured = execution.targetMetrics.flatMap(({ name, unit, target, baseline }) => {
    const signal = signalNamed(name);
    const value = signal?.read(facts)?.value;
    if (!signal || value === undefined || target == null) return [];
    return [{ metric: { name, unit, target, baseline, value, at: now }, reached: reachedShare(signal.better, baseline, target, value) }];
  });
  const reached = mean(measured.map((each) => each.reached));
  const { runningKey: _, ...rest } = execution;
  return {
    ...rest,
    executionStatus: 'completed',
    actualCompletionDate: now,
    progressPercentage: 100,
    achievedMetrics: measured.map(({ metric }) => metric),
    // A hundred means that every target is reached, whatever is left to one of several.
    ...(reached === null ? {} : { successScore: Math.floor(100 * reached) }),
    updatedAt: now,
  };
}

/** 1 where the target is reached; else the share of the way from the baseline, 0 where it got no nearer. */
export function reachedShare(better: 'higher' | 'lower', baseline: number | null | undefined, target: number, value: number): number {
  if (better === 'higher' ? value >= target : value <= target) return 1;
  if (baseline == null || baseline === target) return 0;
  // Short of the target is never counted as reached by rounding.
  return clamp((value - baseline) / (target - baseline), 0, 0.99);
}
