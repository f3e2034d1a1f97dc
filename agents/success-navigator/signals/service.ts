import { plural, shortDate } from '../../metrics/format.ts';
import { mean, round } from '../../metrics/statistics.ts';
import { DAY, evidence, type Signal, type SignalFacts } from './signal.ts';

const since = (asOf: Date, days: number) => asOf.getTime() - days * DAY;
const open = ({ tickets, asOf }: SignalFacts) =>
  tickets.filter(({ status, resolvedAt }) => (resolvedAt ? resolvedAt > asOf : status !== 'resolved'));

export const serviceSignals: Signal[] = [
  {
    key: 'severe_open_tickets',
    label: 'Severe open tickets',
    unit: 'tickets',
    better: 'lower',
    read(facts) {
      if (facts.tickets.length === 0) return null;
      const found = open(facts).filter(({ severity }) => severity === 'high' || severity === 'urgent');
      return {
        value: found.length,
        text: `${plural(found.length, 'severe ticket')} open`,
        evidence: found.slice(-3).map((each) => evidence('support_tickets', each, 'severity', each.at)),
      };
    },
  },
  {
    key: 'severe_tickets_60d',
    label: 'Severe tickets in 60 days',
    unit: 'tickets',
    better: 'lower',
    read(facts) {
      if (facts.tickets.length === 0) return null;
      const found = facts.tickets.filter(
        ({ at, severity }) => at.getTime() > since(facts.asOf, 60) && (severity === 'high' || severity === 'urgent'),
      );
      return {
        value: found.length,
        text: `${plural(found.length, 'severe ticket')} in 60 days`,
        evidence: found.slice(-3).map((each) => evidence('support_tickets', each, 'severity', each.at)),
      };
    },
  },
  {
    key: 'executives_copied_60d',
    label: 'Tickets with executives copied in 60 days',
    unit: 'tickets',
    better: 'lower',
    read(facts) {
      if (facts.tickets.length === 0) return null;
      const found = facts.tickets.filter(({ at, executivesCopied }) => executivesCopied && at.getTime() > since(facts.asOf, 60));
      return {
        value: found.length,
        text: `${plural(found.length, 'ticket')} with their executives copied in 60 days`,
        evidence: found.slice(-3).map((each) => evidence('support_tickets', each, 'executivesCopied', each.at)),
      };
    },
  },
  {
    key: 'csat',
    label: 'Support satisfaction',
    unit: 'of 5',
    better: 'higher',
    read({ tickets, asOf }) {
      const rated = tickets.filter(({ at, csat }) => csat != null && at.getTime() > since(asOf, 90));
      const value = mean(rated.map(({ csat }) => csat ?? 0));
      return value === null
        ? null
        : {
            value: round(value, 1),
            text: `Support satisfaction ${round(value, 1)} of 5 over ${plural(rated.length, 'ticket')} in 90 days`,
            evidence: rated.slice(-3).map((each) => evidence('support_tickets', each, 'csat', each.at)),
          };
    },
  },
  {
    key: 'nps',
    label: 'NPS answer',
    unit: 'of 10',
    better: 'higher',
    read({ surveys, asOf }) {
      const answers = surveys.filter(({ kind, at }) => kind === 'nps' && at.getTime() > since(asOf, 200));
      const last = answers.at(-1);
      const recent = last ? answers.filter(({ at }) => last.at.getTime() - at.getTime() < 30 * DAY) : [];
      const value = mean(recent.map(({ score }) => score));
      return value === null || !last
        ? null
        : {
            value: round(value, 1),
            text: `NPS answers average ${round(value, 1)} of 10 (${plural(recent.length, 'answer')}, last on ${shortDate(last.at, asOf)})`,
            evidence: recent.slice(-3).map((each) => evidence('surveys', each, 'score', each.at)),
          };
    },
  },
];
