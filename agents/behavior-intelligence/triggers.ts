import type { TRIGGERS } from '../../models/behavior-trigger.ts';
import { DAY, type Evidence, type Session } from '../facts/index.ts';
import { evidenceOf, mean, sum } from '../metrics/index.ts';
import { type FeatureLog, featureLog } from './features.ts';
import { ABANDONED, workflows } from './friction.ts';
import { type PersonBehavior, peopleOf } from './people.ts';
import { type BehaviorFacts, behaviorAt, lastDays, minutesOf, peopleIn, sessionsIn, TRACKING, timed } from './sessions.ts';

export interface Trigger {
  kind: (typeof TRIGGERS)[number];
  /** Workflow or product identity of the person; null for the whole account. */
  subject: string | null;
  measure: 'minutes' | 'time' | 'discovery' | 'abandonment' | 'pattern';
  before: number | null;
  now: number;
  /** Sessions, runs or pairs it rests on. */
  count: number;
  people: number;
  step: string | null;
  /** How far beyond its limit, 0 to 1: orders triggers of one kind. */
  worth: number;
  evidence: Evidence[];
}

/** What most of them have not. */
const NONE = { subject: null, before: null, step: null };

/** The limits and the least they rest on, as printed on every card. */
const DECLINE = -0.2;
const RECENT_DAYS = 14;
const USUAL_DAYS = 28;
const LEAST_SESSIONS = 10;
const LEAST_USUAL = 20;
const LEAST_PEOPLE_BEFORE = 3;
/** One-sided, 5 %. */
const SURE = -1.645;
const STALL = 0.05;
const STALL_DAYS = 30;
const STALL_SESSIONS = 30;
const STALL_PEOPLE = 3;
const STALL_PAIRS = 25;
const STALL_RECORD = 45;
const ALL_FOUND = 0.8;

export const RULES = [
  `Session decline: the last ${RECENT_DAYS} days at least 20 % below the ${USUAL_DAYS} days before, in both weeks, by average session (${LEAST_SESSIONS}+ sessions on each side) or total time (${LEAST_USUAL}+ sessions by ${LEAST_PEOPLE_BEFORE}+ people before), with 95 % certainty`,
  `Adoption stall: under 5 % of what people used in ${STALL_DAYS} days was new to them, with features left to discover (${STALL_SESSIONS}+ sessions, ${STALL_PEOPLE}+ people, ${STALL_PAIRS}+ features in use, each counted per person)`,
  'Friction: over 30 % of a workflow’s runs abandoned in 30 days (20+ runs, 3+ people, 90 % certain of over 20 %)',
  'Power user: there in 3 of the last 4 weeks, 8+ sessions in 30 days, two thirds of the advanced features, 1.4 times the time of the usual person',
] as const;

const WINDOW_DAYS = 30;

/** What calls for somebody to act as of the facts' instant, or an earlier one. Pure; later rows have no effect. */
export function detect(given: BehaviorFacts, instant: Date = given.asOf): Trigger[] {
  const facts = behaviorAt(given, instant);
  const log = featureLog(facts);
  return triggersOf(facts, log, peopleOf(facts, log, WINDOW_DAYS));
}

/** The same, from what was already worked out: the log of the facts and the people of the last 30 days. */
export function triggersOf(facts: BehaviorFacts, log: FeatureLog, people: readonly PersonBehavior[]): Trigger[] {
  return [...declines(facts), ...stalls(facts, log), ...frictions(facts), ...powerUsers(people)];
}

function declines({ asOf, sessions }: BehaviorFacts): Trigger[] {
  const recent = sessionsIn(sessions, lastDays(asOf, RECENT_DAYS));
  const usual = sessionsIn(sessions, lastDays(asOf, USUAL_DAYS, RECENT_DAYS));
  const weeks = [lastDays(asOf, 7), lastDays(asOf, 7, 7)].map((week) => sessionsIn(sessions, week));
  const found = [averageDecline(recent, usual, weeks), timeDecline(recent, usual, weeks)].flatMap((each) => each ?? []);
  const [worst] = found.sort((a, b) => b.worth - a.worth);
  return worst ? [worst] : [];
}

/** The average session got shorter: Welch's test, and both weeks lie below. */
function averageDecline(recent: readonly Session[], usual: readonly Session[], weeks: readonly Session[][]): Trigger | null {
  const [now, before] = [timed(recent), timed(usual)];
  const [level, was] = [mean(now), mean(before)];
  if (now.length < LEAST_SESSIONS || before.length < LEAST_SESSIONS || level === null || was === null || was === 0) return null;
  const change = level / was - 1;
  const spread = Math.sqrt(variance(now) / now.length + variance(before) / before.length);
  if (change > DECLINE || (spread > 0 && (level - was) / spread > SURE)) return null;
  if (!weeks.every((week) => (mean(timed(week)) ?? 0) <= (1 + DECLINE) * was)) return null;
  return decline('minutes', was, level, recent, recent.length);
}

