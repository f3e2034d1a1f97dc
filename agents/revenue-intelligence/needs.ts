import type { ExpansionOpportunity } from '../../models/expansion-opportunity.ts';
import { clamp, logistic } from '../metrics/index.ts';
import type { Signal, SignalKind } from './signals.ts';

/** What a customer may need more of. */
export const NEEDS = ['region', 'capability', 'seats', 'initiative'] as const;
export type NeedKind = (typeof NEEDS)[number];

/** From here on a need is said to be one. */
export const LEAST_CONFIDENCE = 0.6;
/** Before anything speaks for it. */
const BASE = -2.6;
/** Several signs of one kind are one sign: only the clearest counts. */
type Weights = Partial<Record<SignalKind, number>>;

interface Need {
  type: ExpansionOpportunity['expansionType'];
  weights: Weights;
  /** Without one of these there is no such need, whatever else is seen. */
  anchors: readonly SignalKind[];
}

/** In log-odds. What is reported, what is seen in use and what is asked for count most; growth by itself says more, not what of. */
export const WEIGHTS: Record<NeedKind, Need> = {
  region: {
    type: 'geographic',
    anchors: ['region', 'region_in_use', 'ask'],
    weights: {
      region_in_use: 3.3,
      region: 2.5,
      ask: 1.8,
      budget: 1.4,
      users_growth: 1,
      access_growth: 0.6,
      revenue: 0.6,
      hiring: 0.6,
      funding: 0.6,
      capacity: 0.5,
      data_growth: 0.3,
      executive: 0.3,
    },
  },
  capability: {
    type: 'new_use_case',
    anchors: ['ask'],
    weights: {
      ask: 3.6,
      budget: 2,
      executive: 1.4,
      technology: 1.2,
      depth_growth: 1.2,
      integration_in_use: 1,
      team_in_use: 0.8,
      data_growth: 0.7,
      api_growth: 0.7,
      priority: 0.6,
      hiring: 0.5,
      funding: 0.5,
      capacity: 0.3,
    },
  },
  seats: {
    type: 'upsell',
    anchors: ['users_growth', 'access_growth', 'team_in_use'],
    weights: {
      users_growth: 3.4,
      access_growth: 3,
      team_in_use: 3.2,
      capacity: 1.6,
      team: 1.2,
      hiring: 1,
      budget: 1,
      api_growth: 0.6,
      data_growth: 0.5,
      funding: 0.5,
      revenue: 0.5,
      executive: 0.3,
    },
  },
  initiative: {
    type: 'upgrade',
    anchors: ['ask', 'executive'],
    weights: {
      executive: 2.6,
      ask: 2,
      budget: 2.2,
      technology: 1.8,
      depth_growth: 2,
      integration_in_use: 1.4,
      api_growth: 0.8,
      data_growth: 0.6,
      priority: 0.6,
      hiring: 0.4,
      users_growth: 0.6,
      funding: 0.4,
    },
  },
};

/** A signal as it counts towards a need. */
export interface Driver {
  signal: Signal;
  /** In log-odds. */
  contribution: number;
}

/** The clearest signal of each kind that counts towards the need, the strongest first. */
export function driversOf(kind: NeedKind, signals: readonly Signal[]): Driver[] {
  const { weights } = WEIGHTS[kind];
  const clearest = new Map<SignalKind, Driver>();
  for (const signal of signals) {
    const contribution = (weights[signal.kind] ?? 0) * signal.strength;
    const before = clearest.get(signal.kind);
    if (contribution > 0 && contribution > (before?.contribution ?? 0)) clearest.set(signal.kind, { signal, contribution });
  }
  return [...clearest.values()].sort((a, b) => b.contribution - a.contribution || (a.signal.kind < b.signal.kind ? -1 : 1));
}

/** Whether something speaks for this need and nothing else, clearly enough to ask. */
export const isAnchored = (kind: NeedKind, drivers: readonly Driver[]): boolean =>
  drivers.some(({ signal }) => WEIGHTS[kind].anchors.includes(signal.kind));

/** Signals of one need mostly show one another: the strongest counts in full, each further one less. */
const COUNTS = [1, 0.4, 0.25, 0.15, 0.1];
const COUNTS_LAST = 0.05;
/** How far what is not known may lower a confidence. */
const LEAST_COVERED = 0.8;

/**
 * How sure a need is, 0 to 1: what speaks for it, by how much of the account is known. A clearer signal never lowers it,
 * and something less known never raises it; what speaks against approaching the customer is said apart.
 */
export function confidenceOf(drivers: readonly Driver[], coverage: number): number {
  const odds = drivers
    .map(({ contribution }) => contribution)
    .sort((a, b) => b - a)
    .reduce((total, each, index) => total + each * (COUNTS[index] ?? COUNTS_LAST), BASE);
  return logistic(odds) * (LEAST_COVERED + (1 - LEAST_COVERED) * clamp(coverage, 0, 1));
}

const SOURCES: Partial<Record<SignalKind, ExpansionOpportunity['opportunitySource']>> = {
  region: 'new_region',
  region_in_use: 'new_region',
  team: 'new_team',
  team_in_use: 'new_team',
  executive: 'new_team',
  hiring: 'new_team',
  ask: 'feature_request',
  technology: 'feature_request',
};

/** Where it was seen first of all, in the requirement's words. */
export function sourceOf(kind: NeedKind, drivers: readonly Driver[]): ExpansionOpportunity['opportunitySource'] {
  if (kind === 'region') return 'new_region';
  if (kind === 'capability') return 'feature_request';
  const [first] = drivers.filter(({ signal }) => WEIGHTS[kind].anchors.includes(signal.kind));
  return (first && SOURCES[first.signal.kind]) ?? 'usage_growth';
}
