import type { Approval } from '../../models/approval.ts';
import { statesBefore } from '../../models/approval.ts';
import type { ApprovalDeps, Update } from './deps.ts';
import { step, updateOf } from './store.ts';

/** Closes a tenant's drafts that nobody decided about in time. Safe to run anywhere, any number of times. */
export async function expireDue(deps: ApprovalDeps, tenant: string): Promise<Update[]> {
  const due = { tenant, state: { $in: statesBefore('expire') }, expiresAt: { $lte: deps.clock.now() } };
  const approvals = await deps.models.approvals.find(due).lean<Approval[]>();
  const expired = await Promise.all(approvals.map((approval) => step(deps, approval, 'expire')));
  return Promise.all(expired.filter((approval) => approval !== undefined).map((approval) => updateOf(deps, approval)));
}
