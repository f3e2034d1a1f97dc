import type { PlaybookExecution } from '../../../models/playbook-execution.ts';
import { age } from '../../facts/time.ts';
import type { Context } from '../../kit/context.ts';
import { mean } from '../../metrics/statistics.ts';

type Row = Pick<PlaybookExecution, 'successScore' | 'actualStartDate' | 'actualCompletionDate'>;

export interface Outcomes {
  /** Completed executions whose outcome could be measured. */
  executionCount: number;
  /** Share of them that reached every target; null without any. */
  successRate: number | null;
  averageCompletionTime: number | null;
}

/** What the completed executions of a playbook say of it. Pure. */
export function outcomesOf(rows: readonly Row[]): Outcomes {
  const measured = rows.filter(({ successScore }) => successScore != null);
  const days = rows.flatMap(({ actualStartDate, actualCompletionDate }) =>
    actualStartDate && actualCompletionDate ? [age(actualStartDate, actualCompletionDate)] : [],
  );
  const average = mean(days);
  return {
    executionCount: measured.length,
    successRate: mean(measured.map(({ successScore }) => ((successScore ?? 0) >= 100 ? 1 : 0))),
    averageCompletionTime: average === null ? null : Math.round(average * 10) / 10,
  };
}

const COUNTED = 1_000;

/** Counts a playbook's completed executions anew, so that saying it twice counts nothing twice. */
export async function recordOutcome(
  { tenant, models }: Pick<Context, 'tenant' | 'models'>,
  { playbookId }: Pick<PlaybookExecution, 'playbookId'>,
): Promise<void> {
  const rows = await models.playbookExecutions
    .find({ tenant, playbookId, executionStatus: 'completed' }, { successScore: 1, actualStartDate: 1, actualCompletionDate: 1 })
    .limit(COUNTED)
    .lean<Row[]>();
  const { executionCount, successRate, averageCompletionTime } = outcomesOf(rows);
  await models.successPlaybooks.updateOne(
    { tenant, _id: playbookId },
    {
      $set: {
        executionCount,
        ...(successRate === null ? {} : { successRate }),
        ...(averageCompletionTime === null ? {} : { averageCompletionTime }),
      },
    },
  );
}
