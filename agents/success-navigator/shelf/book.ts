import type { Text } from '../../facts/figure.ts';
import { figuresOf } from '../../kit/present/figures.ts';
import { t } from '../../kit/text.ts';
import type { Playbook } from './shelf.ts';

/** A playbook as people see it on the shelf. */
export const bookOf = (playbook: Playbook) => ({
  id: playbook.id,
  name: playbook.playbookName,
  version: playbook.version,
  type: playbook.playbookType,
  about: playbook.description ?? null,
  source: playbook.source,
  steps: playbook.steps.length,
  days: playbook.executionTimelineDays ?? Math.max(0, ...playbook.steps.map(({ dayTo }) => dayTo)),
  /** Share of the measured executions that reached every target. */
  successRate: playbook.successRate,
  /** Measured ones. */
  executions: playbook.executionCount,
});
export type Book = ReturnType<typeof bookOf>;

/** @param adjustedFor the account whose segments changed it, where they did */
export function bookFigures({ id, name, steps, days, successRate, executions }: Book, asOf: string, adjustedFor?: string) {
  const { of, count, percent } = figuresOf({ kind: 'playbook', id: adjustedFor ? `${id} ${adjustedFor}` : id, name }, asOf);
  const record: Text =
    successRate === null || executions === 0
      ? 'no measured run yet'
      : t`targets reached in ${percent('playbook_success', 'runs that reached every target', successRate)} of ${count('playbook_runs', executions, 'run')}`;
  return { steps: count('playbook_steps', steps, 'step'), days: of('playbook_days', 'days', days, 'days'), record };
}
