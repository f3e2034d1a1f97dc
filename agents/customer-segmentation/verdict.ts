import { type AccountFacts, age, type Evidence, type Text } from '../facts/index.ts';
import { listed, small, t } from '../kit/say.ts';
import type { Anchors, Wanted } from '../metrics/index.ts';
import { decay, figureOf, knowledgeOf, metricNamed, piecewise, readingOf, weightedMean } from '../metrics/index.ts';

/** What one rule concluded from the facts. */
export interface Verdict<Value extends string = string> {
  /** Null where the facts say nothing: then `missing` names what would. */
  value: Value | null;
  /** 0 to 1: how much of what the rule reads is there, and how fresh it is; more data never lowers it. */
  confidence: number;
  reason: Text;
  /** What would raise the confidence. */
  missing: string[];
  evidence: Evidence[];
}

/** One thing a rule looks for. */
export interface Source extends Wanted {
  said?(): Text;
  evidence?(): Evidence[];
  /** What it adds to a score: 0 to 100, and how much that counts. */
  score?: { value: number; weight: number } | null | undefined;
}

/** A source by how much of it is there, or whether it is. */
export const source = (
  name: string,
  weight: number,
  quality: number | boolean,
  more: Omit<Source, 'name' | 'weight' | 'quality'> = {},
) => ({
  name,
  weight,
  quality: Number(quality),
  ...more,
});

/** Of each source so many documents are shown. */
const SHOWN = 3;

/** Says why by what its sources say, unless a reason is given. Words and evidence are made when somebody asks. */
export function verdict<Value extends string>(value: Value | null, sources: readonly Source[], reason?: () => Text): Verdict<Value> {
  const there = value === null ? [] : sources.filter(({ quality }) => quality > 0);
  return {
    value,
    confidence: knowledgeOf(there).coverage,
    missing: knowledgeOf(sources).missing,
    get reason() {
      return there.length > 0 && reason ? reason() : listed(there.flatMap(({ said }) => (said ? [said()] : [])));
    },
    get evidence() {
      return there.flatMap(({ evidence }) => evidence?.().slice(0, SHOWN) ?? []);
    },
  };
}

/** The mean, 0 to 100, of the sources that have a score. */
export const scoreOf = (sources: readonly Source[]): number =>
  weightedMean(sources.map(({ score }) => ({ value: score?.value ?? null, weight: score?.weight ?? 0 }))).value ?? 0;

/** The least score of each value, highest first. */
export type Floors<Value extends string> = Readonly<Record<Value, number>>;

/** The first value whose floor the score reaches. */
export const floorOf = <Value extends string>(floors: Floors<Value>, score: number): Value | null =>
  (Object.keys(floors) as Value[]).find((value) => score >= floors[value]) ?? null;

/** A metric as a source; with a curve it adds to the score. */
export function ofMetric(facts: AccountFacts, key: string, weight: number, scored?: { curve: Anchors; weight: number }): Source {
  const metric = metricNamed(key);
  const reading = readingOf(metric, { facts, opinions: {} });
  if (!reading) return source(metric.label, weight, false);
  return source(metric.label, weight, decay(age(new Date(reading.latest), facts.asOf) - metric.grace, metric.halfLife), {
    said: () => t`${small(metric.label)} ${figureOf(metric, reading, facts)}`,
    evidence: () => reading.evidence(),
    score: scored && { value: piecewise(scored.curve, Number(reading.value)), weight: scored.weight },
  });
}

/** How much conversations say: from so many rows on all there is to know, fading once the last is older than two weeks. */
export function heard(rows: readonly { at: Date }[], asOf: Date, enough: number): number {
  const last = Math.max(...rows.map(({ at }) => at.getTime()));
  return rows.length === 0 ? 0 : Math.min(1, rows.length / enough) * decay(age(new Date(last), asOf) - 14, 30);
}
