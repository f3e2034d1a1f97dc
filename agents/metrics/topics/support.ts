import { type SupportTicket, TICKET_SEVERITIES } from '../../../models/support-ticket.ts';
import type { AccountFacts } from '../../facts/account-facts.ts';
import { age, happened, latestOf, within } from '../../facts/time.ts';
import { countsIn, type Draft, daysDraft, found, rowsIn, topicOf } from '../define.ts';
import { plural, shortDate } from '../format.ts';
import { evidenceOf } from '../rows.ts';
import { decay, mean, median, sum, weightedMean } from '../statistics.ts';

const TICKETS = 'support_tickets';
const SEVERITY: Record<SupportTicket['severity'], number> = { low: 1, normal: 2, high: 3, urgent: 4 };
const MONTH = 30;

const recent = (facts: AccountFacts): SupportTicket[] => within(facts.tickets, facts.asOf, 180);

/** Weighted by recency: half as much after 60 days. */
const recencyMean = (rows: readonly { at: Date; value: number }[], asOf: Date): number | null =>
  weightedMean(rows.map(({ at, value }) => ({ value, weight: decay(age(at, asOf), 60) }))).value;

/** A ticket is open until it was resolved, or where it is called resolved without a date. */
const openOf = ({ tickets, asOf }: AccountFacts): SupportTicket[] =>
  tickets.filter(({ status, resolvedAt }) => (resolvedAt ? resolvedAt > asOf : status !== 'resolved'));

const ofTickets = rowsIn(TICKETS);
/** How many tickets of some kind there are; 0 where there are others. */
const counting = countsIn(TICKETS, ({ tickets }) => tickets, { better: 'lower', asNewAsKnown: true });

/** Hours a ticket took, or has been open where that is longer than agreed; null while that says nothing. */
function hoursOf(ticket: SupportTicket, asOf: Date): number | null {
  const resolved = happened(ticket.resolvedAt, asOf);
  if (resolved) return ticket.resolutionHours ?? (resolved.getTime() - ticket.at.getTime()) / 3_600_000;
  const open = age(ticket.at, asOf) * 24;
  return ticket.slaHours && open > ticket.slaHours ? open : null;
}

const timed = (facts: AccountFacts) =>
  recent(facts).flatMap((ticket) => {
    const hours = hoursOf(ticket, facts.asOf);
    return ticket.slaHours && hours !== null ? [{ ticket, at: ticket.at, hours, sla: ticket.slaHours }] : [];
  });

const took =
  (facts: AccountFacts) =>
  ({ resolvedAt, resolutionHours }: SupportTicket) =>
    happened(resolvedAt, facts.asOf) ? (typeof resolutionHours === 'number' ? 'resolutionHours' : 'resolvedAt') : 'at';

const oldest: Draft = {
  key: 'oldest_open_ticket',
  label: 'Oldest open ticket',
  aliases: 'ältestes ticket, plus ancien ticket, ticket más antiguo',
  unit: 'date',
  definition: 'When the oldest ticket that is still open was opened, of the last 400 days.',
  read(facts) {
    const rows = openOf(facts).slice(0, 1);
    return found(rows[0]?.at, ofTickets('at', rows));
  },
};

