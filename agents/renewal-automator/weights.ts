import { logit } from '../metrics/index.ts';

/** Stored with every forecast these weights issue. */
export const MODEL_VERSION = 'renewal-1';

/** Of contracts about which nothing special is known: what the churn base of 4 % in 90 days leaves of a year. */
const BASE_RATE = 0.85;
export const BASE = logit(BASE_RATE);

/**
 * The stated patterns (epic 9.4.1) are the renewal rates of accounts that show them, and those mostly show the
 * others and little churn too: each carries a third of its own log-odds, so that together they do not count one
 * thing three times.
 */
const SHARE_OF_PATTERN = 1 / 3;
const pattern = (rate: number): number => logit(rate) - BASE;

export const WEIGHTS = {
  /** Stated: ROI above 150 %, 97 % renew. */
  roi: SHARE_OF_PATTERN * pattern(0.97),
  /** Stated: NPS above 8, 94 % renew. */
  nps: SHARE_OF_PATTERN * pattern(0.94),
  /** Stated: executive advocacy, 91 % renew. */
  advocacy: SHARE_OF_PATTERN * pattern(0.91),
  /** Stated: 78 % renew where alternatives are evaluated. The only pattern that speaks against, so it counts in full. */
  competition: -pattern(0.78),
  /** A new head of finance or procurement looks at every contract once. No pattern is stated; as much as one contract in 20. */
  new_finance: 0.35,
} as const;

/** Log-odds of renewal for one of churn: trouble counts nearly in full; its absence mostly shows in return, NPS and advocacy as well. */
export const CHURN_AGAINST = 0.85;
export const CHURN_FOR = 0.35;

/** Today says all about a decision within a quarter; of one further away, half as much each year and a half. */
export const NEAR_DAYS = 90;
export const FAR_HALF_LIFE_DAYS = 540;

/** Share of the confidence that rests on each source. */
export const COVERAGE = { churn: 0.5, roi: 0.2, nps: 0.15, advocacy: 0.15 } as const;
/** Below this coverage no probability is given. */
export const LEAST_COVERAGE = 0.3;

/** Chance that an addition is signed with the renewal, by how far its deal is; a stated need without a deal counts as one being developed. */
export const STAGE_CHANCE = { identified: 0.25, qualified: 0.4, developing: 0.5, proposing: 0.7, negotiating: 0.8 } as const;
/** Log-odds on top: money is set aside for it; the customer asked for it; a competitor is named; no money is there. */
export const ADDITION = { budget: 0.6, asked: 0.5, competitor: -0.8, noBudget: -1.2 } as const;

export { BANDS, type Band, bandOf } from '../metrics/renewal-band.ts';
