import { z } from 'zod';
import { CONTACT_ROLES } from '../../../models/contact.ts';
import { type AccountFacts, partlyRead, type Text } from '../../facts/index.ts';
import { callButton, contextLine, type Listing, listShown, tableOf } from '../../kit/present/index.ts';
import { headOf, listed, ofAccount, t } from '../../kit/say.ts';
import { accountInput, asOfInput, type Context, optional, ROLE_WORDS, readTool, roleInput } from '../../kit/tool.ts';
import { resolveContact } from '../../kit/who.ts';
import { loadCase } from '../load.ts';
import { type Person, personOf, ROLE_NAMES, toldOf } from '../people.ts';
import type { draftOutreach } from './draft-outreach.ts';

const SHOWN = 12;

const input = z.object({
  account: accountInput,
  role: roleInput.describe('Only people of this role; null for everybody'),
  person: optional(z.string().max(120)).describe('Only this one of them, by name or id; null for everybody'),
  only: optional(z.enum(['left'])).describe('Only people who "left" (gone, departed, quit) or changed role; null for everybody'),
  asOf: asOfInput,
});
type Asked = z.output<typeof input>;

export const listContacts = readTool({
  name: 'list_contacts',
  title: "List an account's people",
  description:
    'Who we know at an account: champion, executive sponsor, technical lead and the others, with their last exchange with us, how fast they answer, and who left, changed role or opted out.',
  examples: [
    'Who is the sponsor at DataFlow?',
    'And its champion?',
    'Who do we know at TechCorp?',
    'has anyone left at Acme',
    'who left Globex',
    'who is gone at Initech',
    'List the contacts of Northwind',
    'Who is our technical contact there?',
    'When did we last speak to the decision maker at DataFlow?',
    'Who should be on the call with Acme?',
    'Who is the buyer at Initech?',
    'Who should join the meeting with Hooli?',
    'who signs the contract at Acme',
    'who decides at TechCorp',
    'who holds the budget at Initech',
    'who should I call first at Northwind',
    'who do I talk to at Globex',
    'point of contact at Acme',
    'who is Mike Chen',
    'org chart of Acme',
    'key people at Initech',
    'list everyone at Globex',
    'who works at Initech',
    'who is in charge at Acme',
    'who is the CFO at Globex',
    'names and titles at Initech',
    'who are the stakeholders at Acme',
    'do we have a champion at Globex',
    'who could I write to at Initech',
    'technical contact at Acme',
    'who is my main contact at Initech',
    'who replaced the sponsor at Acme',
    'wer ist unser Ansprechpartner bei Acme',
    'qui décide chez Globex',
    'quién decide en Initech',
    'wer entscheidet bei TechCorp',
    'who else could I reach at Acme',
    'executive contacts at Acme',
    'how do I reach Mike Chen',
    'e-mail address of Lisa Park',
    'who do I need to convince at Acme',
    'who else should I involve at Globex',
  ],
  words: [
    'contact: person, people, stakeholder, stakeholders, kontakt, kontakte, ansprechpartner, personnes, contactos, personas, poc, counterpart, counterparts',
    ...ROLE_WORDS,
    'sponsor: sponsors',
    'decision: buyers, decides, decide, decider, signatories, signer, signing, signs, entscheidet, décide, décider, decidir',
    'speak: spoke, talk, talked, spoken, gesprochen, parlé, hablado',
  ],
  core: true,
  status: 'Looking up the account’s people',
  input,
  run: contactsOf,
  ...listShown(listing),
});

type Found = Awaited<ReturnType<typeof contactsOf>>;