/** What they ask support for, and how it is answered. */
export const supportMetrics = topicOf('support', { grace: 60, halfLife: 120 }, [
  counting({
    key: 'open_tickets',
    label: 'Open tickets',
    aliases: 'tickets open, offene tickets, tickets ouverts, tickets abiertos, tickets, support tickets, support cases',
    definition: 'Tickets of the last 400 days that are not resolved.',
    field: 'status',
    of: openOf,
  }),
  ...TICKET_SEVERITIES.map((severity) =>
    counting({
      key: `open_${severity}_tickets`,
      label: `Open ${severity} tickets`,
      aliases: `${severity} tickets, ${severity} tickets open`,
      definition: `Tickets of severity ${severity} that are not resolved.`,
      field: 'severity',
      of: (facts) => openOf(facts).filter((ticket) => ticket.severity === severity),
    }),
  ),
  counting({
    key: 'open_severe_tickets',
    label: 'Open severe tickets',
    aliases: 'severe tickets, severe tickets open, schwere tickets',
    definition: 'Tickets of severity high or urgent that are not resolved.',
    field: 'severity',
    of: (facts) => openOf(facts).filter(isSevere),
  }),
  counting({
    key: 'severe_tickets_60d',
    label: 'Severe tickets in 60 days',
    definition: 'Tickets of severity high or urgent opened in the last 60 days.',
    field: 'severity',
    of: (facts) => within(facts.tickets, facts.asOf, 60).filter(isSevere),
  }),
  counting({
    key: 'executives_copied_60d',
    label: 'Tickets with executives copied in 60 days',
    definition: 'Tickets of the last 60 days to which their executives were copied.',
    field: 'executivesCopied',
    of: (facts) => within(facts.tickets, facts.asOf, 60).filter(({ executivesCopied }) => executivesCopied),
  }),
  oldest,
  daysDraft(oldest, 'since', {
    key: 'oldest_open_ticket_days',
    label: 'Age of the oldest open ticket',
    aliases: 'ticket age, alter des ältesten tickets',
    better: 'lower',
    definition: 'Days of the calendar since the oldest open ticket was opened.',
  }),
  {
    key: 'tickets_per_month',
    label: 'Tickets a month',
    aliases: 'monthly tickets, tickets pro monat, tickets par mois, tickets al mes',
    unit: 'per month',
    digits: 1,
    better: 'lower',
    definition: 'Tickets opened in the last 90 days, a month.',
    read({ tickets, asOf }) {
      const rows = within(tickets, asOf, 90);
      return found(tickets.length > 0 ? rows.length / 3 : null, ofTickets('at', rows.length > 0 ? rows : tickets));
    },
  },
  {
    key: 'ticket_volume',
    label: 'Ticket volume against before',
    aliases: 'ticket trend, ticketentwicklung',
    unit: '%',
    better: 'lower',
    definition:
      'Tickets of the last 30 days in % of the monthly level of the 90 days before, two added to both so that two after one are no doubling.',
    read(facts) {
      const tickets = recent(facts);
      const [first] = tickets;
      if (!first) return null;
      const now = tickets.filter(({ at }) => age(at, facts.asOf) < MONTH).length;
      const months = Math.min(3, Math.max(1, (age(first.at, facts.asOf) - MONTH) / MONTH));
      const before = tickets.filter(({ at }) => age(at, facts.asOf) >= MONTH && age(at, facts.asOf) < 4 * MONTH).length / months;
      return found(
        ((now + 2) / (before + 2)) * 100,
        ofTickets('at', tickets),
        () => `${plural(now, 'ticket')} in 30 days, ${before.toFixed(1)} a month before (to ${shortDate(facts.asOf, facts.asOf)})`,
      );
    },
  },
  {
    key: 'ticket_severity',
    label: 'Ticket severity',
    aliases: 'severity, schweregrad, gravité, severidad',
    unit: 'of 4',
    digits: 1,
    better: 'lower',
    definition: 'Mean severity, 1 (low) to 4 (urgent), of the tickets of the last 180 days, half as much after 60.',
    read(facts) {
      const tickets = recent(facts);
      const value = recencyMean(
        tickets.map(({ at, severity }) => ({ at, value: SEVERITY[severity] })),
        facts.asOf,
      );
      const severe = tickets.filter(isSevere);
      return found(
        value,
        ofTickets('severity', tickets),
        () =>
          `Severity ${value?.toFixed(1)} of 4 on average, ${severe.length} of ${plural(tickets.length, 'ticket')} high or urgent (last ${shortDate(tickets.at(-1)?.at ?? facts.asOf, facts.asOf)})`,
      );
    },
  },
  {
    key: 'resolution_against_sla',
    label: 'Resolution against SLA',
    aliases: 'sla',
    unit: '%',
    better: 'lower',
    definition:
      'Time to resolution in % of the agreed time (at most 400), tickets of the last 180 days, half as much after 60; an open one counts once it is late.',
    read(facts) {
      const rows = timed(facts);
      const value = recencyMean(
        rows.map(({ at, hours, sla }) => ({ at, value: Math.min(4, hours / sla) * 100 })),
        facts.asOf,
      );
      const agreed = mean(rows.map(({ sla }) => sla)) ?? 0;
      return found(
        value,
        ofTickets(
          took(facts),
          rows.map(({ ticket }) => ticket),
        ),
        () =>
          `Resolved in ${Math.round(mean(rows.map(({ hours }) => hours)) ?? 0)} hours on average against ${Math.round(agreed)} agreed (${plural(rows.length, 'ticket')} to ${shortDate(new Date(latestOf(rows)), facts.asOf)})`,
      );
    },
  },
  {
    key: 'within_sla',
    label: 'Resolved within SLA',
    aliases: 'sla share, innerhalb der sla, dans les délais, dentro del sla',
    unit: '%',
    better: 'higher',
    definition: 'Share of the tickets of the last 180 days resolved within the agreed time; an open one counts once it is late.',
    read(facts) {
      const rows = timed(facts);
      const within = rows.filter(({ hours, sla }) => hours <= sla).length;
      return found(
        rows.length > 0 ? (within / rows.length) * 100 : null,
        ofTickets(
          took(facts),
          rows.map(({ ticket }) => ticket),
        ),
      );
    },
  },
  hours(
    'first_response_hours',
    'First response',
    'first response time, erste antwort, première réponse, primera respuesta',
    'Median hours until support first answered, tickets of the last 180 days.',
    'firstResponseHours',
    ({ firstResponseHours }) => firstResponseHours ?? null,
  ),
  hours(
    'resolution_hours',
    'Resolution time',
    'time to resolution, lösungszeit, temps de résolution, tiempo de resolución',
    'Median hours until a ticket was resolved, of those resolved in the last 180 days.',
    'resolvedAt',
    (ticket, asOf) => (happened(ticket.resolvedAt, asOf) ? hoursOf(ticket, asOf) : null),
  ),
  {
    key: 'escalations',
    label: 'Escalations, recent',
    digits: 1,
    better: 'lower',
    definition: 'Tickets of the last 180 days escalated or copied to executives, each fading by half in 30 days.',
    read(facts) {
      const tickets = recent(facts);
      const raised = tickets.filter(isEscalated);
      const last = raised.at(-1);
      return found(
        tickets.length > 0 ? sum(raised.map(({ at }) => decay(age(at, facts.asOf), 30))) : null,
        ofTickets('escalated', last ? raised : tickets),
        {
          latest: latestOf(tickets),
          text: () =>
            last
              ? `${plural(raised.length, 'ticket')} escalated or copied to executives in 180 days (last ${shortDate(last.at, facts.asOf)})`
              : `No escalation among ${plural(tickets.length, 'ticket')} in 180 days (to ${shortDate(facts.asOf, facts.asOf)})`,
        },
      );
    },
  },
  counting({
    key: 'escalations_90d',
    label: 'Escalations in 90 days',
    aliases: 'escalations, escalated, eskalationen, escalades, escalaciones',
    definition: 'Tickets of the last 90 days escalated or copied to executives.',
    field: 'escalated',
    of: (facts) => within(facts.tickets, facts.asOf, 90).filter(isEscalated),
  }),
  counting({
    key: 'open_escalations',
    label: 'Open escalations',
    aliases: 'in escalation, offene eskalationen, escalades ouvertes, escalaciones abiertas',
    definition: 'Tickets escalated or copied to executives that are not resolved.',
    field: 'escalated',
    of: (facts) => openOf(facts).filter(isEscalated),
  }),
  {
    key: 'csat',
    label: 'CSAT',
    aliases:
      'satisfaction, support satisfaction, customer satisfaction, zufriedenheit, satisfaction client, satisfacción, satisfied customers',
    unit: 'of 5',
    digits: 1,
    better: 'higher',
    definition: 'Mean rating, 1 to 5, of tickets and surveys of the last 180 days, half as much after 60.',
    read(facts) {
      const rated = [
        ...recent(facts).flatMap(({ _id, at, csat, resolvedAt }) =>
          typeof csat === 'number' && happened(resolvedAt, facts.asOf)
            ? [{ _id, at, value: csat, collection: TICKETS, field: 'csat' }]
            : [],
        ),
        ...within(facts.surveys, facts.asOf, 180).flatMap(({ _id, at, kind, score }) =>
          kind === 'csat' ? [{ _id, at, value: score, collection: 'surveys', field: 'score' }] : [],
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
]);

const isSevere = ({ severity }: SupportTicket): boolean => severity === 'high' || severity === 'urgent';

function isEscalated({ escalated, executivesCopied }: SupportTicket): boolean {
  return Boolean(escalated || executivesCopied);
}

function hours(
  key: string,
  label: string,
  aliases: string,
  definition: string,
  field: string,
  get: (ticket: SupportTicket, asOf: Date) => number | null,
): Draft {
  return {
    key,
    label,
    aliases,
    unit: 'hours',
    digits: 1,
    better: 'lower',
    definition,
    read(facts) {
      const rows = recent(facts).filter((ticket) => get(ticket, facts.asOf) !== null);
      return found(median(rows.map((ticket) => get(ticket, facts.asOf) ?? 0)), ofTickets(field, rows));
    },
  };
}
