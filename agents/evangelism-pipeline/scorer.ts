import { defineScorer, type Scorer } from '../kit/tool.ts';
import { readiest } from './assess.ts';

/** The programme's part in rescoring: how ready the readiest of each account is. What it rests on is on record; nothing more is kept. */
export const evangelismScorer: Scorer = async () =>
  defineScorer<never>({
    agent: 'evangelism-pipeline',
    fields: [],
    assess(facts, _, opinions) {
      if (facts.community.length + facts.evangelism.length === 0) return {};
      const found = readiest({ facts, opinions });
      if (!found || found.evangelist.readiness === null) return {};
      const { readiness, tier } = found.evangelist;
      return { opinions: { evangelism_readiness: readiness, ...(tier ? { evangelism_tier: tier } : {}) } };
    },
    record: async () => undefined,
  });
