import { findApproval } from '../../bot/approvals/index.ts';
import { findOffer } from '../../bot/offers/index.ts';
import type { Approval } from '../../models/approval.ts';
import type { Models } from '../../models/index.ts';
import type { Offer } from '../../models/offer.ts';
import type { Decision } from './result-schema.ts';

/** How what waits, or was decided, stands. */
export async function decisionsOf(models: Models, tenant: string, ids: readonly string[]): Promise<Decision[]> {
  const found = ids.map(async (id) => {
    const offer = await findOffer({ models }, tenant, id);
    if (offer) return offerDecision(offer);
    const approval = await findApproval({ models }, tenant, id);
    return approval && approvalDecision(approval);
  });
  return (await Promise.all(found)).filter((each) => each !== undefined);
}

export const offerDecision = ({ _id, title, account, status, asker, pressedAt, undoneAt, result }: Offer): Decision => ({
  id: _id,
  kind: 'offer',
  title,
  ...(account ? { account: account.name } : {}),
  state: status,
  ...(pressedAt ? { by: asker.name } : {}),
  ...momentOf(undoneAt ?? pressedAt),
  ...(result ? { receipt: result.said } : {}),
});

export const approvalDecision = ({ _id, kind, subject, account, recipient, state, decidedBy, decidedAt, receipt }: Approval): Decision => ({
  id: _id,
  kind,
  title: subject,
  account: account.name,
  ...(recipient ? { recipient: recipient.name } : {}),
  state,
  ...(decidedBy ? { by: decidedBy.name } : {}),
  ...momentOf(decidedAt),
  ...(receipt ? { receipt: receipt.detail } : {}),
});

const momentOf = (date: Date | null | undefined): { at?: string } => (date ? { at: date.toISOString() } : {});
