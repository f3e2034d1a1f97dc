import { z } from 'zod';
import { CONTACT_ROLES, type Contact } from '../../../models/contact.ts';
import type { AccountFacts } from '../../facts/account-facts.ts';
import { evidenceSchema } from '../../facts/evidence.ts';
import type { Text } from '../../facts/figure.ts';
import { partlyRead } from '../../facts/partly.ts';
import { happened, within } from '../../facts/time.ts';
import type { Part } from '../../kit/card.ts';
import { defineTool } from '../../kit/define-agent.ts';
import { accountInput } from '../../kit/inputs.ts';
import { callButton } from '../../kit/present/buttons.ts';
import { cardOf, linesPart } from '../../kit/present/card.ts';
import { contextLine } from '../../kit/present/context-line.ts';
import { figuresOf, ofAccount } from '../../kit/present/figures.ts';
import { listed, t } from '../../kit/text.ts';
import { answeredAfter, engaged, isMessage } from '../../metrics/engagement.ts';
import { evidenceOf } from '../../metrics/rows.ts';
import { median } from '../../metrics/statistics.ts';
import { loadCase } from '../load.ts';
import { lastTogether } from '../people.ts';
import type { draftOutreach } from './draft-outreach.ts';

const ROLE_NAMES: Record<(typeof CONTACT_ROLES)[number], string> = {
  executive_sponsor: 'executive sponsor',
  champion: 'champion',
  technical_lead: 'technical lead',
  decision_maker: 'decision maker',
  admin: 'administrator',
  user: 'user',
};
const RECENT_DAYS = 90;
const SHOWN = 12;

const person = z.object({
  id: z.string(),
  name: z.string(),
  title: z.string().nullable(),
  role: z.enum(CONTACT_ROLES),
  email: z.string().nullable(),
  lastExchange: z.object({ at: z.string(), kind: z.string() }).nullable().describe('when they last took part, ISO 8601'),
  responseHours: z.number().nullable().describe('median over the last 90 days'),
  unanswered: z.number().describe('our messages of the last 90 days without an answer'),
  leftAt: z.string().nullable(),
  changedRoleAt: z.string().nullable(),
  optedOut: z.boolean(),
  evidence: z.array(evidenceSchema),
});
const output = z.object({
  account: z.object({ id: z.string(), name: z.string() }),
  contact: z.object({ id: z.string(), name: z.string() }).nullable().describe('the one person asked for, where there is exactly one'),
  role: z.enum(CONTACT_ROLES).nullable(),
  asOf: z.string(),
  people: z.array(person),
  partly: z.array(z.string()).describe('what was read in part only'),
});
type Output = z.infer<typeof output>;
type Person = z.infer<typeof person>;

export const listContacts = defineTool({
  name: 'list_contacts',
  title: "List an account's people",
  description:
    'Who we know at an account: champion, executive sponsor, technical lead and the others, with their last exchange with us, how fast they answer, and who left, changed role or opted out.',
  examples: [
    'Who is the sponsor at DataFlow?',
    'And its champion?',
    'Who do we know at TechCorp?',
    'List the contacts of Northwind',
    'Who is our technical contact there?',
    'When did we last speak to the decision maker at DataFlow?',
  ],
  status: 'Looking up the account’s people',
  input: z.object({
    account: accountInput,
    role: z.enum(CONTACT_ROLES).nullable().default(null).describe('Only people of this role; null for everybody'),
  }),
  output,
  access: 'read',
  core: true,
  roles: ['csm', 'ae', 'manager', 'executive', 'marketing', 'admin'],
  async run({ account: named, role }, context): Promise<Output> {
    const { account, facts } = await loadCase(context, named);
    const people = facts.contacts
      .filter((contact) => !role || contact.role === role)
      .map((contact) => describe(contact, facts))
      .toSorted(
        (a, b) =>
          Number(Boolean(a.leftAt)) - Number(Boolean(b.leftAt)) ||
          CONTACT_ROLES.indexOf(a.role) - CONTACT_ROLES.indexOf(b.role) ||
          a.name.localeCompare(b.name),
      );
    const [only] = people;
    const contact = role && only && people.length === 1 ? { id: only.id, name: only.name } : null;
    return {
      account: { id: account._id, name: account.name },
      contact,
      role,
      asOf: facts.asOf.toISOString(),
      people,
      partly: partlyRead(facts),
    };
  },
  summary: (found) => ({
    point: pointOf(found),
    why: found.people.length > 1 ? found.people.slice(0, 5).map((each) => sentence(each, found)) : [],
  }),
  card: (found) =>
    cardOf({
      point: pointOf(found),
      header: `People at ${found.account.name}`,
      body: linesPart(
        null,
        found.people
          .slice(0, SHOWN)
          .map((each) => t`**${each.name}** ${listed([ROLE_NAMES[each.role], lastOf(each, found), ...notesOf(each, found)])}`),
      ),
      next: found.people
        .filter(({ leftAt, optedOut, email }) => !leftAt && !optedOut && email)
        .slice(0, 3)
        .map(({ id, name }) =>
          callButton<typeof draftOutreach>(`Draft a note to ${name}`, 'draft_outreach', { account: found.account.id, contact: id }),
        ),
      sections: [{ label: 'Show all', parts: table(found) }],
      context: contextLine({ asOf: found.asOf, notes: found.partly }),
    }),
});

