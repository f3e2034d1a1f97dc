import { clamp, mannKendall, median, type Series, theilSen } from '../metrics/index.ts';

export interface Interval {
  value: number;
  low: number;
  high: number;
}

/** Each further week a trend keeps this share of its pace: no account rises or falls for ever. */
const DAMPING = 0.8;
/** An 80 % interval is this many standard deviations to each side. */
const Z80 = 1.28;
const LEAST_SPREAD = 1;
/** Fewer weekly points than this are no trend. */
const LEAST_POINTS = 4;

const FORECAST_METHOD =
  'Theil–Sen slope over the weekly scores of the last 8 weeks, scaled down by its Mann–Kendall uncertainty, damped 20 % a week; 80 % interval from the weekly scatter, wider with low confidence';

/**
 * Carries the weekly scores (oldest first, the last one now) forward, inside 0 to 100.
 * `confidence` (0 to 1) of the present score widens the interval.
 */
export function forecast(weekly: Series, confidence: number) {
  const score = weekly.at(-1);
  if (score === null || score === undefined) return null;
  const line = theilSen(weekly);
  const { p, n } = mannKendall(weekly);
  /** Points a week: what the trend is worth after its own uncertainty. */
  const slopePerWeek = line && n >= LEAST_POINTS ? line.slope * (1 - p) : 0;
  const residuals = weekly.flatMap((value, step) =>
    value === null || !line ? [] : [Math.abs(value - line.intercept - line.slope * step)],
  );
  const spread = Math.max(LEAST_SPREAD, 1.4826 * (median(residuals) ?? 0)) / clamp(confidence, 0.3, 1);
  const at = (weeks: number): Interval => {
    const value = clamp(score + (slopePerWeek * DAMPING * (1 - DAMPING ** weeks)) / (1 - DAMPING), 0, 100);
    const half = Z80 * spread * Math.sqrt(weeks);
    return { value, low: clamp(value - half, 0, 100), high: clamp(value + half, 0, 100) };
  };
  return { days30: at(30 / 7), days90: at(90 / 7), method: FORECAST_METHOD };
}
export type Forecast = NonNullable<ReturnType<typeof forecast>>;
