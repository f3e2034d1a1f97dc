import type { AccountEvent, AccountEventKind } from '../../../models/account-event.ts';
import type { AccountFacts } from '../../facts/account-facts.ts';
import { competitorMentions } from '../../metrics/competitor-mentions.ts';
import { plural } from '../../metrics/format.ts';
import { type Anchors, decay, piecewise, round } from '../../metrics/statistics.ts';
import { ageDays, DAY, day, evidenceOf, type Factor, newestOf, type Observation, UNKNOWN } from './factor.ts';

const RENEWAL: Anchors = [
  [0, 1],
  [60, 0.7],
  [90, 0.55],
  [180, 0],
  [365, -0.6],
  [540, -0.8],
];

/** Days to the end of the running contract: the nearer, the easier to leave. */
function renewal(facts: AccountFacts): Observation {
  const running = facts.contracts.filter(({ status }) => status === 'active' || status === 'renewed');
  const ends = running
    .flatMap((contract) => (contract.endDate && contract.endDate > facts.asOf ? [{ contract, endDate: contract.endDate }] : []))
    .sort((a, b) => a.endDate.getTime() - b.endDate.getTime());
  const next = ends[0];
  if (!next) return UNKNOWN;
  const days = (next.endDate.getTime() - facts.asOf.getTime()) / DAY;
  return {
    // A contract's end date does not age.
    newest: facts.asOf,
    fullness: 1,
    reading: {
      strength: piecewise(RENEWAL, days),
      value: Math.floor(days),
      unit: 'days',
      text: () => `Renewal in ${plural(Math.floor(days), 'day')}, on ${day(next.endDate)}`,
      evidence: () => [evidenceOf('contracts', next.contract, 'endDate')],
    },
  };
}

/** How strongly events of these kinds still speak: each counts by its source's confidence and fades by half in `halfLife` days. */
export function liveEvents(facts: AccountFacts, weights: Partial<Record<AccountEventKind, number>>, halfLife: number) {
  const rows = facts.events.flatMap((event) => {
    const weight = weights[event.kind];
    return weight === undefined ? [] : [{ event, live: weight * event.confidence * decay(ageDays(facts, event.at), halfLife) }];
  });
  // Independent hints: two of one half are three quarters, never more than the whole.
  const strengthOf = (sign: 1 | -1) => 1 - rows.reduce((rest, { live }) => rest * (1 - Math.max(0, Math.min(1, sign * live))), 1);
  return { strength: strengthOf(1) - strengthOf(-1), rows };
}

export function eventText(events: AccountEvent[], none: string): string {
  const last = events.at(-1);
  if (!last) return none;
  const what = last.detail ?? last.kind.replaceAll('_', ' ');
  return `${what.replace(/\.$/, '')} (${day(last.at)})${events.length > 1 ? ` and ${events.length - 1} more` : ''}`;
}

export function eventFactor(weights: Partial<Record<AccountEventKind, number>>, halfLife: number, none: string) {
  return (facts: AccountFacts): Observation => {
    const newest = newestOf(facts.events);
    if (!newest) return UNKNOWN;
    const { strength, rows } = liveEvents(facts, weights, halfLife);
    const said = rows.filter(({ live }) => Math.abs(live) > 0.02);
    const leading = said.filter(({ live }) => (strength >= 0 ? live > 0 : live < 0)).map(({ event }) => event);
    return {
      newest,
      fullness: 1,
      reading: {
        strength: Math.max(-0.6, strength),
        value: leading.length,
        unit: 'events',
        text: () => eventText(leading, none),
        evidence: () => leading.slice(-3).map((event) => evidenceOf('account_events', event, 'kind')),
      },
    };
  };
}

/** Competitor evaluations: reported, or in the customer's own words in a ticket or message; each fades by half in 120 days. */
function competition(facts: AccountFacts): Observation {
  const newest = newestOf(
    facts.events,
    facts.tickets,
    facts.interactions.filter(({ direction }) => direction === 'inbound'),
  );
  if (!newest) return UNKNOWN;
  const mentions = competitorMentions(facts);
  const last = mentions.at(-1);
  const source = last?.collection === 'support_tickets' ? 'in a ticket of ' : last?.collection === 'interactions' ? 'in a message of ' : '';
  return {
    newest,
    fullness: 1,
    reading: {
      strength: 1 - mentions.reduce((rest, { sure, at }) => rest * (1 - sure * decay(ageDays(facts, at), 120)), 1),
      value: mentions.length,
      unit: 'mentions',
      text: () =>
        last
          ? `Competitor evaluation: ${last.words} (${source}${day(last.at)})`
          : `No competitor mentioned in the 180 days to ${day(facts.asOf)}`,
      evidence: () => mentions.slice(-3).map((each) => evidenceOf(each.collection, each, each.field)),
    },
  };
}

