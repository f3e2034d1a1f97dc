import { UserError } from '../../kit/errors.ts';
import { daysBetween } from '../../metrics/format.ts';
import { meant } from '../said.ts';
import { addDays, type Execution, inOrder, type PendingStep, summed } from './execution.ts';

interface Move {
  at: Date;
  /** Absent where the course itself moved. */
  byUserId?: string | undefined;
}

/** Pure steps of the course: each gives the execution as it is afterwards. */

export function complete(execution: Execution, number: number, { at, byUserId, note }: Move & { note?: string | undefined }): Execution {
  const { gone, rest } = without(execution, [number]);
  if (gone.length === 0) return execution;
  const done = gone.map((step) => ({ ...step, completedAt: at, ...(byUserId ? { byUserId } : {}), ...(note ? { note } : {}) }));
  return summed({ ...rest, completedSteps: [...execution.completedSteps, ...done] }, at);
}

export function skip(execution: Execution, numbers: readonly number[], { at, byUserId, reason }: Move & { reason: string }): Execution {
  const { gone, rest } = without(execution, numbers);
  if (gone.length === 0) return execution;
  const left = gone.map((step) => ({ ...step, skippedAt: at, ...(byUserId ? { byUserId } : {}), reason }));
  return summed({ ...rest, skippedSteps: [...execution.skippedSteps, ...left] }, at);
}

/** What is kept of the steps that leave the pending ones. */
function without(execution: Execution, numbers: readonly number[]) {
  const [left, pendingSteps] = [true, false].map((out) => execution.pendingSteps.filter(({ number }) => numbers.includes(number) === out));
  const gone = (left ?? []).map(({ number, title, phase }) => ({ number, title, phase }));
  return { gone, rest: { ...execution, pendingSteps: pendingSteps ?? [] } };
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
  const found = meant(pendingSteps, said, ({ title }) => title, 2);
  const [only] = found;
  if (only && found.length === 1) return only;
  const offered = (found.length > 1 ? found : pendingSteps).toSorted(inOrder).slice(0, 4);
  throw new UserError(
    'which_step',
    `Which step? Open are ${offered.map((step) => `${step.number} (${step.title})`).join(', ')}.`,
    offered.map((step) => ({ label: `${step.number}. ${step.title}`.slice(0, 70), say: sayFor(step) })),
  );
}
