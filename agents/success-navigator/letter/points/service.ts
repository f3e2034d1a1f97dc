import type { SupportTicket } from '../../../../models/support-ticket.ts';
import { daysBetween, longDate } from '../../../metrics/format.ts';
import { clamp } from '../../../metrics/statistics.ts';
import { capital } from '../../words.ts';
import { quotable } from '../quotable.ts';
import { about, fact, type PointsOf } from './point.ts';

const SEVERITY: Record<SupportTicket['severity'], number> = { low: 0, normal: 0.1, high: 0.25, urgent: 0.35 };

/** Requests still open, and those that took longer than agreed. */
export const ticketPoints: PointsOf = ({ account, tickets, asOf }, to, { say, date }) =>
  tickets.flatMap((ticket) => {
    const title = quotable(ticket.subject);
    const whose = `ticket.${ticket.contactId === to._id ? 'yours' : 'team'}${title ? '_titled' : ''}` as const;
    const values = { title: title ?? '', date: date(ticket.at) };
    const request = capital(say(whose, values));
    const opened = longDate(ticket.at);
    const named = `${title ? `request “${title}”` : 'request'} of ${opened}`;
    const source = (field: string) => ({ collection: 'support_tickets', id: ticket._id, field, at: ticket.at });
    if (ticket.status !== 'resolved' && !(ticket.resolvedAt && ticket.resolvedAt <= asOf)) {
      return [
        {
          topic: 'ticket' as const,
          weight: clamp(0.5 + SEVERITY[ticket.severity] + (ticket.escalated ? 0.15 : 0), 0, 1),
          news: 'bad' as const,
          line: say('ticket.open', { request }),
          subject: title ? say('ticket.open_subject_titled', values) : about(account.name, say('ticket.open_subject', values)),
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
        news: 'bad' as const,
        line: say('ticket.late', { request, took: Math.round(took), agreed: Math.round(agreed) }),
        subject: about(account.name, say('ticket.late_subject')),
        figure: fact('Late answer', took, 'hours', `The ${named} took ${hours}.`, source('resolutionHours')),
      },
    ];
  });

/** What the recipient themself answered when asked. */
export const feedbackPoints: PointsOf = ({ account, surveys, asOf }, to, { say, date }) => {
  const answer = surveys.findLast(({ contactId, at }) => contactId === to._id && daysBetween(at, asOf) <= 150);
  if (!answer) return [];
  const top = answer.kind === 'nps' ? 10 : 5;
  const share = answer.score / top;
  const given = `${answer.score} of ${top} on ${longDate(answer.at)}`;
  const pleased = share >= 0.8;
  return [
    {
      topic: 'feedback',
      weight: pleased ? 0.35 : 0.6,
      news: pleased ? 'good' : 'bad',
      line: say(pleased ? 'feedback.good' : 'feedback.poor', { score: answer.score, top, date: date(answer.at) }),
      subject: about(account.name, say('feedback.subject')),
      figure: fact('Their own rating', answer.score, '', `${to.name} gave ${given}.`, {
        collection: 'surveys',
        id: answer._id,
        field: 'score',
        at: answer.at,
      }),
    },
  ];
};
