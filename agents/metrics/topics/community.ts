import type { AccountFacts } from '../../facts/account-facts.ts';
import {
  COMMUNITY_DAYS,
  type CommunityRow,
  isCritical,
  isPrompted,
  isTalk,
  mentionsOf,
  ownPosts,
  reactions,
  toneOf,
} from '../community.ts';
import { countsIn, type Draft, daysDraft, found, rowsIn, topicOf } from '../define.ts';
import { plural, shortDate } from '../format.ts';
import { mean, median, sum } from '../statistics.ts';

const COMMUNITY = 'community_intelligence_monitoring';
const PERIOD = `in the last ${COMMUNITY_DAYS} days`;

/** Each person's newest count of who follows them or is connected with them. */
export function latestAudiences({ community }: Pick<AccountFacts, 'community'>): { row: CommunityRow; audience: number }[] {
  const newest = new Map<string, { row: CommunityRow; audience: number }>();
  for (const row of community) {
    const { contactId, platformType, platformUsername, followerCount, connectionCount } = row;
    if (followerCount == null && connectionCount == null) continue;
    newest.set(`${contactId ?? platformUsername ?? ''} ${platformType}`, { row, audience: (followerCount ?? 0) + (connectionCount ?? 0) });
  }
  return [...newest.values()];
}

const ofPosts = rowsIn(COMMUNITY);
/** How many rows of some kind there are; null where nothing at all is on record of them in public. */
const counting = countsIn(COMMUNITY, ({ community }) => community.slice(-1));

const lastPost: Draft = {
  key: 'last_community_post',
  label: 'Last public post',
  aliases: 'last post, last posted, letzter beitrag, dernière publication, última publicación',
  unit: 'date',
  definition: 'When somebody there last published or said something in public, in the last 365 days.',
  read(facts) {
    const last = ownPosts(facts, 365).at(-1);
    return found(last?.at, ofPosts('contentType', last));
  },
};

const toned = (facts: AccountFacts) => mentionsOf(facts).map((row) => ({ row, tone: toneOf(row) }));

/** What their people do in public, and what they say of us there. */
export const communityMetrics = topicOf('community', { grace: 60, halfLife: 60 }, [
  counting({
    key: 'community_posts',
    label: 'Public posts',
    aliases: 'posts, beiträge, öffentliche beiträge, publications, publicaciones',
    better: 'higher',
    definition: `Posts, articles, comments and talks of their people ${PERIOD}, as delivered.`,
    field: 'contentType',
    of: (facts) => ownPosts(facts),
  }),
  lastPost,
  daysDraft(lastPost, 'since', {
    key: 'days_since_community_post',
    label: 'Days since the last public post',
    aliases: 'days since last post',
    better: 'lower',
    definition: 'Days of the calendar since somebody there last published or said something in public.',
  }),
  counting({
    key: 'community_talks',
    label: 'Public talks',
    aliases: 'vorträge, conférences, charlas, public talks, conference talks, speaking engagements',
    better: 'higher',
    definition: 'Talks, panels and webinars their people gave in the last 365 days.',
    field: 'contentType',
    of: (facts) => ownPosts(facts, 365).filter(isTalk),
  }),
  counting({
    key: 'community_mentions',
    label: 'Public mentions of us',
    aliases: 'mentions, brand mentions, erwähnungen, menciones',
    definition: `Posts, comments, reviews and talks ${PERIOD} that speak of us.`,
    field: 'brandMentionType',
    of: (facts) => mentionsOf(facts),
  }),
  counting({
    key: 'organic_mentions',
    label: 'Organic mentions of us',
    aliases: 'unprompted mentions, ungefragte erwähnungen, mentions spontanées, menciones espontáneas',
    better: 'higher',
    definition: `Public mentions of us ${PERIOD} that followed no request of ours: neither said to, nor within 60 days of one to that person.`,
    field: 'productMentionContext',
    of: (facts) => mentionsOf(facts).filter((row) => !isPrompted(row, facts)),
  }),
  {
    key: 'mention_sentiment',
    label: 'Tone of public mentions',
    aliases: 'public sentiment, mention sentiment, öffentliche stimmung',
    digits: 2,
    signed: true,
    better: 'higher',
    definition: `Mean sentiment, −1 to 1, of the public mentions of us ${PERIOD} whose sentiment is known: as their source says, else by their words.`,
    read(facts) {
      const known = toned(facts).flatMap(({ row, tone }) => (tone === null ? [] : [{ row, tone }]));
      const rows = known.map(({ row }) => row);
      const value = mean(known.map(({ tone }) => tone));
      return found(
        value,
        ofPosts('sentimentScore', rows),
        () =>
          `Tone of ${plural(rows.length, 'public mention')} ${value?.toFixed(2)} on −1 to 1 (last ${shortDate(rows.at(-1)?.at ?? facts.asOf, facts.asOf)})`,
      );
    },
  },
  counting({
    key: 'negative_mentions',
    label: 'Negative public mentions',
    aliases: 'negative posts, public criticism, negative erwähnungen, mentions négatives, menciones negativas',
    better: 'lower',
    definition: `Public mentions of us ${PERIOD} that sound negative: as their source says, else by their words.`,
    field: 'sentimentScore',
    of: (facts) => mentionsOf(facts).filter(isCritical),
  }),
  counting({
    key: 'public_competitor_mentions',
    label: 'Public mentions of competitors',
    aliases: 'competitors in public',
    definition: `Posts, comments and talks of their people ${PERIOD} that name a competitor, for or against.`,
    field: 'competitiveMentions',
    of: (facts) =>
      [...new Set([...ownPosts(facts), ...mentionsOf(facts)])].filter(({ competitiveMentions }) => (competitiveMentions?.length ?? 0) > 0),
  }),
  {
    key: 'community_audience',
    label: 'Public audience',
    aliases: 'followers, follower, reichweite, abonnés, seguidores',
    better: 'higher',
    definition: 'Followers and connections of their people, each person’s newest count of a platform, added up; some are counted twice.',
    read(facts) {
      const audiences = latestAudiences(facts);
      const rows = audiences.map(({ row }) => row).sort((a, b) => a.at.getTime() - b.at.getTime());
      return found(rows.length > 0 ? sum(audiences.map(({ audience }) => audience)) : null, ofPosts('followerCount', rows));
    },
  },
  {
    key: 'post_reactions',
    label: 'Reactions to a post',
    aliases: 'engagement per post, reaktionen je beitrag, réactions par publication',
    better: 'higher',
    definition: `Median likes, comments and shares of a public post of theirs ${PERIOD}.`,
    read(facts) {
      const rows = ownPosts(facts).filter((row) => reactions(row) !== null);
      return found(median(rows.map((row) => reactions(row) ?? 0)), ofPosts('engagementMetrics', rows));
    },
  },
]);
