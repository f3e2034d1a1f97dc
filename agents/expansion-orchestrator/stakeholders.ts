import type { Contact } from '../../models/contact.ts';
import type { ExpansionOpportunity } from '../../models/expansion-opportunity.ts';
import { type AccountFacts, addDays, dayOf, present, within, workday } from '../facts/index.ts';
import { engagementOf } from '../metrics/engagement.ts';

type Role = NonNullable<Contact['role']>;

/** What is to be learnt or agreed with each, in the order of a sale; those without are asked by others. */
const CONVERSATIONS: Partial<Record<Role | 'new_executive', { first: string; role: string }>> = {
  new_executive: { role: 'new executive', first: 'show what runs today, and hear what they plan' },
  executive_sponsor: { role: 'executive sponsor', first: 'confirm the goal it serves and who decides' },
  decision_maker: { role: 'decision maker', first: 'agree on budget, timing and how it is decided' },
  champion: { role: 'champion', first: 'agree on who is affected and who supports it' },
  technical_lead: { role: 'technical lead', first: 'go through requirements and the rollout' },
};
const ORDER = Object.keys(CONVERSATIONS);
const MOST = 5;
const NEW_DAYS = 200;
/** Working days from today to the first conversation with each. */
const FIRST_AFTER = 3;
const APART = 2;
const STANCES = { supportive: 70, neutral: 40 };
const CRITICAL = -0.3;

export type Stance = 'supportive' | 'neutral' | 'quiet' | 'critical' | 'unknown';

/** Executives by what their title says. */
export const isExecutive = (title: string | null | undefined): boolean =>
  /\bchief\b|\bc[a-z]o\b|(?<!vice )\bpresident\b/i.test(title ?? '');

/** Whom to speak to about a sale, in which order, how they stand to it and what about. Pure. */
export function stakeholdersOf(facts: AccountFacts, row: Pick<ExpansionOpportunity, 'stakeholderInterest'>) {
  const { events, asOf } = facts;
  const fresh = new Set(
    within(events, asOf, NEW_DAYS).flatMap(({ kind, contactId }) => (kind === 'new_executive' && contactId ? [contactId] : [])),
  );
  return present(facts)
    .flatMap((contact) => {
      const part = fresh.has(contact._id) ? 'new_executive' : (contact.role ?? 'user');
      const talk = CONVERSATIONS[part];
      return talk ? [{ contact, part, talk }] : [];
    })
    .sort((a, b) => ORDER.indexOf(a.part) - ORDER.indexOf(b.part) || (a.contact._id < b.contact._id ? -1 : 1))
    .slice(0, MOST)
    .map(({ contact, part, talk }, index) => {
      const { _id, name, title, email, optedOutAt } = contact;
      return {
        id: _id,
        name,
        title: title ?? null,
        part,
        role: talk.role,
        stance: stanceOf(facts, contact, row),
        first: talk.first,
        firstAt: workday(dayOf(addDays(asOf, FIRST_AFTER + APART * index))).toISOString(),
        /** A note may be drafted to them. */
        mailable: Boolean(email && !optedOutAt),
        optedOut: Boolean(optedOutAt),
        executive: isExecutive(title),
      };
    });
}
export type Stakeholder = ReturnType<typeof stakeholdersOf>[number];

/** As the opportunity has it; else by how they take part, and by what they last said. */
function stanceOf(
  facts: AccountFacts,
  contact: Contact,
  { stakeholderInterest }: Pick<ExpansionOpportunity, 'stakeholderInterest'>,
): Stance {
  const recorded = stakeholderInterest.find(({ contactId }) => contactId === contact._id)?.interest;
  const last = within(facts.interactions, facts.asOf, 90).findLast(
    ({ contactId, sentiment }) => contactId === contact._id && typeof sentiment === 'number',
  );
  if ((last?.sentiment ?? 0) <= CRITICAL) return 'critical';
  if (recorded) return ({ high: 'supportive', medium: 'neutral', low: 'quiet', none: 'critical' } as const)[recorded];
  const part = engagementOf(facts, contact);
  if (!part) return 'unknown';
  return part.value >= STANCES.supportive ? 'supportive' : part.value >= STANCES.neutral ? 'neutral' : 'quiet';
}
