import { CONTACT_ROLES, type Contact } from '../../../models/contact.ts';
import type { AccountFacts } from '../../facts/account-facts.ts';
import { age, happened, latestOf } from '../../facts/time.ts';
import { countsIn, type Draft, type Found, found, rowsIn } from '../define.ts';
import { describe, engagementOf } from '../engagement.ts';
import { change, shortDate, spaced } from '../format.ts';
import { evidenceOf } from '../rows.ts';
import { decay } from '../statistics.ts';

const CONTACTS = 'contacts';
const ofContacts = rowsIn(CONTACTS);

/** Who still works with us, by what contacts and events say. */
export function present({ contacts, events, asOf }: AccountFacts): Contact[] {
  const gone = new Set(
    events.filter(({ kind }) => kind === 'champion_left' || kind === 'executive_left').map(({ contactId }) => contactId),
  );
  return contacts.filter(({ _id, leftAt }) => !happened(leftAt, asOf) && !gone.has(_id));
}

/** The most engaged person of the roles speaks for them; somebody who left counts as silence. */
function engagementOfRoles(facts: AccountFacts, roles: readonly Contact['role'][]): Found | null {
  const all = facts.contacts.filter(({ role }) => roles.includes(role)).flatMap((contact) => engagementOf(facts, contact) ?? []);
  if (all.length === 0) return null;
  const best = all.reduce((a, b) => (b.value > a.value ? b : a));
  const shown = [best, ...all.filter((each) => each.goneAt && each !== best)];
  const fading = all.filter(({ ownUsage, goneAt }) => ownUsage !== null && ownUsage <= 0.8 && !goneAt);
  return {
    value: best.value,
    latest: Math.max(...all.map(({ latest }) => latest)),
    text: () => shown.map((each) => describe(each, facts.asOf)).join('; '),
    evidence: () => shown.flatMap((each) => each.evidence()).slice(0, 10),
    warning: () =>
      fading.length === 0
        ? null
        : fading.map(({ contact, ownUsage }) => `${contact.name}: own usage ${change(ownUsage ?? 1)} in 4 weeks`).join('; '),
  };
}

/** The name of whoever of the role is present; several by name, first known first. */
function named(key: string, label: string, aliases: string, role: Contact['role']): Draft {
  return {
    key,
    label,
    aliases,
    word: true,
    grace: 365,
    definition: `Who is recorded as ${label.toLowerCase()} and has not left.`,
    read(facts) {
      const rows = present(facts).filter((each) => each.role === role);
      return found(rows.map(({ name }) => name).join(', ') || null, ofContacts('role', rows));
    },
  };
}

const counting = countsIn(CONTACTS, ({ contacts }) => contacts);

/** Whoever left or moved on in the last 400 days. */
const gone = ({ contacts, asOf }: AccountFacts): Contact[] =>
  contacts.filter(({ leftAt }) => age(happened(leftAt, asOf) ?? new Date(0), asOf) <= 400);

/** How many of the role left. */
const goneAs = (key: string, label: string, aliases: string, role: NonNullable<Contact['role']>): Draft =>
  counting({
    key,
    label,
    aliases,
    better: 'lower',
    definition: `How many people recorded as ${spaced(role)} left or moved on in the last 400 days.`,
    field: 'leftAt',
    of: (facts) => gone(facts).filter((each) => each.role === role),
  });

