import type { CommunityIntelligenceMonitoring } from '../../models/community-intelligence-monitoring.ts';
import type { AccountFacts } from '../facts/account-facts.ts';
import { age, within } from '../facts/time.ts';
import { sum } from './statistics.ts';
import { classOf, type MentionClass, type Tone, toneOfText } from './tone/tone.ts';

export type CommunityRow = CommunityIntelligenceMonitoring;
type Dated = Pick<AccountFacts, 'community' | 'asOf'>;

/** Posts and mentions older than half a year speak of another time. */
export const COMMUNITY_DAYS = 180;
/** So long after we asked somebody for it, praise is not of their own accord. */
const PROMPTED_DAYS = 60;

/** Says something about us: it was delivered as a mention, or with what it says of our product. */
export const isMention = ({ contentType, brandMentionType, productMentionContext }: CommunityRow): boolean =>
  contentType === 'mention' || contentType === 'review' || brandMentionType != null || productMentionContext?.quote != null;

/** Something they wrote or said in public themselves; a profile is what they are, not what they did. */
export const isOwn = ({ contentType }: CommunityRow): boolean => contentType != null && contentType !== 'mention';

export const isTalk = ({ contentType, platformType }: CommunityRow): boolean =>
  contentType === 'speaking' || (platformType === 'conference_speaking' && contentType != null);

export const ownPosts = ({ community, asOf }: Dated, days = COMMUNITY_DAYS): CommunityRow[] => within(community, asOf, days).filter(isOwn);
export const mentionsOf = ({ community, asOf }: Dated, days = COMMUNITY_DAYS): CommunityRow[] =>
  within(community, asOf, days).filter(isMention);

/** Whether a mention followed a request of ours: it says so itself, or the person had been asked shortly before. */
export function isPrompted({ productMentionContext, contactId, at }: CommunityRow, { advocacy }: Pick<AccountFacts, 'advocacy'>): boolean {
  if (productMentionContext?.prompted != null) return productMentionContext.prompted;
  return advocacy.some(({ contactId: asked, requestDate }) => {
    const days = requestDate ? age(requestDate, at) : -1;
    return contactId != null && asked === contactId && days >= 0 && days <= PROMPTED_DAYS;
  });
}

/** Everything people did with it: likes, comments and shares; null where nobody counted. */
export function reactions({ engagementMetrics }: CommunityRow): number | null {
  const { likes, comments, shares } = engagementMetrics ?? {};
  const counted = [likes, comments, shares].filter((each) => each != null);
  return counted.length > 0 ? sum(counted) : null;
}

const told = new WeakMap<CommunityRow, Tone>();

/** How the words of a row sound; the same rows are read again for every instant an account is looked at. */
function wordsTone(row: CommunityRow): Tone {
  const before = told.get(row);
  if (before) return before;
  const names = (row.competitiveMentions ?? []).map(({ competitor }) => competitor);
  const tone = toneOfText(row.contentText ?? row.productMentionContext?.quote ?? '', names);
  told.set(row, tone);
  return tone;
}

/** How a mention sounds, −1 to 1: as its source says, else by its words; null in a language whose words are not known. */
export const toneOf = (row: CommunityRow): number | null => row.sentimentScore ?? wordsTone(row).value;

/** What a mention is to us: as its source says, else by its words and tone. */
export function mentionClassOf(row: CommunityRow): MentionClass {
  if (row.brandMentionType) return row.brandMentionType;
  const { class: said } = wordsTone(row);
  if (said === 'competitive_comparison' || row.sentimentScore == null) return said;
  return classOf(row.sentimentScore);
}

/** Speaks against us; what weighs us against somebody may be hard on either. */
export const isCritical = (row: CommunityRow): boolean => mentionClassOf(row) === 'negative';
