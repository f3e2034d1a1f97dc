import { DAY, type Session } from '../facts/index.ts';
import { clamp, knowledgeOf, plural, round, shortDate } from '../metrics/index.ts';
import { activeOf, type Engagement, engagementOf, freshnessOf, partlyTracked, silentDays } from './engagement.ts';
import { type FeatureLog, featureLog } from './features.ts';
import { forecastsOf } from './forecast.ts';
import { frictionOf } from './friction.ts';
import { journeyOf, stickinessOf } from './journey.ts';
import { activitiesOf, peopleOf, teamsOf } from './people.ts';
import { scoreOf, timeChangeOf } from './score.ts';
import { type BehaviorFacts, behaviorAt, featureCounts, lastDays, minutesOf, sessionsIn } from './sessions.ts';
import { discoveryOf, type Trigger, triggersOf } from './triggers.ts';

/** Fewer sessions, or rows of feature use, than this in the window are not scored. */
const LEAST_SESSIONS = 5;
const LEAST_USES = 20;
/** At so many sessions half of what their number adds to the confidence is reached. */
const HALF_SURE_SESSIONS = 20;
const MOVED = 0.1;

/**
 * How one account's people behave in the product, over the `days` before the facts' instant (or an earlier one).
 * Pure and deterministic; rows later than the instant, by event or ingestion time, have no effect.
 */
export function analyze(given: BehaviorFacts, days: number, instant: Date = given.asOf) {
  const facts = behaviorAt(given, instant);
  const { asOf, account } = facts;
  const log = featureLog(facts);
  const engagement = engagementOf(facts, days);
  const journey = journeyOf(facts, log);
  const stickiness = stickinessOf(facts, log, days);
  const friction = frictionOf(facts, days);
  const people = peopleOf(facts, log, days);
  const teams = teamsOf(facts, days);
  const activities = activitiesOf(facts, log, days);
  const timeChange = timeChangeOf(facts, days);
  const window = lastDays(asOf, days);
  const uses = facts.uses.filter(({ at }) => at > window.from).length;
  const enough = engagement.sessions >= LEAST_SESSIONS || uses >= LEAST_USES;
  const scored = scoreOf(facts, days, { engagement, journey, stickiness, friction, people, timeChange });
  const score = enough ? scored.score : null;
  const { coverage, missing } = coverageOf(facts, days, log, engagement);
  const triggers = triggersOf(facts, log, days === 30 ? people : peopleOf(facts, log, 30));
  const silent = silentDays(facts);
  const freshness = freshnessOf(silent);
  const told = engagement.sessions + uses / 4;
  const size = 0.4 + (0.6 * told) / (told + HALF_SURE_SESSIONS);
  const activeShare = activeOf(engagement).share;
  const signals = { score, journey, stickiness, friction, people, teams, activities, timeChange, activeShare };
  const first = [facts.sessions[0]?.sessionStartTime, facts.uses[0]?.at]
    .flatMap((at) => at ?? [])
    .sort((a, b) => a.getTime() - b.getTime())[0];
  return {
    accountId: account._id,
    asOf: asOf.toISOString(),
    days,
    from: window.from.toISOString(),
    /** The first session or use read. */
    recordFrom: first?.toISOString() ?? null,
    lastSeen: silent === null ? null : new Date(asOf.getTime() - silent * DAY).toISOString(),
    score: score === null ? null : round(score, 1),
    band: score === null ? null : bandOf(score, triggers),
    trend: timeChange === null ? null : timeChange > MOVED ? 'rising' : timeChange < -MOVED ? 'falling' : 'steady',
    parts: score === null ? scored.parts.map((part) => ({ ...part, weight: 0, points: 0 })) : scored.parts,
    engagement,
    journey,
    tierSource: log.tierSource,
    stickiness,
    friction,
    people,
    teams,
    activities,
    forecasts: enough ? forecastsOf({ ...signals, discovery: discoveryOf(facts, log)?.rate ?? null }) : [],
    triggers,
    confidence: round(coverage * freshness * size, 3),
    coverage: round(coverage, 3),
    freshness: round(freshness, 3),
    missing,
    cautions: cautionsOf(facts, log, engagement),
  } as const;
}
export type Behavior = ReturnType<typeof analyze>;

