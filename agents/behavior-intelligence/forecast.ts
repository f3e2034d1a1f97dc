import { clamp, logistic, plural, round, signed, sum } from '../metrics/index.ts';
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

/** Log-odds before any factor: what is usual within 90 days for an account about which nothing stands out. */
const BASES = { expansion: -1.3, mastery: 0, team_growth: -0.9, advocacy: -0.5 } as const;
type Kind = keyof typeof BASES;

/** What speaks for a forecast, or against it. */
const factor = (label: string, weighs: Partial<Record<Kind, number>>, strength: number | null, text: string) => ({
  label,
  /** What it adds to the log-odds of each forecast it is about, at its full strength. */
  weighs,
  /** −1 to 1; null where the data do not say. */
  strength,
  text,
});

/** A doubling counts two thirds, a halving as much against. */
const growth = (change: number | null): number | null =>
  change === null ? null : clamp(Math.log2(Math.max(0.05, 1 + change)) / 1.5, -1, 1);
const above = (value: number | null, middle: number, reach: number): number | null =>
  value === null ? null : clamp((value - middle) / reach, -1, 1);
const upTo = (value: number | null, most: number): number | null => (value === null ? null : clamp(value / most, 0, 1));
const against = (strength: number | null): number | null => strength && -strength;
const percent = (share: number | null): string => (share === null ? '' : `${Math.round(100 * share)} %`);
const grown = (what: string, change: number | null): string => `${what} ${signed(100 * (change ?? 0))} % on the time before`;

/** The four 90-day forecasts: log-odds sums of named factors around a base. Null where no factor is known. */
export function forecastsOf(signals: Signals) {
  const factors = factorsOf(signals);
  return (Object.keys(BASES) as Kind[]).map((kind) => {
    const base = BASES[kind];
    const own = factors.flatMap(({ weighs, ...each }) => (weighs[kind] === undefined ? [] : [{ ...each, weight: weighs[kind] }]));
    const known = own.flatMap(({ label, strength, weight, text }) =>
      strength === null ? [] : [{ label, strength: round(strength, 3), contribution: round(strength * weight, 3), text }],
    );
    return {
      kind,
      probability: known.length === 0 ? null : logistic(base + sum(known.map(({ contribution }) => contribution))),
      base,
      factors: known.sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution) || (a.label < b.label ? -1 : 1)),
      missing: own.flatMap(({ label, strength }) => (strength === null ? [label] : [])),
    };
  });
}

export type Forecast = ReturnType<typeof forecastsOf>[number];

function factorsOf(signals: Signals) {
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
  const moved = (what: string, weighs: Partial<Record<Kind, number>>) =>
    factor(what, weighs, growth(change(what)), grown(what, change(what)));
  const adopted = `Advanced features adopted ${percent(advanced)}`;
  const timed = grown('Total session time', timeChange);
  const teamText = fresh.length > 0 ? `${fresh.map((each) => each.team).join(', ')} began to use the product` : 'No new team';
  const unfinished = `${percent(incomplete)} of those who began a setup have not completed it`;
  const [help, barriers] = [moved('Help pages read', { advocacy: 0.4 }), friction.some(({ rate }) => rate !== null)];
  return [
    moved('Integration calls', { expansion: 0.9 }),
    moved('Data volume', { expansion: 0.7 }),
    factor('Advanced adoption', { expansion: 0.8 }, above(advanced, 0.4, 0.4), adopted),
    factor('New team', { expansion: 0.8, team_growth: 1 }, teams.length === 0 ? null : fresh.length > 0 ? 1 : 0, teamText),
    factor('Session time', { expansion: 0.9 }, above(timeChange, 0, 0.3), timed),
    factor('Seats in use', { expansion: 0.5 }, above(activeShare, 0.7, 0.3), `${percent(activeShare)} of provisioned people active`),
    factor('Advanced adoption', { mastery: 1.2 }, above(advanced, 0.4, 0.35), adopted),
    factor('Power adoption', { mastery: 0.7 }, above(powerful, 0.25, 0.35), `Power features adopted ${percent(powerful)}`),
    factor('Return to deep features', { mastery: 0.8 }, above(deep, 0.5, 0.4), `${percent(deep)} come back to advanced and power features`),
    factor('Power users', { mastery: 0.8 }, skill ? upTo(power / Math.max(1, people.length), 0.2) : null, powerText),
    factor(
      'Exploration',
      { mastery: 0.6 },
      above(discovery, 0.05, 0.1),
      `${percent(discovery)} of what people used in 30 days was new to them`,
    ),
    factor('Unfinished setups', { mastery: 0.5 }, against(upTo(incomplete, 0.6)), unfinished),
    factor(
      'New team’s part',
      { team_growth: 0.5 },
      teams.length === 0 ? null : upTo(newShare, 0.25),
      `New teams have ${percent(newShare)} of the sessions`,
    ),
    factor('Power users', { advocacy: 0.9 }, skill ? upTo(power, 2) : null, powerText),
    moved('Reports shared', { team_growth: 0.6, advocacy: 0.7 }),
    factor('Newcomers', { team_growth: 0.5 }, upTo(newcomers, 0.25), `${percent(newcomers)} of the people are new`),
    factor('Session time', { mastery: 1.2, team_growth: 1.2 }, timeChange && Math.min(0, above(timeChange, -0.1, 0.3) ?? 0), timed),
    factor('Behaviour score', { advocacy: 0.9 }, above(score, 60, 30), `Behaviour score ${Math.round(score ?? 0)} of 100`),
    factor('Barriers', { advocacy: 0.4 }, barriers ? against(upTo(flagged, 3)) : null, plural(flagged, 'flagged barrier')),
    { ...help, label: 'Need for help', strength: against(help.strength) },
  ];
}
