import { type AccountFacts, DAY, type Figure, type Metric, type Reading, type Text } from '../../facts/index.ts';
import { t } from '../../kit/say.ts';
import { type Anchors, curve, decay, figureOf, metricNamed, piecewise, readingOf, shortDate } from '../../metrics/index.ts';

export type FactorGroup = 'usage' | 'relationship' | 'business' | 'organisation';

/** A metric of the catalogue, and how strongly its values speak for leaving. */
interface Signal {
  metric: Metric;
  /** The metric's value to -1 (as strongly for staying as can be) over 0 to 1 (for leaving). */
  curve: Anchors;
  /** With fewer rows than this it counts by that part, in strength and confidence. */
  wants: number;
  /** The figure in words, without its date; otherwise the metric's own words are used. */
  say?: ((figure: Figure) => Text) | undefined;
}

export interface Factor {
  /** snake_case, stable: stored with every prediction and learnt weights. */
  name: string;
  label: string;
  group: FactorGroup;
  /** What must be connected for the factor to be known, for people. */
  needs: string;
  /** Share of the confidence that rests on this factor; relative. */
  importance: number;
  /** What it is read from: the one that speaks most for leaving counts. */
  signals: readonly Signal[];
}

/** A metric by how strongly its values speak. @throws RangeError for an unknown metric */
export const signal = (metric: string, points: string, { wants = 1, say }: Partial<Pick<Signal, 'wants' | 'say'>> = {}): Signal => ({
  metric: metricNamed(metric),
  curve: curve(points),
  wants,
  say,
});

type Draft = Omit<Factor, 'group'>;
export const factor = (about: Omit<Draft, 'signals'>, ...signals: Signal[]): Draft => ({ ...about, signals });
export const inGroup = (group: FactorGroup, drafts: readonly Draft[]): Factor[] => drafts.map((draft) => ({ ...draft, group }));

/** How a factor shows in an account's facts. */
export interface Observation {
  signal: Signal;
  reading: Reading;
  value: number;
  /** -1 to 1. */
  strength: number;
  /** 0 to 1: how much of the data the factor wants is there; never falls when data is added. */
  fullness: number;
  /** 0 to 1: `fullness` by how fresh the data is. */
  certainty: number;
}

/** Null where nothing informs the factor: it drops out. */
export function observe({ signals }: Factor, facts: AccountFacts): Observation | null {
  let strongest: Observation | null = null;
  for (const each of signals) {
    const seen = observeSignal(each, facts);
    if (!seen) continue;
    const fullness = Math.max(seen.fullness, strongest?.fullness ?? 0);
    const certainty = Math.max(seen.certainty, strongest?.certainty ?? 0);
    if (!strongest || seen.strength > strongest.strength) strongest = seen;
    strongest.fullness = fullness;
    strongest.certainty = certainty;
  }
  return strongest;
}

function observeSignal(signal: Signal, facts: AccountFacts): Observation | null {
  const { metric, wants } = signal;
  const reading = readingOf(metric, { facts, opinions: {} });
  if (typeof reading?.value !== 'number') return null;
  const { value } = reading;
  const fullness = Math.min(1, (reading.rows ?? wants) / wants);
  const strength = piecewise(signal.curve, value) * fullness;
  // Much may have happened since, so that even fresh data counts less from its first day.
  const fresh = decay((facts.asOf.getTime() - reading.latest) / DAY, metric.grace + metric.halfLife);
  // Noise is asked about only where it matters.
  const sure = strength === 0 ? 1 : (reading.sure?.() ?? 1);
  return { signal, reading, value, strength: strength * sure, fullness, certainty: fullness * fresh };
}

/** One plain sentence with the figure and its date. */
export function wordsOf({ signal: { metric, say }, reading }: Observation, facts: AccountFacts): Text {
  if (!say) return reading.text();
  return t`${say(figureOf(metric, reading, facts))} (${shortDate(dateOf(metric, reading, facts), facts.asOf)})`;
}

/** Of days, the date they are counted from or to; otherwise the newest of what was read. */
function dateOf({ counts }: Metric, { latest }: Reading, facts: AccountFacts): Date {
  const counted = counts && readingOf(metricNamed(counts.key), { facts, opinions: {} })?.value;
  return counted instanceof Date ? counted : new Date(latest || facts.asOf);
}
