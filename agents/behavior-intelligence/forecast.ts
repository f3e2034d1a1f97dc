import { plural, signed } from '../metrics/format.ts';
import { clamp, logistic, round, sum } from '../metrics/statistics.ts';
import { isDeep } from './features.ts';
import type { Friction } from './friction.ts';
import { type JourneyStage, meanStickiness, type Stickiness } from './journey.ts';
import type { Activity, PersonBehavior, Team } from './people.ts';

/** What the forecasts rest on; null where the data do not say. */
interface Signals {
  score: number | null;
  journey: readonly JourneyStage[];
  stickiness: readonly Stickiness[];
  friction: readonly Friction[];
  people: readonly PersonBehavior[];
  teams: readonly Team[];
  activities: readonly Activity[];
  timeChange: number | null;
  activeShare: number | null;
  /** Of what people used in 30 days, the part that was new to them. */
  discovery: number | null;
}

/** How much something speaks for what is forecast, −1 to 1 (null where the data do not say), and what it is. */
interface Factor {
  /** Where it is not the key. */
  label?: string;
  strength: number | null;
  text: string;
}

/** A doubling counts two thirds, a halving as much against. */
const growth = (change: number | null): number | null =>
  change === null ? null : clamp(Math.log2(Math.max(0.05, 1 + change)) / 1.5, -1, 1);
const above = (value: number | null, middle: number, reach: number): number | null =>
  value === null ? null : clamp((value - middle) / reach, -1, 1);
const upTo = (value: number | null, most: number): number | null => (value === null ? null : clamp(value / most, 0, 1));
const against = (strength: number | null): number | null => strength && -strength;
const percent = (share: number | null): string => (share === null ? '' : `${Math.round(100 * share)} %`);
const grown = (what: string, change: number | null): string => `${what} ${signed(100 * (change ?? 0))} % on the time before`;

/** Log-odds before any factor, what is usual within 90 days for an account about which nothing stands out; and what each factor weighs. */
const FORECASTS = {
  expansion: {
    base: -1.3,
    weights: {
      'Integration calls': 0.9,
      'Data volume': 0.7,
      'Advanced adoption': 0.8,
      'New team': 0.8,
      'Session time': 0.9,
      'Seats in use': 0.5,
    },
  },
  mastery: {
    base: 0,
    weights: {
      'Advanced skill': 1.2,
      'Power adoption': 0.7,
      'Return to deep features': 0.8,
      'Power users': 0.8,
      Exploration: 0.6,
      'Unfinished setups': 0.5,
      'Less session time': 1.2,
    },
  },
  team_growth: {
    base: -0.9,
    weights: { 'New team': 1, 'New team’s part': 0.5, 'Reports shared': 0.6, Newcomers: 0.5, 'Less session time': 1.2 },
  },
  advocacy: {
    base: -0.5,
    weights: { 'Two power users': 0.9, 'Reports shared': 0.7, 'Behaviour score': 0.9, Barriers: 0.4, 'Need for help': 0.4 },
  },
} as const;

/** The four 90-day forecasts: log-odds sums of named factors around a base. Null where no factor is known. */
export function forecastsOf(signals: Signals) {
  const factors = factorsOf(signals);
  return (Object.keys(FORECASTS) as (keyof typeof FORECASTS)[]).map((kind) => {
    const { base, weights } = FORECASTS[kind];
    const all = Object.entries(weights).flatMap(([label, weight]) => {
      const factor = factors[label];
      return factor ? [{ label, weight, ...factor }] : [];
    });
    const known = all.flatMap(({ label, strength, weight, text }) =>
      strength === null ? [] : [{ label, strength: round(strength, 3), contribution: round(strength * weight, 3), text }],
    );
    return {
      kind,
      probability: known.length === 0 ? null : logistic(base + sum(known.map(({ contribution }) => contribution))),
      base,
      factors: known.sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution) || (a.label < b.label ? -1 : 1)),
      missing: all.flatMap(({ label, strength }) => (strength === null ? [label] : [])),
    };
  });
}