/** As health is banded; at most orange while sessions decline, however much was reached before. */
function bandOf(score: number, triggers: readonly Trigger[]) {
  if (score < 45) return 'red';
  if (score < 65 || triggers.some(({ kind }) => kind === 'session_decline')) return 'orange';
  return score >= 80 ? 'green' : 'yellow';
}

/** What of all that could be told by sessions is there in the window: lists that no session carries are not delivered. */
function coverageOf(facts: BehaviorFacts, days: number, log: FeatureLog, { people, provisioned, weeklyActive }: Engagement) {
  const sessions = sessionsIn(facts.sessions, lastDays(facts.asOf, days));
  const some = (has: (session: Session) => unknown) => (sessions.some((each) => has(each)) ? 1 : 0);
  const { coverage, missing } = knowledgeOf([
    { name: 'sessions', weight: 0.25, quality: sessions.length > 0 ? 1 : 0 },
    { name: 'session lengths', weight: 0.12, quality: some((each) => minutesOf(each) !== null) },
    { name: 'features used', weight: 0.15, quality: some((each) => featureCounts(each)) || (log.known && facts.uses.length > 0 ? 1 : 0) },
    { name: 'workflow runs', weight: 0.12, quality: some((each) => each.workflowCompletions) },
    { name: 'integration calls', weight: 0.05, quality: some((each) => each.integrationInteractions) },
    { name: 'help pages read', weight: 0.06, quality: some((each) => each.helpContentAccessed) },
    { name: 'errors met', weight: 0.05, quality: some((each) => each.errorEncounters) },
    { name: 'sharing between people', weight: 0.05, quality: some((each) => each.collaborativeBehaviors) },
    { name: 'departments', weight: 0.05, quality: some((each) => each.businessContext?.department) },
    { name: 'provisioned people', weight: 0.05, quality: provisioned === null ? 0 : 1 },
    { name: 'usage analytics to check the people against', weight: 0.05, quality: weeklyActive ? clamp(people / weeklyActive, 0, 1) : 0 },
  ]);
  return { coverage: coverage * trackedOf(people, weeklyActive), missing };
}

/** Sessions of a few of the active people stand for the others only so far: 0.7 to 1. */
const trackedOf = (people: number, weeklyActive: number | null): number =>
  weeklyActive && weeklyActive > 0 ? 0.7 + 0.3 * clamp(people / weeklyActive, 0, 1) : 0.7;

function cautionsOf({ asOf, sessions, olderSessions, account }: BehaviorFacts, log: FeatureLog, engagement: Engagement): string[] {
  const { people, weeklyActive } = engagement;
  const start = sessions[0]?.sessionStartTime;
  const unknown = [...log.people.values()].filter(({ beginningKnown }) => !beginningKnown).length;
  const since = account.customerSince;
  return [
    ...(partlyTracked(engagement)
      ? [
          `Sessions are on record for ${people} of about ${Math.round(weeklyActive ?? 0)} active people: what is said of people is about them only`,
        ]
      : []),
    ...(start && !olderSessions && since && start.getTime() - since.getTime() > 28 * DAY
      ? [
          `Sessions are recorded since ${shortDate(start, asOf)}, later than the account began: the journey counts from each person’s first recorded session`,
        ]
      : []),
    ...(unknown > 0
      ? [
          `${plural(unknown, 'person', 'people')} began before the sessions read and ${unknown === 1 ? 'is' : 'are'} left out of the journey`,
        ]
      : []),
    ...(log.tierSource === 'order'
      ? ['The source marks no advanced features: the tiers follow the order in which people discover features']
      : []),
  ];
}
