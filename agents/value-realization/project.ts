import { DAY } from '../facts/index.ts';
import { change, clamp, mean, round, sum, theilSen } from '../metrics/index.ts';
import { type Counted, type Period, shareWithin, YEAR_DAYS } from '../metrics/value.ts';
import { type CurrencyValue, coveredDays } from './totals.ts';

/** A year's growth is never projected beyond these, whatever the trend: percent. */
export const MOST_GROWTH = 15;
export const LEAST_GROWTH = -25;
/** Under this much measured time, or this many measurements, there is no trend to go by. */
const TREND_DAYS = 182;
const TREND_RECORDS = 3;
const PARTS = 4;
const PROJECTION_MONTHS = 3;
/** A part of the time with less of it measured says nothing. */
const LEAST_COVERED = 0.25;
const YEARS = [1, 2, 3];

/**
 * Yearly growth (%) of proven value over the measured time: robust slope over four equal parts of it, relative to
 * their mean. A part counts by its measured days, so that a gap is not taken for a decline. Null where too little is measured.
 */
export function trendOf(counted: readonly Counted[], { from, to }: Period): number | null {
  const spans = counted.flatMap(({ record, proven }) => (proven && record.periodEnd > record.periodStart ? [record] : []));
  if (spans.length < TREND_RECORDS) return null;
  const start = Math.max(from.getTime(), Math.min(...spans.map(({ periodStart }) => periodStart.getTime())));
  const end = Math.min(to.getTime(), Math.max(...spans.map(({ periodEnd }) => periodEnd.getTime())));
  const step = (end - start) / PARTS;
  if ((end - start) / DAY < TREND_DAYS) return null;
  const perDay = Array.from({ length: PARTS }, (_, index) => {
    const [left, right] = [new Date(start + index * step), new Date(start + (index + 1) * step)];
    const days = coveredDays(spans, left, right);
    return days < (LEAST_COVERED * step) / DAY ? null : sum(spans.map((each) => each.amount * shareWithin(each, left, right))) / days;
  });
  const known = perDay.filter((each) => each !== null);
  const level = mean(known);
  const line = theilSen(perDay);
  if (!line || level === null || level <= 0 || known.length < PARTS - 1) return null;
  return (100 * line.slope * ((YEAR_DAYS * DAY) / step)) / level;
}

/**
 * Three years at today's price. Year 1 is the measured run rate; later years follow the account's own trend
 * within `LEAST_GROWTH` and `MOST_GROWTH`, and do not grow while usage falls. A string says why nothing is projected.
 */
export function project(
  value: CurrencyValue,
  counted: readonly Counted[],
  period: Period,
  { yearlyPrice, usageFalls }: { yearlyPrice: number; usageFalls: boolean },
) {
  if (period.contract !== 'in_force') return 'No contract is in force: nothing is projected.';
  if (value.proven <= 0) return 'Nothing is proven yet: nothing is projected.';
  if (period.months < PROJECTION_MONTHS) return `Less than ${PROJECTION_MONTHS} months are measured: too early to project.`;
  const trend = trendOf(counted, period);
  const growth = trend === null ? 0 : round(clamp(trend, LEAST_GROWTH, usageFalls ? 0 : MOST_GROWTH), 1);
  const runRate = value.monthlyValue * 12;
  const years = YEARS.map((year) => ({ year, value: runRate * (1 + growth / 100) ** (year - 1), investment: yearlyPrice }));
  const cumulative = { value: sum(years.map((each) => each.value)), investment: sum(years.map((each) => each.investment)) };
  return {
    currency: value.currency,
    years,
    growth,
    /** Measured over the period, before bounds; null where too little is measured. Like the growth, % a year. */
    trend: trend === null ? null : round(trend, 1),
    basis: basisOf(trend, growth, period.months, usageFalls),
    cumulative: { ...cumulative, roi: cumulative.investment > 0 ? (cumulative.value / cumulative.investment) * 100 : null },
  };
}

function basisOf(trend: number | null, growth: number, months: number, usageFalls: boolean): string {
  const first = `Year 1 is the proven run rate of ${months === 12 ? 'the 12 months' : `${months} months, taken for 12`}, at today’s price`;
  if (trend === null) return `${first}; too little is measured for a trend, so later years stay level.`;
  const own = change(1 + trend / 100);
  const used = change(1 + growth / 100);
  if (usageFalls && trend > 0) return `${first}; its own trend is ${own} a year, but usage is falling, so later years stay level.`;
  return Math.abs(trend - growth) < 0.05 + 1e-9
    ? `${first}; later years follow the account’s own trend of ${used} a year.`
    : `${first}; later years take ${used} a year: the account’s own trend is ${own}, and no more than ${change(1 + MOST_GROWTH / 100)} or less than ${change(1 + LEAST_GROWTH / 100)} is ever projected.`;
}
