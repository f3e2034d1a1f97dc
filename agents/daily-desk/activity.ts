import type { AccountEvent } from '../../models/account-event.ts';
import { INTERACTION_KINDS, type Interaction } from '../../models/interaction.ts';
import { firstOf } from '../../models/kit/text.ts';
import type { SupportTicket } from '../../models/support-ticket.ts';
import type { Text } from '../facts/index.ts';
import { listed, ofAccount, t } from '../kit/say.ts';

export const ACTIVITY_KINDS = [...INTERACTION_KINDS, 'ticket', 'event'] as const;
export type ActivityKind = (typeof ACTIVITY_KINDS)[number];
/** What may be asked for: one kind, or any in which people on both sides speak or write to each other. */
export const ASKED_KINDS = ['conversation', ...ACTIVITY_KINDS] as const;
export type AskedKind = (typeof ASKED_KINDS)[number];
export const holdsKind = (asked: AskedKind | null, kind: ActivityKind): boolean =>
  asked === null || asked === kind || (asked === 'conversation' && (INTERACTION_KINDS as readonly string[]).includes(kind));

/** Something that passed between a customer and us, or happened there, as it is shown. */
export interface Entry {
  id: string;
  accountId: string;
  contactId: string | null;
  kind: ActivityKind;
  at: string;
  /** "e-mail from them", "call", "ticket, open", "event: champion left". */
  what: string;
  subject: string | null;
  /** As it was written by whoever wrote it. */
  text: string | null;
}

const MESSAGE = { inbound: 'from them', outbound: 'from us' } as const;
export const KIND_NAMES: Record<Interaction['kind'], string> = { email: 'e-mail', meeting: 'meeting', call: 'call', chat: 'chat' };

const entry = (
  row: Pick<Interaction, '_id' | 'accountId' | 'contactId' | 'at'>,
  rest: Pick<Entry, 'kind' | 'what' | 'subject' | 'text'>,
) => ({
  id: row._id,
  accountId: row.accountId,
  contactId: row.contactId ?? null,
  at: row.at.toISOString(),
  ...rest,
});

export function ofInteraction(row: Interaction): Entry {
  const { kind, direction, attended, subject, text } = row;
  const isMessage = kind === 'email' || kind === 'chat';
  const what = isMessage
    ? `${KIND_NAMES[kind]} ${MESSAGE[direction]}`
    : `${KIND_NAMES[kind]}${attended === false ? ', they did not come' : ''}`;
  return entry(row, { kind, what, subject: subject ?? null, text: text ?? null });
}

const SEVERITY: Record<SupportTicket['severity'], string> = { low: 'low-priority ', normal: '', high: 'high-priority ', urgent: 'urgent ' };

export const ofTicket = (row: SupportTicket): Entry =>
  entry(row, { kind: 'ticket', what: `${SEVERITY[row.severity]}ticket, ${row.status}`, subject: row.subject, text: row.text ?? null });

export const ofEvent = (row: AccountEvent): Entry =>
  entry(row, { kind: 'event', what: `event: ${row.kind.replaceAll('_', ' ')}`, subject: null, text: row.detail ?? null });

const MOST = 160;

/** Words of somebody else, marked as such, in one line. */
export function quoteOf(words: string, most = MOST): string {
  const line = words.replace(/\s+/g, ' ').trim();
  return `“${line.length > most ? `${firstOf(line, most - 1)}…` : line}”`;
}

/** "12 Nov, e-mail from them, Lisa Park: “Pricing” – “We would like…”". `most` letters of its text; none for 0. */
export function entryText(of: Entry, who: string | null, asOf: string, most = MOST): Text {
  const day = ofAccount({ id: of.accountId, name: of.accountId }, asOf).date(`activity:${of.id}`, of.kind, of.at);
  const quotes = [of.subject ? quoteOf(of.subject, 80) : null, of.text && most > 0 ? quoteOf(of.text, most) : null].filter(
    (each) => each !== null,
  );
  const head = listed([[day], of.what, ...(who ? [who] : [])]);
  return quotes.length > 0 ? t`${head}: ${quotes.join(' – ')}` : head;
}
