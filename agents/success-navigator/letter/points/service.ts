import type { SupportTicket } from '../../../../models/support-ticket.ts';
import { fact } from '../../../facts/finding.ts';
import { happened } from '../../../facts/time.ts';
import { capital, daysBetween, longDate } from '../../../metrics/format.ts';
import { evidenceOf } from '../../../metrics/rows.ts';
import { clamp } from '../../../metrics/statistics.ts';
import { quotable } from '../quotable.ts';
import { about, type Point, type PointsOf } from './point.ts';

const SEVERITY: Record<SupportTicket['severity'], number> = { low: 0, normal: 0.1, high: 0.25, urgent: 0.35 };

/** Requests still open, and those that took longer than agreed. */
export const ticketPoints: PointsOf = ({ account, tickets, asOf }, to, { say, date }) =>
  tickets.flatMap((ticket): Point[] => {
    const { severity, escalated, resolutionHours: took, slaHours: agreed } = ticket;
    const title = quotable(ticket.subject);
    const opened = longDate(ticket.at);
    const named = `${title ? `request “${title}”` : 'request'} of ${opened}`;
    const values = { title: title ?? '', date: date(ticket.at) };
    const request = capital(say(`ticket.${ticket.contactId === to._id ? 'yours' : 'team'}${title ? '_titled' : ''}`, values));
    const evidence = (field: string) => evidenceOf('support_tickets', field, [ticket]);
    if (ticket.status !== 'resolved' && !happened(ticket.resolvedAt, asOf))
      return [
        {
          topic: 'ticket',
          weight: clamp(0.5 + SEVERITY[severity] + (escalated ? 0.15 : 0), 0, 1),
          news: 'bad',
          line: say('ticket.open', { request }),
          subject: title ? say('ticket.open_subject_titled', values) : about(account.name, say('ticket.open_subject', values)),
          figure: fact('Open request', `The ${named} is open.`, evidence('status')),
        },
      ];
    if (took == null || agreed == null || took <= agreed || daysBetween(ticket.at, asOf) > 60) return [];
    const hours = `${Math.round(took)} hours; ${Math.round(agreed)} were agreed`;
    return [
      {
        topic: 'ticket',
        weight: 0.4 + SEVERITY[severity],
        news: 'bad',
        line: say('ticket.late', { request, took: Math.round(took), agreed: Math.round(agreed) }),
        subject: about(account.name, say('ticket.late_subject')),
        figure: fact('Late answer', `The ${named} took ${hours}.`, evidence('resolutionHours'), took, 'hours'),
      },
    ];
  });

/** What the recipient themself answered when asked. */
export const feedbackPoints: PointsOf = ({ account, surveys, asOf }, to, { say, date }) => {
  const answer = surveys.findLast(({ contactId, at }) => contactId === to._id && daysBetween(at, asOf) <= 150);
  if (!answer) return [];
  const top = answer.kind === 'nps' ? 10 : 5;
  const glad = answer.score / top >= 0.8;
  const given = `${answer.score} of ${top} on ${longDate(answer.at)}`;
  return [
    {
      topic: 'feedback',
      weight: glad ? 0.35 : 0.6,
      news: glad ? 'good' : 'bad',
      line: say(glad ? 'feedback.good' : 'feedback.poor', { score: answer.score, top, date: date(answer.at) }),
      subject: about(account.name, say('feedback.subject')),
      figure: fact('Their own rating', `${to.name} gave ${given}.`, evidenceOf('surveys', 'score', [answer]), answer.score),
    },
  ];
};
