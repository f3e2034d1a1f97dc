import type { BehaviorIntelligenceTracking } from '../models/behavior-intelligence-tracking.ts';
import type { CustomerUsageAnalytics } from '../models/customer-usage-analytics.ts';
import type { FeatureUsage } from '../models/feature-usage.ts';

const DAY = 86_400_000;
/** A Monday, 00:00 UTC. */
const FIRST_MONDAY = 4 * DAY;

export const ROLL_UP_FREQUENCIES = ['daily', 'weekly'] as const;
export type RollUpFrequency = (typeof ROLL_UP_FREQUENCIES)[number];

export interface Period {
  start: Date;
  /** Exclusive. */
  end: Date;
}

/** The UTC day, or the week from Monday, an instant is in. */
export function periodOf(at: Date, frequency: RollUpFrequency): Period {
  const [length, origin] = frequency === 'daily' ? [DAY, 0] : [7 * DAY, FIRST_MONDAY];
  const start = Math.floor((at.getTime() - origin) / length) * length + origin;
  return { start: new Date(start), end: new Date(start + length) };
}

type Session = Partial<BehaviorIntelligenceTracking> & Pick<BehaviorIntelligenceTracking, 'userId' | 'sessionStartTime'>;
type Use = Pick<FeatureUsage, 'feature' | 'uses' | 'at'> & Partial<Pick<FeatureUsage, 'userId' | 'tier' | 'minutes' | 'errorCount'>>;
type Tier = 'core' | 'advanced';

interface Person {
  sessions: number;
  minutes: number;
  lastAt: Date;
  team?: Place;
  region?: Place;
}

/** Where somebody works, as said last. */
interface Place {
  name: string;
  at: Date;
}

/** Running totals of one account and period. What is added in another order gives the same totals. */
export interface UsageTotals {
  people: Map<string, Person>;
  sessions: number;
  timedSessions: number;
  sessionMinutes: number;
  features: Map<string, { tier?: Tier; users: Set<string> }>;
  /** Whether anybody said which features were used. */
  featuresKnown: boolean;
  uses: number;
  usesKnown: boolean;
  useMinutes: number;
  minutesKnown: boolean;
  errors: number;
  errorsKnown: boolean;
  started: number;
  completed: number;
  lastWorkflowRunAt?: Date;
  integrations: Map<string, number>;
}

export const emptyTotals = (): UsageTotals => ({
  people: new Map(),
  sessions: 0,
  timedSessions: 0,
  sessionMinutes: 0,
  features: new Map(),
  featuresKnown: false,
  uses: 0,
  usesKnown: false,
  useMinutes: 0,
  minutesKnown: false,
  errors: 0,
  errorsKnown: false,
  started: 0,
  completed: 0,
  integrations: new Map(),
});

/** Adds one session. Adding the same one twice counts it twice: what is added comes from stored rows, each there once. */
export function addSession(totals: UsageTotals, session: Session): void {
  const { userId, sessionStartTime, sessionEndTime, businessContext } = session;
  const end = sessionEndTime ?? sessionStartTime;
  const minutes =
    session.sessionDurationMinutes ?? (sessionEndTime ? (sessionEndTime.getTime() - sessionStartTime.getTime()) / 60_000 : undefined);
  const person = personOf(totals, userId, end);
  person.sessions++;
  totals.sessions++;
  if (minutes !== undefined && minutes >= 0) {
    person.minutes += minutes;
    totals.sessionMinutes += minutes;
    totals.timedSessions++;
  }
  person.team = latest(person.team, businessContext?.department, end);
  person.region = latest(person.region, businessContext?.region, end);
  if (end > person.lastAt) person.lastAt = end;

  const advanced = new Set(session.advancedFeatureUsage?.map(({ feature }) => feature));
  const counts = new Map<string, number>();
  for (const { feature, count } of session.featureInteractions ?? []) counts.set(feature, (counts.get(feature) ?? 0) + count);
  for (const { feature, count } of session.advancedFeatureUsage ?? []) if (!counts.has(feature)) counts.set(feature, count);
  for (const feature of session.featuresAccessed ?? []) if (!counts.has(feature)) counts.set(feature, 1);
  if (session.featureInteractions || session.featuresAccessed || session.advancedFeatureUsage) totals.featuresKnown = true;
  for (const [feature, count] of counts) countFeature(totals, feature, count, advanced.has(feature) ? 'advanced' : 'core', userId);
  if (session.errorEncounters) {
    totals.errors += session.errorEncounters.length;
    totals.errorsKnown = true;
  }
  for (const { started, completed } of session.workflowCompletions ?? []) {
    totals.started += started;
    totals.completed += completed;
    if (started > 0 && !(totals.lastWorkflowRunAt && totals.lastWorkflowRunAt >= end)) totals.lastWorkflowRunAt = end;
  }
  for (const { integration, calls } of session.integrationInteractions ?? [])
    totals.integrations.set(integration, (totals.integrations.get(integration) ?? 0) + calls);
}

