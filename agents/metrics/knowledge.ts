import { type Anchors, clamp, piecewise, sum, weightedMean } from './statistics.ts';

/** One thing a judgement wants to know. */
export interface Wanted {
  /** Named while nothing of it is there, where it has a name. */
  name: string;
  /** Its part of all that is wanted; the parts add up to 1. Zero: welcome, and not missed. */
  weight: number;
  /** How much of it is there, 0 to 1. */
  quality: number;
  /** How fresh that is, 0 to 1; fresh where it is not said. */
  fresh?: number;
}

/** How much of what is wanted is known (0 to 1), how much that counts by its freshness, and what is missing. More data never lowers it. */
export function knowledgeOf(wanted: readonly Wanted[]) {
  const coverage = clamp(sum(wanted.map(({ weight, quality }) => weight * quality)), 0, 1);
  const confidence = clamp(sum(wanted.map(({ weight, quality, fresh = 1 }) => weight * quality * fresh)), 0, 1);
  return {
    coverage,
    confidence,
    freshness: coverage > 0 ? confidence / coverage : 0,
    missing: wanted.flatMap(({ name, weight, quality }) => (quality === 0 && weight > 0 && name ? [name] : [])),
  };
}

/** A part of a score: how it is called, its weight, and what would tell it. */
export interface Part {
  label: string;
  weight: number;
  wanted: string;
}

/** A score of 0 to 100 from its parts: one that is not known drops out, and the others share its weight. No score below `least` of all weight. */
export function scoreOfParts<Key extends string>(
  parts: Readonly<Record<Key, Part>>,
  values: Readonly<Record<Key, number | null>>,
  least: number,
) {
  const each = (Object.keys(parts) as Key[]).map((key) => ({ ...parts[key], value: values[key] }));
  const { coverage, missing } = knowledgeOf(
    each.map(({ wanted, weight, value }) => ({ name: wanted, weight, quality: value === null ? 0 : 1 })),
  );
  return { score: coverage < least ? null : weightedMean(each).value, coverage, missing };
}

/** The mean of the values that are known, each by its weight; null without any. */
export const weighed = (parts: readonly (readonly [value: number | null, weight: number])[]): number | null =>
  weightedMean(parts.map(([value, weight]) => ({ value, weight }))).value;

/** Points on a curve; null where the value is not known. */
export const pointsOn = (anchors: Anchors, value: number | null): number | null => (value === null ? null : piecewise(anchors, value));
