import type { Finding } from '../facts/finding.ts';
import { plural, signed } from '../metrics/format.ts';
import { evidenceOf } from '../metrics/rows.ts';
import { type Anchors, curve, mean, piecewise, round, sum, weightedMean } from '../metrics/statistics.ts';
import { activeOf, type Engagement } from './engagement.ts';
import type { Friction } from './friction.ts';
import { type JourneyStage, meanStickiness, type Stickiness } from './journey.ts';
import type { PersonBehavior } from './people.ts';
import { type BehaviorFacts, lastDays, sessionsIn, TRACKING, timed } from './sessions.ts';

/** A measured value, where it lies between poor and excellent, and its weight within its part. */
interface Metric {
  label: string;
  value: number | null;
  unit: string;
  anchors: Anchors;
  weight: number;
  text: string;
}

const PERCENT = curve('0:0 50:45 70:68 90:91 100:100');
const COMPLETION = curve('0:0 50:30 75:65 90:90 100:100');
const MINUTES = curve('0:0 5:20 15:60 30:88 45:97 60:100');
const PER_WEEK = curve('0:0 1:30 2:55 3:76 4:90 6:100');
const DEEP = curve('0:0 30:60 60:88 100:100');
/** Share of what good onboarding reaches by the end of each tier's weeks. */
const JOURNEY_GOALS = { basic: 0.95, intermediate: 0.8, advanced: 0.7, power: 0.45 } as const;
const OF_GOAL = curve('0:0 50:45 100:92 120:100');
const FLAGS = curve('0:100 1:80 3:62 6:20 8:0');
const CHANGE = curve('-60:0 -20:35 0:76 20:92 50:100');

const WEIGHTS = { engagement: 0.25, depth: 0.15, journey: 0.15, stickiness: 0.15, ease: 0.2, momentum: 0.1 } as const;
type Key = keyof typeof WEIGHTS;
const LABELS: Record<Key, string> = {
  engagement: 'Engagement',
  depth: 'Depth of use',
  journey: 'Adoption journey',
  stickiness: 'Return use',
  ease: 'Ease',
  momentum: 'Momentum',
};
/** Less than this share of the weights measured: no score. */
const LEAST_COVERAGE = 0.5;

interface Measured {
  engagement: Engagement;
  journey: JourneyStage[];
  stickiness: Stickiness[];
  friction: Friction[];
  people: PersonBehavior[];
  timeChange: number | null;
}

const percent = (share: number | null): number | null => (share === null ? null : 100 * share);

/** Total session time now against the time before of the same length, as a share; null where either is not known. */
export function timeChangeOf({ asOf, sessions }: BehaviorFacts, days: number): number | null {
  const before = lastDays(asOf, days, days);
  const recordFrom = sessions[0]?.sessionStartTime;
  if (!recordFrom || recordFrom.getTime() > before.from.getTime() + 7 * 86_400_000) return null;
  const was = sum(timed(sessionsIn(sessions, before)));
  return was === 0 ? null : sum(timed(sessionsIn(sessions, lastDays(asOf, days)))) / was - 1;
}

