import type { SupportTicket } from '../../../models/support-ticket.ts';
import type { AccountFacts } from '../../facts/account-facts.ts';
import { age, happened, latestOf, within } from '../../facts/time.ts';
import { plural, shortDate } from '../../metrics/format.ts';
import { decay, mean, sum, weightedMean } from '../../metrics/statistics.ts';
import { evidenceOf, type Metric } from '../metric.ts';

const base = { dimension: 'support', grace: 60, halfLife: 120 } as const;
const TICKETS = 'support_tickets';
const SEVERITY: Record<SupportTicket['severity'], number> = { low: 1, normal: 2, high: 3, urgent: 4 };
const MONTH = 30;

const recent = (facts: AccountFacts): SupportTicket[] => within(facts.tickets, facts.asOf, 180);

/** Weighted by recency: half as much after 60 days. */
const recencyMean = (rows: readonly { at: Date; value: number }[], asOf: Date): number | null =>
  weightedMean(rows.map(({ at, value }) => ({ value, weight: decay(age(at, asOf), 60) }))).value;

export const supportMetrics: Metric[] = [
  {
    ...base,
    key: 'ticket_volume',
    label: 'Ticket volume against before',
    unit: '% of the level before',
    digits: 0,
    remedy: 'Look for the one cause behind the new tickets',
    read(facts) {
      const tickets = recent(facts);
      const first = tickets[0];
      if (!first) return null;
      const now = tickets.filter(({ at }) => age(at, facts.asOf) < MONTH).length;
      const months = Math.min(3, Math.max(1, (age(first.at, facts.asOf) - MONTH) / MONTH));
      const before = tickets.filter(({ at }) => age(at, facts.asOf) >= MONTH && age(at, facts.asOf) < 4 * MONTH).length / months;
      return {
        // Two are added to both, so that two tickets after one are not a doubling.
        value: ((now + 2) / (before + 2)) * 100,
        latest: latestOf(tickets),
        text: () => `${plural(now, 'ticket')} in 30 days, ${before.toFixed(1)} a month before (to ${shortDate(facts.asOf, facts.asOf)})`,
        evidence: () => evidenceOf(TICKETS, 'at', tickets),
      };
    },
  },
  {
    ...base,
    key: 'ticket_severity',
    label: 'Ticket severity',
    unit: '1 (low) to 4 (urgent)',
    digits: 1,
    remedy: 'Take the most severe open problem to engineering and name a date',
    read(facts) {
      const tickets = recent(facts);
      const value = recencyMean(
        tickets.map(({ at, severity }) => ({ at, value: SEVERITY[severity] })),
        facts.asOf,
      );
      if (value === null) return null;
      const severe = tickets.filter(({ severity }) => severity === 'high' || severity === 'urgent');
      return {
        value,
        latest: latestOf(tickets),
        text: () =>
          `Severity ${value.toFixed(1)} of 4 on average, ${severe.length} of ${plural(tickets.length, 'ticket')} high or urgent (last ${shortDate(tickets.at(-1)?.at ?? facts.asOf, facts.asOf)})`,
        evidence: () => evidenceOf(TICKETS, 'severity', tickets),
      };
    },
  },
  {
    ...base,
    key: 'resolution_against_sla',
    label: 'Resolution against SLA',
    unit: '% of the agreed time',
    digits: 0,
    remedy: 'Close the oldest open ticket first and say when',
    read(facts) {
      const timed = recent(facts).flatMap((ticket) => {
        if (!ticket.slaHours) return [];
        const resolved = happened(ticket.resolvedAt, facts.asOf);
        const open = age(ticket.at, facts.asOf) * 24;
        const took = resolved ? (ticket.resolutionHours ?? (resolved.getTime() - ticket.at.getTime()) / 3_600_000) : open;
        // An open ticket says something only once it is late.
        if (!resolved && open <= ticket.slaHours) return [];
        return [{ ticket, at: ticket.at, hours: took, sla: ticket.slaHours, value: Math.min(4, took / ticket.slaHours) * 100 }];
      });
      const value = recencyMean(timed, facts.asOf);
      const hours = mean(timed.map((each) => each.hours));
      if (value === null || hours === null) return null;
      return {
        value,
        latest: latestOf(timed),
        text: () =>
          `Resolved in ${Math.round(hours)} hours on average against ${Math.round(mean(timed.map(({ sla }) => sla)) ?? 0)} agreed (${plural(timed.length, 'ticket')} to ${shortDate(new Date(latestOf(timed)), facts.asOf)})`,
        evidence: () =>
          evidenceOf(
            TICKETS,
            ({ resolvedAt, resolutionHours }) =>
              happened(resolvedAt, facts.asOf) ? (typeof resolutionHours === 'number' ? 'resolutionHours' : 'resolvedAt') : 'at',
            timed.map(({ ticket }) => ticket),
          ),
      };
    },
  },
  {
    ...base,
    key: 'csat',
    label: 'CSAT',
    unit: 'of 5',
    digits: 1,
    remedy: 'Call the person behind the lowest rating',
    read(facts) {
      const rated = [
        ...recent(facts).flatMap((ticket) =>
          typeof ticket.csat === 'number' && happened(ticket.resolvedAt, facts.asOf)
            ? [{ _id: ticket._id, at: ticket.at, value: ticket.csat, collection: TICKETS, field: 'csat' }]
            : [],
        ),
        ...within(facts.surveys, facts.asOf, 180).flatMap((survey) =>
          survey.kind === 'csat' ? [{ _id: survey._id, at: survey.at, value: survey.score, collection: 'surveys', field: 'score' }] : [],
        ),
      ];
      const value = recencyMean(rated, facts.asOf);
      if (value === null) return null;
      return {
        value,
        latest: latestOf(rated),
        text: () =>
          `CSAT ${value.toFixed(1)} of 5 (${plural(rated.length, 'rating')}, last ${shortDate(new Date(latestOf(rated)), facts.asOf)})`,
        evidence: () => rated.slice(-8).flatMap((each) => evidenceOf(each.collection, each.field, [each])),
      };
    },
  },
  {
    ...base,
    key: 'nps',
    label: 'NPS answer',
    unit: 'of 10',
    digits: 1,
    grace: 120,
    halfLife: 120,
    remedy: 'Ask the least satisfied person what would change their answer',
    read(facts) {
      const answers = within(facts.surveys, facts.asOf, 340).filter(({ kind }) => kind === 'nps');
      const latest = [...new Map(answers.map((answer) => [answer.contactId ?? answer._id, answer])).values()];
      const value = weightedMean(latest.map(({ at, score }) => ({ value: score, weight: decay(age(at, facts.asOf), 120) }))).value;
      if (value === null) return null;
      return {
        value,
        latest: latestOf(answers),
        text: () =>
          `NPS answers ${value.toFixed(1)} of 10 on average (${plural(latest.length, 'person', 'people')}, last ${shortDate(new Date(latestOf(answers)), facts.asOf)})`,
        evidence: () => evidenceOf('surveys', 'score', latest),
      };
    },
  },
  {
    ...base,
    key: 'escalations',
    label: 'Escalations',
    unit: 'recent',
    digits: 1,
    remedy: 'Own the escalation: one person, one plan, a daily word until it is closed',
    read(facts) {
      const tickets = recent(facts);
      if (tickets.length === 0) return null;
      const raised = tickets.filter(({ escalated, executivesCopied }) => escalated || executivesCopied);
      const value = sum(raised.map(({ at }) => decay(age(at, facts.asOf), 30)));
      const last = raised.at(-1);
      return {
        value,
        latest: latestOf(tickets),
        text: () =>
          last
            ? `${plural(raised.length, 'ticket')} escalated or copied to executives in 180 days (last ${shortDate(last.at, facts.asOf)})`
            : `No escalation among ${plural(tickets.length, 'ticket')} in 180 days (to ${shortDate(facts.asOf, facts.asOf)})`,
        evidence: () => evidenceOf(TICKETS, 'escalated', last ? raised : tickets),
      };
    },
  },
];
