import { z } from 'zod';
import { CONTACT_ROLES, type Contact } from '../../../models/contact.ts';
import type { Interaction } from '../../../models/interaction.ts';
import type { AccountFacts } from '../../facts/account-facts.ts';
import { evidenceSchema } from '../../facts/evidence.ts';
import { loadFacts } from '../../facts/load.ts';
import { defineTool } from '../../kit/define-agent.ts';
import { UserError } from '../../kit/errors.ts';
import { accountInput } from '../../kit/inputs.ts';
import { resolveAccount } from '../../kit/resolve.ts';
import { duration, longDate, plural } from '../../metrics/format.ts';
import { tookPart } from '../points/background.ts';

const ROLE_NAMES: Record<(typeof CONTACT_ROLES)[number], string> = {
  executive_sponsor: 'executive sponsor',
  champion: 'champion',
  technical_lead: 'technical lead',
  decision_maker: 'decision maker',
  admin: 'administrator',
  user: 'user',
};
const RECENT = 90 * 86_400_000;
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
  roles: ['csm', 'ae', 'manager', 'executive', 'marketing', 'admin'],
  async run({ account: named, role }, context): Promise<Output> {
    const account = await resolveAccount(context, named);
    const facts = (await loadFacts(context, [account._id])).get(account._id);
    if (!facts) throw new UserError('unknown_account', `Nothing was known of ${account.name} at that date.`);
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
    return { account: { id: account._id, name: account.name }, contact, role, asOf: facts.asOf.toISOString(), people };
  },
  summary: (found) => ({ point: pointOf(found), why: found.people.length > 1 ? found.people.slice(0, 5).map(sentence) : [] }),
  card: (found) => ({
    point: pointOf(found),
    parts: [
      { type: 'header', text: `People at ${found.account.name}` },
      {
        type: 'table',
        columns: [{ label: 'Name' }, { label: 'Role' }, { label: 'Last exchange' }, { label: 'Answers' }, { label: 'Note' }],
        rows: found.people.slice(0, SHOWN).map((each) => [each.name, roleOf(each), lastOf(each), answersOf(each), noteOf(each)]),
      },
      ...buttonsFor(found),
      {
        type: 'context',
        text: `As of ${longDate(new Date(found.asOf))}. ${plural(found.people.length, 'person', 'people')} on record${found.people.length > SHOWN ? `, ${SHOWN} shown` : ''}.`,
      },
    ],
    sections: [],
  }),
});

function describe(contact: Contact, { interactions, events, asOf }: AccountFacts): Person {
  const own = interactions.filter(({ contactId }) => contactId === contact._id);
  const last = own.findLast(tookPart);
  const recent = own.filter(
    ({ at, direction, kind }) =>
      at.getTime() >= asOf.getTime() - RECENT && direction === 'outbound' && (kind === 'email' || kind === 'chat'),
  );
  const moved = events.findLast(({ kind, contactId }) => kind === 'role_change' && contactId === contact._id);
  const from = (collection: string, id: string, field: string, at: Date) => ({ collection, id, field, at: at.toISOString() });
  return {
    id: contact._id,
    name: contact.name,
    title: contact.title ?? null,
    role: contact.role ?? 'user',
    email: contact.email ?? null,
    lastExchange: last ? { at: last.at.toISOString(), kind: last.kind } : null,
    responseHours: median(recent),
    unanswered: recent.filter(({ responseHours }) => responseHours == null).length,
    leftAt: contact.leftAt && contact.leftAt <= asOf ? contact.leftAt.toISOString() : null,
    changedRoleAt: moved?.at.toISOString() ?? null,
    optedOut: Boolean(contact.optedOutAt),
    evidence: [
      from('contacts', contact._id, 'role', contact.at),
      ...(last ? [from('interactions', last._id, 'at', last.at)] : []),
      ...(moved ? [from('account_events', moved._id, 'kind', moved.at)] : []),
    ],
  };
}

function median(interactions: Interaction[]): number | null {
  const hours = interactions.flatMap(({ responseHours }) => (responseHours == null ? [] : [responseHours])).toSorted((a, b) => a - b);
  return hours[Math.floor((hours.length - 1) / 2)] ?? null;
}

function pointOf({ account, role, people }: Output): string {
  const [first, ...others] = people.filter(({ leftAt }) => !leftAt);
  if (role && !first) return `No ${ROLE_NAMES[role]} is on record for ${account.name}${people[0] ? `; ${people[0].name} left` : ''}.`;
  if (role && first)
    return `${account.name}: ${sentence(first)}${others.length > 0 ? ` ${plural(others.length, 'other')} with that role.` : ''}`;
  if (!first) return `Nobody is on record at ${account.name}.`;
  const missing = (['champion', 'executive_sponsor'] as const)
    .filter((each) => !people.some((one) => one.role === each && !one.leftAt))
    .map((each) => ROLE_NAMES[each]);
  return `${account.name}: ${plural(people.length, 'person', 'people')} on record${missing.length > 0 ? `; no ${missing.join(' and no ')}` : ''}.`;
}

function sentence(each: Person): string {
  const title = each.title ? `, ${each.title}` : '';
  const note = noteOf(each);
  return `${each.name}${title}, ${roleOf(each)}: last exchange ${lastOf(each)}${each.unanswered > 0 ? `, ${each.unanswered} of our messages unanswered in 90 days` : ''}${note ? `; ${note}` : ''}.`;
}

const roleOf = ({ role }: Person): string => ROLE_NAMES[role];
const lastOf = ({ lastExchange }: Person): string =>
  lastExchange ? `${lastExchange.kind} on ${longDate(new Date(lastExchange.at))}` : 'none on record';
const answersOf = ({ responseHours, unanswered }: Person): string =>
  [responseHours === null ? '' : `in ${duration(responseHours)}`, unanswered > 0 ? `${unanswered} unanswered` : '']
    .filter(Boolean)
    .join(', ') || '—';

function noteOf({ leftAt, changedRoleAt, optedOut, email }: Person): string {
  return [
    leftAt ? `left on ${longDate(new Date(leftAt))}` : '',
    changedRoleAt ? `changed role on ${longDate(new Date(changedRoleAt))}` : '',
    optedOut ? 'opted out of mail' : '',
    email ? '' : 'no e-mail address',
  ]
    .filter(Boolean)
    .join(', ');
}

function buttonsFor({ account, people }: Output) {
  const reachable = people.filter(({ leftAt, optedOut, email }) => !leftAt && !optedOut && email).slice(0, 3);
  if (reachable.length === 0) return [];
  const buttons = reachable.map(({ id, name }) => ({
    label: `Draft a note to ${name}`,
    effect: { type: 'call' as const, tool: 'draft_outreach', arguments: { account: account.id, contact: id } },
  }));
  return [{ type: 'buttons' as const, buttons }];
}
