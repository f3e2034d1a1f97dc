import type { PlaybookExecution } from '../../../models/playbook-execution.ts';
import type { Context } from '../../kit/context.ts';
import { UpstreamError } from '../../kit/errors.ts';
import type { Execution } from './execution.ts';
import { RUNNING } from './execution.ts';
import { recordOutcome } from './outcome.ts';

type Scope = Pick<Context, 'tenant' | 'models'>;

const ATTEMPTS = 5;

export async function findExecution({ tenant, models }: Scope, id: string): Promise<Execution | null> {
  return models.playbookExecutions.findOne({ tenant, _id: id }).lean<PlaybookExecution>();
}

/** The account's playbooks, running ones first, then the latest. */
export async function executionsOf({ tenant, models }: Scope, accountId: string): Promise<Execution[]> {
  const rows = await models.playbookExecutions.find({ tenant, accountId }).sort({ at: -1 }).limit(50).lean<PlaybookExecution[]>();
  return rows.sort((a, b) => Number(isRunning(b)) - Number(isRunning(a)) || b.at.getTime() - a.at.getTime());
}

export const isRunning = ({ executionStatus }: Pick<Execution, 'executionStatus'>): boolean =>
  (RUNNING as readonly string[]).includes(executionStatus);

/** Every playbook that is on, of all accounts. */
export function activeExecutions({ tenant, models }: Scope, limit = 2_000): Promise<Execution[]> {
  return models.playbookExecutions
    .find({ tenant, executionStatus: 'in_progress' })
    .sort({ plannedCompletionDate: 1 })
    .limit(limit)
    .lean<PlaybookExecution[]>();
}

/** Writes a change over exactly the state it was made from. False where somebody else was first. */
export async function saveExecution({ tenant, models }: Scope, before: Execution, after: Execution): Promise<boolean> {
  if (after === before) return true;
  const { matchedCount } = await models.playbookExecutions.replaceOne(
    { tenant, _id: before._id, revision: before.revision },
    { ...after, revision: before.revision + 1 },
  );
  if (matchedCount === 1 && after.executionStatus === 'completed' && before.executionStatus !== 'completed')
    await recordOutcome({ tenant, models }, after);
  return matchedCount === 1;
}

/** Puts an execution back as it was before the last change. False where that is not the last one any more. */
export async function restoreExecution(scope: Scope, before: Execution): Promise<boolean> {
  const { tenant, models } = scope;
  const written = { tenant, _id: before._id, revision: before.revision + 1 };
  const { matchedCount } = await models.playbookExecutions.replaceOne(written, { ...before, revision: before.revision + 2 });
  if (matchedCount === 1) await recordOutcome(scope, before);
  return matchedCount === 1;
}

/** Applies a pure change to whatever is stored, again where somebody else wrote in between. */
export async function changeExecution(scope: Scope, id: string, change: (execution: Execution) => Execution): Promise<Execution | null> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const before = await findExecution(scope, id);
    if (!before) return null;
    const after = change(before);
    if (await saveExecution(scope, before, after)) return after === before ? before : { ...after, revision: before.revision + 1 };
  }
  throw new UpstreamError('database', 'conflict', { asked: 'change the playbook' });
}
