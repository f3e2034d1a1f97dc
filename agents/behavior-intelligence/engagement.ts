import { DAY, type Session } from '../facts/index.ts';
import { mean, numberOf, sum } from '../metrics/index.ts';
import { type BehaviorFacts, featureCounts, lastDays, peopleIn, sessionsIn, timed } from './sessions.ts';

/** How much people used the product in the window. Sessions come first; where there are none, feature uses say who was active. */
export function engagementOf(facts: BehaviorFacts, days: number) {
  const { asOf } = facts;
  const window = lastDays(asOf, days);
  const sessions = sessionsIn(facts.sessions, window);
  const uses = facts.uses.filter(({ at }) => at > window.from);
  const known = (key: string) => numberOf(facts, key)?.value ?? null;
  const lists = sessions.flatMap((each) => featureCounts(each) ?? []);
  const runs = sessions.flatMap(({ workflowCompletions }) => workflowCompletions ?? []);
  const started = sum(runs.map((run) => run.started));
  const encounters = sessions.flatMap(({ errorEncounters }) => errorEncounters ?? []);
  const errorsKnown = sessions.some(({ errorEncounters }) => errorEncounters);
  return {
    people: peopleIn([...sessions, ...uses]).size,
    provisioned: known('provisioned_users'),
    /** Active people a week by the usage analytics. */
    weeklyActive: known('active_users'),
    sessions: sessions.length,
    minutes: mean(timed(sessions)),
    minutesBefore: mean(timed(sessionsIn(facts.sessions, lastDays(asOf, days, days)))),
    perWeek: perWeekOf(facts.sessions, asOf, days),
    interactionRate: lists.length === 0 ? null : lists.filter(({ size }) => size > 0).length / lists.length,
    workflowsStarted: started,
    completionRate: started === 0 ? null : Math.min(1, sum(runs.map(({ completed }) => completed)) / started),
    errors: errorsKnown ? encounters.length : null,
    /** Null where the source does not say. */
    unresolved: encounters.some(({ resolved }) => typeof resolved === 'boolean')
      ? encounters.filter(({ resolved }) => resolved === false).length
      : null,
  };
}

export type Engagement = ReturnType<typeof engagementOf>;

/** Sessions per person active in the week, mean over the whole weeks of the window in which anybody was. */
function perWeekOf(sessions: readonly Session[], asOf: Date, days: number): number | null {
  const weeks = Array.from({ length: Math.floor(days / 7) }, (_, index) => sessionsIn(sessions, lastDays(asOf, 7, 7 * index)));
  return mean(weeks.flatMap((week) => (week.length === 0 ? [] : [week.length / peopleIn(week).size])));
}

/** Sessions of fewer than this part of the active people stand for them only. */
const TRACKED = 0.75;

/** Whether sessions are on record for a part of the active people only, by the usage analytics. */
export const partlyTracked = ({ people, weeklyActive }: Pick<Engagement, 'people' | 'weeklyActive'>): boolean =>
  weeklyActive !== null && people > 0 && people < TRACKED * weeklyActive;

/** People active and their share of those provisioned: by sessions, or by the analytics where sessions cover a part only. */
export function activeOf(engagement: Pick<Engagement, 'people' | 'weeklyActive' | 'provisioned'>): {
  active: number;
  share: number | null;
} {
  const { people, weeklyActive, provisioned } = engagement;
  const active = partlyTracked(engagement) ? Math.round(weeklyActive ?? people) : people;
  return { active, share: provisioned && active > 0 ? Math.min(1, active / provisioned) : null };
}

const GRACE_DAYS = 7;
/** Days since the last session or use; null without one. */
export function silentDays({ asOf, sessions, uses }: BehaviorFacts): number | null {
  const last = Math.max(...[sessions.at(-1)?.at, uses.at(-1)?.at].map((at) => at?.getTime() ?? Number.NEGATIVE_INFINITY));
  return Number.isFinite(last) ? Math.max(0, (asOf.getTime() - last) / DAY) : null;
}

/** 1 for a record that goes on to the last week, halving every two weeks of silence beyond. */
export const freshnessOf = (silent: number | null): number => (silent === null ? 0 : 0.5 ** (Math.max(0, silent - GRACE_DAYS) / 14));
