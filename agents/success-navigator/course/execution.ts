import type { PlaybookExecution } from '../../../models/playbook-execution.ts';
import { DAY } from '../../facts/time.ts';
import { daysBetween } from '../../metrics/format.ts';

export type Execution = PlaybookExecution;
export type PendingStep = Execution['pendingSteps'][number];

export const runningKey = (accountId: string, playbookName: string): string => `${accountId} ${playbookName.trim().toLowerCase()}`;

export const addDays = (date: Date, days: number): Date => new Date(date.getTime() + days * DAY);

/** The day itself, or the Monday after it: nobody is late over a weekend. */
export const workday = (date: Date): Date => addDays(date, [1, 0, 0, 0, 0, 0, 2][date.getUTCDay()] ?? 0);

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

/** Every step of it, whatever became of it. */
export const everyStep = ({ pendingSteps, completedSteps, skippedSteps }: Execution) => [
  ...completedSteps,
  ...skippedSteps,
  ...pendingSteps,
];

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
