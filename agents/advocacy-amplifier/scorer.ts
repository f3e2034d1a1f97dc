import { defineScorer, type Scorer } from '../kit/tool.ts';
import { assessAdvocacy } from './assess.ts';

/** Advocacy's part in rescoring: how ready each account is, for what, and what speaks against asking, for lists to use. */
export const advocacyScorer: Scorer = async () =>
  defineScorer({
    agent: 'advocacy-amplifier',
    fields: [],
    assess(facts, _, opinions) {
      const { readiness, best, against } = assessAdvocacy({ facts, opinions });
      if (readiness === null) return {};
      return {
        opinions: {
          advocacy_readiness: readiness,
          advocacy_obstacle: against[0]?.obstacle ?? 'none',
          ...(best ? { advocacy_tier: best.tier } : {}),
        },
      };
    },
    record: async () => undefined,
  });
