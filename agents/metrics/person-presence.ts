import type { AccountFacts } from '../facts/account-facts.ts';
import { age, within } from '../facts/time.ts';
import { COMMUNITY_DAYS, type CommunityRow, isOwn, isPrompted, isTalk, mentionClassOf, mentionsOf, reactions } from './community.ts';
import { decay, mean, median, sum } from './statistics.ts';

const YEAR = 365;
const RECENT_DAYS = 90;
const WEEKS = 13;
/** What people did with a post says half as much of a person after so long. */
const POST_HALF_LIFE = 60;
/** So many posts, at least, make what is usual. */
const LEAST_USUAL = 3;

type Facts = Pick<AccountFacts, 'community' | 'advocacy' | 'asOf'>;

const newest = <Value>(rows: readonly CommunityRow[], read: (row: CommunityRow) => Value | null | undefined): Value | null => {
  for (const row of rows.toReversed()) {
    const value = read(row);
    if (value !== null && value !== undefined) return value;
  }
  return null;
};
const listed = <Item>(list: readonly Item[] | undefined): readonly Item[] | null => (list && list.length > 0 ? list : null);

/** The people of whom something in public is on record, by contact id; what names nobody belongs to nobody. */
export const peopleInPublic = ({ community }: Pick<Facts, 'community'>): string[] => [
  ...new Set(community.flatMap(({ contactId }) => contactId ?? [])),
];

/** What is counted of one person in public; null where nothing was delivered that says it. */
export function presenceOf(facts: Facts, contactId: string) {
  const { asOf } = facts;
  const rows = within(
    facts.community.filter((row) => row.contactId === contactId),
    asOf,
    YEAR,
  );
  const posts = rows.filter(isOwn);
  const platforms = Map.groupBy(rows, ({ platformType }) => platformType);
  const perPlatform = (read: (row: CommunityRow) => number | null | undefined) =>
    [...platforms.values()].flatMap((of) => newest(of, read) ?? []);
  const followers = perPlatform(({ followerCount }) => followerCount);
  const connections = perPlatform(({ connectionCount }) => connectionCount);
  const total = (counts: number[]) => (counts.length > 0 ? sum(counts) : null);
  const counted = posts.filter((row) => reactions(row) !== null);
  const recent = within(counted, asOf, COMMUNITY_DAYS);
  const weights = recent.map(({ at }) => decay(age(at, asOf), POST_HALF_LIFE));
  const perPost = recent.length > 0 ? sum(recent.map((row, index) => (reactions(row) ?? 0) * (weights[index] ?? 0))) / sum(weights) : null;
  const followed = total(followers);
  const mentions = mentionsOf({ community: rows, asOf }, YEAR);
  const organic = mentions.filter((row) => !isPrompted(row, facts));
  const talks = posts.filter(isTalk);
  return {
    /** Everything of theirs in a year, oldest first. */
    rows,
    posts,
    talks,
    articles: posts.filter(({ contentType }) => contentType === 'article'),
    /** What they say of us. */
    mentions,
    organic,
    praise: mentions.filter((row) => mentionClassOf(row) === 'positive'),
    followers: followed,
    audience: total([...followers, ...connections]),
    /** Median views of a post. */
    views: median(within(posts, asOf, COMMUNITY_DAYS).flatMap(({ engagementMetrics }) => engagementMetrics?.views ?? [])),
    /** Reactions to a post, the newer the more it counts. */
    reactions: perPost,
    /** Those in % of the followers. */
    rate: perPost !== null && followed ? (100 * perPost) / followed : null,
    /** Reactions of the last 90 days against those of the year before them. */
    againstUsual: againstUsual(counted, asOf),
    /** Of the last 13 weeks, how many had a post; null where they never posted. */
    weeksPosted: posts.length > 0 ? new Set(within(posts, asOf, 7 * WEEKS).map(({ at }) => Math.floor(age(at, asOf) / 7))).size : null,
    /** Heard their talks, where counted. */
    listeners: sum(talks.map(({ engagementMetrics }) => engagementMetrics?.views ?? 0)),
    roles: [...(newest(rows, ({ communityLeadershipRoles }) => listed(communityLeadershipRoles)) ?? [])],
    recognitions: [...(newest(rows, ({ thoughtLeadershipIndicators }) => listed(thoughtLeadershipIndicators)) ?? [])],
    /** People in their network who decide, and who are heard in their industry; null without a profile that lists them. */
    decisionMakers: newest(rows, ({ executiveConnections }) => listed(executiveConnections))?.length ?? null,
    peers: newest(rows, ({ industryPeerInfluence }) => listed(industryPeerInfluence))?.length ?? null,
    /** The newest instant anything was delivered of (ms). */
    latest: rows.at(-1)?.at.getTime() ?? 0,
  };
}
export type PersonPresence = ReturnType<typeof presenceOf>;

function againstUsual(counted: readonly CommunityRow[], asOf: Date): number | null {
  const now = within(counted, asOf, RECENT_DAYS);
  const before = counted.slice(0, counted.length - now.length);
  if (now.length === 0 || before.length < LEAST_USUAL) return null;
  const usual = mean(before.map((row) => reactions(row) ?? 0));
  return usual ? (mean(now.map((row) => reactions(row) ?? 0)) ?? 0) / usual : null;
}
