import type { Contact } from '../../../models/contact.ts';
import { daysBetween, plural, shortDate } from '../../metrics/format.ts';
import { mean } from '../../metrics/statistics.ts';
import { tookPart } from '../points/background.ts';
import { DAY, evidence, type Reading, type Signal, type SignalFacts } from './signal.ts';

const within = <Row extends { at: Date }>({ asOf }: SignalFacts, rows: readonly Row[], days: number): Row[] =>
  rows.filter(({ at }) => at.getTime() > asOf.getTime() - days * DAY);

/** Since they last took part; counted from the beginning of the relationship where they never did. */
function silence(facts: SignalFacts, who: (contact: Contact) => boolean, label: string): Reading | null {
  const people = facts.contacts.filter((contact) => who(contact) && !(contact.leftAt && contact.leftAt <= facts.asOf));
  const ids = new Set(people.map(({ _id }) => _id));
  const own = facts.interactions.filter(({ contactId }) => contactId && ids.has(contactId));
  const last = own.findLast(tookPart);
  const since = last ?? own[0];
  if (!since) return null;
  const value = daysBetween(since.at, facts.asOf);
  const text = last
    ? `${label} last took part ${plural(value, 'day')} ago, on ${shortDate(last.at, facts.asOf)}`
    : `${label} took part in nothing for ${plural(value, 'day')}`;
  return { value, text, evidence: [evidence('interactions', since, 'at', since.at)] };
}

function sinceStart(facts: SignalFacts, label: string, of: (each: SignalFacts['interactions'][number]) => boolean): Reading | null {
  const { run, interactions, asOf } = facts;
  if (!run) return null;
  const found = interactions.filter((each) => each.at > run.startedAt && of(each));
  return {
    value: found.length,
    text: `${plural(found.length, label)} since ${shortDate(run.startedAt, asOf)}`,
    evidence: found.slice(-3).map((each) => evidence('interactions', each, 'at', each.at)),
  };
}

export const relationshipSignals: Signal[] = [
  {
    key: 'champion_silent_days',
    label: 'Days since the champion took part',
    unit: 'days',
    better: 'lower',
    read: (facts) => silence(facts, ({ role }) => role === 'champion', 'The champion'),
  },
  {
    key: 'sponsor_silent_days',
    label: 'Days since the sponsor took part',
    unit: 'days',
    better: 'lower',
    read: (facts) => silence(facts, ({ role }) => role === 'executive_sponsor', 'The sponsor'),
  },
  {
    key: 'account_silent_days',
    label: 'Days since anybody took part',
    unit: 'days',
    better: 'lower',
    read: (facts) => silence(facts, () => true, 'Their team'),
  },
  {
    key: 'attendance_60d',
    label: 'Meetings attended in 60 days',
    unit: '%',
    better: 'higher',
    read(facts) {
      const held = within(facts, facts.interactions, 60).filter(({ kind, attended }) => kind === 'meeting' && attended != null);
      const value = mean(held.map(({ attended }) => (attended ? 100 : 0)));
      return value === null
        ? null
        : {
            value: Math.round(value),
            text: `${held.filter(({ attended }) => attended).length} of ${plural(held.length, 'meeting')} attended in 60 days`,
            evidence: held.slice(-4).map((each) => evidence('interactions', each, 'attended', each.at)),
          };
    },
  },
  {
    key: 'active_contacts',
    label: 'People who took part in 90 days',
    unit: 'people',
    better: 'higher',
    read(facts) {
      if (facts.contacts.length === 0) return null;
      const taking = within(facts, facts.interactions, 90).filter((each) => each.contactId && tookPart(each));
      const value = new Set(taking.map(({ contactId }) => contactId)).size;
      return {
        value,
        text: `${plural(value, 'person', 'people')} took part in 90 days`,
        evidence: taking.slice(-3).map((each) => evidence('interactions', each, 'contactId', each.at)),
      };
    },
  },
  {
    key: 'replies_since_start',
    label: 'Answers since the playbook began',
    unit: 'answers',
    better: 'higher',
    read: (facts) => sinceStart(facts, 'answer', (each) => (each.kind === 'email' || each.kind === 'chat' ? tookPart(each) : false)),
  },
  {
    key: 'meetings_since_start',
    label: 'Meetings since the playbook began',
    unit: 'meetings',
    better: 'higher',
    read: (facts) => sinceStart(facts, 'meeting', ({ kind, attended }) => (kind === 'meeting' || kind === 'call') && attended !== false),
  },
  {
    key: 'overdue_days',
    label: 'Days the playbook is behind',
    unit: 'days',
    better: 'lower',
    read: ({ run }) => run && { value: run.overdueDays, text: `A step is ${plural(run.overdueDays, 'day')} overdue`, evidence: [] },
  },
];
