import type { SupportTicket } from '../../../models/support-ticket.ts';
import { HOUR } from '../time.ts';
import { HISTORY_DAYS } from '../windows.ts';
import { isLater, known, type Rewind, recent, undone } from './known.ts';

const cameLater = (at: Date, hours: number | null | undefined, asOf: Date): boolean =>
  hours != null && at.getTime() + hours * HOUR > asOf.getTime();

/** What was answered or resolved later was not; a rating comes with the resolution. */
export const rewindTickets: Rewind<SupportTicket> = (rows, asOf) =>
  undone(
    recent(known(rows, asOf), asOf, HISTORY_DAYS),
    (ticket) => unresolved(ticket, asOf) || cameLater(ticket.at, ticket.firstResponseHours, asOf),
    (ticket) => ({
      ...ticket,
      ...(cameLater(ticket.at, ticket.firstResponseHours, asOf) ? { firstResponseHours: null } : {}),
      ...(unresolved(ticket, asOf) ? { status: 'open' as const, resolvedAt: null, resolutionHours: null, csat: null } : {}),
    }),
  );

const unresolved = ({ at, resolvedAt, resolutionHours }: SupportTicket, asOf: Date): boolean =>
  isLater(resolvedAt, asOf) || cameLater(at, resolutionHours, asOf);
