import type { LIFECYCLE_STAGES } from '../../../models/account.ts';
import type { Random } from '../random.ts';

/** How an account's condition moves: 0 is lost, 1 is thriving; `back` counts weeks before the last one, `turn` is the week (also counted back) in which it turns. */
const SHAPES = {
  steady_good: () => 0.84,
  steady_fair: () => 0.62,
  steady_poor: () => 0.36,
  failing: (back) => 0.06 + Math.min(20, back) * 0.014,
  growth: (back) => 0.92 - Math.min(26, back) * 0.012,
  slow_decline: (back) => 0.34 + Math.min(26, back) * 0.019,
  cliff: (back, turn) => (back < turn ? 0.24 : 0.82),
  recovery: (back, turn) => 0.78 - 0.42 * Math.exp(-(((back - turn - 6) / 4) ** 2)),
  seasonal: (back) => 0.7 + 0.12 * Math.sin((back * 2 * Math.PI) / 13),
  volatile: () => 0.6,
} as const satisfies Record<string, (back: number, turn: number) => number>;

export type Path = keyof typeof SHAPES;
export const PATHS = Object.keys(SHAPES) as Path[];

/** Those who left mostly declined first, but not all did, and not all who decline leave: there is something to learn, with noise. */
export const PATHS_OF_STAGE: Record<(typeof LIFECYCLE_STAGES)[number], Partial<Record<Path, number>>> = {
  onboarding: { steady_good: 3, steady_fair: 4, growth: 2, cliff: 1, steady_poor: 1 },
  adopting: { steady_good: 4, steady_fair: 3, growth: 3, slow_decline: 2, cliff: 1, volatile: 1, steady_poor: 1, failing: 1 },
  established: {
    steady_good: 7,
    steady_fair: 7,
    growth: 4,
    slow_decline: 2,
    cliff: 2,
    recovery: 3,
    seasonal: 2,
    volatile: 2,
    steady_poor: 2,
    failing: 5,
  },
  renewing: { steady_good: 5, steady_fair: 6, growth: 2, slow_decline: 2, cliff: 2, recovery: 2, seasonal: 1, steady_poor: 2, failing: 3 },
  churned: { failing: 7, slow_decline: 5, cliff: 4, steady_poor: 3, steady_fair: 1, volatile: 1, steady_good: 1 },
};

/** Weeks until a new customer uses the product as fully as it will. */
const RAMP_WEEKS = 10;

/**
 * The condition in each of `weeks` weeks, oldest first, with noise that lasts some weeks.
 * `older` is how many weeks the customer had been one before the first of them.
 */
export function levelsOf(path: Path, weeks: number, older: number, random: Random): number[] {
  const turn = random.whole(2, 9);
  const lift = random.normal(0, 0.05);
  const restlessness = path === 'volatile' ? 0.09 : 0.03;
  let drift = 0;
  return Array.from({ length: weeks }, (_, week) => {
    drift = 0.6 * drift + random.normal(0, restlessness);
    const ramp = Math.min(1, (older + week + 2) / RAMP_WEEKS);
    return Math.max(0.03, Math.min(0.98, (SHAPES[path](weeks - 1 - week, turn) + lift + drift) * ramp));
  });
}