/** Adds one row of feature use; without a person it says nothing about people. */
export function addUse(totals: UsageTotals, { userId, at, feature, uses, tier, minutes, errorCount }: Use): void {
  if (userId) {
    const person = personOf(totals, userId, at);
    if (at > person.lastAt) person.lastAt = at;
    totals.featuresKnown = true;
  }
  countFeature(totals, feature, uses, tier ?? undefined, userId ?? undefined);
  if (typeof minutes === 'number') {
    totals.useMinutes += minutes;
    totals.minutesKnown = true;
  }
  if (typeof errorCount === 'number') {
    totals.errors += errorCount;
    totals.errorsKnown = true;
  }
}

function personOf({ people }: UsageTotals, userId: string, at: Date): Person {
  const known = people.get(userId);
  if (known) return known;
  const person: Person = { sessions: 0, minutes: 0, lastAt: at };
  people.set(userId, person);
  return person;
}

/** Of two said at the same moment, the first by name counts, so that the order does not matter. */
function latest(known: Place | undefined, name: string | null | undefined, at: Date): Place | undefined {
  if (!name || (known && (known.at > at || (known.at.getTime() === at.getTime() && known.name <= name)))) return known;
  return { name, at };
}

function countFeature(totals: UsageTotals, feature: string, uses: number, tier: Tier | undefined, userId: string | undefined): void {
  totals.uses += uses;
  totals.usesKnown = true;
  const known = totals.features.get(feature) ?? { users: new Set<string>() };
  totals.features.set(feature, known);
  // Advanced wherever anybody says so, in whatever order.
  if (tier && known.tier !== 'advanced') known.tier = tier;
  if (userId && uses > 0) known.users.add(userId);
}

export type RolledUp = Partial<CustomerUsageAnalytics>;

/** The analytics fields the totals give; what the rows do not say is absent, not zero. Minutes to a tenth, shares to four digits. */
export function analyticsOf(totals: UsageTotals): RolledUp {
  const { people, sessions, timedSessions, features, uses, errors } = totals;
  const active = people.size;
  const share = (users: number) => round(users / active, 4);
  const usersOf = (tier: Tier) =>
    new Set([...features.values()].filter((each) => each.tier === tier).flatMap(({ users }) => [...users])).size;
  const tiered = [...features].flatMap(([feature, { tier, users }]) => (tier ? [{ feature, tier, share: share(users.size) }] : []));
  const calls = [...totals.integrations].map(([integration, count]) => ({ integration, calls: count }));
  const result: RolledUp = {};
  if (active > 0) result.activeUsersCount = active;
  if (sessions > 0) {
    result.totalLogins = sessions;
    result.activityByUser = [...people]
      .map(([userId, { sessions: own, minutes, lastAt }]) => ({ userId, sessions: own, minutes: round(minutes, 1), lastAt }))
      .sort(by('userId'));
  }
  if (timedSessions > 0) result.averageSessionDuration = round(totals.sessionMinutes / timedSessions, 1);
  if (active > 0 && totals.featuresKnown) {
    if (tiered.length > 0) result.featureUtilization = tiered.sort(by('feature'));
    if (tiered.some(({ tier }) => tier === 'core')) result.coreFeatureAdoption = share(usersOf('core'));
    if (tiered.length > 0) result.advancedFeatureAdoption = share(usersOf('advanced'));
  }
  if (totals.usesKnown) result.featureUses = uses;
  if (totals.minutesKnown || timedSessions > 0) result.usageMinutes = round(totals.useMinutes + totals.sessionMinutes, 1);
  if (totals.errorsKnown && uses > 0) result.errorRate = round(Math.min(1, errors / uses), 4);
  if (totals.started > 0) result.workflowCompletionRate = round(Math.min(1, totals.completed / totals.started), 4);
  if (totals.lastWorkflowRunAt) result.lastWorkflowRunAt = totals.lastWorkflowRunAt;
  if (calls.length > 0) {
    result.integrationUtilization = calls.sort(by('integration'));
    result.apiCallsCount = calls.reduce((sum, each) => sum + each.calls, 0);
  }
  const teams = counted(people, 'team').map(({ name, users }) => ({ team: name, users }));
  const regions = counted(people, 'region').map(({ name, users }) => ({ region: name, users }));
  if (teams.length > 0) result.activeUsersByTeam = teams;
  if (regions.length > 0) result.activeUsersByRegion = regions;
  return result;
}

function counted(people: Map<string, Person>, field: 'team' | 'region'): { name: string; users: number }[] {
  const counts = new Map<string, number>();
  for (const person of people.values()) {
    const name = person[field]?.name;
    if (name) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, users]) => ({ name, users })).sort(by('name'));
}

const by =
  <Key extends string>(key: Key) =>
  (a: Record<Key, string>, b: Record<Key, string>): number =>
    a[key] < b[key] ? -1 : a[key] > b[key] ? 1 : 0;

function round(value: number, digits: number): number {
  const factor = 10 ** digits;
  return Math.round(value * factor) / factor;
}