function listing(found: Found): Listing {
  const { account, people, asOf, partly } = found;
  const writable = people.find(({ leftAt, optedOut, email }) => !leftAt && !optedOut && email);
  const told = people.map((each) => ({ each, ...toldOf(each, asOf) }));
  return {
    point: pointOf(found),
    header: `People at ${account.name}`,
    most: SHOWN,
    lines: told.map(({ each, brief }) => ({
      name: each.name,
      figure: ROLE_NAMES[each.role],
      more: [brief],
      ...(people.length > 1
        ? { open: callButton<typeof listContacts>(each.name, 'list_contacts', { account: account.id, person: each.id }) }
        : {}),
    })),
    table: tableOf(null, told, ({ each: { name, title, role }, last, answers, notes }) => ({
      Name: name,
      Title: title ?? '',
      Role: ROLE_NAMES[role],
      'Last exchange': last,
      Answers: answers,
      Note: listed(notes),
    })),
    next: [
      writable &&
        callButton<typeof draftOutreach>(`Draft a note to ${writable.name}`, 'draft_outreach', {
          account: account.id,
          contact: writable.id,
        }),
    ],
    context: contextLine({ asOf, notes: partly }),
  };
}

function pointOf({ account, role, person, people, only: gone, instead, asOf }: Found): Text {
  const { count } = ofAccount(account, asOf);
  const [only] = people;
  if (gone)
    return only
      ? t`${account.name}: ${listed(people.map((each) => toldOf(each, asOf).sentence))}`
      : `Nobody on record has left ${account.name}.`;
  if (person && only) return t`${account.name}: ${toldOf(only, asOf).sentence}`;
  const [first, ...others] = people.filter(({ leftAt }) => !leftAt);
  if (role && !first) {
    const nearest = instead ? `; the ${ROLE_NAMES[instead.role]} is ${instead.name}` : '';
    return `No ${ROLE_NAMES[role]} is on record for ${account.name}${people[0] ? `; ${people[0].name} left` : ''}${nearest}.`;
  }
  if (!first) return `Nobody is on record at ${account.name}.`;
  const more = others.length > 0 ? t` ${count(`others_${role}`, others.length, 'other')} with that role.` : '';
  if (role) return t`${account.name}: ${toldOf(first, asOf).sentence}${more}`;
  const missing = (['champion', 'executive_sponsor'] as const).filter((each) => ![first, ...others].some((one) => one.role === each));
  const lacking = missing.length > 0 ? `; no ${missing.map((each) => ROLE_NAMES[each]).join(' and no ')}` : '';
  return t`${account.name}: ${count('people_on_record', people.length, 'person', 'people')} on record${lacking}.`;
}

/** Whom one asks where nobody has a role: the sponsor, else the champion. */
function nearestTo(role: Person['role'], { contacts }: AccountFacts) {
  const [found] = (['executive_sponsor', 'champion'] as const)
    .filter((other) => other !== role)
    .flatMap((other) => contacts.filter((each) => each.role === other && !each.leftAt).map(({ name }) => ({ role: other, name })));
  return found ?? null;
}

async function contactsOf({ account: named, role, person, only: gone }: Asked, context: Context) {
  const { account, facts } = await loadCase(context, named);
  const meant = person ? await resolveContact(context, person, account._id) : null;
  const order = ({ leftAt, role: of }: Person) => (leftAt ? CONTACT_ROLES.length : 0) + CONTACT_ROLES.indexOf(of);
  const people = facts.contacts
    .filter((contact) => (meant ? contact._id === meant._id : !role || contact.role === role))
    .map((contact) => personOf(contact, facts))
    .filter(({ leftAt, changedRoleAt }) => gone === null || leftAt || changedRoleAt)
    .sort((a, b) => order(a) - order(b) || a.name.localeCompare(b.name));
  const [only, ...others] = people;
  return {
    account: headOf(account),
    /** The one person asked for, where there is exactly one. */
    contact: (role || meant) && only && others.length === 0 ? { id: only.id, name: only.name } : null,
    role,
    only: gone,
    person: meant ? { id: meant._id, name: meant.name } : null,
    asOf: facts.asOf.toISOString(),
    people,
    /** Where nobody has the role asked for: who comes nearest to deciding. */
    instead: role && people.every(({ leftAt }) => leftAt) ? nearestTo(role, facts) : null,
    partly: partlyRead(facts),
  };
}
