import { EVANGELISM_TIERS, type EvangelismTier } from '../../models/evangelism-pipeline-management.ts';
import { spaced } from '../metrics/index.ts';
import type { Counts, EvangelismPart } from './parts.ts';

type Known = { counts: Counts; parts: Record<EvangelismPart, number | null> };
type Rule = [key: string, label: string, wanted: number, now: (known: Known) => number | null, action: string, weeks: number];

const RULES: Readonly<Record<EvangelismTier, readonly Rule[]>> = {
  advocate: [
    [
      'praise',
      'public or completed words for us in a year',
      1,
      ({ counts }) => counts.praise,
      'Ask for a quote once something went well',
      4,
    ],
    [
      'praise_over_criticism',
      'more words for us than against us',
      1,
      ({ counts }) => counts.praise - counts.criticism,
      'Settle what they criticise first',
      4,
    ],
  ],
  champion: [
    ['praise', 'public or completed words for us in a year', 2, ({ counts }) => counts.praise, 'A second story with a figure of theirs', 6],
    ['expertise', 'expertise', 40, ({ parts }) => parts.expertise, 'Record what they know and since when; a first article of theirs', 8],
  ],
  evangelist: [
    [
      'stages',
      'talks or articles in a year',
      3,
      ({ counts }) => counts.talks + counts.articles,
      'A webinar together, and an article from it',
      10,
    ],
    ['communication', 'communication', 50, ({ parts }) => parts.communication, 'Speaker training and a rehearsal', 8],
    ['reach', 'reach', 35, ({ parts }) => parts.reach, 'Share what they write through our channels', 12],
  ],
  thought_leader: [
    ['talks', 'talks in a year', 3, ({ counts }) => counts.talks, 'Nominate them for a panel and a keynote', 16],
    ['articles', 'articles in a year', 3, ({ counts }) => counts.articles, 'Two articles in a publication of their industry', 14],
    ['recognitions', 'recognitions or roles', 1, ({ counts }) => counts.recognitions, 'Nominate them for an award or a board', 20],
    ['credibility', 'credibility', 65, ({ parts }) => parts.credibility, 'A case study with confirmed figures', 10],
    ['reach', 'reach', 60, ({ parts }) => parts.reach, 'Introduce them to voices of their industry', 24],
  ],
  co_innovator: [
    ['advisory', 'seats on our council or board', 1, ({ counts }) => counts.advisory, 'A seat on the customer council', 12],
    ['projects', 'projects agreed with us', 1, ({ counts }) => counts.projects.length, 'Agree on a project to build together', 12],
    ['partnership', 'partnership readiness', 75, ({ parts }) => parts.partnership, 'A roadmap session with their decision makers', 8],
  ],
};

/** Every tier's criteria, lowest tier first: what must be so, what is so (null where it is not known), and what brings it about within how many weeks. Pure. */
export const criteriaOf = (known: Known) =>
  EVANGELISM_TIERS.flatMap((tier) =>
    RULES[tier].map(([key, label, wanted, read, action, weeks]) => {
      const now = read(known);
      return { key, tier, label, wanted, now, met: now !== null && now >= wanted, action, weeks };
    }),
  );

export type Criterion = ReturnType<typeof criteriaOf>[number];

/** The highest tier all of whose criteria are met, and those of every tier below; null where not even the first is. */
export function tierOf(criteria: readonly Criterion[]): EvangelismTier | null {
  const open = EVANGELISM_TIERS.findIndex((tier) => criteria.some((each) => each.tier === tier && !each.met));
  return (open < 0 ? EVANGELISM_TIERS.at(-1) : EVANGELISM_TIERS[open - 1]) ?? null;
}

export const nextTier = (tier: EvangelismTier | null): EvangelismTier | null =>
  EVANGELISM_TIERS[tier === null ? 0 : EVANGELISM_TIERS.indexOf(tier) + 1] ?? null;

/** As people call it. */
export const tierWord = (tier: EvangelismTier): string => (tier === 'co_innovator' ? 'co-innovator' : spaced(tier));

export const tierNumber = (tier: EvangelismTier): number => EVANGELISM_TIERS.indexOf(tier) + 1;
