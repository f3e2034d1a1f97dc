import { age } from '../facts/index.ts';
import { clamp, curve, decay, mean, piecewise, pointsOn, scoreOfParts, weighed } from '../metrics/index.ts';
import type { PersonPresence } from '../metrics/person-presence.ts';
import { reachOf } from '../metrics/person-reach.ts';

/** The four parts of influence with their weights; what is not known drops out, and the others share its weight. */
export const INFLUENCE_PARTS = {
  reach: { label: 'Reach', weight: 0.3, wanted: 'followers or views' },
  engagement: { label: 'Engagement', weight: 0.25, wanted: 'posts with their reactions' },
  network: { label: 'Network quality', weight: 0.2, wanted: 'a profile with connections' },
  leadership: { label: 'Leadership', weight: 0.25, wanted: 'talks, articles or a profile' },
} as const;
export type InfluencePart = keyof typeof INFLUENCE_PARTS;
export const PARTS = Object.keys(INFLUENCE_PARTS) as InfluencePart[];

const VIEWS = curve('0:0 100:20 500:50 2000:80 10000:100');
/** Reactions in % of the followers. */
const RATE = curve('0:0 0.5:25 1:45 2:65 4:88 8:100');
/** Against what is usual for them. */
const USUAL = curve('0.25:0 0.5:25 1:60 1.5:85 2:100');
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

/** How far a person is heard, 0 to 100; no score where too little is known to say. Confidence from 0 to 1. Pure. */
export function influenceOf(presence: PersonPresence, asOf: Date) {
  const { views, rate, againstUsual, audience, talks, articles, roles, recognitions, rows, latest } = presence;
  const reach = reachOf(presence);
  // Posts alone do not say whether somebody leads; a profile, a talk or an article does.
  const told = audience !== null || talks.length + articles.length + roles.length + recognitions.length > 0;
  const leads = [
    piecewise(TALKS, talks.length),
    piecewise(ARTICLES, articles.length),
    piecewise(RECOGNISED, roles.length + recognitions.length),
  ];
  const parts: Record<InfluencePart, number | null> = {
    reach: weighed([
      [reach.audience, 0.7],
      [pointsOn(VIEWS, views), 0.3],
    ]),
    engagement: weighed([
      [pointsOn(RATE, rate), 0.5],
      [pointsOn(USUAL, againstUsual), 0.25],
      [reach.weeksPosted, 0.25],
    ]),
    network: reach.network,
    leadership: told ? mean(leads) : null,
  };
  const { score, coverage, missing } = scoreOfParts(INFLUENCE_PARTS, parts, LEAST_COVERAGE);
  const freshness = rows.length === 0 ? 0 : decay(Math.max(0, age(new Date(latest), asOf) - FRESH_DAYS), HALF_LIFE);
  const confidence = clamp(coverage * freshness * (rows.length / (rows.length + HALF_SURE_ROWS)), 0, 1);
  return { score, confidence, parts, missing };
}
export type Influence = ReturnType<typeof influenceOf>;

/** What people call a score of 0 to 100. */
export const influenceWord = (score: number): string =>
  score >= 80 ? 'high' : score >= 60 ? 'considerable' : score >= 40 ? 'some' : 'little';
