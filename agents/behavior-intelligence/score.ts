import type { Finding } from '../facts/index.ts';
import { type Anchors, curve, evidenceOf, mean, piecewise, plural, round, signed, sum, weightedMean } from '../metrics/index.ts';
import { activeOf, type Engagement } from './engagement.ts';
import type { Friction } from './friction.ts';
import { type JourneyStage, meanStickiness, type Stickiness } from './journey.ts';
import type { PersonBehavior } from './people.ts';
import { type BehaviorFacts, lastDays, sessionsIn, TRACKING, timed } from './sessions.ts';

/** A measured value, where it lies between poor and excellent, and its weight within its part. */
const metric = (label: string, value: number | null, unit: string, anchors: Anchors, weight: number, text: string) => ({
  label,
  value,
  unit,
  anchors,
  weight,
  text,
});
type Metric = ReturnType<typeof metric>;

/** A share of 0 to 1, in %; its text is told of it as it is shown. */
const share = (label: string, value: number | null, anchors: Anchors, weight: number, text: (shown: string) => string): Metric =>
  metric(label, value === null ? null : 100 * value, '%', anchors, weight, text(`${Math.round(100 * (value ?? 0))} %`));

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
  const users = `${active} of ${round(provisioned ?? 0)} provisioned people active`;
  const time = `total session time ${signed(100 * (timeChange ?? 0))} %`;
  return {
    engagement: [
      share('Active of provisioned', activeShare, PERCENT, 0.3, () => users),
      metric('Average session', minutes, 'minutes', MINUTES, 0.35, `${round(minutes ?? 0)} minutes a session`),
      metric('Sessions per person and week', perWeek, '', PER_WEEK, 0.35, `${round(perWeek ?? 0, 1)} sessions per person and week`),
    ],
    depth: [
      share('Sessions with a feature used', interactionRate, PERCENT, 0.5, (part) => `a feature used in ${part} of sessions`),
      share('Advanced features in use', deep, DEEP, 0.5, (part) => `people use ${part} of the advanced and power features on average`),
    ],
    journey: journey.map(({ tier, share: reached, people: of }) => {
      const goal = JOURNEY_GOALS[tier];
      const text = `${tier} features ${Math.round(100 * (reached ?? 0))} % against ${Math.round(100 * goal)} %`;
      const value = reached === null ? null : (100 * reached) / goal;
      return metric(`Journey: ${tier}`, value, '% of goal', OF_GOAL, 1, `${text} (${plural(of, 'person', 'people')})`);
    }),
    stickiness: [share('Return use', meanStickiness(stickiness), PERCENT, 1, (part) => `${part} come back to what they discovered`)],
    ease: [
      share('Workflows completed', completionRate, COMPLETION, 0.6, (part) => `${part} of workflows completed`),
      metric('Flagged barriers', judged ? flagged : null, '', FLAGS, 0.4, plural(flagged, 'flagged barrier')),
    ],
    momentum: [share('Session time', timeChange, CHANGE, 1, () => time)],
  };
}
