/** Small, pure statistics. A series is evenly spaced, oldest first; null stands for a step without data. */

export type Series = readonly (number | null)[];

export const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

export function round(value: number, digits = 0): number {
  const factor = 10 ** digits;
  const rounded = Math.round(value * factor) / factor;
  return rounded === 0 ? 0 : rounded; // never -0
}

export function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/** Null for an empty list. */
export const mean = (values: readonly number[]): number | null => (values.length === 0 ? null : sum(values) / values.length);

/** Few values are sorted as they are put in; many as 64-bit floats, without a call for each comparison. */
function ascending(values: readonly number[]): ArrayLike<number> {
  if (values.length > 24) return new Float64Array(values).sort();
  const sorted: number[] = [];
  for (const value of values) {
    let place = sorted.length;
    for (; place > 0 && (sorted[place - 1] as number) > value; place--) sorted[place] = sorted[place - 1] as number;
    sorted[place] = value;
  }
  return sorted;
}

/** The value below which the given share (0 to 1) of the values lies, interpolated; null for an empty list. */
export function percentile(values: readonly number[], share: number): number | null {
  if (values.length === 0) return null;
  const sorted = ascending(values);
  const position = clamp(share, 0, 1) * (sorted.length - 1);
  const low = sorted[Math.floor(position)] ?? 0;
  const high = sorted[Math.ceil(position)] ?? low;
  return low + (high - low) * (position - Math.floor(position));
}

export const median = (values: readonly number[]): number | null => percentile(values, 0.5);

/** Share (0 to 1) of the values that lie below `value`, ties counted half; null for an empty list. */
export function percentileRank(values: readonly number[], value: number): number | null {
  if (values.length === 0) return null;
  return sum(values.map((each) => (each < value ? 1 : each === value ? 0.5 : 0))) / values.length;
}

export const logistic = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));

/** Log-odds of a probability, which is kept off 0 and 1 by one in a million. */
export function logit(probability: number): number {
  const inside = clamp(probability, 1e-6, 1 - 1e-6);
  return Math.log(inside / (1 - inside));
}

/** Points `[x, y]` with ascending x. */
export type Anchors = readonly (readonly [x: number, y: number])[];

/** A curve written `x:y`, its points by rising x: "0:0 50:62 100:100". */
export const curve = (text: string): Anchors =>
  text.split(' ').map((point) => {
    const [x, y] = point.split(':').map(Number);
    return [x ?? 0, y ?? 0] as const;
  });

/** The piecewise-linear curve through the anchors, level beyond the first and the last. @throws RangeError without anchors. */
export function piecewise(anchors: Anchors, x: number): number {
  const first = anchors[0];
  const last = anchors.at(-1);
  if (!first || !last) throw new RangeError('a curve needs at least one anchor');
  if (x <= first[0]) return first[1];
  let before = first;
  for (const next of anchors) {
    if (x <= next[0]) return before[1] + ((next[1] - before[1]) * (x - before[0])) / (next[0] - before[0]);
    before = next;
  }
  return last[1];
}

/** The smallest x at which the monotone curve reaches y (the nearest end where it never does). */
export function inversePiecewise(anchors: Anchors, y: number): number {
  const first = anchors[0];
  const last = anchors.at(-1);
  if (!first || !last) throw new RangeError('a curve needs at least one anchor');
  const rising = last[1] >= first[1];
  const ordered = rising ? anchors : [...anchors].reverse();
  let [x0, y0] = ordered[0] ?? first;
  if (y <= y0) return x0;
  for (const [x1, y1] of ordered.slice(1)) {
    if (y <= y1) return x0 + ((x1 - x0) * (y - y0)) / (y1 - y0);
    [x0, y0] = [x1, y1];
  }
  return x0;
}

interface Weighted {
  value: number | null;
  weight: number;
}

