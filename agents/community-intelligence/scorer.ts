import { defineScorer, type Scorer } from '../kit/tool.ts';
import { topVoice } from './voices.ts';

/** Community's part in rescoring: who of each account is heard most, and how far. What it rests on is on record; nothing more is kept. */
export const communityScorer: Scorer = async () =>
  defineScorer<never>({
    agent: 'community-intelligence',
    fields: [],
    assess(facts) {
      const voice = facts.community.length > 0 ? topVoice(facts) : null;
      return voice ? { opinions: { community_influence: voice.score, community_voice: voice.name } } : {};
    },
    record: async () => undefined,
  });
