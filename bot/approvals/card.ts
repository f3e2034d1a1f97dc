import type { Button, Card, Part } from '../../agents/kit/card.ts';
import type { Figure } from '../../agents/kit/evidence.ts';
import type { Approval, ApprovalState } from '../../models/approval.ts';
import { difference } from './difference.ts';
import { hiddenCharacters, reveal } from './hidden-characters.ts';
import { whoDecides } from './policy.ts';

export interface ApprovalCardOptions {
  /** IANA name; without it, dates are in the requester's time zone. */
  viewerTimezone?: string;
  /** Whether approving sends a mail or only records it. */
  mailConfigured?: boolean;
}

const TITLES: Record<ApprovalState, string> = {
  pending: 'Waiting for approval',
  claimed: 'Approved, being sent',
  sent: 'Sent',
  recorded: 'Approved, not sent by mail',
  failed: 'Not sent',
  unknown: 'Unknown whether it was sent',
  rejected: 'Rejected',
  expired: 'Expired',
  superseded: 'Replaced by a newer draft',
};

/** The card of an approval in any state: everything the approver agrees to, and afterwards who decided what, when, and the receipt. */
export function approvalCard(approval: Approval, { viewerTimezone, mailConfigured = true }: ApprovalCardOptions = {}): Card {
  const { account, recipient, sender, state } = approval;
  const time = (date: Date) => instant(date, viewerTimezone ?? approval.timezone);
  const title = TITLES[state];
  const open = state === 'pending';
  const facts = approval.facts as Figure[];
  const parts: Part[] = [
    { type: 'header', text: `${title}: note to ${recipient.name}, ${account.name}` },
    {
      type: 'fields',
      fields: [
        { label: 'For', value: `${recipient.name}, ${account.name}` },
        { label: 'From', value: `${sender.name}, ${sender.title}` },
        { label: 'Channel', value: `E-mail to ${recipient.email}` },
        ...(open ? [{ label: 'Expires', value: time(approval.expiresAt) }] : [{ label: 'Outcome', value: outcome(approval, time) }]),
      ],
    },
    { type: 'text', verbatim: true, text: `Subject: ${reveal(approval.subject)}\n\n${reveal(approval.body)}` },
    ...flags(approval),
    ...changes(approval, time),
    ...(open
      ? [{ type: 'text' as const, text: `**Why now** ${approval.whyNow}\n**On Approve** ${onApprove(approval, mailConfigured)}` }]
      : []),
  ];
  const buttons = buttonsOf(approval);
  if (open && facts.length > 0) buttons.push({ label: 'Facts', effect: { type: 'show', section: 0 } });
  if (buttons.length > 0) parts.push({ type: 'buttons', buttons });
  if (open)
    parts.push({
      type: 'context',
      text: `${capital(whoDecides(approval.kind))} other than ${sender.name} decides. Facts used: ${facts.length}.`,
    });
  return {
    point: open
      ? `${sender.name}'s note to ${recipient.name} (${account.name}) waits for approval.`
      : `${title}: ${sender.name}'s note to ${recipient.name} (${account.name}).`,
    parts,
    sections: open && facts.length > 0 ? [{ label: 'Facts', parts: [{ type: 'evidence', title: 'Facts used', figures: facts }] }] : [],
  };
}

/** Who decided, when, and what came of it, in one or two sentences. */
export function outcome(approval: Approval, time: (date: Date) => string = (date) => instant(date, approval.timezone)): string {
  const { state, decidedBy, decidedAt, receipt } = approval;
  const decided = decidedBy && decidedAt ? `by ${decidedBy.name}, ${time(decidedAt)}` : '';
  const answer = receipt ? ` ${receipt.detail}` : '';
  switch (state) {
    case 'pending':
      return 'Waiting for a decision.';
    case 'claimed':
      return `Approved ${decided}; being sent.`;
    case 'sent':
      return `Approved ${decided}. Sent${receipt ? ` ${time(receipt.at)}` : ''}.${answer && ` Receipt:${answer}`}`;
    case 'recorded':
      return `Approved ${decided}. Recorded, not sent by mail.${answer}`;
    case 'failed':
      return `Approved ${decided}, but not sent.${answer}`;
    case 'unknown':
      return `Approved ${decided}. Nobody knows whether it was sent; it is not sent again.${answer}`;
    case 'rejected':
      return `Rejected ${decided}. Nothing was sent.`;
    case 'expired':
      return `${decidedBy ? `Approved ${decided}, not sent, and not tried again` : 'Nobody decided'} before ${time(approval.expiresAt)}. Nothing was sent.`;
    case 'superseded':
      return 'A newer draft to the same person took its place. Nothing was sent.';
  }
}

function buttonsOf({ _id, version, state }: Approval): Button[] {
  const effect = (decision: 'approve' | 'edit' | 'reject') => ({ type: 'decide' as const, approvalId: _id, version, decision });
  const reject: Button = { label: 'Reject', style: 'danger', effect: effect('reject') };
  if (state === 'pending')
    return [{ label: 'Approve', style: 'primary', effect: effect('approve') }, { label: 'Edit', effect: effect('edit') }, reject];
  if (state === 'failed') return [{ label: 'Try again', style: 'primary', effect: effect('approve') }, reject];
  return [];
}

function onApprove({ recipient, sender }: Approval, mailConfigured: boolean): string {
  return mailConfigured
    ? `this exact text goes once to ${recipient.email} in ${sender.name}'s name.`
    : `this exact text is recorded in ${sender.name}'s name. It is not sent: no mail system is configured.`;
}

function flags({ subject, body }: Approval): Part[] {
  const found = [
    ...hiddenCharacters(subject).map((each) => `Subject: ${each}.`),
    ...hiddenCharacters(body).map((each) => `Text: ${each}.`),
  ];
  if (found.length === 0) return [];
  return [
    {
      type: 'text',
      text: `**Hidden characters** ${found.join(' ')} They are marked ⟦U+…⟧ above; the mail would carry the characters themselves.`,
    },
  ];
}

function changes({ version, versions }: Approval, time: (date: Date) => string): Part[] {
  const [before, after] = [versions.at(-2), versions.at(-1)];
  if (version < 2 || !before || !after) return [];
  const lines = [...difference(before.subject, after.subject).map((line) => `Subject ${line}`), ...difference(before.body, after.body)];
  return [
    { type: 'text', text: `**Version ${version}**, changed by ${after.by.name}, ${time(after.at)}. Against version ${before.version}:` },
    { type: 'text', verbatim: true, text: lines.join('\n') },
  ];
}

/** "Tue 24 November 2026, 16:30 (Europe/Berlin)". */
function instant(date: Date, timezone: string): string {
  const parts = { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' } as const;
  const shown = new Intl.DateTimeFormat('en-GB', { ...parts, timeZone: timezone }).format(date);
  return `${shown.replace(',', '').replace(' at ', ', ')} (${timezone})`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
