import type { BehaviorIntelligenceTracking } from '../../models/behavior-intelligence-tracking.ts';
import type { FeatureUsage } from '../../models/feature-usage.ts';
import type { AccountFacts } from '../facts/account-facts.ts';

export const DAY = 86_400_000;
/** How far back sessions are read: first uses and habits lie there. */
export const RECORD_DAYS = 270;

export type Session = BehaviorIntelligenceTracking;

/** What sessions and feature uses tell of one account, with what its people and weekly rows say. */
export interface BehaviorFacts extends Pick<AccountFacts, 'asOf' | 'account' | 'contacts' | 'usage' | 'contracts'> {
  /** Of the last `RECORD_DAYS` days, oldest first. */
  sessions: Session[];
  /** From sources that know no sessions. */
  uses: FeatureUsage[];
  /** Whether there are sessions older than those read. */
  olderSessions: boolean;
}

/** What was known at an instant, oldest first, whatever order it came in. */
export function knownAt(facts: BehaviorFacts, date: Date): BehaviorFacts {
  const asOf = date < facts.asOf ? date : facts.asOf;
  const limit = asOf.getTime();
  const known = <Row extends { _id: string; at: Date; ingestedAt: Date }>(rows: readonly Row[]): Row[] =>
    rows
      .filter(({ at, ingestedAt }) => at.getTime() <= limit && ingestedAt.getTime() <= limit)
      .sort((a, b) => a.at.getTime() - b.at.getTime() || (a._id < b._id ? -1 : 1));
  return {
    ...facts,
    asOf,
    contacts: known(facts.contacts).filter(({ leftAt }) => !leftAt || leftAt > asOf),
    contracts: known(facts.contracts),
    usage: known(facts.usage),
    sessions: known(facts.sessions).filter(({ sessionStartTime }) => sessionStartTime.getTime() <= limit),
    uses: known(facts.uses),
  };
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
