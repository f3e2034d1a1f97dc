import { plural, signed } from '../metrics/format.ts';
import { clamp, logistic, round, sum } from '../metrics/statistics.ts';
import type { Activity, Forecast, Friction, JourneyStage, PersonBehavior, Stickiness, Team } from './assessment.ts';
import { isDeep } from './features.ts';
import { meanStickiness } from './journey.ts';

/** What the forecasts rest on; null where the data do not say. */
interface Signals {
  score: number | null;
  journey: JourneyStage[];
  stickiness: Stickiness[];
  friction: Friction[];
  people: PersonBehavior[];
  teams: Team[];
  activities: Activity[];
  timeChange: number | null;
  activeShare: number | null;
  /** Of what people used in 30 days, the part that was new to them. */
  discovery: number | null;
}

interface Factor {
  label: string;
  /** -1 to 1; null where the data do not say. */
  strength: number | null;
  weight: number;
  text: string;
}

/** A doubling counts two thirds, a halving as much against. */
const growth = (change: number | null | undefined): number | null =>
  change === undefined || change === null ? null : clamp(Math.log2(Math.max(0.05, 1 + change)) / 1.5, -1, 1);
const above = (value: number | null, middle: number, reach: number): number | null =>
  value === null ? null : clamp((value - middle) / reach, -1, 1);
const percent = (share: number | null): string => (share === null ? '' : `${Math.round(100 * share)} %`);
const grown = (what: string, change: number | null | undefined): string => `${what} ${signed(100 * (change ?? 0))} % on the time before`;

/** Log-odds before any factor: what is usual within 90 days for an account about which nothing stands out. */
const BASE = { expansion: -1.3, mastery: 0, team_growth: -0.9, advocacy: -0.5 } as const;

