import type { PlaybookExecution } from '../../../models/playbook-execution.ts';
import { addDays } from '../../facts/index.ts';
import { asks, known, meant, onlyOne, UserError } from '../../kit/tool.ts';
import { daysBetween } from '../../metrics/index.ts';

export type Execution = PlaybookExecution;
export type PendingStep = Execution['pendingSteps'][number];

export const runningKey = (accountId: string, playbookName: string): string => `${accountId} ${playbookName.trim().toLowerCase()}`;

/** Which day of the course it is; the day it began is day 1. */
export const dayNumber = ({ actualStartDate, at }: Pick<Execution, 'actualStartDate' | 'at'>, now: Date): number =>
  daysBetween(actualStartDate ?? at, now) + 1;

/** Whole days the most belated step is past its last day; 0 where none is. */
export function overdueDays({ pendingSteps, executionStatus }: Pick<Execution, 'pendingSteps' | 'executionStatus'>, now: Date): number {
  if (executionStatus !== 'in_progress') return 0;
  const last = pendingSteps.flatMap(({ dueUntil, dueAt }) => dueUntil ?? dueAt ?? []);
  return Math.max(0, ...last.map((date) => daysBetween(date, now)));
}

/** Steps whose day has come, the earliest first. Steps behind an unanswered branch wait for it. */
export function dueSteps(execution: Execution, now: Date): PendingStep[] {
  if (execution.executionStatus !== 'in_progress') return [];
  return execution.pendingSteps.filter(({ dueAt, number }) => dueAt != null && dueAt <= now && !waits(execution, number)).sort(inOrder);
}

/** Whether a step stands behind a branch that nobody has answered. */
export function waits({ openDecision }: Pick<Execution, 'openDecision'>, number: number): boolean {
  return openDecision?.afterStep != null && number > openDecision.afterStep && number < (openDecision.nextStep ?? 0);
}

export const inOrder = (a: PendingStep, b: PendingStep): number =>
  (a.dueAt?.getTime() ?? 0) - (b.dueAt?.getTime() ?? 0) || a.number - b.number;

/** What follows from the steps: progress in percent, the step that is on, how it goes. */
export function summed(execution: Execution, now: Date): Execution {
  const { completedSteps, skippedSteps, pendingSteps, escalations } = execution;
  const done = completedSteps.length + skippedSteps.length;
  const total = done + pendingSteps.length;
  const next = pendingSteps.toSorted(inOrder)[0];
  const late = overdueDays(execution, now);
  const escalated = escalations.length > 0 && pendingSteps.some(({ title }) => title.startsWith(ESCALATED));
  return {
    ...execution,
    progressPercentage: total === 0 ? 0 : Math.round((done / total) * 100),
    currentStep: next?.number ?? execution.currentStep,
    healthStatus: escalated ? 'escalated' : late > 3 ? 'delayed' : late > 0 ? 'at_risk' : 'on_track',
    updatedAt: now,
  };
}

/** How the step begins that an escalation adds. */
export const ESCALATED = 'Escalated: ';

interface Move {
  at: Date;
  /** Absent where the course itself moved. */
  byUserId?: string | undefined;
}

// The pure steps of the course: each gives the execution as it is afterwards.

export const complete = (execution: Execution, number: number, { at, byUserId, note }: Move & { note?: string | undefined }): Execution =>
  leave(execution, 'completedSteps', [number], at, { completedAt: at, ...known({ byUserId, note: note || null }) });

export const skip = (execution: Execution, numbers: readonly number[], { at, byUserId, reason }: Move & { reason: string }): Execution =>
  leave(execution, 'skippedSteps', numbers, at, { skippedAt: at, ...known({ byUserId }), reason });

