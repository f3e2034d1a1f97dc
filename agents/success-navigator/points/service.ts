import type { SupportTicket } from '../../../models/support-ticket.ts';
import { daysBetween, longDate } from '../../metrics/format.ts';
import { clamp } from '../../metrics/statistics.ts';
import { quotable } from '../quotable.ts';
import { capital } from '../words.ts';
import { about, fact, type PointsOf } from './point.ts';

const SEVERITY: Record<SupportTicket['severity'], number> = { low: 0, normal: 0.1, high: 0.25, urgent: 0.35 };

/** Requests still open, and those that took longer than agreed. */
export const ticketPoints: PointsOf = ({ account, tickets, asOf }, to) =>
  tickets.flatMap((ticket) => {
    const title = quotable(ticket.subject);
    const whose = ticket.contactId === to._id ? 'your' : "your team's";
    const opened = longDate(ticket.at);
    const named = `${title ? `request “${title}”` : 'request'} of ${opened}`;
    const source = (field: string) => ({ collection: 'support_tickets', id: ticket._id, field, at: ticket.at });
    if (ticket.status !== 'resolved' && !(ticket.resolvedAt && ticket.resolvedAt <= asOf)) {
      return [
        {
          topic: 'ticket' as const,
          weight: clamp(0.5 + SEVERITY[ticket.severity] + (ticket.escalated ? 0.15 : 0), 0, 1),
          line: `${capital(whose)} ${named} is still open with us.`,
          subject: title ? `Your open request “${title}”` : about(account.name, `your open request of ${opened}`),
          figure: fact('Open request', null, '', `The ${named} is open.`, source('status')),
        },
      ];
    }
    const { resolutionHours: took, slaHours: agreed } = ticket;
    if (took == null || agreed == null || took <= agreed || daysBetween(ticket.at, asOf) > 60) return [];
    const hours = `${Math.round(took)} hours; ${Math.round(agreed)} were agreed`;
    return [
      {
        topic: 'ticket' as const,
        weight: 0.4 + SEVERITY[ticket.severity],
        line: `${capital(whose)} ${named} took us ${hours}.`,
        subject: about(account.name, 'how we handled your request'),
        figure: fact('Late answer', took, 'hours', `The ${named} took ${hours}.`, source('resolutionHours')),
      },
    ];
  });

/** What the recipient themself answered when asked. */
export const feedbackPoints: PointsOf = ({ account, surveys, asOf }, to) => {
  const answer = surveys.findLast(({ contactId, at }) => contactId === to._id && daysBetween(at, asOf) <= 150);
  if (!answer) return [];
  const top = answer.kind === 'nps' ? 10 : 5;
  const share = answer.score / top;
  const given = `${answer.score} of ${top} on ${longDate(answer.at)}`;
  const line =
    share >= 0.8 ? `You gave us ${given}; thank you for that.` : `You gave us ${given}, and I would like to hear what lay behind it.`;
  return [
    {
      topic: 'feedback',
      weight: share >= 0.8 ? 0.35 : 0.6,
      line,
      subject: about(account.name, 'your feedback'),
      figure: fact('Their own rating', answer.score, '', `${to.name} gave ${given}.`, {
        collection: 'surveys',
        id: answer._id,
        field: 'score',
        at: answer.at,
      }),
    },
  ];
};