/** The four 90-day forecasts: log-odds sums of named factors around a base. Null where no factor is known. */
export function forecastsOf(signals: Signals): Forecast[] {
  const { score, journey, stickiness, friction, people, teams, activities, timeChange, activeShare, discovery } = signals;
  const change = (name: string) => activities.find((each) => each.name === name)?.change ?? null;
  const stage = (tier: JourneyStage['tier']) => journey.find((each) => each.tier === tier)?.share ?? null;
  const deep = meanStickiness(stickiness.filter(({ tier }) => isDeep(tier)));
  const power = people.filter((each) => each.power).length;
  const fresh = teams.filter(({ isNew }) => isNew);
  const newShare = sum(fresh.map(({ share }) => share));
  const newcomers = people.length === 0 ? null : people.filter(({ newcomer }) => newcomer).length / people.length;
  const setups = friction.filter(({ kind, rate, of }) => kind === 'setup' && rate !== null && of >= 3);
  const incomplete = setups.length === 0 ? null : Math.max(...setups.map(({ rate }) => rate ?? 0));
  const judged = friction.some(({ rate }) => rate !== null);
  const flagged = friction.filter((each) => each.flagged).length;
  const skill = people.some((each) => each.deep !== null || each.breadth !== null);
  const team = teams.length === 0 ? null : fresh.length > 0 ? 1 : 0;
  const teamText = fresh.length > 0 ? `${fresh.map((each) => each.team).join(', ')} began to use the product` : 'No new team';
  const powerText = `${plural(power, 'power user')} of ${people.length} people`;
  const sharing = change('Reports shared');
  return [
    forecast('expansion', [
      {
        label: 'Integration calls',
        strength: growth(change('Integration calls')),
        weight: 0.9,
        text: grown('Integration calls', change('Integration calls')),
      },
      { label: 'Data volume', strength: growth(change('Data volume')), weight: 0.7, text: grown('Data volume', change('Data volume')) },
      {
        label: 'Advanced adoption',
        strength: above(stage('advanced'), 0.4, 0.4),
        weight: 0.8,
        text: `Advanced features adopted ${percent(stage('advanced'))}`,
      },
      { label: 'New team', strength: team, weight: 0.8, text: teamText },
      { label: 'Session time', strength: above(timeChange, 0, 0.3), weight: 0.9, text: grown('Total session time', timeChange) },
      {
        label: 'Seats in use',
        strength: above(activeShare, 0.7, 0.3),
        weight: 0.5,
        text: `${percent(activeShare)} of provisioned people active`,
      },
    ]),
    forecast('mastery', [
      {
        label: 'Advanced adoption',
        strength: above(stage('advanced'), 0.4, 0.35),
        weight: 1.2,
        text: `Advanced features adopted ${percent(stage('advanced'))}`,
      },
      {
        label: 'Power adoption',
        strength: above(stage('power'), 0.25, 0.35),
        weight: 0.7,
        text: `Power features adopted ${percent(stage('power'))}`,
      },
      {
        label: 'Return to deep features',
        strength: above(deep, 0.5, 0.4),
        weight: 0.8,
        text: `${percent(deep)} come back to advanced and power features`,
      },
      {
        label: 'Power users',
        strength: skill ? clamp(power / Math.max(1, people.length) / 0.2, 0, 1) : null,
        weight: 0.8,
        text: powerText,
      },
      {
        label: 'Exploration',
        strength: above(discovery, 0.05, 0.1),
        weight: 0.6,
        text: `${percent(discovery)} of what people used in 30 days was new to them`,
      },
      {
        label: 'Unfinished setups',
        strength: incomplete === null ? null : -clamp(incomplete / 0.6, 0, 1),
        weight: 0.5,
        text: `${percent(incomplete)} of those who began a setup have not completed it`,
      },
      {
        label: 'Session time',
        strength: timeChange === null ? null : Math.min(0, above(timeChange, -0.1, 0.3) ?? 0),
        weight: 1.2,
        text: grown('Total session time', timeChange),
      },
    ]),
    forecast('team_growth', [
      { label: 'New team', strength: team, weight: 1, text: teamText },
      {
        label: 'New team’s part',
        strength: team === null ? null : clamp(newShare / 0.25, 0, 1),
        weight: 0.5,
        text: `New teams have ${percent(newShare)} of the sessions`,
      },
      { label: 'Reports shared', strength: growth(sharing), weight: 0.6, text: grown('Reports shared', sharing) },
      {
        label: 'Newcomers',
        strength: newcomers === null ? null : clamp(newcomers / 0.25, 0, 1),
        weight: 0.5,
        text: `${percent(newcomers)} of the people are new`,
      },
      {
        label: 'Session time',
        strength: timeChange === null ? null : Math.min(0, above(timeChange, -0.1, 0.3) ?? 0),
        weight: 1.2,
        text: grown('Total session time', timeChange),
      },
    ]),
    forecast('advocacy', [
      { label: 'Power users', strength: skill ? clamp(power / 2, 0, 1) : null, weight: 0.9, text: powerText },
      { label: 'Reports shared', strength: growth(sharing), weight: 0.7, text: grown('Reports shared', sharing) },
      { label: 'Behaviour score', strength: above(score, 60, 30), weight: 0.9, text: `Behaviour score ${Math.round(score ?? 0)} of 100` },
      { label: 'Barriers', strength: judged ? -clamp(flagged / 3, 0, 1) : null, weight: 0.4, text: plural(flagged, 'flagged barrier') },
      {
        label: 'Need for help',
        strength: negative(growth(change('Help pages read'))),
        weight: 0.4,
        text: grown('Help pages read', change('Help pages read')),
      },
    ]),
  ];
}

const negative = (strength: number | null): number | null => (strength === null ? null : -strength);

function forecast(kind: Forecast['kind'], factors: Factor[]): Forecast {
  const known = factors.flatMap(({ label, strength, weight, text }) =>
    strength === null ? [] : [{ label, strength: round(strength, 3), contribution: round(strength * weight, 3), text }],
  );
  const logOdds = BASE[kind] + sum(known.map(({ contribution }) => contribution));
  return {
    kind,
    probability: known.length === 0 ? null : logistic(logOdds),
    base: BASE[kind],
    factors: known.sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution) || (a.label < b.label ? -1 : 1)),
    missing: factors.flatMap(({ label, strength }) => (strength === null ? [label] : [])),
  };
}
