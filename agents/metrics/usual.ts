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

/** What is counted of each row; rows in which it is not known are passed over. */
type Value<Row> = (row: Row) => number | null | undefined;
type Dated = { at: Date };

/**
 * The last four weeks' mean against what was usual in the twelve weeks before (their median); 1 is unchanged.
 * Null without a recent week, with fewer than four weeks before, or where nothing was used before.
 */
export function ratioToBefore<Row extends Dated>(rows: readonly Row[], valueIn: Value<Row>, asOf: Date): number | null {
  const recent: number[] = [];
  const before: number[] = [];
  for (const row of rows) {
    const value = valueIn(row);
    if (value === null || value === undefined) continue;
    const days = age(row.at, asOf);
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
export function ratioToEarlier<Row extends Dated>(rows: readonly Row[], valueIn: Value<Row>, asOf: Date): number | null {
  const recent: number[] = [];
  const before: number[] = [];
  for (const row of rows) {
    const value = valueIn(row);
    if (value === null || value === undefined) continue;
    const days = age(row.at, asOf);
    if (days >= 0 && days < NOW_DAYS) recent.push(value);
    else if (days >= EARLIER_DAYS.from && days < EARLIER_DAYS.to) before.push(value);
  }
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
export function quarterTrend<Row extends Dated>(rows: readonly Row[], valueIn: Value<Row>, asOf: Date): number | null {
  const weeks: (number | null)[] = Array(QUARTER).fill(null);
  let known = 0;
  for (const row of rows) {
    const value = valueIn(row);
    if (value === null || value === undefined) continue;
    const week = QUARTER - 1 - Math.floor(age(row.at, asOf) / 7);
    if (week < 0 || week >= QUARTER) continue;
    if (weeks[week] === null) known++;
    weeks[week] = value;
  }
  const line = known >= 2 * LEAST_BEFORE && weeks.slice(-RECENT).some((each) => each !== null) ? theilSen(weeks) : null;
  return !line || line.intercept <= 0 ? null : (line.slope * (QUARTER - 1)) / line.intercept;
}
