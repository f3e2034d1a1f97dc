import type { Random } from '../random.ts';
import { deal } from '../random.ts';
import { MENTION_TEXTS, POST_TEXTS } from './community-texts.ts';
import { programmeOf } from './evangelism.ts';
import { type Row, round } from './kit.ts';
import { personNames } from './names.ts';
import { DAY, daysBefore, type Profile } from './profile.ts';

/** How an account's people are heard in public. Known to the generator alone; agents see posts, counts and profiles. */
export const VOICES = ['quiet_expert', 'loud', 'critic', 'competitor_fan', 'spike', 'steady', 'rising', 'silent'] as const;
export type VoiceKind = (typeof VOICES)[number];
/** Of twenty accounts two of each kind, and six of whom nothing is heard. */
const DECK: VoiceKind[] = [...VOICES.slice(0, 7).flatMap((kind) => [kind, kind]), ...Array<VoiceKind>(6).fill('silent')];
const COMPETITORS = ['Vaultline', 'Northgate', 'Brightwall'];

type Post = Row<'communityIntelligenceMonitoring'>;

/** The kind of an account's voice, whether or not there is anybody to be heard. */
export const voiceKindOf = ({ id }: Pick<Profile, 'id'>): VoiceKind => {
  const [, seed = '', index = '0'] = /^account-(.*)-(\d+)$/.exec(id) ?? [];
  return deal(`${seed}/voice`, Number(index), DECK);
};

interface Shape {
  followers: [number, number];
  /** Posts in half a year. */
  posts: [number, number];
  /** Reactions in % of the followers. */
  rate: [number, number];
  articles: [number, number];
  talks: [number, number];
  decisionMakers: [number, number];
  mentions: [number, number];
  mood: 'praise' | 'criticism' | 'plain' | 'competitor';
}

const SHAPES: Record<Exclude<VoiceKind, 'silent'>, Shape> = {
  quiet_expert: {
    followers: [120, 420],
    posts: [1, 4],
    rate: [2, 5],
    articles: [2, 5],
    talks: [0, 1],
    decisionMakers: [2, 8],
    mentions: [0, 2],
    mood: 'praise',
  },
  loud: {
    followers: [9_000, 45_000],
    posts: [40, 80],
    rate: [0.05, 0.3],
    articles: [0, 0],
    talks: [0, 0],
    decisionMakers: [0, 2],
    mentions: [1, 3],
    mood: 'plain',
  },
  critic: {
    followers: [400, 4_000],
    posts: [5, 14],
    rate: [1, 3],
    articles: [0, 1],
    talks: [0, 1],
    decisionMakers: [2, 15],
    mentions: [4, 8],
    mood: 'criticism',
  },
  competitor_fan: {
    followers: [400, 5_000],
    posts: [5, 14],
    rate: [0.8, 3],
    articles: [0, 2],
    talks: [0, 1],
    decisionMakers: [2, 15],
    mentions: [2, 5],
    mood: 'competitor',
  },
  spike: {
    followers: [300, 2_500],
    posts: [3, 9],
    rate: [1, 3],
    articles: [0, 1],
    talks: [0, 0],
    decisionMakers: [1, 8],
    mentions: [0, 2],
    mood: 'plain',
  },
  steady: {
    followers: [500, 3_000],
    posts: [8, 20],
    rate: [1, 3],
    articles: [0, 2],
    talks: [0, 1],
    decisionMakers: [3, 15],
    mentions: [2, 5],
    mood: 'praise',
  },
  rising: {
    followers: [2_000, 9_000],
    posts: [14, 26],
    rate: [2, 5],
    articles: [3, 10],
    talks: [2, 5],
    decisionMakers: [15, 70],
    mentions: [4, 9],
    mood: 'praise',
  },
};

