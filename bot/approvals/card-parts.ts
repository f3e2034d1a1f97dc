import type { Finding } from '../../agents/facts/finding.ts';
import type { Effect, Part, Section } from '../../agents/kit/card.ts';
import type { CopyState } from '../../models/activity-copy.ts';
import { type Approval, isOutreach } from '../../models/approval.ts';

export interface Shown {
  time(date: Date): string;
  /** Whether approving sends a mail or only records it. */
  mailConfigured: boolean;
  others: readonly Approval[];
  /** How it stands in the other system that keeps it, too. */
  copy?: CopyState | undefined;
}

/** The buttons an approval has in its state, and the one that shows its facts. */
export function decisionParts(approval: Approval): Part[] {
  const { _id, version, state } = approval;
  const effect = (decision: Extract<Effect, { type: 'decide' }>['decision']) => ({
    type: 'decide' as const,
    approvalId: _id,
    version,
    decision,
  });
  const reject = { label: 'Reject', style: 'danger' as const, effect: effect('reject') };
  const edit = isOutreach(approval) ? [{ label: 'Edit', effect: effect('edit') }] : [];
  const facts = factsSection(approval).length > 0 ? [{ label: 'Facts', effect: { type: 'show' as const, section: 0 } }] : [];
  if (state === 'draft') {
    const ask = { label: 'Ask for approval', style: 'primary' as const, effect: effect('submit') };
    const discard = { label: 'Discard', style: 'danger' as const, effect: effect('discard') };
    return [{ type: 'buttons', buttons: [ask, ...edit, discard, ...facts] }];
  }
  if (state === 'pending')
    return [
      {
        type: 'buttons',
        buttons: [{ label: 'Approve', style: 'primary', effect: effect('approve') }, ...edit, reject, ...facts],
      },
    ];
  if (state === 'failed')
    return [{ type: 'buttons', buttons: [{ label: 'Try again', style: 'primary', effect: effect('approve') }, reject] }];
  return [];
}

/** What the text rests on, while somebody still decides about it. */
export function factsSection({ state, facts }: Approval): Section[] {
  if ((state !== 'pending' && state !== 'draft') || facts.length === 0) return [];
  return [{ label: 'Facts', parts: [{ type: 'evidence', title: 'Facts used', figures: facts as Finding[] }] }];
}