/** The behaviour score and its parts: weights renormalised over the parts that have data, points adding up to the score. */
export function scoreOf(facts: BehaviorFacts, days: number, measured: Measured) {
  const groups = metricsOf(measured);
  const scored = (Object.keys(WEIGHTS) as Key[]).map((key) => ({
    key,
    metrics: groups[key],
    value: weightedMean(
      groups[key].map(({ value, anchors, weight }) => ({ value: value === null ? null : piecewise(anchors, value), weight })),
    ).value,
  }));
  const { value, coverage } = weightedMean(scored.map(({ key, value: own }) => ({ value: own, weight: WEIGHTS[key] })));
  const enough = value !== null && coverage >= LEAST_COVERAGE;
  const all = sum(scored.flatMap(({ key, value: own }) => (own === null ? [] : [WEIGHTS[key]])));
  const evidence = evidenceOf(TRACKING, 'sessionStartTime', sessionsIn(facts.sessions, lastDays(facts.asOf, days)));
  const parts = scored.map(({ key, metrics, value: own }) => {
    const weight = own === null || !enough ? 0 : WEIGHTS[key] / all;
    const known = metrics.filter((each) => each.value !== null);
    const within = sum(known.map((each) => each.weight));
    return {
      key,
      label: LABELS[key],
      score: own === null ? null : round(own, 1),
      weight,
      points: own === null ? 0 : own * weight,
      text: known.length === 0 ? 'No data' : known.map(({ text }) => text).join('; '),
      figures: known.map(
        ({ label, value: figure, unit, anchors, weight: part, text }): Finding => ({
          label,
          value: figure === null ? null : round(figure, 1),
          unit,
          contribution: round((piecewise(anchors, figure ?? 0) * part * weight) / within, 2),
          text,
          evidence,
        }),
      ),
    };
  });
  return { score: enough ? value : null, parts };
}

function metricsOf({ engagement, journey, stickiness, friction, people, timeChange }: Measured): Record<Key, Metric[]> {
  const { provisioned, minutes, perWeek, interactionRate, completionRate } = engagement;
  const { active, share: activeShare } = activeOf(engagement);
  const deep = mean(people.flatMap(({ deep: own }) => own ?? []));
  const flagged = friction.filter((each) => each.flagged).length;
  const judged = friction.some(({ rate }) => rate !== null);
  const sticky = meanStickiness(stickiness);
  const metric = (label: string, value: number | null, unit: string, anchors: Anchors, weight: number, text: string): Metric => ({
    label,
    value,
    unit,
    anchors,
    weight,
    text,
  });
  const whole = (value: number | null) => `${Math.round(value ?? 0)} %`;
  return {
    engagement: [
      metric(
        'Active of provisioned',
        percent(activeShare),
        '%',
        PERCENT,
        0.3,
        `${active} of ${round(provisioned ?? 0)} provisioned people active`,
      ),
      metric('Average session', minutes, 'minutes', MINUTES, 0.35, `${round(minutes ?? 0)} minutes a session`),
      metric('Sessions per person and week', perWeek, '', PER_WEEK, 0.35, `${round(perWeek ?? 0, 1)} sessions per person and week`),
    ],
    depth: [
      metric(
        'Sessions with a feature used',
        percent(interactionRate),
        '%',
        PERCENT,
        0.5,
        `a feature used in ${whole(percent(interactionRate))} of sessions`,
      ),
      metric(
        'Advanced features in use',
        percent(deep),
        '%',
        DEEP,
        0.5,
        `people use ${whole(percent(deep))} of the advanced and power features on average`,
      ),
    ],
    journey: journey.map(({ tier, share, people: of }) =>
      metric(
        `Journey: ${tier}`,
        share === null ? null : (100 * share) / JOURNEY_GOALS[tier],
        '% of goal',
        OF_GOAL,
        1,
        `${tier} features ${whole(percent(share))} against ${Math.round(100 * JOURNEY_GOALS[tier])} % (${plural(of, 'person', 'people')})`,
      ),
    ),
    stickiness: [metric('Return use', percent(sticky), '%', PERCENT, 1, `${whole(percent(sticky))} come back to what they discovered`)],
    ease: [
      metric(
        'Workflows completed',
        percent(completionRate),
        '%',
        COMPLETION,
        0.6,
        `${whole(percent(completionRate))} of workflows completed`,
      ),
      metric('Flagged barriers', judged ? flagged : null, '', FLAGS, 0.4, `${plural(flagged, 'flagged barrier')}`),
    ],
    momentum: [metric('Session time', percent(timeChange), '%', CHANGE, 1, `total session time ${signed(percent(timeChange) ?? 0)} %`)],
  };
}