/** Mean over the parts that have a value, weights renormalised; `coverage` is their share (0 to 1) of all weight. */
export function weightedMean(parts: readonly Weighted[]): { value: number | null; coverage: number } {
  let total = 0;
  let present = 0;
  let weighted = 0;
  for (const { value, weight } of parts) {
    total += weight;
    if (value === null) continue;
    present += weight;
    weighted += value * weight;
  }
  return { value: present > 0 ? weighted / present : null, coverage: total > 0 ? present / total : 0 };
}

interface Known {
  step: number;
  value: number;
}

function known(series: Series): Known[] {
  const points: Known[] = [];
  for (let step = 0; step < series.length; step++) {
    const value = series[step];
    if (value != null) points.push({ step, value });
  }
  return points;
}

/** Calls back with every value and each one before it. */
function pairs<Item>(items: readonly Item[], visit: (early: Item, late: Item) => void): void {
  for (let index = 1; index < items.length; index++) {
    const late = items[index] as Item;
    for (let before = 0; before < index; before++) visit(items[before] as Item, late);
  }
}

/** Median of all pairwise slopes, per step: one wild point in four cannot turn it. Null below two values. */
export function theilSen(series: Series): { slope: number; intercept: number } | null {
  const points = known(series);
  const slopes: number[] = [];
  pairs(points, (early, late) => slopes.push((late.value - early.value) / (late.step - early.step)));
  const slope = median(slopes);
  if (slope === null) return null;
  return { slope, intercept: median(points.map(({ step, value }) => value - slope * step)) ?? 0 };
}

/** Two-sided Mann–Kendall test for a monotone trend, ties corrected. `p` is 1 below four values: too few to say anything. */
export function mannKendall(series: Series): { s: number; z: number; p: number; n: number } {
  const values = series.filter((value) => value !== null);
  const n = values.length;
  let s = 0;
  pairs(values, (early, late) => {
    s += Math.sign(late - early);
  });
  if (n < 4) return { s, z: 0, p: 1, n };
  const ties = new Map<number, number>();
  for (const value of values) ties.set(value, (ties.get(value) ?? 0) + 1);
  const term = (count: number) => count * (count - 1) * (2 * count + 5);
  let tied = 0;
  for (const count of ties.values()) tied += term(count);
  const variance = (term(n) - tied) / 18;
  const z = variance <= 0 || s === 0 ? 0 : (s - Math.sign(s)) / Math.sqrt(variance);
  return { s, z, p: 2 * (1 - normalCdf(Math.abs(z))), n };
}

/** Probability that a standard normal value lies below z (error below 1.5e-7). */
export function normalCdf(z: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(z / Math.SQRT2));
  const tail = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const erf = 1 - tail * Math.exp(-(z * z) / 2);
  return z >= 0 ? (1 + erf) / 2 : (1 - erf) / 2;
}

/**
 * Which way the Theil–Sen line goes: a trend only where Mann–Kendall gives p < 0.1 and the line moves by at least 5 % of its
 * level at its start (by anything where that is zero or below).
 */
export function trendOf(series: Series): 'increasing' | 'stable' | 'decreasing' {
  const line = theilSen(series);
  if (!line || line.slope === 0 || mannKendall(series).p >= 0.1) return 'stable';
  const steps = known(series).map(({ step }) => step);
  const [first = 0, last = 0] = [steps[0], steps.at(-1)];
  const level = line.intercept + line.slope * first;
  if (level > 0 && Math.abs(line.slope * (last - first)) / level < 0.05) return 'stable';
  return line.slope > 0 ? 'increasing' : 'decreasing';
}

/** Exponentially falling weight (0 to 1) of something `age` old; one half at `halfLife`. */
export const decay = (age: number, halfLife: number): number => 0.5 ** (Math.max(0, age) / halfLife);

/** Points between two scores, told as whole numbers: between 82 and 55 lie 27, whatever was behind the point. */
export const pointsBetween = (before: number, after: number): number => Math.round(after) - Math.round(before);