const DAYS_LATE: Anchors = [
  [-10, -0.2],
  [0, 0],
  [10, 0.35],
  [25, 0.8],
  [45, 1],
];

/** Days the latest invoice that fell due was paid late, or is overdue; fades over a year. */
function payment(facts: AccountFacts): Observation {
  const late = facts.invoices
    .filter(({ status }) => status !== 'void')
    .flatMap((invoice) => {
      const settled = invoice.paidAt ?? (invoice.dueAt < facts.asOf ? facts.asOf : null);
      return settled ? [{ invoice, settled, days: (settled.getTime() - invoice.dueAt.getTime()) / DAY }] : [];
    });
  const last = late.at(-1);
  if (!last) return UNKNOWN;
  const before = late.slice(0, -1);
  const early = before.filter(({ days }) => days <= 0).length;
  const days = round(last.days);
  const how = last.invoice.paidAt
    ? days > 0
      ? `paid ${plural(days, 'day')} late`
      : days < 0
        ? `paid ${plural(-days, 'day')} early`
        : 'paid on the day'
    : `${plural(days, 'day')} overdue`;
  return {
    newest: newestOf(late.map(({ invoice }) => ({ at: invoice.dueAt < facts.asOf ? invoice.dueAt : invoice.at }))),
    fullness: Math.min(1, (late.length + 1) / 3),
    reading: {
      strength: piecewise(DAYS_LATE, last.days) * decay(ageDays(facts, last.settled), 180),
      value: days,
      unit: 'days',
      text: () =>
        `Invoice due ${day(last.invoice.dueAt)} ${how}${before.length > 0 ? `; ${early} of ${before.length} before were on time` : ''}`,
      evidence: () => [evidenceOf('invoices', last.invoice, 'paidAt')],
    },
  };
}

const ROI: Anchors = [
  [0, 0.7],
  [0.5, 0.4],
  [1, 0],
  [2, -0.5],
  [4, -1],
];

/** Yearly benefit that somebody confirmed, against what the customer pays a year; fades by half when not measured again for half a year. */
function provenValue(facts: AccountFacts): Observation {
  const paid = facts.contracts.filter(({ status, startDate }) => status === 'active' && startDate <= facts.asOf);
  const yearly = paid.reduce((total, { annualValue }) => total + annualValue, 0);
  const proven = facts.values.filter(({ evidence, periodEnd }) => evidence && ageDays(facts, periodEnd) <= 365);
  const newest = newestOf(proven);
  const latest = proven.at(-1);
  if (!newest || !latest || yearly <= 0) return UNKNOWN;
  const perYear = [...Map.groupBy(proven, ({ category, description }) => `${category}\n${description}`).values()].reduce((total, rows) => {
    const amount = rows.reduce((sum, row) => sum + row.amount, 0);
    const days = rows.reduce((sum, row) => sum + Math.max(1, (row.periodEnd.getTime() - row.periodStart.getTime()) / DAY), 0);
    return total + (amount / days) * 365;
  }, 0);
  const roi = perYear / yearly;
  return {
    newest,
    fullness: 1,
    reading: {
      strength: piecewise(ROI, roi) * decay(ageDays(facts, newest) - 60, 180),
      value: round(roi * 100),
      unit: '%',
      text: () => `Proven value ${round(roi * 100)} % of the yearly price (latest measured ${day(newest)})`,
      evidence: () => proven.slice(-3).map((row) => evidenceOf('value_records', row, 'amount')),
    },
  };
}

const GROUP: Pick<Factor, 'group'> = { group: 'business' };

export const businessFactors: Factor[] = [
  {
    ...GROUP,
    name: 'renewal',
    label: 'Time to renewal',
    needs: 'a running contract with its end date',
    importance: 2,
    halfLife: 365,
    observe: renewal,
  },
  {
    ...GROUP,
    name: 'budget',
    label: 'Budget',
    needs: 'events at the customer',
    importance: 1,
    halfLife: 120,
    observe: eventFactor(
      { budget_cut: 0.9, layoffs: 0.7, budget_approved: -0.5, funding: -0.4, revenue_growth: -0.3 },
      120,
      'No budget pressure reported',
    ),
  },
  {
    ...GROUP,
    name: 'competition',
    label: 'Competitor evaluation',
    needs: 'tickets, messages or events',
    importance: 1,
    halfLife: 60,
    observe: competition,
  },
  {
    ...GROUP,
    name: 'payment',
    label: 'Payment',
    needs: 'invoices with due and paid dates',
    importance: 1,
    halfLife: 120,
    observe: payment,
  },
  {
    ...GROUP,
    name: 'proven_value',
    label: 'Proven value',
    needs: 'confirmed value records and a contract',
    importance: 1,
    halfLife: 120,
    observe: provenValue,
  },
];
