import type { CONTACT_ROLES, Contact } from '../../models/contact.ts';
import type { Interaction } from '../../models/interaction.ts';
import { type AccountFacts, happened, within } from '../facts/index.ts';
import { figuresOf, listed, t } from '../kit/say.ts';
import { answeredAfter, engaged, isMessage } from '../metrics/engagement.ts';
import { median } from '../metrics/index.ts';

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

/** What one of them, or anybody of them, wrote to us last. */
export const lastWritten = ({ interactions }: AccountFacts, person?: Pick<Contact, '_id'>): Interaction | undefined =>
  interactions.findLast(
    (row) => row.direction === 'inbound' && isMessage(row) && row.contactId && (!person || row.contactId === person._id),
  );

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

/** A person in words: in a sentence, and the parts of it by themselves. */
export function toldOf(person: Person, asOf: string) {
  const { id, name, title, role, last, responseHours, leftAt, changedRoleAt, optedOut, email } = person;
  const { of, date } = figuresOf({ kind: 'person', id, name }, asOf);
  const unanswered = of('unanswered_90d', 'unanswered in 90 days', person.unanswered, '');
  const lastly = last
    ? t`${last.kind === 'email' ? 'e-mail' : last.kind} on ${date('last_exchange', 'last exchange', last.at)}`
    : 'none on record';
  const answers = [
    ...(responseHours === null ? [] : [t`in ${of('answers_in', 'answers in', responseHours, 'hours', { digits: 1 })}`]),
    ...(person.unanswered > 0 ? [t`${unanswered} unanswered`] : []),
  ];
  const notes = [
    ...(leftAt ? [t`left on ${date('left', 'left', leftAt)}`] : []),
    ...(changedRoleAt ? [t`changed role on ${date('role_change', 'changed role', changedRoleAt)}`] : []),
    ...(optedOut ? ['opted out of mail'] : []),
    ...(email ? [] : ['no e-mail address']),
  ];
  const silent = person.unanswered > 0 ? t`, ${unanswered} of our messages unanswered in ${RECENT_DAYS} days` : '';
  const exchange = last ? t`last ${lastly}` : 'no exchange with them on record';
  const said = listed([t`${exchange}${silent}`, ...notes], '; ');
  return {
    last: lastly,
    brief: listed([
      last ? t`last ${lastly}` : 'no exchange with them on record',
      ...(person.unanswered > 0 ? [t`${unanswered} of ours unanswered`] : []),
      ...notes,
    ]),
    answers: answers.length > 0 ? listed(answers) : '—',
    notes,
    sentence: t`${name}${title ? `, ${title}` : ''}, ${ROLE_NAMES[role]}: ${said}.`,
  };
}
