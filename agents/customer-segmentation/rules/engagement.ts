import { within } from '../../facts/time.ts';
import { plural } from '../../metrics/format.ts';
import type { ValueOf } from '../dimensions.ts';
import { recentLevel, type View } from '../level.ts';
import { confidenceOf, enough, evidenceOf, freshness, missingOf, type Source, unknown, type Verdict } from '../verdict.ts';

const LONG_DAYS = 180;
const SHORT_DAYS = 90;
const MONTHS = SHORT_DAYS / 30;
/** Contacts with us in half a year from which a style is well known. */
const PLENTY = 12;

/** How they work with us: sessions held a month, and with whom. */
export function engagementStyle(view: View): Verdict<ValueOf<'engagementStyle'>> {
  const { interactions, contacts, asOf } = view;
  const known = within(interactions, asOf, LONG_DAYS);
  const executives = new Set(
    contacts.filter(({ role }) => role === 'executive_sponsor' || role === 'decision_maker').map(({ _id }) => _id),
  );
  const held = known.filter(({ kind, attended }) => (kind === 'meeting' || kind === 'call') && attended !== false);
  const withExecutives = held.filter(({ contactId }) => contactId && executives.has(contactId));
  const recent = within(held, asOf, SHORT_DAYS);
  const sources: Source[] = [
    {
      name: 'Meetings, calls and messages of the last half year',
      weight: 0.82,
      quality: enough(known.length, PLENTY) * freshness(known, view),
    },
    { name: 'Contacts with their roles', weight: 0.15, quality: contacts.length > 0 ? 1 : 0 },
  ];
  if (known.length === 0) return unknown(sources);
  const monthly = recent.length / MONTHS;
  const value =
    withExecutives.length >= 4 && monthly >= 2
      ? 'strategic_partnership'
      : monthly >= 4
        ? 'hands_on'
        : monthly >= 0.9
          ? 'guided'
          : 'self_service';
  return {
    value,
    confidence: confidenceOf(sources),
    reason: `${plural(recent.length, 'session')} held in ${SHORT_DAYS} days (${monthly.toFixed(1)} a month), ${withExecutives.length} with executives in half a year`,
    missing: missingOf(sources),
    evidence: evidenceOf('interactions', 'attended', recent.length > 0 ? recent : known),
  };
}

/** Where they go on their own accord: tickets, or messages to their CSM; neither, while using the product, is self-service. */
export function supportPreference(view: View): Verdict<ValueOf<'supportPreference'>> {
  const { asOf } = view;
  const tickets = within(view.tickets, asOf, LONG_DAYS);
  const interactions = within(view.interactions, asOf, LONG_DAYS);
  const written = interactions.filter(({ direction }) => direction === 'inbound');
  const users = recentLevel(view, (row) => row.activeUsersCount);
  const both = [...tickets, ...interactions].sort((a, b) => a.at.getTime() - b.at.getTime());
  const sources: Source[] = [
    {
      name: 'Support tickets and messages of the last half year',
      weight: 0.82,
      quality: enough(both.length, PLENTY) * freshness(both, view),
    },
    { name: 'Active users', weight: 0.15, quality: users ? freshness(users.rows, view) : 0 },
  ];
  if (both.length === 0) return unknown(sources);
  const own = tickets.length + written.length;
  const perUser = users && users.value > 0 ? own / users.value : null;
  const value =
    own === 0 || (perUser !== null && perUser < 0.1 && own < 4)
      ? 'self_service'
      : written.length > tickets.length * 1.5
        ? 'dedicated_csm'
        : 'direct_support';
  return {
    value,
    confidence: confidenceOf(sources),
    reason: `${plural(tickets.length, 'ticket')} opened and ${plural(written.length, 'message')} written to us on their own in half a year${
      users ? `, by ${Math.round(users.value)} active users` : ''
    }`,
    missing: missingOf(sources),
    evidence: [
      ...evidenceOf('support_tickets', 'at', tickets).slice(0, 4),
      ...evidenceOf('interactions', 'direction', written).slice(0, 4),
    ],
  };
}
