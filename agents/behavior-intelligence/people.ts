import type { Contact } from '../../models/contact.ts';
import { DAY, type Session } from '../facts/index.ts';
import { evidenceOf, mean, median, sum } from '../metrics/index.ts';
import { type FeatureLog, featuresOfTier } from './features.ts';
import { type BehaviorFacts, featureCounts, lastDays, readable, sessionsIn, TRACKING, timed } from './sessions.ts';

/** What makes a power user: there in three of four weeks, eight sessions in 30 days, two thirds of the deep features, and 1.4 times the usual time. */
const POWER = { weeks: 3, sessionsIn30: 8, deep: 2 / 3, breadth: 0.8, longer: 1.4 };
const NEW_DAYS = 45;

/** Each person's behaviour in the window, the most time first. */
export function peopleOf(facts: BehaviorFacts, log: FeatureLog, days: number) {
  const { asOf } = facts;
  const window = lastDays(asOf, days);
  const recent = sessionsIn(facts.sessions, window);
  const byPerson = Map.groupBy(recent, ({ userId }) => userId);
  const known = [...log.tiers.keys()];
  const deep = new Set([...featuresOfTier(log, 'advanced'), ...featuresOfTier(log, 'power')]);
  const usual = median([...byPerson.values()].map(timeOf));
  const contacts = new Map(facts.contacts.flatMap((each) => (each.productUserId ? [[each.productUserId, each] as const] : [])));
  return [...byPerson]
    .map(([userId, own]) => {
      const contact = contacts.get(userId);
      const used = usedIn(own, facts, userId, window.from);
      const minutes = mean(timed(own));
      const share = (features: readonly string[]) =>
        features.length === 0 || !log.known ? null : features.filter((each) => used.has(each)).length / features.length;
      const runs = own.flatMap(({ workflowCompletions }) => workflowCompletions ?? []);
      const started = sum(runs.map((run) => run.started));
      const weeks = [0, 1, 2, 3].filter((week) => sessionsIn(own, lastDays(asOf, 7, 7 * week)).length > 0).length;
      const breadth = share(known);
      const deepShare = share([...deep]);
      const first = log.people.get(userId)?.first;
      const settled = weeks >= POWER.weeks && own.length * (30 / days) >= POWER.sessionsIn30;
      const skilled = deepShare === null ? (breadth ?? 0) >= POWER.breadth && known.length >= 4 : deepShare >= POWER.deep && deep.size >= 2;
      return {
        userId,
        name: contact?.name ?? null,
        title: contact?.title ?? null,
        department: departmentOf(own, contact),
        sessions: own.length,
        /** Of the last four, with a session. */
        weeks,
        minutes,
        /** Of the features known at the account, used in the window. */
        breadth,
        /** Of the advanced and power features. */
        deep: deepShare,
        calls: sum(own.flatMap(({ integrationInteractions }) => (integrationInteractions ?? []).map(({ calls }) => calls))),
        shares: sum(own.flatMap(({ collaborativeBehaviors }) => (collaborativeBehaviors ?? []).map(({ count }) => count))),
        completion: started === 0 ? null : Math.min(1, sum(runs.map(({ completed }) => completed)) / started),
        power: settled && skilled && (usual === null || timeOf(own) >= POWER.longer * usual),
        newcomer: isNew(facts, first),
        evidence: evidenceOf(TRACKING, 'userId', own),
      };
    })
    .sort(
      (a, b) =>
        Number(b.power) - Number(a.power) ||
        b.sessions * (b.minutes ?? 1) - a.sessions * (a.minutes ?? 1) ||
        (a.userId < b.userId ? -1 : 1),
    );
}

export type PersonBehavior = ReturnType<typeof peopleOf>[number];

/** First seen in the last 45 days, on a record that began at least a week earlier. */
function isNew({ asOf, sessions }: BehaviorFacts, first: Date | undefined): boolean {
  const recordFrom = sessions[0]?.sessionStartTime;
  if (!first || !recordFrom) return false;
  return first.getTime() > asOf.getTime() - NEW_DAYS * DAY && first.getTime() - recordFrom.getTime() >= 7 * DAY;
}

/** Minutes in all, or sessions where no lengths are known. */
const timeOf = (own: readonly Session[]): number => sum(timed(own)) || own.length;

