import type { SupportTicket } from '../../../../models/support-ticket.ts';
import { fact, findingOf, happened } from '../../../facts/index.ts';
import { ofFacts, t } from '../../../kit/say.ts';
import { capital, clamp, daysBetween, evidenceOf, figureNow, longDate } from '../../../metrics/index.ts';
import { quotable } from '../check-text.ts';
import { about } from '../words.ts';
import type { PointsOf } from './index.ts';

/** Smaller changes, in %, are not worth a customer's attention. */
const NOTABLE = 15;

/** What may be said of how they use it. */
const SAID = ['active_users', 'api_calls', 'session_minutes', 'workflow_completion', 'core_adoption'] as const;

/** What changed in four weeks against the twelve before: a single odd week says nothing. */
export const usagePoints: PointsOf = (facts, _, words) =>
  SAID.flatMap((key) => {
    const level = figureNow(facts, key);
    const change = figureNow(facts, `${key}_change_4w`);
    if (!level || !change) return [];
    const moved = Number(change.figure.value);
    if (Math.abs(moved) < NOTABLE) return [];
    const down = moved < 0;
    const until = new Date(change.reading.latest);
    const values = {
      noun: words.say(`usage.${key}`),
      now: words.figure(level.figure),
      until: words.date(until),
      by: words.figure({ ...change.figure, value: Math.abs(moved), signed: false }),
    };
    const grown = { subject: about(facts.account.name, words.say('usage.up_subject')), ask: words.say('usage.up_ask') };
    const day = ofFacts(facts).date(`${key}_until`, 'until', until);
    return {
      weight: clamp(0.45 + Math.abs(moved) / 200, 0, 1),
      news: down ? ('bad' as const) : ('good' as const),
      line: words.say(down ? 'usage.down' : 'usage.up', values),
      ...(down ? {} : grown),
      figure: findingOf(
        { ...change.figure, evidence: [...change.figure.evidence.slice(0, 4), ...change.figure.evidence.slice(-1)] },
        t`${level.figure.label}: ${level.figure}, ${change.figure} against the weeks before (4 weeks to ${day}).`,
      ),
    };
  });

/** How many of those with access use it. */
export const adoptionPoints: PointsOf = (facts, _, words) => {
  const [active, provisioned] = [figureNow(facts, 'active_users'), figureNow(facts, 'provisioned_users')];
  const share = Number(active?.figure.value) / Number(provisioned?.figure.value);
  if (!active || !provisioned || !(share <= 1)) return [];
  const until = new Date(active.reading.latest);
  const counted = (figure: typeof active.figure) => words.figure({ ...figure, unit: '' });
  const values = { until: words.date(until), some: counted(active.figure), all: counted(provisioned.figure) };
  const day = ofFacts(facts).date('active_users_until', 'until', until);
  const told = t`Of ${provisioned.figure} with access, ${active.figure} were active in a week (4 weeks to ${day}).`;
  return [{ weight: 0.2 + 0.2 * (1 - share), line: words.say('adoption.line', values), figure: findingOf(active.figure, told) }];
};

const SEVERITY: Record<SupportTicket['severity'], number> = { low: 0, normal: 0.1, high: 0.25, urgent: 0.35 };

/** Requests still open, and those that took longer than agreed. */
export const ticketPoints: PointsOf = ({ account, tickets, asOf }, to, { say, date }) =>
  tickets.flatMap((ticket): ReturnType<PointsOf> => {
    const { severity, escalated, resolutionHours: took, slaHours: agreed } = ticket;
    const title = quotable(ticket.subject);
    const named = `${title ? `request “${title}”` : 'request'} of ${longDate(ticket.at)}`;
    const values = { title: title ?? '', date: date(ticket.at) };
    const request = capital(say(`ticket.${ticket.contactId === to._id ? 'yours' : 'team'}${title ? '_titled' : ''}`, values));
    const evidence = (field: string) => evidenceOf('support_tickets', field, [ticket]);
    if (ticket.status !== 'resolved' && !happened(ticket.resolvedAt, asOf))
      return [
        {
          weight: clamp(0.5 + SEVERITY[severity] + (escalated ? 0.15 : 0), 0, 1),
          news: 'bad',
          line: say('ticket.open', { request }),
          subject: title ? say('ticket.open_subject_titled', values) : about(account.name, say('ticket.open_subject', values)),
          figure: fact('Open request', `The ${named} is open.`, evidence('status')),
        },
      ];
    if (took == null || agreed == null || took <= agreed || daysBetween(ticket.at, asOf) > 60) return [];
    const told = `The ${named} took ${Math.round(took)} hours; ${Math.round(agreed)} were agreed.`;
    return [
      {
        weight: 0.4 + SEVERITY[severity],
        news: 'bad',
        line: say('ticket.late', { request, took: Math.round(took), agreed: Math.round(agreed) }),
        figure: fact('Late answer', told, evidence('resolutionHours'), took, 'hours'),
      },
    ];
  });

/** What the recipient themself answered when asked. */
export const feedbackPoints: PointsOf = ({ surveys, asOf }, to, { say, date }) => {
  const answer = surveys.findLast(({ contactId, at }) => contactId === to._id && daysBetween(at, asOf) <= 150);
  if (!answer) return [];
  const { score, at } = answer;
  const top = answer.kind === 'nps' ? 10 : 5;
  const glad = score / top >= 0.8;
  const told = `${to.name} gave ${score} of ${top} on ${longDate(at)}.`;
  return [
    {
      weight: glad ? 0.35 : 0.6,
      news: glad ? 'good' : 'bad',
      line: say(glad ? 'feedback.good' : 'feedback.poor', { score, top, date: date(at) }),
      figure: fact('Their own rating', told, evidenceOf('surveys', 'score', [answer]), score),
    },
  ];
};
