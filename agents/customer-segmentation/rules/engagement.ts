import { type AccountFacts, present, within } from '../../facts/index.ts';
import { evidenceOf, numberOf, plural } from '../../metrics/index.ts';
import type { ValueOf } from '../dimensions.ts';
import { heard, ofMetric, source, type Verdict, verdict } from '../verdict.ts';

const LONG_DAYS = 180;
const SHORT_DAYS = 90;
/** Contacts with us in half a year from which a style is well known. */
const PLENTY = 12;

/** How they work with us: sessions held a month, and with whom. */
export function engagementStyle(facts: AccountFacts): Verdict<ValueOf<'engagementStyle'>> {
  const { interactions, asOf } = facts;
  const contacts = present(facts);
  const deciders = new Set(contacts.flatMap(({ _id, role }) => (role === 'executive_sponsor' || role === 'decision_maker' ? [_id] : [])));
  const known = within(interactions, asOf, LONG_DAYS);
  const held = known.filter(({ kind, attended }) => (kind === 'meeting' || kind === 'call') && attended !== false);
  const recent = within(held, asOf, SHORT_DAYS);
  const executive = held.filter(({ contactId }) => contactId && deciders.has(contactId)).length;
  const monthly = recent.length / (SHORT_DAYS / 30);
  return verdict<ValueOf<'engagementStyle'>>(known.length === 0 ? null : styleOf(monthly, executive), [
    source('Meetings, calls and messages of the last half year', 0.82, heard(known, asOf, PLENTY), {
      said: () =>
        `${plural(recent.length, 'session')} held in ${SHORT_DAYS} days (${monthly.toFixed(1)} a month), ${executive} with executives in half a year`,
      evidence: () => evidenceOf('interactions', 'at', recent.length > 0 ? recent : known),
    }),
    source('Contacts with their roles', 0.15, contacts.length > 0),
  ]);
}

function styleOf(monthly: number, executive: number): ValueOf<'engagementStyle'> {
  if (executive >= 4 && monthly >= 2) return 'strategic_partnership';
  return monthly >= 4 ? 'hands_on' : monthly >= 0.9 ? 'guided' : 'self_service';
}

/** Where they go on their own accord: tickets, or messages to their CSM; neither, while using the product, is self-service. */
export function supportPreference(facts: AccountFacts): Verdict<ValueOf<'supportPreference'>> {
  const { asOf } = facts;
  const tickets = within(facts.tickets, asOf, LONG_DAYS);
  const interactions = within(facts.interactions, asOf, LONG_DAYS);
  const written = interactions.filter(({ direction }) => direction === 'inbound');
  const both = [...tickets, ...interactions];
  const own = tickets.length + written.length;
  const users = numberOf(facts, 'active_users')?.value;
  const seldom = own === 0 || (users !== undefined && own / users < 0.1 && own < 4);
  const value = seldom ? 'self_service' : written.length > tickets.length * 1.5 ? 'dedicated_csm' : 'direct_support';
  return verdict<ValueOf<'supportPreference'>>(both.length === 0 ? null : value, [
    source('Support tickets and messages of the last half year', 0.82, heard(both, asOf, PLENTY), {
      said: () =>
        `${plural(tickets.length, 'ticket')} opened and ${plural(written.length, 'message')} written to us on their own in half a year`,
      evidence: () => [...evidenceOf('support_tickets', 'at', tickets), ...evidenceOf('interactions', 'direction', written)],
    }),
    ofMetric(facts, 'active_users', 0.15),
  ]);
}