/** Takes pending steps to those completed or left out, with how that came. */
function leave<To extends 'completedSteps' | 'skippedSteps'>(
  execution: Execution,
  to: To,
  numbers: readonly number[],
  at: Date,
  how: Omit<Execution[To][number], 'number' | 'title' | 'phase'>,
): Execution {
  const gone = execution.pendingSteps.filter(({ number }) => numbers.includes(number));
  if (gone.length === 0) return execution;
  const pendingSteps = execution.pendingSteps.filter((step) => !gone.includes(step));
  const past = gone.map(({ number, title, phase }) => ({ number, title, phase, ...how }));
  return summed({ ...execution, pendingSteps, [to]: [...execution[to], ...past] }, at);
}

/** The answer to a branch. Yes leaves out the steps before the one it leads to. */
export function decide(
  execution: Execution,
  { afterStep, question, nextStep }: { afterStep: number; question: string; nextStep: number },
  { at, byUserId, answer, basis }: Move & { answer: 'yes' | 'no'; basis: string },
): Execution {
  const decision = { afterStep, question, answer, basis, at, ...(byUserId ? { byUserId } : {}), ...(answer === 'yes' ? { nextStep } : {}) };
  const { openDecision, ...rest } = execution;
  const kept = openDecision?.afterStep === afterStep ? rest : execution;
  const decided: Execution = { ...kept, decisions: [...execution.decisions, decision] };
  if (answer === 'no') return summed(decided, at);
  const between = decided.pendingSteps.map(({ number }) => number).filter((number) => number > afterStep && number < nextStep);
  return summed(skip(decided, between, { at, byUserId, reason: `Branch: ${question} Yes. ${basis}` }), at);
}

export function pause(execution: Execution, at: Date): Execution {
  return { ...execution, executionStatus: 'on_hold', pausedAt: at, updatedAt: at };
}

/** Goes on; what was still to do moves by the days it stood still. */
export function resume(execution: Execution, at: Date): Execution {
  const { pausedAt, ...rest } = execution;
  const days = pausedAt ? daysBetween(pausedAt, at) : 0;
  const moved = (date: Date | null | undefined) => date && addDays(date, days);
  const pendingSteps = execution.pendingSteps.map((step) => ({ ...step, dueAt: moved(step.dueAt), dueUntil: moved(step.dueUntil) }));
  const plannedCompletionDate = moved(execution.plannedCompletionDate);
  return summed({ ...rest, executionStatus: 'in_progress', pendingSteps, plannedCompletionDate }, at);
}

export function cancel(execution: Execution, at: Date, reason: string): Execution {
  const { runningKey: _, openDecision: __, ...rest } = execution;
  return { ...rest, executionStatus: 'cancelled', actualCompletionDate: at, executionNotes: reason, updatedAt: at };
}

/** The pending step a person means: its number, or words of its title. @throws UserError with the candidates */
export function stepSaid(
  { pendingSteps, completedSteps, skippedSteps }: Execution,
  said: string,
  sayFor: (step: PendingStep) => string,
): PendingStep {
  const number = Number(/^\s*#?(\d+)\s*$|\bstep\s*#?(\d+)/i.exec(said)?.slice(1).find(Boolean));
  const numbered = (step: { number: number }) => step.number === number;
  const byNumber = pendingSteps.find(numbered);
  if (byNumber) return byNumber;
  if (completedSteps.some(numbered)) throw new UserError('step_done', `Step ${number} is done already.`);
  if (skippedSteps.some(numbered)) throw new UserError('step_skipped', `Step ${number} was left out already.`);
  return onlyOne(
    meant(pendingSteps, said, ({ title }) => title, 2),
    (found) => {
      const offered = (found.length > 1 ? found : pendingSteps).toSorted(inOrder).slice(0, 4);
      const open = offered.map((step) => `${step.number} (${step.title})`).join(', ');
      const label = (step: PendingStep) => `${step.number}. ${step.title}`.slice(0, 70);
      return asks('which_step', `Which step? Open are ${open}.`, offered, { label, say: sayFor });
    },
  );
}
