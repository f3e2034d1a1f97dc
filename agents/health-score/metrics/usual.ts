import { age } from '../../facts/time.ts';
import { mean, median } from '../../metrics/statistics.ts';

/** In weeks. */
export const RECENT = 4;
const BEFORE = 12;
/** What is older plays no part in a comparison with before. */
export const COMPARED_DAYS = (RECENT + BEFORE) * 7;
/** A trend needs this many weeks to compare with. */
const LEAST_BEFORE = 4;

/**
 * The last four weeks' mean against what was usual in the twelve weeks before (their median); 1 is unchanged.
 * Null without a recent week, with fewer than four weeks before, or where nothing was used before.
 */
export function ratioToBefore(rows: readonly { at: Date; value: number }[], asOf: Date): number | null {
  const recent: number[] = [];
  const before: number[] = [];
  for (const { at, value } of rows) {
    const days = age(at, asOf);
    if (days < RECENT * 7) recent.push(value);
    else if (days < COMPARED_DAYS) before.push(value);
  }
  const now = mean(recent);
  const usual = before.length < LEAST_BEFORE ? null : median(before) || mean(before);
  return now === null || !usual ? null : now / usual;
}
