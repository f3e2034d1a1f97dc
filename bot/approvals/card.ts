import type { Card } from '../../agents/kit/card.ts';
import type { CopyState } from '../../models/activity-copy.ts';
import { type Approval, isAction, isOutreach } from '../../models/approval.ts';
import { actionCard } from './action-card.ts';
import { outreachCard } from './outreach-card.ts';
import { instant } from './words.ts';

export interface ApprovalCardOptions {
  /** IANA name; without it, dates are in the requester's time zone. */
  viewerTimezone?: string;
  /** Whether approving sends a mail or only records it. */
  mailConfigured?: boolean;
  /** Other people's open notes to the same recipient. */
  others?: readonly Approval[];
  /** How a sent note stands in the other system that keeps it. */
  copy?: CopyState | undefined;
}

/** The card of an approval in any state: everything the approver agrees to, and afterwards who decided what, when, and the receipt. */
export function approvalCard(
  approval: Approval,
  { viewerTimezone, mailConfigured = true, others = [], copy }: ApprovalCardOptions = {},
): Card {
  const time = (date: Date) => instant(date, viewerTimezone ?? approval.timezone);
  const stands = { for: 'approval', id: approval._id } as const;
  if (isOutreach(approval)) return { ...outreachCard(approval, { time, mailConfigured, others, copy }), stands };
  if (isAction(approval)) return { ...actionCard(approval, { time, mailConfigured, others }), stands };
  throw new Error(`an approval of kind ${approval.kind} is incomplete`);
}