/** What the account's people are heard of in public, and how far the programme with one of them is. A stream of its own: nothing else of the account moves. */
export function communityOf(
  profile: Profile,
  contacts: readonly Row<'contacts'>[],
  tickets: readonly Row<'supportTickets'>[],
): { communityIntelligenceMonitoring: Post[]; evangelismPipelineManagement: Row<'evangelismPipelineManagement'>[] } {
  const kind = voiceKindOf(profile);
  const here = contacts.filter(({ leftAt }) => !leftAt);
  const person = here.find(({ role }) => role === 'executive_sponsor' || role === 'champion') ?? here[0];
  const days = Math.floor((profile.signalsEnd.getTime() - profile.customerSince.getTime()) / DAY);
  if (kind === 'silent' || !person || days < 20) return { communityIntelligenceMonitoring: [], evangelismPipelineManagement: [] };
  const random = profile.random.fork('community');
  const rows = postsOf(profile, SHAPES[kind], person._id, Math.min(days, 360), random);
  if (kind === 'spike') rows.push(...burst(profile, here, tickets, Math.min(days, 60), random.fork('spike')));
  return {
    communityIntelligenceMonitoring: rows.map((row, number) => ({
      ...row,
      _id: `${profile.id}-community-${number + 1}`,
      accountId: profile.id,
    })),
    evangelismPipelineManagement: programmeOf(profile, kind, person, days, random.fork('programme')),
  };
}

type Bare = Omit<Post, '_id' | 'accountId'> & { _id?: string };

function postsOf(profile: Profile, shape: Shape, contactId: string, days: number, random: Random): Bare[] {
  const whole = (range: [number, number]) => random.whole(...range);
  const half = Math.min(days, 180);
  const followers = whole(shape.followers);
  const when = (within: number) => daysBefore(profile.signalsEnd, random.between(0.5, within));
  const reactionsOf = () => {
    const all = Math.max(1, Math.round((followers * random.between(...shape.rate)) / 100));
    return {
      likes: Math.ceil(all * 0.75),
      comments: Math.floor(all * 0.15),
      shares: Math.floor(all * 0.1),
      views: Math.round(all * random.between(8, 25)),
    };
  };
  const base = { contactId, platformType: random.pick(['linkedin', 'linkedin', 'twitter', 'industry_forums'] as const) };
  const some = (count: number, make: () => Partial<Bare>): Bare[] =>
    Array.from({ length: count }, () => ({ at: when(half), ...base, ...make() }));
  return [
    {
      ...base,
      at: daysBefore(profile.signalsEnd, random.whole(2, 15)),
      followerCount: followers,
      connectionCount: Math.round(followers * random.between(0.2, 0.6)),
      ...networkOf(profile, whole(shape.decisionMakers), random.fork('network')),
    },
    ...some(whole(shape.posts), () => ({ contentType: 'post', contentText: random.pick(POST_TEXTS), engagementMetrics: reactionsOf() })),
    // Half a year before, where they were customers: what is usual for them.
    ...(days > 250
      ? Array.from(
          { length: Math.ceil(whole(shape.posts) / 3) },
          (): Bare => ({
            ...base,
            at: daysBefore(profile.signalsEnd, random.between(185, days)),
            contentType: 'post',
            contentText: random.pick(POST_TEXTS),
            engagementMetrics: reactionsOf(),
          }),
        )
      : []),
    ...some(whole(shape.articles), () => ({
      contentType: 'article',
      contentText: random.pick(POST_TEXTS),
      engagementMetrics: { views: random.whole(100, 1_800) },
    })),
    ...some(whole(shape.talks), () => ({
      platformType: 'conference_speaking',
      contentType: 'speaking',
      contentText: 'Talk at an industry conference',
      engagementMetrics: { views: random.whole(40, 600) },
    })),
    ...some(whole(shape.mentions), () => mentionOf(shape.mood, profile, random, reactionsOf())),
  ];
}

