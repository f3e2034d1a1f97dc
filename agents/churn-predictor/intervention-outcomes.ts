import type { Account } from '../../models/account.ts';
import type { PlaybookExecution } from '../../models/playbook-execution.ts';
import type { SuccessPlaybook } from '../../models/success-playbook.ts';
import { DAY, type FactScope } from '../facts/index.ts';
import type { Intervention, InterventionOutcome } from './retention.ts';

/** An account that leaves this soon after its playbook was lost by it. */
const AFTERMATH_DAYS = 90;
/** An `urgent` retention playbook is the one executives take part in. */
const TIER: Record<NonNullable<PlaybookExecution['executionPriority']>, Intervention> = {
  low: 'standard',
  medium: 'standard',
  high: 'comprehensive',
  urgent: 'executive',
};

/** What the tenant's completed retention playbooks achieved, as known at an instant. */
export async function interventionOutcomes({ tenant, models, asOf }: FactScope): Promise<InterventionOutcome[]> {
  const playbooks = await models.successPlaybooks
    .find({ tenant, playbookType: 'retention' }, { _id: 1 })
    .lean<Pick<SuccessPlaybook, '_id'>[]>();
  if (playbooks.length === 0) return [];
  const known = { tenant, at: { $lte: asOf }, ingestedAt: { $lte: asOf } };
  const completed = await models.playbookExecutions
    .find({
      ...known,
      playbookId: { $in: playbooks.map(({ _id }) => _id) },
      executionStatus: 'completed',
      actualCompletionDate: { $lte: asOf },
    })
    .lean<PlaybookExecution[]>();
  const left = await models.accounts
    .find({ tenant, _id: { $in: completed.map(({ accountId }) => accountId) }, churnedAt: { $lte: asOf } }, { churnedAt: 1 })
    .lean<Pick<Account, '_id' | 'churnedAt'>[]>();
  const leftAt = new Map(left.map(({ _id, churnedAt }) => [_id, churnedAt]));
  return completed.flatMap(({ accountId, executionPriority, successScore, actualCompletionDate }) => {
    if (!executionPriority || successScore == null || !actualCompletionDate) return [];
    const gone = leftAt.get(accountId);
    const lost = gone != null && gone.getTime() <= actualCompletionDate.getTime() + AFTERMATH_DAYS * DAY;
    return [{ tier: TIER[executionPriority], success: lost ? 0 : successScore / 100 }];
  });
}