export type Forecast = ReturnType<typeof forecastsOf>[number];

function factorsOf(signals: Signals): Record<string, Factor> {
  const { score, journey, stickiness, friction, people, teams, activities, timeChange, activeShare, discovery } = signals;
  const change = (name: string) => activities.find((each) => each.name === name)?.change ?? null;
  const stage = (tier: JourneyStage['tier']) => journey.find((each) => each.tier === tier)?.share ?? null;
  const [advanced, powerful] = [stage('advanced'), stage('power')];
  const deep = meanStickiness(stickiness.filter(({ tier }) => isDeep(tier)));
  const skill = people.some((each) => each.deep !== null || each.breadth !== null);
  const power = people.filter((each) => each.power).length;
  const powerText = `${plural(power, 'power user')} of ${people.length} people`;
  const fresh = teams.filter(({ isNew }) => isNew);
  const newShare = sum(fresh.map(({ share }) => share));
  const newcomers = people.length === 0 ? null : people.filter(({ newcomer }) => newcomer).length / people.length;
  const setups = friction.flatMap(({ kind, rate, of }) => (kind === 'setup' && rate !== null && of >= 3 ? [rate] : []));
  const incomplete = setups.length === 0 ? null : Math.max(...setups);
  const flagged = friction.filter((each) => each.flagged).length;
  const moved = (what: string): Factor => ({ strength: growth(change(what)), text: grown(what, change(what)) });
  const adopted = { label: 'Advanced adoption', text: `Advanced features adopted ${percent(advanced)}` };
  const timed = { label: 'Session time', text: grown('Total session time', timeChange) };
  return {
    'Integration calls': moved('Integration calls'),
    'Data volume': moved('Data volume'),
    'Reports shared': moved('Reports shared'),
    'Need for help': { ...moved('Help pages read'), strength: against(growth(change('Help pages read'))) },
    'Advanced adoption': { ...adopted, strength: above(advanced, 0.4, 0.4) },
    'Advanced skill': { ...adopted, strength: above(advanced, 0.4, 0.35) },
    'Power adoption': { strength: above(powerful, 0.25, 0.35), text: `Power features adopted ${percent(powerful)}` },
    'Return to deep features': { strength: above(deep, 0.5, 0.4), text: `${percent(deep)} come back to advanced and power features` },
    'Power users': { strength: skill ? upTo(power / Math.max(1, people.length), 0.2) : null, text: powerText },
    'Two power users': { label: 'Power users', strength: skill ? upTo(power, 2) : null, text: powerText },
    Exploration: { strength: above(discovery, 0.05, 0.1), text: `${percent(discovery)} of what people used in 30 days was new to them` },
    'Unfinished setups': {
      strength: against(upTo(incomplete, 0.6)),
      text: `${percent(incomplete)} of those who began a setup have not completed it`,
    },
    'New team': {
      strength: teams.length === 0 ? null : fresh.length > 0 ? 1 : 0,
      text: fresh.length > 0 ? `${fresh.map((each) => each.team).join(', ')} began to use the product` : 'No new team',
    },
    'New team’s part': {
      strength: teams.length === 0 ? null : upTo(newShare, 0.25),
      text: `New teams have ${percent(newShare)} of the sessions`,
    },
    Newcomers: { strength: upTo(newcomers, 0.25), text: `${percent(newcomers)} of the people are new` },
    'Session time': { ...timed, strength: above(timeChange, 0, 0.3) },
    'Less session time': { ...timed, strength: timeChange === null ? null : Math.min(0, above(timeChange, -0.1, 0.3) ?? 0) },
    'Seats in use': { strength: above(activeShare, 0.7, 0.3), text: `${percent(activeShare)} of provisioned people active` },
    'Behaviour score': { strength: above(score, 60, 30), text: `Behaviour score ${Math.round(score ?? 0)} of 100` },
    Barriers: {
      strength: friction.some(({ rate }) => rate !== null) ? against(upTo(flagged, 3)) : null,
      text: plural(flagged, 'flagged barrier'),
    },
  };
}
