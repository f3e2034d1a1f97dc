import { age, type Finding, findingOf, type Reading } from '../facts/index.ts';
import type { Asked } from '../kit/asking.ts';
import { t } from '../kit/say.ts';
import { type Anchors, curve, decay, figureOf, metricNamed, piecewise, readingOf, round, sum, weightedMean } from '../metrics/index.ts';

export type PartKey = 'satisfaction' | 'results' | 'adoption' | 'executives' | 'relationship' | 'community';

interface Part {
  key: PartKey;
  label: string;
  weight: number;
  /** What is said where nothing of it is known. */
  missing: string;
  of: readonly (readonly [metric: string, anchors: Anchors, weight: number])[];
}

/** What makes a customer ready to speak for us: a metric's value to points, 0 to 100. Data. */
const PARTS: readonly Part[] = [
  {
    key: 'satisfaction',
    label: 'Satisfaction',
    weight: 0.25,
    missing: 'NPS answers of the last 11 months',
    of: [['nps_answer', curve('0:0 6:10 7:40 8:68 9:92 10:100'), 1]],
  },
  {
    key: 'results',
    label: 'Results',
    weight: 0.25,
    missing: 'value with evidence (the return)',
    of: [['roi', curve('0:0 50:30 100:60 150:82 200:94 300:100'), 1]],
  },
  {
    key: 'adoption',
    label: 'Adoption',
    weight: 0.15,
    missing: 'how many of them use it',
    of: [['active_share', curve('0:0 40:20 60:50 80:80 95:94 100:100'), 1]],
  },
  {
    key: 'executives',
    label: 'Executives',
    weight: 0.15,
    missing: 'what their executives say and do',
    of: [
      ['executive_sentiment', curve('-1:0 0:30 0.4:70 0.8:96 1:100'), 0.5],
      ['sponsor_engagement', curve('0:0 50:45 80:80 95:94 100:100'), 0.5],
    ],
  },
  {
    key: 'relationship',
    label: 'Relationship',
    weight: 0.1,
    missing: 'conversations with their people',
    of: [
      ['champion_engagement', curve('0:0 50:45 80:80 95:94 100:100'), 0.5],
      ['contact_depth', curve('0:0 1:35 2:60 3:76 5:90 8:100'), 0.5],
    ],
  },
  {
    key: 'community',
    label: 'In public',
    weight: 0.1,
    missing: 'what their people do in public',
    of: [
      ['organic_mentions', curve('0:30 1:60 3:85 6:100'), 0.5],
      ['mention_sentiment', curve('-1:0 0:40 0.4:80 0.8:100'), 0.5],
    ],
  },
];
/** Less than this share of the weights known, or neither satisfaction nor results: no score. */
const LEAST_COVERAGE = 0.5;

export interface ReadyPart {
  key: PartKey;
  label: string;
  /** 0 to 100; null where nothing of it is known. */
  score: number | null;
  weight: number;
  /** Contributions are points of the readiness and add up to it. */
  readonly findings: Finding[];
}

export type Readiness = ReturnType<typeof readinessOf>;

/** How ready they are, 0 to 100: known parts with their weights renormalised. Confidence is how much is known, and how fresh. Pure. */
export function readinessOf({ facts, opinions }: Asked) {
  const read = PARTS.map((part) => {
    const known = part.of.flatMap(([key, anchors, weight]) => {
      const metric = metricNamed(key);
      const reading = readingOf(metric, { facts, opinions });
      if (typeof reading?.value !== 'number') return [];
      const fresh = decay(age(new Date(reading.latest), facts.asOf) - metric.grace, metric.halfLife);
      return [{ metric, reading, points: piecewise(anchors, reading.value), weight, fresh }];
    });
    const { value } = weightedMean(known.map(({ points, weight }) => ({ value: points, weight })));
    return { part, known, value };
  });
  const { value, coverage } = weightedMean(read.map(({ part, value: own }) => ({ value: own, weight: part.weight })));
  const knows = (key: PartKey) => read.some(({ part, value: own }) => part.key === key && own !== null);
  const enough = value !== null && coverage >= LEAST_COVERAGE && (knows('satisfaction') || knows('results'));
  const all = sum(read.map(({ part, value: own }) => (own === null ? 0 : part.weight)));
  return {
    readiness: enough ? round(value, 1) : null,
    coverage,
    confidence: sum(read.map(({ part, known }) => part.weight * sum(known.map(({ weight, fresh }) => weight * fresh)))),
    missing: read.flatMap(({ part, value: own }) => (own === null ? [part.missing] : [])),
    parts: read.map(({ part: { key, label, weight }, known, value: own }): ReadyPart => {
      const within = sum(known.map((each) => each.weight));
      return {
        key,
        label,
        score: own,
        weight,
        /** Made where they are shown. */
        get findings() {
          return known.map(({ metric, reading, points, weight: share }) =>
            found(metric, reading, facts, enough ? (points * weight * share) / (within * all) : 0),
          );
        },
      };
    }),
  };
}

const found = (metric: ReturnType<typeof metricNamed>, reading: Reading, facts: Asked['facts'], contribution: number): Finding => {
  const figure = figureOf(metric, reading, facts);
  return findingOf(figure, t`${metric.label}: ${figure}`, contribution);
};
