import type { Contact } from '../../../models/contact.ts';
import type { AccountFacts } from '../../facts/account-facts.ts';
import { decay, piecewise } from '../../metrics/statistics.ts';
import { eventFactor } from './business.ts';
import { ageDays, day, evidenceOf, type Factor, newestOf, type Observation, UNKNOWN } from './factor.ts';

const isSponsorOrChampion = ({ role }: Contact) => role === 'champion' || role === 'executive_sponsor';

/** 0 to 1: how far someone else already carries the product: came to a meeting, wrote, or uses it, in the last 30 days. */
function carried(facts: AccountFacts, gone: Set<string>): number {
  const others = facts.contacts.filter((contact) => isSponsorOrChampion(contact) && !gone.has(contact._id) && !contact.leftAt);
  const live = others.map((contact) => {
    const touches = facts.interactions
      .filter((each) => each.contactId === contact._id && (each.attended || each.direction === 'inbound' || each.responseHours != null))
      .map(({ at }) => ageDays(facts, at));
    const uses = facts.usage
      .filter((row) => row.activityByUser?.some(({ userId, sessions }) => userId === contact.productUserId && sessions > 0))
      .map(({ usagePeriodEnd }) => ageDays(facts, usagePeriodEnd));
    const age = Math.min(...touches, ...uses, Number.POSITIVE_INFINITY);
    return Number.isFinite(age)
      ? piecewise(
          [
            [14, 0.6],
            [60, 0],
          ],
          age,
        )
      : 0;
  });
  return 1 - live.reduce((rest, share) => rest * (1 - share), 1);
}

/** A champion or executive sponsor who left or changed role; weighs less as far as somebody has taken over. */
function keyPersonChange(facts: AccountFacts): Observation {
  const byId = new Map(facts.contacts.map((contact) => [contact._id, contact]));
  const key = facts.contacts.filter(isSponsorOrChampion);
  const departures = [
    ...facts.events
      .filter(({ kind, contactId }) => {
        const who = byId.get(contactId ?? '');
        return (
          kind === 'champion_left' ||
          ((kind === 'role_change' || kind === 'executive_left') && who !== undefined && isSponsorOrChampion(who))
        );
      })
      .map((event) => ({
        at: event.at,
        who: byId.get(event.contactId ?? ''),
        share: event.confidence,
        text: event.detail ?? `${byId.get(event.contactId ?? '')?.name ?? 'The champion'}: ${event.kind.replaceAll('_', ' ')}`,
        evidence: evidenceOf('account_events', event, 'kind'),
      })),
    ...key.flatMap((contact) =>
      contact.leftAt
        ? [
            {
              at: contact.leftAt,
              who: contact,
              share: 1,
              text: `${contact.name} left`,
              evidence: { ...evidenceOf('contacts', contact, 'leftAt'), at: contact.leftAt.toISOString() },
            },
          ]
        : [],
    ),
  ].sort((a, b) => a.at.getTime() - b.at.getTime());
  const newest = newestOf(facts.events, facts.interactions, departures);
  if (!newest || (key.length === 0 && departures.length === 0)) return UNKNOWN;
  const last = departures.at(-1);
  const gone = new Set(departures.map(({ who }) => who?._id ?? ''));
  const taken = last ? carried(facts, gone) : 0;
  const successor = last ? facts.events.find(({ kind, at }) => kind === 'successor_named' && at >= last.at) : undefined;
  const open = 1 - departures.reduce((rest, { at, share }) => rest * (1 - share * decay(ageDays(facts, at), 150)), 1);
  const present = key.find(({ _id, leftAt }) => !leftAt && !gone.has(_id));
  return {
    newest,
    fullness: 1,
    reading: {
      // A name alone relieves little: the successor still has to learn the product and choose it.
      strength: open * (1 - taken) * (successor ? 0.85 : 1),
      value: departures.length,
      unit: 'people',
      text: () => (last ? `${last.text.replace(/\.$/, '')} (${day(last.at)})` : `${present?.name ?? 'The champion'} is in place`),
      evidence: () => [
        ...departures.slice(-2).map(({ evidence }) => evidence),
        ...(successor ? [evidenceOf('account_events', successor, 'kind')] : []),
      ],
    },
  };
}

const GROUP: Pick<Factor, 'group' | 'needs' | 'halfLife'> = { group: 'organisation', needs: 'events at the customer', halfLife: 90 };

export const organisationFactors: Factor[] = [
  {
    ...GROUP,
    name: 'key_person_change',
    label: 'Champion and sponsor',
    needs: 'a champion or executive sponsor on record',
    importance: 2,
    observe: keyPersonChange,
  },
  {
    ...GROUP,
    name: 'reorganisation',
    label: 'Reorganisation',
    importance: 0.5,
    observe: eventFactor({ reorganisation: 0.9, acquisition: 0.8, executive_left: 0.5 }, 150, 'No reorganisation reported'),
  },
  {
    ...GROUP,
    name: 'priority',
    label: 'Strategic priority',
    importance: 0.5,
    observe: eventFactor(
      { priority_lowered: 0.9, priority_raised: -0.6, new_team: -0.3, new_region: -0.3 },
      150,
      'No change of priority reported',
    ),
  },
  {
    ...GROUP,
    name: 'advocacy',
    label: 'Advocacy',
    importance: 0.5,
    observe: eventFactor({ reference_given: -0.6, public_praise: -0.5 }, 150, 'No reference or praise on record'),
  },
];
