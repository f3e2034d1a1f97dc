import type { Card, Part } from '../../agents/kit/card.ts';
import type { ActionApproval, ApprovalState } from '../../models/approval.ts';
import { decisionParts, factsSection, type Shown } from './card-parts.ts';
import { reveal } from './hidden-characters.ts';
import { whoDecides } from './policy.ts';
import { capital, outcome } from './words.ts';

const TITLES: Partial<Record<ApprovalState, string>> = {
  draft: 'Not asked for yet',
  discarded: 'Discarded',
  pending: 'Waiting for approval',
  claimed: 'Approved, being done',
  done: 'Done',
  failed: 'Not done',
  unknown: 'Unknown whether it was done',
  rejected: 'Rejected',
  expired: 'Expired',
  superseded: 'Replaced by a newer one',
};

/** The card of an action inside Greendoor: what happens on Approve, and afterwards who decided and what came of it. */
export function actionCard(approval: ActionApproval, { time }: Shown): Card {
  const { account, sender, state, subject, body, whyNow, facts } = approval;
  const title = TITLES[state] ?? 'Closed';
  const open = state === 'pending' || state === 'draft';
  const parts: Part[] = [
    { type: 'header', text: `${title}: ${subject}, ${account.name}` },
    ...(open
      ? [
          { type: 'text' as const, text: `**Why now** ${whyNow}` },
          { type: 'text' as const, text: `**On Approve**\n${body}` },
        ]
      : [{ type: 'text' as const, text: outcome(approval, time) }]),
    ...(approval.exact ? [{ type: 'text' as const, verbatim: true as const, text: reveal(approval.exact) }] : []),
    ...(open || state === 'done' ? approval.files.map((file) => ({ type: 'file' as const, ...file })) : []),
    ...decisionParts(approval),
  ];
  if (open)
    parts.push({
      type: 'context',
      text: `${state === 'draft' ? `Nobody is asked before ${sender.name} presses.` : `Asked for by ${sender.name}.`} ${capital(whoDecides(approval))}${approval.deciders === 'team' ? '' : ` other than ${sender.name}`} decides, until ${time(approval.expiresAt)}. Facts used: ${facts.length}.`,
    });
  return {
    point: open
      ? `${subject} (${account.name}) ${state === 'draft' ? 'is ready; nobody is asked for approval yet' : 'waits for approval'}.`
      : `${title}: ${subject} (${account.name}).`,
    parts,
    sections: factsSection(approval),
  };
}
