import { dateFormat } from '../../agents/kit/date-format.ts';
import { UpstreamError } from '../../agents/kit/errors.ts';
import type { Approval } from '../../models/approval.ts';

/** Who decided, when, and what came of it, in one or two sentences. */
export function outcome(approval: Approval, time: (date: Date) => string = (date) => instant(date, approval.timezone)): string {
  const { kind, state, decidedBy, decidedAt, receipt } = approval;
  const decided = decidedBy && decidedAt ? `by ${decidedBy.name}, ${time(decidedAt)}` : '';
  const answer = receipt ? ` ${receipt.detail}` : '';
  const { doing, done, nothing } = WORDS[kind];
  switch (state) {
    case 'draft':
      return 'A draft: nobody has been asked to approve it.';
    case 'discarded':
      return `Discarded ${decided}. ${nothing}`;
    case 'pending':
      return 'Waiting for a decision.';
    case 'claimed':
      return `Approved ${decided}; being ${doing}.`;
    case 'sent':
      return `Approved ${decided}. Sent${receipt ? ` ${time(receipt.at)}` : ''}.${answer && ` Receipt:${answer}`}`;
    case 'recorded':
      return `Approved ${decided}. Recorded, not sent by mail.${answer}`;
    case 'done':
      return `Approved ${decided}.${answer}`;
    case 'failed':
      return `Approved ${decided}, but not ${done}.${answer}`;
    case 'unknown':
      return `Approved ${decided}. Nobody knows whether it was ${done}; it is not ${done} again.${answer}`;
    case 'rejected':
      return `Rejected ${decided}. ${nothing}`;
    case 'expired':
      return `${decidedBy ? `Approved ${decided}, not ${done}, and not tried again` : 'Nobody decided'} before ${time(approval.expiresAt)}. ${nothing}`;
    case 'superseded':
      return `${kind === 'outreach' ? 'A newer draft by the same author to the same person' : 'A newer request'} took its place. ${nothing}`;
  }
}

const WORDS: Record<Approval['kind'], { doing: string; done: string; nothing: string }> = {
  outreach: { doing: 'sent', done: 'sent', nothing: 'Nothing was sent.' },
  action: { doing: 'done', done: 'done', nothing: 'Nothing was changed.' },
};

export const KEPT = 'Kept in the outbox: no mail system is configured.';

/** The receipt of a mail the mail system took, with the number it answered. */
export function accepted(messageId: string, status: number | undefined): string {
  return `The mail system accepted message ${messageId}${status ? ` (${status})` : ''}.`;
}

/** What is known of a mail the mail system did not confirm. */
export function notConfirmed(error: unknown, ending: 'refuse' | 'lose', messageId: string): string {
  const why = error instanceof UpstreamError ? error.message : 'The mail could not be handed over.';
  return ending === 'refuse'
    ? `${why} Nothing left; once that is mended, Try again sends it.`
    : `${why} Look for message ${messageId} in the sent mail before asking for a new draft.`;
}

/** "Tue 24 November 2026, 16:30 (Berlin time)". */
export function instant(date: Date, timezone: string): string {
  const parts = { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' } as const;
  const shown = dateFormat({ ...parts, timeZone: timezone }).format(date);
  return `${shown.replace(',', '').replace(' at ', ', ')} (${zoneName(timezone)})`;
}

/** "New York time", "UTC". */
const zoneName = (timezone: string): string => {
  const [, ...place] = timezone.split('/');
  return place.length === 0 ? timezone : `${(place.at(-1) ?? '').replaceAll('_', ' ')} time`;
};

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
