import type { PlaybookExecution } from '../../../models/playbook-execution.ts';
import { age } from '../../facts/index.ts';
import { type Context, known, UpstreamError } from '../../kit/tool.ts';
import { mean, round } from '../../metrics/index.ts';
import { isRunning } from '../../metrics/topics/plan.ts';
import type { Execution } from './execution.ts';

type Scope = Pick<Context, 'tenant' | 'models'>;

const ATTEMPTS = 5;
const MOST = 50;
const MOST_ACTIVE = 2_000;
/** A playbook's success is told from so many completed executions. */
const COUNTED = 1_000;

export async function findExecution({ tenant, models }: Scope, id: string): Promise<Execution | null> {
  return models.playbookExecutions.findOne({ tenant, _id: id }).lean<Execution>();
}

/** The account's playbooks, running ones first, then the latest. */
export async function executionsOf({ tenant, models }: Scope, accountId: string): Promise<Execution[]> {
  return runningFirst(await models.playbookExecutions.find({ tenant, accountId }).sort({ at: -1 }).limit(MOST).lean<Execution[]>());
}

export const runningFirst = (executions: readonly Execution[]): Execution[] =>
  executions.toSorted((a, b) => Number(isRunning(b)) - Number(isRunning(a)) || b.at.getTime() - a.at.getTime());

/** Every playbook that is on, of all accounts. */
export function activeExecutions({ tenant, models }: Scope): Promise<Execution[]> {
  const active = models.playbookExecutions.find({ tenant, executionStatus: 'in_progress' });
  return active.sort({ plannedCompletionDate: 1 }).limit(MOST_ACTIVE).lean<Execution[]>();
}

/**
 * Applies a pure change to whatever is stored, again where somebody else wrote in between: it is written over exactly
 * the state it was made from. Null where there is no such playbook. @throws UpstreamError `conflict` after five attempts
 */
export async function changeExecution(scope: Scope, id: string, change: (execution: Execution) => Execution): Promise<Execution | null> {
  const { tenant, models } = scope;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const before = await findExecution(scope, id);
    if (!before) return null;
    const changed = change(before);
    if (changed === before) return before;
    const { revision } = before;
    const after = { ...changed, revision: revision + 1 };
    const { matchedCount } = await models.playbookExecutions.replaceOne({ tenant, _id: id, revision }, after);
    if (matchedCount !== 1) continue;
    if (after.executionStatus === 'completed' && before.executionStatus !== 'completed') await recordOutcome(scope, after);
    return after;
  }
  throw new UpstreamError('database', 'conflict', { asked: 'change the playbook' });
}

/** Puts an execution back as it was before the last change. False where that is not the last one any more. */
export async function restoreExecution(scope: Scope, before: Execution): Promise<boolean> {
  const { tenant, models } = scope;
  const written = { tenant, _id: before._id, revision: before.revision + 1 };
  const { matchedCount } = await models.playbookExecutions.replaceOne(written, { ...before, revision: before.revision + 2 });
  if (matchedCount === 1) await recordOutcome(scope, before);
  return matchedCount === 1;
}

/** Counts a playbook's completed executions anew, so that saying it twice counts nothing twice. */
async function recordOutcome({ tenant, models }: Scope, { playbookId }: Execution): Promise<void> {
  const rows = await models.playbookExecutions
    .find({ tenant, playbookId, executionStatus: 'completed' }, { successScore: 1, actualStartDate: 1, actualCompletionDate: 1 })
    .limit(COUNTED)
    .lean<Pick<PlaybookExecution, 'successScore' | 'actualStartDate' | 'actualCompletionDate'>[]>();
  const measured = rows.flatMap(({ successScore }) => successScore ?? []);
  const successRate = mean(measured.map((score) => (score >= 100 ? 1 : 0)));
  const days = mean(
    rows.flatMap(({ actualStartDate, actualCompletionDate }) =>
      actualStartDate && actualCompletionDate ? [age(actualStartDate, actualCompletionDate)] : [],
    ),
  );
  const told = known({ successRate, averageCompletionTime: days === null ? null : round(days, 1) });
  await models.successPlaybooks.updateOne({ tenant, _id: playbookId }, { $set: { executionCount: measured.length, ...told } });
}