/** Who we know there: how many of each role, how much those who matter take part, who was lost. */
export const contactDrafts: readonly Draft[] = [
  named('sponsor', 'Executive sponsor', 'sponsor, exec sponsor, geldgeber, sponsor exécutif, patrocinador', 'executive_sponsor'),
  named('champion', 'Champion', 'fürsprecher, champion interne, defensor', 'champion'),
  {
    key: 'sponsor_engagement',
    label: 'Sponsor engagement',
    aliases: 'executive engagement',
    unit: 'points',
    better: 'higher',
    definition:
      'How much the most engaged sponsor or decision maker takes part, 0 to 100: when last, answers to approaches, own use; somebody who left counts as silence (180 days).',
    read: (facts) => engagementOfRoles(facts, ['executive_sponsor', 'decision_maker']),
  },
  {
    key: 'champion_engagement',
    label: 'Champion engagement',
    unit: 'points',
    better: 'higher',
    definition:
      'How much the most engaged champion takes part, 0 to 100: when last, answers to approaches, own use; somebody who left counts as silence (180 days).',
    read: (facts) => engagementOfRoles(facts, ['champion']),
  },
  counting({
    key: 'contacts_known',
    label: 'Contacts',
    aliases: 'contacts known, kontakte, contactos',
    definition: 'How many people there are recorded and have not left.',
    field: 'name',
    of: present,
  }),
  ...CONTACT_ROLES.map((role) => {
    const words = spaced(role);
    return counting({
      key: `contacts_${role}`,
      label: `Contacts: ${words}`,
      aliases: `${words}s, number of ${words}s`,
      definition: `How many people there are recorded as ${words} and have not left.`,
      field: 'role',
      of: (facts) => present(facts).filter((each) => each.role === role),
    });
  }),
  {
    key: 'key_person_loss',
    label: 'Champion and sponsor lost',
    aliases: 'key person lost, key people lost, key person loss',
    unit: 'points',
    orNone: true,
    better: 'lower',
    grace: 90,
    halfLife: 90,
    definition:
      'How much a champion or sponsor who left or moved on is missed, 0 to 100: half as much after 150 days, less as far as another takes part or a successor is named.',
    read: keyPersonLoss,
  },
  goneAs(
    'champions_left',
    'Champions who left',
    'champion left, champion lost, champion gone, champion departed, champion gegangen, champion weg, champion verloren, champion parti, champion perdu, champion se fue',
    'champion',
  ),
  goneAs(
    'sponsors_left',
    'Sponsors who left',
    'sponsor left, sponsor lost, sponsor gone, sponsor departed, executive sponsor left, executive sponsor lost, executive sponsor gone, sponsor gegangen, sponsor weg, sponsor verloren, sponsor parti, sponsor perdu, sponsor se fue',
    'executive_sponsor',
  ),
  counting({
    key: 'people_left',
    label: 'People who left',
    aliases: 'ausgeschieden, contacts partis, personas que se fueron, people left, people gone, left the company, departures',
    definition: 'How many recorded people left or moved on in the last 400 days.',
    field: 'leftAt',
    of: gone,
  }),
  counting({
    key: 'opted_out',
    label: 'Opted out',
    aliases:
      'do not email, opt out, opted out of marketing, opted out of mail, unsubscribed, unsubscribe, abgemeldet, désinscrits, désabonnés, dados de baja',
    definition: 'How many people there asked not to be written to.',
    field: 'optedOutAt',
    of: (facts) => present(facts).filter(({ optedOutAt }) => happened(optedOutAt, facts.asOf)),
  }),
];

const MISSED_HALF_LIFE_DAYS = 150;
/** Somebody else who takes part as much as can be stands in for this much of it. */
const STAND_IN = 0.6;
/** A name alone relieves little: the successor still has to learn the product and choose it. */
const SUCCESSOR = 0.85;

function keyPersonLoss(facts: AccountFacts): Found | null {
  const { contacts, events, asOf } = facts;
  const key = new Map(
    contacts.flatMap((each) => (each.role === 'champion' || each.role === 'executive_sponsor' ? [[each._id, each]] : [])),
  );
  const moved = events.filter(
    ({ kind, contactId }) =>
      kind === 'champion_left' || ((kind === 'role_change' || kind === 'executive_left') && key.has(contactId ?? '')),
  );
  const losses = [
    ...moved.map((event) => ({
      at: event.at,
      who: event.contactId ?? event._id,
      share: event.confidence,
      text: event.detail ?? `${key.get(event.contactId ?? '')?.name ?? 'The champion'}: ${spaced(event.kind)}`,
      evidence: evidenceOf('account_events', 'kind', [event]),
    })),
    ...[...key.values()].flatMap(({ _id, name, leftAt }) => {
      const at = happened(leftAt, asOf);
      return at ? [{ at, who: _id, share: 1, text: `${name} left`, evidence: evidenceOf(CONTACTS, 'leftAt', [{ _id, at }]) }] : [];
    }),
  ].sort((a, b) => a.at.getTime() - b.at.getTime());
  const last = losses.at(-1);
  const latest = Math.max(latestOf(events), latestOf(facts.interactions), latestOf(losses));
  if (latest === 0 || (key.size === 0 && !last)) return null;
  const gone = new Set(losses.map(({ who }) => who));
  const others = [...key.values()].filter(({ _id }) => !gone.has(_id));
  const stand = Math.max(0, ...(last ? others.map((each) => (engagementOf(facts, each)?.value ?? 0) / 100) : []));
  const successor = last && events.some(({ kind, at }) => kind === 'successor_named' && at >= last.at);
  const missed = 1 - losses.reduce((rest, { at, share }) => rest * (1 - share * decay(age(at, asOf), MISSED_HALF_LIFE_DAYS)), 1);
  return {
    value: 100 * missed * (1 - STAND_IN * stand) * (successor ? SUCCESSOR : 1),
    latest,
    text: () => (last ? `${last.text.replace(/\.$/, '')} (${shortDate(last.at, asOf)})` : `${others[0]?.name} is in place`),
    evidence: () => (last ? losses.slice(-2).flatMap(({ evidence }) => evidence) : evidenceOf(CONTACTS, 'role', others)),
  };
}
