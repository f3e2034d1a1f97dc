import type { Card, Part } from '../../agents/kit/card.ts';
import type { CopyState } from '../../models/activity-copy.ts';
import type { Approval, ApprovalState, OutreachApproval } from '../../models/approval.ts';
import { decisionParts, factsSection, type Shown } from './card-parts.ts';
import { byParagraph, changed } from './difference.ts';
import { hiddenCharacters, reveal } from './hidden-characters.ts';
import { inColleaguesName, whoDecides } from './policy.ts';
import { capital, outcome } from './words.ts';

const TITLES: Record<ApprovalState, string> = {
  draft: 'Draft, nobody asked yet',
  discarded: 'Discarded',
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

/** How a sent note stands in the other system that keeps it. */
const NOTED: Record<CopyState, string> = {
  written: 'noted',
  waiting: 'not yet; tried again',
  sending: 'not yet; tried again',
  failed: 'not noted',
  unknown: 'not known; look there',
  withdrawn: 'not noted',
};

/** The card of a note to a customer: the exact text, and afterwards who decided what, when, and the receipt. */
export function outreachCard(approval: OutreachApproval, { time, mailConfigured, others, copy }: Shown): Card {
  const { account, recipient, sender, state, facts } = approval;
  const title = TITLES[state];
  const own = state === 'draft';
  const open = own || state === 'pending';
  const parts: Part[] = [
    { type: 'header', text: `${title}: note to ${recipient.name}, ${account.name}` },
    {
      type: 'fields',
      fields: [
        { label: 'For', value: `${recipient.name}, ${account.name}` },
        { label: 'From', value: `${sender.name}, ${sender.title}` },
        { label: 'Channel', value: `E-mail to ${recipient.email}` },
        ...(open ? [{ label: 'Expires', value: time(approval.expiresAt) }] : [{ label: 'Outcome', value: outcome(approval, time) }]),
        ...(approval.copyTo && copy ? [{ label: `In ${approval.copyTo}`, value: NOTED[copy] }] : []),
      ],
    },
    { type: 'text', verbatim: true, text: `Subject: ${reveal(approval.subject)}\n\n${reveal(approval.body)}` },
    ...flags(approval),
    ...changes(approval, time),
    ...answeredFor(approval),
    ...beside(others, recipient.name, time),
    ...(open
      ? [{ type: 'text' as const, text: `**Why now** ${approval.whyNow}\n**On Approve** ${onApprove(approval, mailConfigured)}` }]
      : []),
    ...(open ? approval.files.map((file) => ({ type: 'file' as const, ...file })) : []),
    ...decisionParts(approval),
  ];
  if (open)
    parts.push({
      type: 'context',
      text: `${own ? `Only ${author(approval)} sees to this: nobody is asked before they press Ask for approval. Then ` : ''}${whoElse(approval)} decides. Facts used: ${facts.length}.`,
    });
  return {
    point: open
      ? `${sender.name}'s note to ${recipient.name} (${account.name}) ${own ? 'is drafted; nobody is asked for approval yet' : 'waits for approval'}.`
      : `${title}: ${sender.name}'s note to ${recipient.name} (${account.name}).`,
    parts,
    sections: factsSection(approval),
  };
}

function onApprove({ recipient, sender, copyTo }: OutreachApproval, mailConfigured: boolean): string {
  return mailConfigured
    ? `this exact text goes once to ${recipient.email} in ${sender.name}'s name${copyTo ? `, and is noted in ${copyTo}` : ''}.`
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

const author = ({ versions, sender }: OutreachApproval): string => versions[0]?.by.name ?? sender.name;

/** "A manager, an executive or an admin other than Sarah Williams". */
function whoElse(approval: OutreachApproval): string {
  const who = whoDecides(approval);
  const named = inColleaguesName(approval) ? who : `${who} other than ${approval.sender.name}`;
  return approval.state === 'draft' ? named : capital(named);
}

/** Both texts in full, and by paragraph what was changed since it was drafted. */
function changes({ version, versions }: OutreachApproval, time: (date: Date) => string): Part[] {
  const [first, last] = [versions[0], versions.at(-1)];
  if (version < 2 || !first || !last) return [];
  return [
    { type: 'text', text: `**Version ${version}**, changed by ${last.by.name}, ${time(last.at)}. The text as drafted:` },
    { type: 'text', verbatim: true, text: `Subject: ${reveal(first.subject)}\n\n${reveal(first.body)}` },
    { type: 'text', text: '**What changed, by paragraph**' },
    {
      type: 'text',
      verbatim: true,
      text: [...changed('Subject', first.subject, last.subject), ...byParagraph(first.body, last.body)].join('\n'),
    },
  ];
}

/** Figures that are nobody's but the author's. */
function answeredFor({ versions }: OutreachApproval): Part[] {
  const last = versions.at(-1);
  const own = last?.ownFigures ?? [];
  if (own.length === 0) return [];
  const them = own.length === 1 ? 'it' : 'them';
  const figures = own.map((each) => reveal(each)).join(', ');
  return [{ type: 'text', text: `**Without a source** ${figures}: no record shows ${them}; ${last?.by.name} answers for ${them}.` }];
}

/** Whoever decides sees what else is about to reach the same person. */
function beside(others: readonly Approval[], to: string, time: (date: Date) => string): Part[] {
  if (others.length === 0) return [];
  const lines = others.map(
    ({ sender, subject, state, at }) =>
      `${sender.name}, ${time(at)}: “${reveal(subject)}”, ${state === 'draft' ? 'not put up for approval yet' : 'waits for approval'}`,
  );
  return [
    { type: 'text', text: `**Other open notes to ${to}**` },
    { type: 'text', verbatim: true, text: lines.join('\n') },
  ];
}