function describe(contact: Contact, facts: AccountFacts): Person {
  const { interactions, events, asOf } = facts;
  const last = lastTogether(facts, contact);
  const sent = within(interactions, asOf, RECENT_DAYS).filter(
    (row) => row.contactId === contact._id && row.direction === 'outbound' && isMessage(row),
  );
  const moved = events.findLast(({ kind, contactId }) => kind === 'role_change' && contactId === contact._id);
  return {
    id: contact._id,
    name: contact.name,
    title: contact.title ?? null,
    role: contact.role ?? 'user',
    email: contact.email ?? null,
    lastExchange: last ? { at: last.at.toISOString(), kind: last.kind } : null,
    responseHours: median(sent.flatMap((row) => answeredAfter(row, asOf) ?? [])),
    unanswered: sent.filter((row) => engaged(row, asOf) === false).length,
    leftAt: happened(contact.leftAt, asOf)?.toISOString() ?? null,
    changedRoleAt: moved?.at.toISOString() ?? null,
    optedOut: Boolean(contact.optedOutAt),
    evidence: [
      ...evidenceOf('contacts', 'role', [contact]),
      ...evidenceOf('interactions', 'at', last ? [last] : []),
      ...evidenceOf('account_events', 'kind', moved ? [moved] : []),
    ],
  };
}

const ofPerson = ({ id, name }: Person, { asOf }: Output) => figuresOf({ kind: 'person', id, name }, asOf);

function pointOf(found: Output): Text {
  const { account, role, people, asOf } = found;
  const { count } = ofAccount(account, asOf);
  const [first, ...others] = people.filter(({ leftAt }) => !leftAt);
  if (role && !first) return `No ${ROLE_NAMES[role]} is on record for ${account.name}${people[0] ? `; ${people[0].name} left` : ''}.`;
  if (role && first) {
    const more = others.length > 0 ? t` ${count(`others_${role}`, others.length, 'other')} with that role.` : '';
    return t`${account.name}: ${sentence(first, found)}${more}`;
  }
  if (!first) return `Nobody is on record at ${account.name}.`;
  const missing = (['champion', 'executive_sponsor'] as const)
    .filter((each) => !people.some((one) => one.role === each && !one.leftAt))
    .map((each) => ROLE_NAMES[each]);
  return t`${account.name}: ${count('people_on_record', people.length, 'person', 'people')} on record${missing.length > 0 ? `; no ${missing.join(' and no ')}` : ''}.`;
}

function sentence(each: Person, found: Output): Text {
  const silent = each.unanswered > 0 ? [t`${unansweredOf(each, found)} of our messages unanswered in ${RECENT_DAYS} days`] : [];
  const title = each.title ? `, ${each.title}` : '';
  return t`${each.name}${title}, ${ROLE_NAMES[each.role]}: ${listed([t`last exchange ${lastOf(each, found)}`, ...silent])}${notesOf(
    each,
    found,
  )
    .map((note) => t`; ${note}`)
    .reduce((all, note) => t`${all}${note}`, '')}.`;
}

const unansweredOf = (each: Person, found: Output) =>
  ofPerson(each, found).of('unanswered_90d', 'unanswered in 90 days', each.unanswered, '');

function lastOf(each: Person, found: Output): Text {
  const { lastExchange } = each;
  return lastExchange
    ? t`${lastExchange.kind} on ${ofPerson(each, found).date('last_exchange', 'last exchange', lastExchange.at)}`
    : 'none on record';
}

function answersOf(each: Person, found: Output): Text {
  const { responseHours, unanswered } = each;
  const answers = [
    ...(responseHours === null
      ? []
      : [t`in ${ofPerson(each, found).of('answers_in', 'answers in', responseHours, 'hours', { digits: 1 })}`]),
    ...(unanswered > 0 ? [t`${unansweredOf(each, found)} unanswered`] : []),
  ];
  return answers.length > 0 ? listed(answers) : '—';
}

function notesOf(each: Person, found: Output): Text[] {
  const { leftAt, changedRoleAt, optedOut, email } = each;
  const { date } = ofPerson(each, found);
  return [
    ...(leftAt ? [t`left on ${date('left', 'left', leftAt)}`] : []),
    ...(changedRoleAt ? [t`changed role on ${date('role_change', 'changed role', changedRoleAt)}`] : []),
    ...(optedOut ? ['opted out of mail'] : []),
    ...(email ? [] : ['no e-mail address']),
  ];
}

function table(found: Output): Part[] {
  if (found.people.length === 0) return [];
  const columns = ['Name', 'Title', 'Role', 'Last exchange', 'Answers', 'Note'].map((label) => ({ label }));
  const rows = found.people.map((each): Text[] => [
    each.name,
    each.title ?? '',
    ROLE_NAMES[each.role],
    lastOf(each, found),
    answersOf(each, found),
    listed(notesOf(each, found)),
  ]);
  return [{ type: 'table', columns, rows }];
}
