import { UserError } from '../../kit/errors.ts';
import { daysBetween } from '../../metrics/format.ts';
import { addDays, type Execution, type PendingStep, summed } from './execution.ts';

interface Move {
  at: Date;
  /** Absent where the course itself moved. */
  byUserId?: string;
}

/** Pure steps of the course: each gives the execution as it is afterwards. */

export function complete(execution: Execution, number: number, { at, byUserId, note }: Move & { note?: string }): Execution {
  const step = execution.pendingSteps.find((each) => each.number === number);
  if (!step) return execution;
  const { title, phase } = step;
  const done = { number, title, phase, completedAt: at, ...(byUserId ? { byUserId } : {}), ...(note ? { note } : {}) };
  return summed({ ...without(execution, [number]), completedSteps: [...execution.completedSteps, done] }, at);
}

export function skip(execution: Execution, numbers: readonly number[], { at, byUserId, reason }: Move & { reason: string }): Execution {
  const steps = execution.pendingSteps.filter(({ number }) => numbers.includes(number));
  if (steps.length === 0) return execution;
  const left = steps.map(({ number, title, phase }) => ({
    number,
    title,
    phase,
    skippedAt: at,
    ...(byUserId ? { byUserId } : {}),
    reason,
  }));
  return summed({ ...without(execution, numbers), skippedSteps: [...execution.skippedSteps, ...left] }, at);
}

function without(execution: Execution, numbers: readonly number[]): Execution {
  return { ...execution, pendingSteps: execution.pendingSteps.filter(({ number }) => !numbers.includes(number)) };
}

/** The answer to a branch. Yes leaves out the steps before the one it leads to. */
export function decide(
  execution: Execution,
  point: { afterStep: number; question: string; nextStep: number },
  { at, byUserId, answer, basis }: Move & { answer: 'yes' | 'no'; basis: string },
): Execution {
  const { afterStep, question, nextStep } = point;
  const decision = { afterStep, question, answer, basis, at, ...(byUserId ? { byUserId } : {}), ...(answer === 'yes' ? { nextStep } : {}) };
  const { openDecision, ...rest } = execution;
  const kept = openDecision?.afterStep === afterStep ? rest : execution;
  const decided: Execution = { ...kept, decisions: [...execution.decisions, decision] };
  if (answer === 'no') return summed(decided, at);
  const between = decided.pendingSteps.filter(({ number }) => number > afterStep && number < nextStep).map(({ number }) => number);
  return summed(skip(decided, between, { at, byUserId, reason: `Branch: ${question} Yes. ${basis}` }), at);
}

export function pause(execution: Execution, at: Date): Execution {
  return { ...execution, executionStatus: 'on_hold', pausedAt: at, updatedAt: at };
}

/** Goes on; what was still to do moves by the days it stood still. */
export function resume(execution: Execution, at: Date): Execution {
  const { pausedAt, ...rest } = execution;
  const days = pausedAt ? daysBetween(pausedAt, at) : 0;
  const moved = (date: Date | null | undefined) => (date ? addDays(date, days) : date);
  return summed(
    {
      ...rest,
      executionStatus: 'in_progress',
      pendingSteps: execution.pendingSteps.map((step) => ({ ...step, dueAt: moved(step.dueAt), dueUntil: moved(step.dueUntil) })),
      plannedCompletionDate: moved(execution.plannedCompletionDate),
    },
    at,
  );
}

export function cancel(execution: Execution, at: Date, reason: string): Execution {
  const { runningKey: _, openDecision: __, ...rest } = execution;
  return { ...rest, executionStatus: 'cancelled', actualCompletionDate: at, executionNotes: reason, updatedAt: at };
}

/** The pending step a person means: its number, or words of its title. @throws UserError with the candidates */
export function stepSaid(execution: Execution, said: string, sayFor: (step: PendingStep) => string): PendingStep {
  const { pendingSteps, completedSteps, skippedSteps } = execution;
  const number = Number(/^\s*#?(\d+)\s*$|\bstep\s*#?(\d+)/i.exec(said)?.slice(1).find(Boolean));
  const byNumber = pendingSteps.find((step) => step.number === number);
  if (byNumber) return byNumber;
  if (completedSteps.some((step) => step.number === number)) throw new UserError('step_done', `Step ${number} is done already.`);
  if (skippedSteps.some((step) => step.number === number)) throw new UserError('step_skipped', `Step ${number} was left out already.`);
  const words = wordsOf(said);
  const scored = pendingSteps.map((step) => ({ step, held: wordsOf(step.title).filter((word) => words.includes(word)).length }));
  const best = Math.max(0, ...scored.map(({ held }) => held));
  const found = best >= 2 ? scored.filter(({ held }) => held === best).map(({ step }) => step) : [];
  const [only] = found;
  if (only && found.length === 1) return only;
  const offered = (found.length > 1 ? found : pendingSteps)
    .toSorted((a, b) => (a.dueAt?.getTime() ?? 0) - (b.dueAt?.getTime() ?? 0))
    .slice(0, 4);
  throw new UserError(
    'which_step',
    `Which step? Open are ${offered.map((step) => `${step.number} (${step.title})`).join(', ')}.`,
    offered.map((step) => ({ label: `${step.number}. ${step.title}`.slice(0, 70), say: sayFor(step) })),
  );
}

const wordsOf = (text: string): string[] =>
  (text.toLowerCase().match(/[\p{L}\d]{3,}/gu) ?? []).filter(
    (word) => !['the', 'step', 'done', 'mark', 'for', 'and', 'playbook'].includes(word),
  );
