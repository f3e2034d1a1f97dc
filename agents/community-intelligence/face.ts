import { defineAgent } from '../kit/tool.ts';
import { communityScorer } from './scorer.ts';
import { analyzeCommunityPresence } from './tools/analyze-community-presence.ts';
import { findReferralPaths } from './tools/find-referral-paths.ts';

export const communityIntelligence = defineAgent({
  name: 'community-intelligence',
  title: 'Community Intelligence',
  purpose:
    'Says who of a customer’s people is heard in public, what they say of us and of competitors there, and whom they could introduce us to; from delivered posts only',
  tools: [analyzeCommunityPresence, findReferralPaths],
  scorer: communityScorer,
});
export { spikesOf } from './spikes.ts';
export type { analyzeCommunityPresence, findReferralPaths };