function usedIn(own: readonly Session[], facts: BehaviorFacts, userId: string, from: Date): Set<string> {
  return new Set([
    ...own.flatMap((session) => [...(featureCounts(session)?.keys() ?? [])]),
    ...own.flatMap(({ integrationInteractions }) =>
      (integrationInteractions ?? []).flatMap(({ integration, calls }) => (calls > 0 ? [integration] : [])),
    ),
    ...facts.uses.flatMap((use) => (use.userId === userId && use.at > from && use.uses > 0 ? [use.feature] : [])),
  ]);
}

const departmentOf = (own: readonly Session[], contact: Contact | undefined): string | null =>
  own.findLast(({ businessContext }) => businessContext?.department)?.businessContext?.department ?? contact?.department ?? null;

/** Teams by their part of the sessions; new where the first of the team came in the last 45 days, after others. */
export function teamsOf(facts: BehaviorFacts, days: number) {
  const { asOf, sessions } = facts;
  const departments = new Map(
    facts.contacts.flatMap((each) => (each.productUserId ? [[each.productUserId, each.department] as const] : [])),
  );
  const teamOf = ({ businessContext, userId }: Session) => businessContext?.department ?? departments.get(userId) ?? null;
  const placed = sessions.flatMap((session) => {
    const team = teamOf(session);
    return team ? [{ team, session }] : [];
  });
  const window = lastDays(asOf, days);
  const recent = placed.filter(({ session }) => session.sessionStartTime > window.from);
  return [...Map.groupBy(recent, ({ team }) => team)]
    .map(([team, own]) => {
      const since = placed.find((each) => each.team === team)?.session.sessionStartTime ?? asOf;
      return {
        team,
        people: new Set(own.map(({ session }) => session.userId)).size,
        sessions: own.length,
        /** Of the sessions whose team is known. */
        share: own.length / recent.length,
        since: since.toISOString(),
        isNew: isNew(facts, since),
      };
    })
    .sort((a, b) => b.sessions - a.sessions || (a.team < b.team ? -1 : 1));
}

export type Team = ReturnType<typeof teamsOf>[number];

const LEAST_ACTIVITY = 10;

/** Activities that make a customer's value, now against the same time before: integration calls, data, sharing, automation and advanced work, help. */
export function activitiesOf(facts: BehaviorFacts, log: FeatureLog, days: number) {
  const { asOf, usage } = facts;
  const counts = (back: number) => {
    const window = lastDays(asOf, days, back);
    const own = sessionsIn(facts.sessions, window);
    const rows = usage.filter(({ usagePeriodEnd }) => usagePeriodEnd > window.from && usagePeriodEnd <= window.to);
    const found = new Map<string, number>();
    const add = (name: string, amount: number) => found.set(name, (found.get(name) ?? 0) + amount);
    for (const session of own) {
      for (const { calls } of session.integrationInteractions ?? []) add('Integration calls', calls);
      for (const { kind, count } of session.collaborativeBehaviors ?? []) add(COLLABORATION[kind], count);
      for (const [feature, count] of featureCounts(session) ?? [])
        if (['intermediate', 'advanced', 'power'].includes(log.tiers.get(feature) ?? '')) add(`Use of ${readable(feature)}`, count);
      if (session.helpContentAccessed) add('Help pages read', session.helpContentAccessed.length);
    }
    for (const { dataVolumeProcessed } of rows) if (typeof dataVolumeProcessed === 'number') add('Data volume', dataVolumeProcessed);
    return found;
  };
  const now = counts(0);
  const before = counts(days);
  // Without a record of the time before nothing can be said to have grown.
  if (!facts.sessions.some(({ sessionStartTime }) => sessionStartTime <= lastDays(asOf, days, days).from)) return [];
  return [...new Set([...now.keys(), ...before.keys()])]
    .map((name) => ({ name, now: now.get(name) ?? 0, before: before.get(name) ?? 0 }))
    .filter((each) => Math.max(each.now, each.before) >= LEAST_ACTIVITY)
    .map((each) => ({ ...each, change: each.before === 0 ? null : each.now / each.before - 1 }))
    .sort((a, b) => (b.change ?? 9) - (a.change ?? 9) || (a.name < b.name ? -1 : 1));
}

export type Activity = ReturnType<typeof activitiesOf>[number];

const COLLABORATION = {
  share: 'Reports shared',
  comment: 'Comments',
  invite: 'Invitations',
  mention: 'Mentions of colleagues',
  co_edit: 'Joint edits',
} as const;
