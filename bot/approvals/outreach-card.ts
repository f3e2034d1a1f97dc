import type { Card, Part } from '../../agents/kit/card.ts';
import type { ApprovalState, OutreachApproval } from '../../models/approval.ts';
import { decisionParts, factsSection, type Shown } from './card-parts.ts';
import { difference } from './difference.ts';
import { hiddenCharacters, reveal } from './hidden-characters.ts';
import { whoDecides } from './policy.ts';
import { capital, outcome } from './words.ts';

const TITLES: Record<ApprovalState, string> = {
  pending: 'Waiting for approval',
  claimed: 'Approved, being sent',
  sent: 'Sent',
  recorded: 'Approved, not sent by mail',
  done: 'Done',
  failed: 'Not sent',
  unknown: 'Unknown whether it was sent',
  rejected: 'Rejected',
  expired: 'Expired',
  superseded: 'Replaced by a newer draft',
};

/** The card of a note to a customer: the exact text, and afterwards who decided what, when, and the receipt. */
export function outreachCard(approval: OutreachApproval, { time, mailConfigured }: Shown): Card {
  const { account, recipient, sender, state, facts } = approval;
  const title = TITLES[state];
  const open = state === 'pending';
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
    ...decisionParts(approval),
  ];
  if (open)
    parts.push({
      type: 'context',
      text: `${capital(whoDecides(approval))} other than ${sender.name} decides. Facts used: ${facts.length}.`,
    });
  return {
    point: open
      ? `${sender.name}'s note to ${recipient.name} (${account.name}) waits for approval.`
      : `${title}: ${sender.name}'s note to ${recipient.name} (${account.name}).`,
    parts,
    sections: factsSection(approval),
  };
}

function onApprove({ recipient, sender }: OutreachApproval, mailConfigured: boolean): string {
  return mailConfigured
    ? `this exact text goes once to ${recipient.email} in ${sender.name}'s name.`
    : `this exact text is recorded in ${sender.name}'s name. It is not sent: no mail system is configured.`;
}

function flags({ subject, body }: OutreachApproval): Part[] {
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

function changes({ version, versions }: OutreachApproval, time: (date: Date) => string): Part[] {
  const [before, after] = [versions.at(-2), versions.at(-1)];
  if (version < 2 || !before || !after) return [];
  const lines = [...difference(before.subject, after.subject).map((line) => `Subject ${line}`), ...difference(before.body, after.body)];
  return [
    { type: 'text', text: `**Version ${version}**, changed by ${after.by.name}, ${time(after.at)}. Against version ${before.version}:` },
    { type: 'text', verbatim: true, text: lines.join('\n') },
  ];
}
