import { age } from '../facts/time.ts';
import type { PersonPresence } from '../metrics/person-presence.ts';
import { clamp, curve, decay, mean, piecewise, sum } from '../metrics/statistics.ts';

/** The four parts of influence with their weights; what is not known drops out, and the others share its weight. */
export const INFLUENCE_PARTS = {
  reach: { label: 'Reach', weight: 0.3 },
  engagement: { label: 'Engagement', weight: 0.25 },
  network: { label: 'Network quality', weight: 0.2 },
  leadership: { label: 'Leadership', weight: 0.25 },
} as const;
export type InfluencePart = keyof typeof INFLUENCE_PARTS;
export const PARTS = Object.keys(INFLUENCE_PARTS) as InfluencePart[];

const AUDIENCE = curve('0:0 100:15 500:35 2000:55 5000:70 15000:85 50000:97 100000:100');
const VIEWS = curve('0:0 100:20 500:50 2000:80 10000:100');
/** Reactions in % of the followers. */
const RATE = curve('0:0 0.5:25 1:45 2:65 4:88 8:100');
/** Against what is usual for them. */
const USUAL = curve('0.25:0 0.5:25 1:60 1.5:85 2:100');
const WEEKS_POSTED = curve('0:0 2:35 5:60 9:85 13:100');
const DECISION_MAKERS = curve('0:0 3:20 10:45 30:65 100:80 250:92 500:100');
const TALKS = curve('0:0 1:35 3:65 6:88 10:100');
const ARTICLES = curve('0:0 2:30 6:55 12:75 24:95 40:100');
const RECOGNISED = curve('0:0 1:40 2:60 4:80 6:92 10:100');

/** Delivered within so many days, data is fresh; beyond, it counts half after every half-life. */
const FRESH_DAYS = 30;
const HALF_LIFE = 90;
/** With so many rows a picture is half as sure as it gets. */
const HALF_SURE_ROWS = 2;
/** Less than this of the four parts is no picture of a person. */
export const LEAST_COVERAGE = 0.4;

export interface Influence {
  /** 0 to 100; null where too little is known to say. */
  score: number | null;
  /** 0 to 1. */
  confidence: number;
  parts: Record<InfluencePart, number | null>;
  missing: string[];
}

/** Mean of those known, each with its weight. */
function weighted(parts: readonly (readonly [value: number | null, weight: number])[]): number | null {
  const known = parts.filter((part): part is readonly [number, number] => part[0] !== null);
  return known.length === 0 ? null : sum(known.map(([value, weight]) => value * weight)) / sum(known.map(([, weight]) => weight));
}

const on = (anchors: ReturnType<typeof curve>, value: number | null) => (value === null ? null : piecewise(anchors, value));

/** How far a person is heard, 0 to 100. Pure. */
export function influenceOf(presence: PersonPresence, asOf: Date): Influence {
  const { audience, views, rate, againstUsual, weeksPosted, decisionMakers, peers, talks, articles, roles, recognitions, rows } = presence;
  const parts = {
    reach: weighted([
      [on(AUDIENCE, audience), 0.7],
      [on(VIEWS, views), 0.3],
    ]),
    engagement: weighted([
      [on(RATE, rate), 0.5],
      [on(USUAL, againstUsual), 0.25],
      [on(WEEKS_POSTED, weeksPosted), 0.25],
    ]),
    network: decisionMakers === null && peers === null ? null : piecewise(DECISION_MAKERS, (decisionMakers ?? 0) + (peers ?? 0) / 2),
    leadership: leadershipOf(),
  };
  // Posts alone do not say whether somebody leads; a profile, a talk or an article does.
  function leadershipOf(): number | null {
    const told = audience !== null || talks.length + articles.length + roles.length + recognitions.length > 0;
    return told
      ? mean([
          piecewise(TALKS, talks.length),
          piecewise(ARTICLES, articles.length),
          piecewise(RECOGNISED, roles.length + recognitions.length),
        ])
      : null;
  }
  const coverage = sum(PARTS.map((part) => (parts[part] === null ? 0 : INFLUENCE_PARTS[part].weight)));
  const freshness = rows.length === 0 ? 0 : decay(Math.max(0, age(new Date(presence.latest), asOf) - FRESH_DAYS), HALF_LIFE);
  return {
    score: coverage < LEAST_COVERAGE ? null : weighted(PARTS.map((part) => [parts[part], INFLUENCE_PARTS[part].weight])),
    confidence: clamp(coverage * freshness * (rows.length / (rows.length + HALF_SURE_ROWS)), 0, 1),
    parts,
    missing: PARTS.filter((part) => parts[part] === null).map((part) => WANTED[part]),
  };
}

const WANTED: Record<InfluencePart, string> = {
  reach: 'followers or views',
  engagement: 'posts with their reactions',
  network: 'a profile with connections',
  leadership: 'talks, articles or a profile',
};

/** What people call a score of 0 to 100. */
export const influenceWord = (score: number): string =>
  score >= 80 ? 'high' : score >= 60 ? 'considerable' : score >= 40 ? 'some' : 'little';
