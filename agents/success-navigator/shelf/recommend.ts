import { type Checked, check } from '../signals/condition.ts';
import type { SignalFacts } from '../signals/index.ts';
import type { Playbook } from './shelf.ts';

export interface Recommendation {
  playbook: Playbook;
  /** 0 to 1: how much of what speaks for it holds. */
  fit: number;
  met: Checked[];
  unknown: Checked[];
}

const PRIORITY: Record<NonNullable<Playbook['priorityLevel']>, number> = { critical: 0.3, high: 0.2, medium: 0.1, low: 0 };
const rank = ({ fit, playbook, met }: Recommendation): number =>
  fit + PRIORITY[playbook.priorityLevel ?? 'low'] + Math.min(5, met.length) / 50;

/** Conditions that hold for nearly everybody say nothing by themselves. */
const IDLE = new Set(['has_left', 'customer_for_days']);

/**
 * The playbooks whose conditions the account's signals meet, the best first: every required condition holds, and at
 * least one that tells accounts apart. What the data do not say speaks neither way. Pure.
 */
export function recommend(shelf: readonly Playbook[], facts: SignalFacts): Recommendation[] {
  return shelf
    .flatMap((playbook): Recommendation[] => {
      const checked = playbook.triggerConditions.map((condition) => ({ condition, checked: check(condition, facts) }));
      if (checked.length === 0 || checked.some(({ condition, checked: { met } }) => condition.required && met !== true)) return [];
      const telling = checked.filter(({ condition }) => !IDLE.has(condition.signal));
      const met = telling.filter((each) => each.checked.met === true);
      const known = telling.filter((each) => each.checked.met !== null);
      if (met.length === 0) return [];
      return [
        {
          playbook,
          fit: met.length / Math.max(1, known.length),
          met: met.map((each) => each.checked),
          unknown: telling.filter((each) => each.checked.met === null).map((each) => each.checked),
        },
      ];
    })
    .sort((a, b) => rank(b) - rank(a) || a.playbook.playbookName.localeCompare(b.playbook.playbookName));
}
