import { logit } from '../metrics/index.ts';
import { factors } from './factors/index.ts';

/** What turns factor strengths into log-odds of churn within 90 days. */
export interface ChurnWeights {
  /** Stored with every prediction it issues. */
  version: string;
  /** Log-odds of an account whose every factor is neutral. */
  base: number;
  /** Log-odds at strength 1, by factor name; negative never. */
  weights: Readonly<Record<string, number>>;
}

/** One account in 25 within 90 days: about 15 % a year. */
const BASE_RATE_90 = 0.04;
const BASE = logit(BASE_RATE_90);

/** 90-day probability of a pattern whose probability is known for 180 days, at a constant hazard. */
const over90 = (probability180: number) => 1 - Math.sqrt(1 - probability180);

/**
 * A stated pattern's probability is that of accounts showing it, and those mostly show others too: summed at
 * face value, four patterns would count the same trouble four times. Accounts in trouble show about three of
 * them at once, so each carries a third of its own log-odds.
 */
const SHARE_OF_PATTERN = 1 / 3;
const pattern = (probability90: number) => SHARE_OF_PATTERN * (logit(probability90) - BASE);

const WEIGHTS = {
  // Stated: usage decline over 60 % in 60 days, 89 % churn within six months. Its usual companions share the rest.
  login_decline: pattern(over90(0.89)) * 0.7,
  active_share: pattern(over90(0.89)) * 0.45,
  api_decline: 0.35,
  core_decline: 0.3,
  advanced_decline: 0.15,
  session_decline: 0.25,
  key_user_idle: 0.25,
  workflows_idle: 0.25,
  // Stated: attendance down to 0 %, 78 % churn within 90 days.
  attendance: pattern(0.78) * 0.75,
  sponsor_silence: 0.6,
  response_time: 0.3,
  email_engagement: 0.2,
  // Stated: negative shift of support sentiment, churn probability up 45 %.
  tone: Math.log(1.45),
  escalation: 0.3,
  satisfaction: 0.35,
  renewal: 0.7,
  budget: 0.35,
  competition: 0.7,
  payment: 0.3,
  proven_value: 0.7,
  // Stated: champion's role change without replacement, 67 % churn (no period stated: read as six months).
  key_person_change: pattern(over90(0.67)) * 0.85,
  reorganisation: 0.2,
  priority: 0.3,
  advocacy: 0.4,
} as const satisfies Record<string, number>;

/** Start of every tenant; replaced by learnt ones once its own outcomes suffice (`learnWeights`). */
export const STARTING_WEIGHTS: ChurnWeights = { version: 'start-2', base: BASE, weights: WEIGHTS };

/** @throws RangeError when a factor has no weight: a new factor comes with one. */
export function weightOf({ weights }: ChurnWeights, factor: string): number {
  const weight = weights[factor];
  if (weight === undefined) throw new RangeError(`no weight for the factor ${factor}`);
  return weight;
}

for (const { name } of factors) weightOf(STARTING_WEIGHTS, name);
