import { z } from 'zod';
import { CONTACT_ROLES } from '../../../models/contact.ts';
import { partlyRead, type Text } from '../../facts/index.ts';
import { callButton, contextLine, listShown, tableOf } from '../../kit/present/index.ts';
import { headOf, listed, ofAccount, t } from '../../kit/say.ts';
import { accountInput, asOfInput, type Context, optional, readTool } from '../../kit/tool.ts';
import { loadCase } from '../load.ts';
import { type Person, personOf, ROLE_NAMES, toldOf } from '../people.ts';
import type { draftOutreach } from './draft-outreach.ts';

const SHOWN = 12;

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
    'who uses it at Globex',
    'who is my main contact at Initech',
    'who replaced the sponsor at Acme',
    'wer ist unser Ansprechpartner bei Acme',
    'qui décide chez Globex',
    'quién decide en Initech',
    'wer entscheidet bei TechCorp',
    'who else could I reach at Acme',
    'executive contacts at Acme',
  ],
  words: [
    'contact: person, people, stakeholder, stakeholders, kontakt, kontakte, ansprechpartner, personnes, contactos, personas, poc, counterpart, counterparts',
    'sponsor: sponsors',
    'decision: buyer, buyers, purchaser, einkäufer, entscheider, acheteur, décideur, comprador, decides, decide, decider, signatory, signatories, signer, signing',
    'speak: spoke, talk, talked, spoken, gesprochen, parlé, hablado',
  ],
  core: true,
  status: 'Looking up the account’s people',
  input: z.object({
    account: accountInput,
    role: optional(z.enum(CONTACT_ROLES)).describe('Only people of this role; null for everybody'),
    asOf: asOfInput,
  }),
  run: ({ account, role }, context) => contactsOf(account, role, context),
  ...listShown((found: Found) => {
    const { account, people, asOf, partly } = found;
    const told = people.map((each) => ({ each, ...toldOf(each, asOf) }));
    return {
      point: pointOf(found),
      header: `People at ${account.name}`,
      lines: told.slice(0, SHOWN).map(({ each, brief }) => ({ name: each.name, figure: ROLE_NAMES[each.role], more: [brief] })),
      table: tableOf(null, told, ({ each: { name, title, role }, last, answers, notes }) => ({
        Name: name,
        Title: title ?? '',
        Role: ROLE_NAMES[role],
        'Last exchange': last,
        Answers: answers,
        Note: listed(notes),
      })),
      next: people
        .filter(({ leftAt, optedOut, email }) => !leftAt && !optedOut && email)
        .slice(0, 3)
        .map(({ id, name }) =>
          callButton<typeof draftOutreach>(`Draft a note to ${name}`, 'draft_outreach', { account: account.id, contact: id }),
        ),
      context: contextLine({ asOf, notes: partly }),
    };
  }),
});

type Found = Awaited<ReturnType<typeof contactsOf>>;

function pointOf({ account, role, people, asOf }: Found): Text {
  const { count } = ofAccount(account, asOf);
  const [first, ...others] = people.filter(({ leftAt }) => !leftAt);
  if (role && !first) return `No ${ROLE_NAMES[role]} is on record for ${account.name}${people[0] ? `; ${people[0].name} left` : ''}.`;
  if (!first) return `Nobody is on record at ${account.name}.`;
  const more = others.length > 0 ? t` ${count(`others_${role}`, others.length, 'other')} with that role.` : '';
  if (role) return t`${account.name}: ${toldOf(first, asOf).sentence}${more}`;
  const missing = (['champion', 'executive_sponsor'] as const).filter((each) => ![first, ...others].some((one) => one.role === each));
  const lacking = missing.length > 0 ? `; no ${missing.map((each) => ROLE_NAMES[each]).join(' and no ')}` : '';
  return t`${account.name}: ${count('people_on_record', people.length, 'person', 'people')} on record${lacking}.`;
}

async function contactsOf(named: string, role: Person['role'] | null, context: Context) {
  const { account, facts } = await loadCase(context, named);
  const order = ({ leftAt, role: of }: Person) => (leftAt ? CONTACT_ROLES.length : 0) + CONTACT_ROLES.indexOf(of);
  const people = facts.contacts
    .filter((contact) => !role || contact.role === role)
    .map((contact) => personOf(contact, facts))
    .sort((a, b) => order(a) - order(b) || a.name.localeCompare(b.name));
  const [only, ...others] = people;
  return {
    account: headOf(account),
    /** The one person asked for, where there is exactly one. */
    contact: role && only && others.length === 0 ? { id: only.id, name: only.name } : null,
    role,
    asOf: facts.asOf.toISOString(),
    people,
    partly: partlyRead(facts),
  };
}
