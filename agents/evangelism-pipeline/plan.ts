import { addDays, workday } from '../facts/index.ts';
import type { Evangelist } from './assess.ts';

export interface PlanStep {
  text: string;
  /** Why: the criterion it is for. */
  why: string;
  dueAt: string;
}

/** What to do, and by when, for what is missing for the next tier; the soonest first. Pure. */
export const developmentPlan = ({ criteria }: Pick<Evangelist, 'criteria'>, now: Date): PlanStep[] =>
  criteria
    .filter(({ met }) => !met)
    .toSorted((a, b) => a.weeks - b.weeks)
    .map(({ action, label, weeks }) => ({
      text: action,
      why: label,
      dueAt: workday(addDays(now, weeks * 7)).toISOString(),
    }));
