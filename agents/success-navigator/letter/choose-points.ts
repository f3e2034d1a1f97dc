import type { Contact } from '../../../models/contact.ts';
import type { Point, Topic } from './points/index.ts';

const WORDS: [RegExp, Topic[]][] = [
  [/renew|contract|agreement|next (term|year)|extension/iu, ['renewal', 'value']],
  [/ticket|support|issue|problem|bug|error|request|incident|outage|escalat/iu, ['ticket']],
  [/champion|successor|handover|transition|new (role|team|lead|contact)|introduc|promot|congrat/iu, ['people']],
  [/usage|adopt|login|active|training|enable|feature|api|workflow|onboard/iu, ['usage', 'adoption', 'milestone']],
  [/value|roi|benefit|saving|result|business review|qbr|case study/iu, ['value', 'milestone']],
  [/milestone|plan|goal|project|next step/iu, ['milestone', 'value']],
  [/feedback|survey|rating|nps|csat|thank/iu, ['feedback', 'value']],
  [/check.?in|catch.?up|re-?engage|reconnect|silence|quiet|no answer/iu, ['contact', 'usage', 'people']],
];

/** What a note should be about, from what the person asked for; empty where they did not say. */
export function topicsOf(purpose: string | null | undefined): Topic[] {
  return purpose ? [...new Set(WORDS.flatMap(([pattern, topics]) => (pattern.test(purpose) ? topics : [])))] : [];
}

const FOR_ROLE: Record<NonNullable<Contact['role']>, Partial<Record<Topic, number>>> = {
  executive_sponsor: { value: 1.5, renewal: 1.3, people: 1.2, ticket: 0.8, adoption: 0.8 },
  decision_maker: { value: 1.5, renewal: 1.4, ticket: 0.8, adoption: 0.8 },
  champion: { people: 1.3, usage: 1.1, milestone: 1.2, ticket: 1.1, renewal: 0.7 },
  technical_lead: { ticket: 1.5, usage: 1.3, renewal: 0.3, value: 0.6 },
  admin: { ticket: 1.4, usage: 1.2, adoption: 1.2, renewal: 0.3, value: 0.6 },
  user: { ticket: 1.4, adoption: 1.1, renewal: 0.2, value: 0.5, people: 0.6 },
};

const MOST = 3;

/** The points a note to this person is made of, the leading one first: one of each topic, the purpose before the person's role before weight. */
export function choosePoints(points: Point[], to: Contact, topics: readonly Topic[]): Point[] {
  const factors = FOR_ROLE[to.role ?? 'user'];
  const rank = (point: Point) =>
    point.weight * (factors[point.topic] ?? 1) + (topics.includes(point.topic) ? 2 - topics.indexOf(point.topic) / 10 : 0);
  const ordered = points.toSorted((a, b) => rank(b) - rank(a) || a.line.localeCompare(b.line));
  const chosen: Point[] = [];
  const filler = (point: Point) => point.topic === 'account' || point.topic === 'contact';
  for (const point of ordered) {
    const repeats = chosen.some((other) => other.topic === point.topic);
    if (chosen.length < MOST && !repeats && !(filler(point) && chosen.length >= 2)) chosen.push(point);
  }
  // A quiet account may have nothing but two facts of one kind.
  for (const point of ordered) if (chosen.length < 2 && !chosen.includes(point)) chosen.push(point);
  return chosen;
}
