import { type Approval, isOutreach, type OutreachApproval } from '../../models/approval.ts';
import { over } from '../../models/kit/over.ts';
import type { OutboxMessage } from '../../models/outbox-message.ts';
import { finish, writeDown } from './deliver.ts';
import type { ApprovalDeps, Update } from './deps.ts';
import { LEASE_MS } from './limits.ts';
import { settleAction } from './perform.ts';
import { updateOf } from './store.ts';

const ENDINGS = { sent: 'accept', recorded: 'record', failed: 'refuse' } as const;

/**
 * Settles deliveries whose process died: where the receipt was stored, by the receipt; otherwise
 * as unknown. Nothing is sent again, and a process that wakes up late finds its mail closed.
 */
export async function recoverUnknown(deps: ApprovalDeps, tenant: string): Promise<Update[]> {
  const now = deps.clock.now();
  const abandoned = await deps.models.approvals.find({ tenant, state: 'claimed', ...over('leaseUntil', now, LEASE_MS) }).lean<Approval[]>();
  const settled = await Promise.all(
    abandoned.map((approval) => (isOutreach(approval) ? settle(deps, approval, now) : settleAction(deps, approval))),
  );
  return Promise.all(settled.map((approval) => updateOf(deps, approval)));
}

async function settle(deps: ApprovalDeps, approval: OutreachApproval, now: Date): Promise<Approval> {
  const { tenant, _id } = approval;
  await writeDown(deps, approval, 'unknown');
  await deps.models.outbox.updateOne({ tenant, _id, state: { $in: ['frozen', 'sending'] } }, { $set: { state: 'unknown' } });
  const mail = await deps.models.outbox.findOne({ tenant, _id }).lean<OutboxMessage>();
  const answered =
    mail && mail.state !== 'unknown' && mail.state !== 'frozen' && mail.state !== 'sending'
      ? { state: mail.state, receipt: mail.receipt }
      : undefined;
  if (answered?.receipt) return finish(deps, approval, ENDINGS[answered.state], answered.receipt);
  const where = mail && mail.attempts > 0 ? 'while it was being sent' : 'before the mail system was asked, as far as the record shows';
  const detail = `Greendoor stopped ${where}. Look for message ${_id} in the sent mail before asking for a new draft.`;
  return finish(deps, approval, 'lose', { sent: false, detail, at: now });
}
