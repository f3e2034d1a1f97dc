import { type AccountFacts, DAY, factsAt, present, type Session, type SessionLists } from '../facts/index.ts';

/** The collection of sessions. */
export const TRACKING = 'behavior_intelligence_tracking';

/** An account's facts with its sessions. */
export type BehaviorFacts = AccountFacts & SessionLists;

/** Facts that were loaded with their sessions. */
export const withRecord = (facts: AccountFacts): BehaviorFacts => {
  const { sessions = [], uses = [], olderSessions = false } = facts;
  return { ...facts, sessions, uses, olderSessions };
};

/** As known at an instant, with only the contacts who are there. */
export function behaviorAt(facts: BehaviorFacts, date: Date): BehaviorFacts {
  const known = withRecord(factsAt(facts, date));
  return { ...known, contacts: present(known) };
}

export interface Span {
  /** Exclusive. */
  from: Date;
  to: Date;
}

/** The last so many days, or as many before `back` days earlier. */
export function lastDays(asOf: Date, days: number, back = 0): Span {
  const to = asOf.getTime() - back * DAY;
  return { from: new Date(to - days * DAY), to: new Date(to) };
}

export const sessionsIn = (sessions: readonly Session[], { from, to }: Span): Session[] =>
  sessions.filter(({ sessionStartTime }) => sessionStartTime > from && sessionStartTime <= to);

export const peopleIn = (sessions: readonly { userId?: string | null }[]): Set<string> =>
  new Set(sessions.flatMap(({ userId }) => userId ?? []));

/** Minutes of a session; null where its source does not say. */
export function minutesOf({ sessionDurationMinutes, sessionStartTime, sessionEndTime }: Session): number | null {
  if (typeof sessionDurationMinutes === 'number') return sessionDurationMinutes;
  if (!sessionEndTime) return null;
  return Math.max(0, (sessionEndTime.getTime() - sessionStartTime.getTime()) / 60_000);
}

export const timed = (sessions: readonly Session[]): number[] => sessions.flatMap((each) => minutesOf(each) ?? []);

/** How often each feature was used in a session; null where its source delivers no such list. */
export function featureCounts(session: Session): Map<string, number> | null {
  const { featureInteractions, featuresAccessed, advancedFeatureUsage } = session;
  if (!featureInteractions && !featuresAccessed && !advancedFeatureUsage) return null;
  const counts = new Map<string, number>();
  for (const { feature, count } of featureInteractions ?? []) if (count > 0) counts.set(feature, (counts.get(feature) ?? 0) + count);
  for (const { feature, count } of advancedFeatureUsage ?? []) if (count > 0 && !counts.has(feature)) counts.set(feature, count);
  for (const feature of featuresAccessed ?? []) if (!counts.has(feature)) counts.set(feature, 1);
  return counts;
}

/** "workflow builder" from "workflow_builder". */
export const readable = (name: string): string => name.replace(/[_-]+/g, ' ').trim();
