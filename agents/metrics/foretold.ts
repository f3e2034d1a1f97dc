import { clamp, mean } from './statistics.ts';

/** How probabilities hold: one definition of each statistic. Pure. */

/** A probability that was told (0 to 1), and whether it came. */
export interface Foretold {
  told: number;
  came: boolean;
}

export interface Interval {
  low: number;
  high: number;
}

/** A 95 % interval is so many standard deviations to each side. */
const Z95 = 1.96;

/** Wilson's interval of a share (0 to 1) seen in so many independent tests, of 95 % unless told otherwise; everything between 0 and 1 without any. */
export function wilson(share: number, tests: number, z = Z95): Interval {
  if (tests <= 0) return { low: 0, high: 1 };
  const z2 = z * z;
  const scale = 1 + z2 / tests;
  const centre = (share + z2 / (2 * tests)) / scale;
  const half = (z * Math.sqrt((share * (1 - share)) / tests + z2 / (4 * tests * tests))) / scale;
  return { low: clamp(Math.min(centre - half, share), 0, 1), high: clamp(Math.max(centre + half, share), 0, 1) };
}

/** Mean squared error of probabilities, 0 to 1, smaller is better; null without any. */
export const brier = (rows: readonly Foretold[]): number | null => mean(rows.map(({ told, came }) => (told - Number(came)) ** 2));

/** Chance that one that came was told more than one that did not, ties counted half; null unless there are both. */
export function auc(rows: readonly Foretold[]): number | null {
  const came = rows.filter((row) => row.came).length;
  const others = rows.length - came;
  if (came === 0 || others === 0) return null;
  let below = 0;
  let won = 0;
  for (const [, tied] of [...Map.groupBy(rows, ({ told }) => told)].sort(([a], [b]) => a - b)) {
    const hits = tied.filter((row) => row.came).length;
    const misses = tied.length - hits;
    won += hits * (below + misses / 2);
    below += misses;
  }
  return won / (came * others);
}