/** A source tells the sentiment of some mentions; of the others there are only the words. */
function mentionOf(mood: Shape['mood'], { region }: Profile, random: Random, engagementMetrics: Bare['engagementMetrics']): Partial<Bare> {
  const told = random.chance(0.4);
  const competitor = random.pick(COMPETITORS);
  const language = region === 'Europe' ? random.pick(['en', 'de', 'fr'] as const) : region === 'Latin America' ? 'es' : 'en';
  const contentText = random.pick(MENTION_TEXTS[mood][language]).replaceAll('{competitor}', competitor);
  const value = { praise: 0.6, criticism: -0.6, plain: 0, competitor: -0.2 }[mood];
  return {
    contentType: 'mention',
    contentText,
    engagementMetrics,
    ...(told ? { sentimentScore: round(Math.max(-1, Math.min(1, value + random.normal(0, 0.15))), 2) } : {}),
    ...(mood === 'competitor'
      ? { competitiveMentions: [{ competitor, sentiment: round(random.between(0.3, 0.9), 2), text: contentText }] }
      : {}),
    ...(random.chance(0.3) ? { productMentionContext: { prompted: random.chance(0.3) } } : {}),
  };
}

const DECIDERS = ['CTO', 'CISO', 'Chief Operating Officer', 'VP Operations', 'Finance Director'];
const TIES: readonly (readonly [string, number])[] = [
  ['Former colleague', 0.85],
  ['Meets them at conferences', 0.55],
  ['Member of the same association', 0.45],
  ['LinkedIn connection', 0.25],
];
const TIMINGS = [
  'Evaluating vendors for a tender',
  'Audit findings to answer by the end of the year',
  'Opening a second region',
  undefined,
  undefined,
];
const TARGETS = [
  'Harbour Bank',
  'Meridian Insurance',
  'Northfield Payments',
  'Sterling Capital',
  'Cascade Mutual',
  'Beacon Health',
  'Summit Retail',
  'Anchor Logistics',
  'QuantumFinance',
  'NeoBank Solutions',
];

function networkOf({ index }: Profile, decisionMakers: number, random: Random): Partial<Bare> {
  const name = () => `${random.pick(personNames.given)} ${random.pick(personNames.family)}`;
  const ties = decisionMakers > 9 ? random.whole(0, 2) : 0;
  return {
    ...(decisionMakers > 0
      ? {
          executiveConnections: Array.from({ length: decisionMakers }, () => ({
            name: name(),
            title: random.pick(DECIDERS),
            company: random.pick(TARGETS),
            strength: random.pick([0.2, 0.4, 0.6]),
          })),
        }
      : {}),
    referralNetworkPotential: random.some(TARGETS, ties).map((company) => {
      const [relationship, strength] = random.pick(TIES);
      const timing = random.pick(TIMINGS);
      return {
        name: name(),
        title: random.pick(DECIDERS),
        company,
        relationship,
        ...(index % 7 === 0 ? {} : { strength }),
        ...(timing ? { timing } : {}),
      };
    }),
  };
}

/** Several of their people within a few days, right after a grave ticket where there was one. */
function burst(
  profile: Profile,
  contacts: readonly Row<'contacts'>[],
  tickets: readonly Row<'supportTickets'>[],
  days: number,
  random: Random,
): Bare[] {
  const grave = tickets.findLast(
    ({ severity, at }) =>
      (severity === 'high' || severity === 'urgent') &&
      profile.signalsEnd.getTime() - at.getTime() < days * DAY &&
      profile.signalsEnd.getTime() - at.getTime() > 5 * DAY,
  );
  const start = grave ? grave.at : daysBefore(profile.signalsEnd, random.between(6, days));
  return Array.from({ length: random.whole(5, 9) }, () => ({
    at: new Date(Math.min(profile.signalsEnd.getTime(), start.getTime() + random.between(0.2, 4) * DAY)),
    contactId: random.pick(contacts)._id,
    platformType: random.pick(['twitter', 'industry_forums', 'linkedin'] as const),
    contentType: 'mention' as const,
    contentText: random.pick(MENTION_TEXTS.criticism.en),
    engagementMetrics: { likes: random.whole(1, 40), comments: random.whole(0, 12), shares: random.whole(0, 8) },
  }));
}