/** Less time altogether: the sum of session lengths a day, as a compound Poisson, and both weeks lie below. Covers that nobody comes any more. */
function timeDecline(recent: readonly Session[], usual: readonly Session[], weeks: readonly Session[][]): Trigger | null {
  if (usual.length < LEAST_USUAL || peopleIn(usual).size < LEAST_PEOPLE_BEFORE) return null;
  const lengths = (list: readonly Session[]) => list.map((each) => minutesOf(each));
  const [now, before] = [lengths(recent), lengths(usual)];
  if ([...now, ...before].includes(null)) return null;
  const total = (list: readonly (number | null)[], power = 1) => sum(list.map((each) => (each ?? 0) ** power));
  const was = (total(before) / USUAL_DAYS) * 7;
  const level = (total(now) / RECENT_DAYS) * 7;
  if (was === 0) return null;
  const spread = 7 * Math.sqrt(total(now, 2) / RECENT_DAYS ** 2 + total(before, 2) / USUAL_DAYS ** 2);
  if (level / was - 1 > DECLINE || (level - was) / spread > SURE) return null;
  if (!weeks.every((week) => total(lengths(week)) <= (1 + DECLINE) * was)) return null;
  return decline('time', was, level, recent.length > 0 ? recent : usual, recent.length);
}

function decline(measure: 'minutes' | 'time', before: number, now: number, shown: readonly Session[], count: number): Trigger {
  const people = count === 0 ? 0 : peopleIn(shown).size;
  return {
    ...NONE,
    kind: 'session_decline',
    measure,
    before,
    now,
    count,
    people,
    worth: 1 - now / before,
    evidence: evidenceOf(TRACKING, 'sessionDurationMinutes', shown),
  };
}

const variance = (values: readonly number[]): number => {
  const centre = mean(values) ?? 0;
  return values.length < 2 ? 0 : sum(values.map((each) => (each - centre) ** 2)) / (values.length - 1);
};

/** Of what people used in the last 30 days, the part they had never used before; null without a record that reaches back. */
export function discoveryOf({ asOf, sessions, uses }: BehaviorFacts, log: FeatureLog): { rate: number; pairs: number } | null {
  const from = asOf.getTime() - STALL_DAYS * DAY;
  const start = Math.min(sessions[0]?.sessionStartTime.getTime() ?? asOf.getTime(), uses[0]?.at.getTime() ?? asOf.getTime());
  if (!log.known || start > from - STALL_RECORD * DAY) return null;
  const used = [...log.people.values()].flatMap(({ features }) =>
    [...features.values()].filter(({ days }) => [...days].some((day) => (day + 1) * DAY > from)),
  );
  if (used.length === 0) return null;
  const found = used.filter(({ first }) => first.getTime() > from).length;
  return { rate: found / used.length, pairs: used.length };
}

function stalls(facts: BehaviorFacts, log: FeatureLog): Trigger[] {
  const discovery = discoveryOf(facts, log);
  const recent = sessionsIn(facts.sessions, lastDays(facts.asOf, STALL_DAYS));
  const here = [...peopleIn(recent)].flatMap((id) => log.people.get(id) ?? []);
  if (
    !discovery ||
    discovery.rate >= STALL ||
    discovery.pairs < STALL_PAIRS ||
    recent.length < STALL_SESSIONS ||
    here.length < STALL_PEOPLE
  )
    return [];
  const breadth = mean(here.map(({ features }) => features.size / Math.max(1, log.tiers.size))) ?? 1;
  if (breadth >= ALL_FOUND) return [];
  return [
    {
      ...NONE,
      kind: 'adoption_stall',
      measure: 'discovery',
      before: breadth,
      now: discovery.rate,
      count: discovery.pairs,
      people: here.length,
      worth: 1 - breadth,
      evidence: evidenceOf(TRACKING, 'sessionStartTime', recent),
    },
  ];
}

function frictions({ asOf, sessions }: BehaviorFacts): Trigger[] {
  return workflows(sessionsIn(sessions, lastDays(asOf, WINDOW_DAYS)))
    .filter(({ flagged }) => flagged)
    .map(
      ({ subject, rate, of, people, step, evidence }): Trigger => ({
        kind: 'friction',
        subject,
        measure: 'abandonment',
        before: null,
        now: rate ?? 0,
        count: of,
        people,
        step,
        worth: ((rate ?? 0) - ABANDONED) / (1 - ABANDONED),
        evidence,
      }),
    )
    .sort((a, b) => b.worth - a.worth);
}

const powerUsers = (people: readonly PersonBehavior[]): Trigger[] =>
  people
    .filter(({ power }) => power)
    .map(
      ({ userId, minutes, sessions, deep, breadth, evidence }): Trigger => ({
        ...NONE,
        kind: 'power_user',
        subject: userId,
        measure: 'pattern',
        now: minutes ?? 0,
        count: sessions,
        people: 1,
        worth: deep ?? breadth ?? 0,
        evidence,
      }),
    )
    .sort((a, b) => b.worth - a.worth || b.count - a.count);
