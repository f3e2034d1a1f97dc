import type { Contact } from '../../../models/contact.ts';
import type { AccountFacts } from '../../facts/account-facts.ts';
import { age, latestOf, within } from '../../facts/time.ts';
import { change, duration, plural, shortDate } from '../../metrics/format.ts';
import { mean } from '../../metrics/statistics.ts';
import { evidenceOf, type Metric, type Reading } from '../metric.ts';
import { answeredAfter, describe, engaged, engagementOf, isMessage } from './engagement.ts';

const base = { dimension: 'relationship', grace: 21, halfLife: 60 } as const;

/** The most engaged person of the roles speaks for them; somebody who left counts as silence. */
function ofRoles(facts: AccountFacts, roles: readonly Contact['role'][]): Reading | null {
  const all = facts.contacts.filter(({ role }) => roles.includes(role)).flatMap((contact) => engagementOf(facts, contact) ?? []);
  if (all.length === 0) return null;
  const best = all.reduce((a, b) => (b.value > a.value ? b : a));
  const gone = all.filter(({ goneAt }) => goneAt);
  const fading = all.filter(({ ownUsage, goneAt }) => ownUsage !== null && ownUsage <= 0.8 && !goneAt);
  return {
    value: best.value,
    latest: Math.max(...all.map(({ latest }) => latest)),
    text: () => [best, ...gone.filter((each) => each !== best)].map((each) => describe(each, facts.asOf)).join('; '),
    evidence: () => [best, ...gone.filter((each) => each !== best)].flatMap(({ evidence }) => evidence).slice(0, 10),
    warning: () =>
      fading.length === 0
        ? null
        : fading.map(({ contact, ownUsage }) => `${contact.name}: own usage ${change(ownUsage ?? 1)} in 4 weeks`).join('; '),
  };
}

export const relationshipMetrics: Metric[] = [
  {
    ...base,
    key: 'sponsor_engagement',
    label: 'Executive sponsor',
    unit: 'points',
    digits: 0,
    remedy: 'Bring in an executive of ours for a conversation with their sponsor',
    read: (facts) => ofRoles(facts, ['executive_sponsor', 'decision_maker']),
  },
  {
    ...base,
    key: 'champion_engagement',
    label: 'Champion',
    unit: 'points',
    digits: 0,
    remedy: 'Win a champion: meet the person who took over, or the most active user',
    read: (facts) => ofRoles(facts, ['champion']),
  },
  {
    ...base,
    key: 'meeting_attendance',
    label: 'Meeting attendance',
    unit: '%',
    digits: 0,
    remedy: 'Agree on a meeting they want: shorter, rarer, with their agenda',
    read(facts) {
      const rows = within(facts.interactions, facts.asOf, 60).filter((row) => !isMessage(row) && typeof row.attended === 'boolean');
      const first = rows[0];
      const attended = rows.filter((row) => row.attended).length;
      if (!first) return null;
      return {
        value: (attended / rows.length) * 100,
        latest: latestOf(rows),
        text: () =>
          `${attended} of ${plural(rows.length, 'meeting')} attended (${Math.round((attended / rows.length) * 100)} %) since ${shortDate(first.at, facts.asOf)}`,
        evidence: () => evidenceOf('interactions', 'attended', rows),
      };
    },
  },
  {
    ...base,
    key: 'response_hours',
    label: 'Response time',
    unit: 'hours',
    digits: 1,
    remedy: 'Change the channel: call, or ask through another contact',
    read(facts) {
      const sent = within(facts.interactions, facts.asOf, 60).filter((row) => isMessage(row) && row.direction === 'outbound');
      const answered = sent.filter((row) => answeredAfter(row, facts.asOf) !== null);
      // Since the last answer: what is still unanswered counts with the time waited so far, up to a week.
      const since = latestOf(answered);
      const waiting = sent.filter((row) => row.at.getTime() > since && engaged(row, facts.asOf) === false);
      const hours = [
        ...answered.map((row) => answeredAfter(row, facts.asOf) ?? 0),
        ...waiting.map((row) => Math.min(168, age(row.at, facts.asOf) * 24)),
      ];
      const value = mean(hours);
      if (value === null) return null;
      return {
        value,
        latest: Math.max(latestOf(answered), latestOf(waiting)),
        text: () =>
          `Answers after ${duration(value)} on average in 60 days${waiting.length > 0 ? `, ${plural(waiting.length, 'message')} still unanswered` : ''}`,
        evidence: () =>
          evidenceOf('interactions', (row) => (answeredAfter(row, facts.asOf) === null ? 'at' : 'responseHours'), [
            ...answered,
            ...waiting,
          ]),
      };
    },
  },
  {
    ...base,
    key: 'contact_depth',
    label: 'Depth of contacts',
    unit: 'people',
    digits: 0,
    remedy: 'Get to know a second and a third person, one of them with budget',
    read(facts) {
      const rows = within(facts.interactions, facts.asOf, 90).filter(({ contactId }) => contactId);
      if (rows.length === 0) return null;
      const left = new Set(facts.contacts.filter(({ leftAt }) => leftAt && leftAt <= facts.asOf).map(({ _id }) => _id));
      const active = rows.filter((row) => engaged(row, facts.asOf) === true && !left.has(row.contactId ?? ''));
      const people = new Set(active.map(({ contactId }) => contactId));
      return {
        value: people.size,
        latest: latestOf(rows),
        text: () => `${plural(people.size, 'person', 'people')} took part in the last 90 days (to ${shortDate(facts.asOf, facts.asOf)})`,
        evidence: () => evidenceOf('interactions', 'contactId', active.length > 0 ? active : rows),
      };
    },
  },
];
