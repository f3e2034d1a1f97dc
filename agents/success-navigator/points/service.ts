import type { SupportTicket } from '../../../models/support-ticket.ts';
import { happened } from '../../facts/time.ts';
import { daysBetween, longDate } from '../../metrics/format.ts';
import { evidenceOf } from '../../metrics/rows.ts';
import { clamp } from '../../metrics/statistics.ts';
import { quotable } from '../quotable.ts';
import { capital } from '../words.ts';
import { about, fact, type Point, type PointsOf } from './point.ts';

const SEVERITY: Record<SupportTicket['severity'], number> = { low: 0, normal: 0.1, high: 0.25, urgent: 0.35 };

/** Requests still open, and those that took longer than agreed. */
export const ticketPoints: PointsOf = ({ account, tickets, asOf }, to) =>
  tickets.flatMap((ticket): Point[] => {
    const { severity, escalated, resolutionHours: took, slaHours: agreed } = ticket;
    const title = quotable(ticket.subject);
    const opened = longDate(ticket.at);
    const named = `${title ? `request “${title}”` : 'request'} of ${opened}`;
    const whose = capital(`${ticket.contactId === to._id ? 'your' : "your team's"} ${named}`);
    const evidence = (field: string) => evidenceOf('support_tickets', field, [ticket]);
    if (ticket.status !== 'resolved' && !happened(ticket.resolvedAt, asOf))
      return [
        {
          topic: 'ticket',
          weight: clamp(0.5 + SEVERITY[severity] + (escalated ? 0.15 : 0), 0, 1),
          line: `${whose} is still open with us.`,
          subject: title ? `Your open request “${title}”` : about(account.name, `your open request of ${opened}`),
          figure: fact('Open request', `The ${named} is open.`, evidence('status')),
        },
      ];
    if (took == null || agreed == null || took <= agreed || daysBetween(ticket.at, asOf) > 60) return [];
    const hours = `${Math.round(took)} hours; ${Math.round(agreed)} were agreed`;
    return [
      {
        topic: 'ticket',
        weight: 0.4 + SEVERITY[severity],
        line: `${whose} took us ${hours}.`,
        subject: about(account.name, 'how we handled your request'),
        figure: fact('Late answer', `The ${named} took ${hours}.`, evidence('resolutionHours'), took, 'hours'),
      },
    ];
  });

/** What the recipient themself answered when asked. */
export const feedbackPoints: PointsOf = ({ account, surveys, asOf }, to) => {
  const answer = surveys.findLast(({ contactId, at }) => contactId === to._id && daysBetween(at, asOf) <= 150);
  if (!answer) return [];
  const top = answer.kind === 'nps' ? 10 : 5;
  const glad = answer.score / top >= 0.8;
  const given = `${answer.score} of ${top} on ${longDate(answer.at)}`;
  return [
    {
      topic: 'feedback',
      weight: glad ? 0.35 : 0.6,
      line: `You gave us ${given}${glad ? '; thank you for that' : ', and I would like to hear what lay behind it'}.`,
      subject: about(account.name, 'your feedback'),
      figure: fact('Their own rating', `${to.name} gave ${given}.`, evidenceOf('surveys', 'score', [answer]), answer.score),
    },
  ];
};
