import type { ApprovalState } from '../../../models/approval.ts';
import { plain } from '../../kit/text.ts';
import { clamp } from '../../metrics/statistics.ts';
import { check, parseCondition } from '../condition.ts';
import { type SignalFacts, signalNamed } from '../signals.ts';
import { assigneeOf, type Person } from './begin.ts';
import { addDays, ESCALATED, type Execution, overdueDays, summed } from './execution.ts';
import { complete, decide } from './moves.ts';

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
  const facts = withRun(surroundings.facts, execution, now);
  const around = { ...surroundings, facts };
  const settled = finish(escalate(branch(followDrafts(execution, around), around), around), around);
  if (settled !== execution) return settled;
  const again = summed(execution, now);
  return again.healthStatus === execution.healthStatus ? execution : again;
}

export function withRun(facts: SignalFacts, execution: Execution, now: Date): SignalFacts {
  return { ...facts, run: { startedAt: execution.actualStartDate ?? execution.at, overdueDays: overdueDays(execution, now) } };
}

function followDrafts(execution: Execution, { drafts, now }: Surroundings): Execution {
  let course = execution;
  for (const step of execution.pendingSteps) {
    const draft = step.approvalId ? drafts.get(step.approvalId) : undefined;
    if (!draft || draft.state === 'pending' || draft.state === 'claimed') continue;
    if (draft.state === 'sent' || draft.state === 'recorded') {
      const note = `The draft was approved and ${draft.state}`;
      course = complete(course, step.number, { at: now, ...(draft.decidedBy ? { byUserId: draft.decidedBy } : {}), note });
      continue;
    }
    const outcome = draft.state === 'failed' || draft.state === 'unknown' ? 'not delivered for certain' : draft.state;
    const { approvalId: _, ...rest } = step;
    const back = { ...rest, problem: `The draft was ${outcome}: write it yourself, draft it again, or leave it out` };
    const pendingSteps = course.pendingSteps.map((each) => (each.number === step.number ? back : each));
    course = { ...course, pendingSteps, updatedAt: now };
  }
  return course;
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
  for (const point of open) {
    const between = pendingSteps.filter(({ number }) => number > point.afterStep && number < point.nextStep);
    if (between.length === 0) continue;
    const condition = parseCondition(point.when);
    if (condition && !between.some(({ dueAt }) => dueAt != null && dueAt <= now)) continue;
    const checked = condition ? check(condition, facts) : null;
    if (checked && checked.met !== null)
      return branch(decide(execution, point, { at: now, answer: checked.met ? 'yes' : 'no', basis: `${plain(checked.text)}.` }), around);
    const { afterStep, question, nextStep } = point;
    return { ...execution, openDecision: { afterStep, question, nextStep, askedAt: now }, updatedAt: now };
  }
  return execution;
}

function escalate(execution: Execution, { facts, people, now }: Surroundings): Execution {
  let course = execution;
  for (const trigger of execution.escalationTriggers) {
    if (course.escalations.some(({ when }) => when === trigger.when)) continue;
    const reading = trigger.metric ? signalNamed(trigger.metric)?.read(facts) : undefined;
    if (!reading) continue;
    const above = trigger.above != null && reading.value > trigger.above;
    const below = trigger.below != null && reading.value < trigger.below;
    if (above || below)
      course = escalated(course, trigger, plain(reading.text), assigneeOf(trigger.to ?? 'manager', facts.account, people), now);
  }
  return course;
}

function escalated(
  course: Execution,
  { when, to, withinHours }: Execution['escalationTriggers'][number],
  text: string,
  assigneeId: string | undefined,
  now: Date,
): Execution {
  const every = [...course.pendingSteps, ...course.completedSteps, ...course.skippedSteps];
  const hours = withinHours ?? 24;
  const step = {
    number: Math.max(0, ...every.map(({ number }) => number)) + 1,
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
  return summed({ ...course, escalations, executionPriority: 'urgent', pendingSteps: [...course.pendingSteps, step] }, now);
}

/** Measures the end once nothing is left to do. */
function finish(execution: Execution, { facts, now }: Surroundings): Execution {
  if (execution.pendingSteps.length > 0 || execution.openDecision) return execution;
  const measured = execution.targetMetrics.flatMap(({ name, unit, target, baseline }) => {
    const signal = signalNamed(name);
    const reading = signal?.read(facts);
    if (!signal || !reading || target == null) return [];
    return [
      {
        metric: { name, unit, target, baseline, value: reading.value, at: now },
        reached: reachedShare(signal.better, baseline, target, reading.value),
      },
    ];
  });
  const { runningKey: _, ...rest } = execution;
  return {
    ...rest,
    executionStatus: 'completed',
    actualCompletionDate: now,
    progressPercentage: 100,
    achievedMetrics: measured.map(({ metric }) => metric),
    ...(measured.length > 0
      ? { successScore: Math.round((100 * measured.reduce((total, { reached }) => total + reached, 0)) / measured.length) }
      : {}),
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
