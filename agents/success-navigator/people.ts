import type { CONTACT_ROLES, Contact } from '../../models/contact.ts';
import type { Interaction } from '../../models/interaction.ts';
import type { AccountFacts } from '../facts/account-facts.ts';
import type { Text } from '../facts/figure.ts';
import { happened, within } from '../facts/time.ts';
import { figuresOf, ofAccount } from '../kit/present/figures.ts';
import { listed, t } from '../kit/text.ts';
import { answeredAfter, engaged, isMessage } from '../metrics/engagement.ts';
import { median } from '../metrics/statistics.ts';

export const ROLE_NAMES: Record<(typeof CONTACT_ROLES)[number], string> = {
  executive_sponsor: 'executive sponsor',
  champion: 'champion',
  technical_lead: 'technical lead',
  decision_maker: 'decision maker',
  admin: 'administrator',
  user: 'user',
};
const RECENT_DAYS = 90;

/** When one of their people and we last had to do with each other: they came, wrote or answered. */
export const lastTogether = ({ interactions, asOf }: AccountFacts, { _id }: Pick<Contact, '_id'>): Interaction | undefined =>
  interactions.findLast((row) => row.contactId === _id && (engaged(row, asOf) ?? !isMessage(row)));

/** One of their people as we know them at the instant of the facts. */
export function personOf(contact: Contact, facts: AccountFacts) {
  const { interactions, events, asOf } = facts;
  const last = lastTogether(facts, contact);
  const sent = within(interactions, asOf, RECENT_DAYS).filter(
    (row) => row.contactId === contact._id && row.direction === 'outbound' && isMessage(row),
  );
  return {
    id: contact._id,
    name: contact.name,
    title: contact.title ?? null,
    role: contact.role ?? 'user',
    email: contact.email ?? null,
    /** When they last took part. */
    last: last ? { at: last.at, kind: last.kind } : null,
    /** Median of the last 90 days. */
    responseHours: median(sent.flatMap((row) => answeredAfter(row, asOf) ?? [])),
    /** Our messages of the last 90 days without an answer. */
    unanswered: sent.filter((row) => engaged(row, asOf) === false).length,
    leftAt: happened(contact.leftAt, asOf),
    changedRoleAt: events.findLast(({ kind, contactId }) => kind === 'role_change' && contactId === contact._id)?.at,
    optedOut: Boolean(contact.optedOutAt),
  };
}
export type Person = ReturnType<typeof personOf>;

/** The people of an account, of one role where that was asked for. */
interface People {
  account: { id: string; name: string };
  role: Person['role'] | null;
  asOf: string;
  people: Person[];
}

const ofPerson = ({ id, name }: Person, asOf: string) => figuresOf({ kind: 'person', id, name }, asOf);
const unansweredOf = (each: Person, asOf: string) =>
  ofPerson(each, asOf).of('unanswered_90d', 'unanswered in 90 days', each.unanswered, '');

export function peoplePoint({ account, role, people, asOf }: People): Text {
  const { count } = ofAccount(account, asOf);
  const [first, ...others] = people.filter(({ leftAt }) => !leftAt);
  if (role && !first) return `No ${ROLE_NAMES[role]} is on record for ${account.name}${people[0] ? `; ${people[0].name} left` : ''}.`;
  if (!first) return `Nobody is on record at ${account.name}.`;
  const more = others.length > 0 ? t` ${count(`others_${role}`, others.length, 'other')} with that role.` : '';
  if (role) return t`${account.name}: ${personSentence(first, asOf)}${more}`;
  const missing = (['champion', 'executive_sponsor'] as const).filter((each) => ![first, ...others].some((one) => one.role === each));
  const lacking = missing.length > 0 ? `; no ${missing.map((each) => ROLE_NAMES[each]).join(' and no ')}` : '';
  return t`${account.name}: ${count('people_on_record', people.length, 'person', 'people')} on record${lacking}.`;
}

export function personSentence(each: Person, asOf: string): Text {
  const silent = each.unanswered > 0 ? t`, ${unansweredOf(each, asOf)} of our messages unanswered in ${RECENT_DAYS} days` : '';
  const title = each.title ? `, ${each.title}` : '';
  const said = listed([t`last exchange ${lastOf(each, asOf)}${silent}`, ...notesOf(each, asOf)], '; ');
  return t`${each.name}${title}, ${ROLE_NAMES[each.role]}: ${said}.`;
}

export function lastOf(each: Person, asOf: string): Text {
  return each.last
    ? t`${each.last.kind} on ${ofPerson(each, asOf).date('last_exchange', 'last exchange', each.last.at)}`
    : 'none on record';
}

export function answersOf(each: Person, asOf: string): Text {
  const { responseHours, unanswered } = each;
  const { of } = ofPerson(each, asOf);
  const answers = [
    ...(responseHours === null ? [] : [t`in ${of('answers_in', 'answers in', responseHours, 'hours', { digits: 1 })}`]),
    ...(unanswered > 0 ? [t`${unansweredOf(each, asOf)} unanswered`] : []),
  ];
  return answers.length > 0 ? listed(answers) : '—';
}

export function notesOf(each: Person, asOf: string): Text[] {
  const { leftAt, changedRoleAt, optedOut, email } = each;
  const { date } = ofPerson(each, asOf);
  return [
    ...(leftAt ? [t`left on ${date('left', 'left', leftAt)}`] : []),
    ...(changedRoleAt ? [t`changed role on ${date('role_change', 'changed role', changedRoleAt)}`] : []),
    ...(optedOut ? ['opted out of mail'] : []),
    ...(email ? [] : ['no e-mail address']),
  ];
}
