import { type AccountFacts, age, DAY } from '../facts/index.ts';
import { type CommunityRow, isCritical, mentionsOf } from '../metrics/community.ts';
import { evidenceOf, shortened, spaced } from '../metrics/index.ts';

const WEEKS = 26;
/** A week is held against so many before it. */
const USUAL_WEEKS = 12;
/** One loud person is no spike. */
const LEAST = 4;
/** As seldom as this would a usual week have so many. */
const SELDOM = 0.005;
/** What happened so shortly before may be why. */
const CAUSE_DAYS = 14;
/** A week without any mention on record still may have one. */
const LEAST_USUAL = 0.25;

/** Weeks with far more mentions than usual, the newest first. A single post never makes one. Pure. */
export function spikesOf(facts: Pick<AccountFacts, 'community' | 'advocacy' | 'tickets' | 'events' | 'asOf'>) {
  const { asOf } = facts;
  const weeks = Array.from({ length: WEEKS }, (): CommunityRow[] => []);
  for (const row of mentionsOf(facts, WEEKS * 7)) weeks[Math.floor(age(row.at, asOf) / 7)]?.push(row);
  return weeks.flatMap((rows, back) => {
    const before = weeks.slice(back + 1, back + 1 + USUAL_WEEKS);
    if (rows.length < LEAST || before.length < 4) return [];
    const usual = before.reduce((total, each) => total + each.length, 0) / before.length;
    const people = new Set(rows.map(({ contactId, platformUsername, _id }) => contactId ?? platformUsername ?? _id)).size;
    if (atLeast(rows.length, Math.max(LEAST_USUAL, usual)) > SELDOM) return [];
    const end = new Date(asOf.getTime() - back * 7 * DAY);
    return [
      {
        /** The end of its week. */
        at: end.toISOString(),
        mentions: rows.length,
        critical: rows.filter(isCritical).length,
        /** A usual week's. */
        usual,
        people,
        /** What happened shortly before, where something did. */
        cause: causeOf(facts, rows[0]?.at ?? end, end),
        evidence: evidenceOf('community_intelligence_monitoring', 'brandMentionType', rows),
      },
    ];
  });
}

export type Spike = ReturnType<typeof spikesOf>[number];

/** The chance that a Poisson week of that mean has so many or more. */
function atLeast(count: number, usual: number): number {
  let term = Math.exp(-usual);
  let below = 0;
  for (let each = 0; each < count; each++) {
    below += term;
    term *= usual / (each + 1);
  }
  return Math.max(0, 1 - below);
}

function causeOf({ tickets, events }: Pick<AccountFacts, 'tickets' | 'events'>, first: Date, end: Date) {
  const near = (at: Date) => at <= end && age(at, first) <= CAUSE_DAYS;
  const ticket = tickets.findLast(({ at, severity }) => near(at) && (severity === 'urgent' || severity === 'high'));
  if (ticket)
    return {
      text: `${ticket.severity} ticket “${shortened(ticket.subject, 80)}”`,
      evidence: evidenceOf('support_tickets', 'severity', [ticket]),
    };
  const event = events.findLast(({ at }) => near(at));
  return event
    ? { text: event.detail ? shortened(event.detail, 80) : spaced(event.kind), evidence: evidenceOf('account_events', 'kind', [event]) }
    : null;
}
