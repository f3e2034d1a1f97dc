import { age } from '../facts/time.ts';
import { mannKendall, mean, median, normalCdf, theilSen } from './statistics.ts';

/** In weeks. */
export const RECENT = 4;
const BEFORE = 12;
const QUARTER = 13;
/** What is older plays no part in a comparison with before. */
export const COMPARED_DAYS = (RECENT + BEFORE) * 7;
/** A trend needs this many weeks to compare with. */
const LEAST_BEFORE = 4;

type Points = readonly { at: Date; value: number }[];

/**
 * The last four weeks' mean against what was usual in the twelve weeks before (their median); 1 is unchanged.
 * Null without a recent week, with fewer than four weeks before, or where nothing was used before.
 */
export function ratioToBefore(rows: Points, asOf: Date): number | null {
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

/** Where "60 days ago" lies, so that a few weeks are compared with a few; "now" are the last three weeks. */
export const EARLIER_DAYS = { from: 50, to: 86 };
const NOW_DAYS = 21;

/** The last three weeks' median against that of the weeks about 60 days ago. Null with fewer than two weeks of either, or where nothing was used then. */
export function ratioToEarlier(rows: Points, asOf: Date): number | null {
  const values = (from: number, to: number) =>
    rows.flatMap(({ at, value }) => (age(at, asOf) >= from && age(at, asOf) < to ? [value] : []));
  const [recent, before] = [values(0, NOW_DAYS), values(EARLIER_DAYS.from, EARLIER_DAYS.to)];
  const [now, then] = [median(recent), median(before)];
  return recent.length < 2 || before.length < 2 || now === null || !then ? null : now / then;
}

/** How far a change is more than the noise of the weeks in between (one-sided Mann–Kendall), 0 to 1. */
export function moreThanNoise(values: readonly number[], ratio: number): number {
  const { z } = mannKendall(values);
  return Math.max(0, 2 * normalCdf(ratio < 1 ? -z : z) - 1);
}

/**
 * The change over the last thirteen weeks along their Theil–Sen line, as a share of its level at the start. Null
 * without a recent week, with fewer than eight weeks, or where the line starts at nothing.
 */
export function quarterTrend(rows: Points, asOf: Date): number | null {
  const weeks: (number | null)[] = Array(QUARTER).fill(null);
  let known = 0;
  for (const { at, value } of rows) {
    const week = QUARTER - 1 - Math.floor(age(at, asOf) / 7);
    if (week < 0 || week >= QUARTER) continue;
    if (weeks[week] === null) known++;
    weeks[week] = value;
  }
  const line = known >= 2 * LEAST_BEFORE && weeks.slice(-RECENT).some((each) => each !== null) ? theilSen(weeks) : null;
  return !line || line.intercept <= 0 ? null : (line.slope * (QUARTER - 1)) / line.intercept;
}
