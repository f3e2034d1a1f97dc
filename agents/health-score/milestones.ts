import type { AccountEvent, AccountEventKind } from '../../models/account-event.ts';
import type { AccountFacts } from '../facts/index.ts';
import { shortMoney } from '../metrics/index.ts';

/** What happened at the customer, or between us, that may have turned its health. */
export interface Milestone {
  at: string;
  kind: string;
  /** What happened, in a few words. */
  text: string;
  direction: 'good' | 'bad' | 'open';
  /** How much such a thing usually matters, 1 to 5. */
  weight: number;
}
type Telling = [text: string, direction: Milestone['direction'], weight: number];

/** How each kind is told, which way it points and how much it usually matters; what is absent is not told. */
const TOLD: Partial<Record<AccountEventKind, Telling>> = {
  champion_left: ['Champion left', 'bad', 5],
  acquisition: ['Acquired', 'bad', 4],
  budget_cut: ['Budget cut', 'bad', 4],
  competitor_evaluation: ['Competitor evaluated', 'bad', 4],
  executive_left: ['Executive left', 'bad', 4],
  layoffs: ['Layoffs', 'bad', 4],
  priority_lowered: ['Priority lowered', 'bad', 3],
  reorganisation: ['Reorganisation', 'bad', 3],
  complaint: ['Complaint', 'bad', 3],
  new_executive: ['New executive', 'open', 3],
  role_change: ['Changed role', 'open', 2],
  budget_approved: ['Budget approved', 'good', 3],
  successor_named: ['Successor named', 'good', 3],
  funding: ['Funding round', 'good', 3],
  priority_raised: ['Priority raised', 'good', 3],
  new_region: ['New region', 'good', 3],
  new_team: ['New team', 'good', 3],
  reference_given: ['Gave a reference', 'good', 2],
};
const INCIDENT_WEIGHT = 4;
/** Less sure news are no milestones. */
const SURE = 0.5;

/** Events and escalated urgent tickets as known, oldest first; money in the account's currency. */
export function milestonesOf(
  { events, tickets, contacts }: Pick<AccountFacts, 'events' | 'tickets' | 'contacts'>,
  currency: string,
): Milestone[] {
  const people = new Map(contacts.map((contact) => [contact._id, contact]));
  const told = events.flatMap((event): Milestone[] => {
    const who = people.get(event.contactId ?? '');
    const telling = tellingOf(event, who?.role);
    if (!telling || event.confidence < SURE) return [];
    const [text, direction, weight] = telling;
    const money = event.kind.startsWith('budget') && event.amount ? shortMoney(event.amount, currency) : undefined;
    const said = [text, who?.name ?? money].filter(Boolean).join(': ');
    return [{ at: event.at.toISOString(), kind: event.kind, text: said, direction, weight }];
  });
  const incidents = tickets.filter(({ severity, escalated, executivesCopied }) => severity === 'urgent' && (escalated || executivesCopied));
  const shared = { kind: 'incident', direction: 'bad', weight: INCIDENT_WEIGHT } as const;
  return [
    ...told,
    ...incidents.map(({ at, subject }): Milestone => ({ ...shared, at: at.toISOString(), text: `Incident: ${subject}` })),
  ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** A champion or sponsor who moves on is lost to us, whatever the move is called. */
function tellingOf({ kind }: AccountEvent, role: string | null | undefined): Telling | undefined {
  const gone = kind === 'role_change' || kind === 'executive_left';
  if (gone && role === 'champion') return TOLD.champion_left;
  if (gone && role === 'executive_sponsor') return ['Sponsor left', 'bad', 5];
  return TOLD[kind];
}
