import type { Contact } from '../../models/contact.ts';
import type { Interaction } from '../../models/interaction.ts';
import type { AccountFacts } from '../facts/account-facts.ts';
import type { Evidence } from '../facts/evidence.ts';
import { once } from '../facts/once.ts';
import { age, DAY, happened, within } from '../facts/time.ts';
import { change, plural, shortDate } from './format.ts';
import { evidenceOf } from './rows.ts';
import { clamp, curve, decay, piecewise, weightedMean } from './statistics.ts';

import { COMPARED_DAYS, ratioToBefore } from './usual.ts';

/** An unanswered message says something only after this long. */
const SILENCE_HOURS = 72;
const HOUR = 3_600_000;
/** How far back a person's part in things is looked at. */
const TOUCH_DAYS = 180;

/** Days since the person last took part, to 0–100. */
const RECENCY = curve('7:100 21:85 45:60 90:25 150:0');
/** The person's own product use against before, in %, to 0–100; growth earns nothing extra. */
const OWN_USAGE = curve('0:0 50:40 80:70 100:100');

/** Hours until the answer, or null while it had not come. */
export function answeredAfter(row: Interaction, asOf: Date): number | null {
  if (typeof row.responseHours !== 'number') return null;
  return row.at.getTime() + row.responseHours * HOUR <= asOf.getTime() ? row.responseHours : null;
}

export const isMessage = ({ kind }: Interaction): boolean => kind === 'email' || kind === 'chat';

/** Did the customer's side take part: wrote, answered, or came? Null while that cannot be told. */
export function engaged(row: Interaction, asOf: Date): boolean | null {
  if (!isMessage(row)) return typeof row.attended === 'boolean' ? row.attended : null;
  if (row.direction === 'inbound') return true;
  if (answeredAfter(row, asOf) !== null) return true;
  return age(row.at, asOf) * 24 >= SILENCE_HOURS ? false : null;
}

export interface Engagement {
  contact: Contact;
  /** 0–100. */
  value: number;
  latest: number;
  goneAt: Date | null;
  lastEngagedAt: Date | null;
  /** Approaches in a row, the latest ones, that got nothing. */
  unanswered: number;
  /** Own product use against before; null when unknown. */
  ownUsage: number | null;
  evidence(): Evidence[];
}

/** When the person left or moved on, from the contact or from an event about them; null while they are there. */
function goneSince(facts: AccountFacts, contact: Contact): { at: Date; heard: number; sure: number; evidence(): Evidence[] } | null {
  const left = happened(contact.leftAt, facts.asOf);
  const event = facts.events.findLast(
    ({ contactId, kind }) => contactId === contact._id && (kind === 'champion_left' || kind === 'executive_left' || kind === 'role_change'),
  );
  const evidence = () => (event ? evidenceOf('account_events', 'kind', [event]) : []);
  if (left)
    return {
      at: left,
      heard: Math.max(left.getTime(), event?.at.getTime() ?? 0),
      sure: 1,
      evidence: () => [...evidenceOf('contacts', 'leftAt', [{ _id: contact._id, at: left }]), ...evidence()],
    };
  if (!event) return null;
  // A new role may leave the person with us, so it counts half.
  return { at: event.at, heard: event.at.getTime(), sure: event.confidence * (event.kind === 'role_change' ? 0.5 : 1), evidence };
}

const usageByUser = once(({ usage, asOf }: AccountFacts) =>
  within(usage, asOf, COMPARED_DAYS).filter(({ activityByUser }) => Array.isArray(activityByUser)),
);

/** How much one person takes part, from their own rows only; null when nothing is known of them. */
export function engagementOf(facts: AccountFacts, contact: Contact): Engagement | null {
  const { asOf } = facts;
  const from = asOf.getTime() - TOUCH_DAYS * DAY;
  const rows = facts.interactions.filter(({ contactId, at }) => contactId === contact._id && at.getTime() > from);
  const gone = goneSince(facts, contact);
  const usageRows = contact.productUserId ? usageByUser(facts) : [];
  const minutesOf = ({ activityByUser }: (typeof usageRows)[number]) =>
    activityByUser?.find(({ userId }) => userId === contact.productUserId)?.minutes ?? 0;
  const ownUsage = ratioToBefore(usageRows, minutesOf, asOf);
  if (rows.length === 0 && !gone && ownUsage === null) return null;

  let lastEngagedAt: Date | null = null;
  let unanswered = 0;
  let approaches = 0;
  let fruitful = 0;
  for (const row of rows) {
    const took = engaged(row, asOf);
    if (took === null) continue;
    if (took) [lastEngagedAt, unanswered] = [row.at, 0];
    else unanswered++;
    if (row.direction === 'inbound' && isMessage(row)) continue;
    const weight = decay(age(row.at, asOf), 30);
    approaches += weight;
    fruitful += took ? weight : 0;
  }
  const parts = weightedMean([
    { value: lastEngagedAt ? piecewise(RECENCY, age(lastEngagedAt, asOf)) : 0, weight: 0.5 },
    { value: approaches > 0 ? (fruitful / approaches) * 100 : null, weight: 0.3 },
    { value: ownUsage === null ? null : piecewise(OWN_USAGE, ownUsage * 100), weight: 0.2 },
  ]);
  const present = gone ? 1 - gone.sure : 1;
  const usedAt = ownUsage === null ? 0 : (usageRows.at(-1)?.at.getTime() ?? 0);
  return {
    contact,
    value: clamp((parts.value ?? 0) * present, 0, 100),
    latest: Math.max(rows.at(-1)?.at.getTime() ?? 0, gone?.heard ?? 0, usedAt),
    goneAt: gone && gone.sure >= 0.5 ? gone.at : null,
    lastEngagedAt,
    unanswered,
    ownUsage,
    evidence: () => [
      ...(gone?.evidence() ?? []),
      ...evidenceOf('interactions', 'at', rows).slice(0, 5),
      ...(ownUsage === null ? [] : evidenceOf('customer_usage_analytics', 'activityByUser', usageRows).slice(0, 2)),
    ],
  };
}

/** "Mike Chen took part 2 days ago", with what stands out. */
export function describe({ contact, goneAt, lastEngagedAt, unanswered, ownUsage }: Engagement, asOf: Date): string {
  if (goneAt) return `${contact.name} left or changed role on ${shortDate(goneAt, asOf)}`;
  const days = lastEngagedAt ? Math.floor(age(lastEngagedAt, asOf)) : null;
  const heard =
    days === null
      ? `${contact.name} has not taken part in 180 days`
      : `${contact.name} last took part ${days === 0 ? 'today' : `${plural(days, 'day')} ago`}${lastEngagedAt ? ` (${shortDate(lastEngagedAt, asOf)})` : ''}`;
  const silent = unanswered >= 2 ? `, the last ${unanswered} approaches unanswered` : '';
  const usage = ownUsage !== null && Math.abs(ownUsage - 1) >= 0.1 ? `, own usage ${change(ownUsage)}` : '';
  return `${heard}${silent}${usage}`;
}
