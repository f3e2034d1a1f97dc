import { DAY } from '../facts/index.ts';
import { mean } from '../metrics/index.ts';
import { type BehaviorFacts, featureCounts } from './sessions.ts';

export const TIERS = ['basic', 'intermediate', 'advanced', 'power'] as const;
type Tier = (typeof TIERS)[number];

/** Somebody who has not discovered a feature counts as if it took this long. */
const NEVER_DAYS = 90;
/** Where the record is cut off, people of its first weeks had begun before. */
const UNSURE_DAYS = 28;

/** One person's time with one feature. */
interface Discovery {
  first: Date;
  /** Days (UTC, since 1970) on which it was used. */
  days: Set<number>;
}

export interface Person {
  userId: string;
  /** First seen on record. */
  first: Date;
  last: Date;
  /** Whether `first` is when the person began, as far as the record can say. */
  beginningKnown: boolean;
  features: Map<string, Discovery>;
}

/** Who used what, when: the whole record. */
export interface FeatureLog {
  people: Map<string, Person>;
  tiers: Map<string, Tier>;
  /** Where the tiers come from. */
  tierSource: 'marked' | 'order' | 'none';
  /** Whether anything says which features were used by whom. */
  known: boolean;
}

/** Puts sessions and feature uses together by person and feature, and places every feature in a tier. */
export function featureLog(facts: BehaviorFacts): FeatureLog {
  const people = new Map<string, Person>();
  const marked = new Set<string>();
  const integrations = new Set<string>();
  let known = false;
  const seen = (userId: string, at: Date): Person => {
    const person = people.get(userId) ?? { userId, first: at, last: at, beginningKnown: true, features: new Map() };
    people.set(userId, person);
    if (at < person.first) person.first = at;
    if (at > person.last) person.last = at;
    return person;
  };
  const touch = (person: Person, feature: string, at: Date) => {
    const discovery = person.features.get(feature) ?? { first: at, days: new Set<number>() };
    person.features.set(feature, discovery);
    if (at < discovery.first) discovery.first = at;
    discovery.days.add(Math.floor(at.getTime() / DAY));
  };
  for (const session of facts.sessions) {
    const at = session.sessionStartTime;
    const person = seen(session.userId, at);
    const counts = featureCounts(session);
    if (counts) known = true;
    for (const feature of counts?.keys() ?? []) touch(person, feature, at);
    for (const { feature } of session.advancedFeatureUsage ?? []) marked.add(feature);
    for (const { integration, calls } of session.integrationInteractions ?? []) {
      known = true;
      integrations.add(integration);
      if (calls > 0) touch(person, integration, at);
    }
  }
  for (const { userId, at, feature, uses, tier } of facts.uses) {
    if (tier === 'advanced') marked.add(feature);
    if (!userId) continue;
    known = true;
    const person = seen(userId, at);
    if (uses > 0) touch(person, feature, at);
  }
  for (const { featureUtilization } of facts.usage)
    for (const { feature, tier } of featureUtilization ?? []) if (tier === 'advanced') marked.add(feature);
  const start = Math.min(...[...people.values()].map(({ first }) => first.getTime()));
  if (facts.olderSessions) for (const person of people.values()) person.beginningKnown = person.first.getTime() > start + UNSURE_DAYS * DAY;
  const { tiers, source } = tiersOf([...people.values()], marked, integrations);
  return { people, tiers, tierSource: source, known };
}

/**
 * The rule: integrations are power features. What the source marks as advanced is advanced, and the later-discovered
 * half of it power; of the rest the half people discover first is basic, the other half intermediate. Where nothing is
 * marked, the order of discovery alone is cut in four. The order is the mean day after a person's first use on which
 * they discovered the feature, 90 for those who have not.
 */
function tiersOf(
  people: readonly Person[],
  marked: ReadonlySet<string>,
  integrations: ReadonlySet<string>,
): { tiers: Map<string, Tier>; source: FeatureLog['tierSource'] } {
  const names = [...new Set(people.flatMap(({ features }) => [...features.keys()]))];
  const after = (feature: string): number =>
    mean(
      people.map(({ first, features }) => {
        const discovery = features.get(feature);
        return discovery ? Math.min(NEVER_DAYS, (discovery.first.getTime() - first.getTime()) / DAY) : NEVER_DAYS;
      }),
    ) ?? NEVER_DAYS;
  const order = names
    .map((feature) => ({ feature, day: after(feature) }))
    .sort((a, b) => a.day - b.day || (a.feature < b.feature ? -1 : 1))
    .map(({ feature }) => feature);
  const tiers = new Map<string, Tier>();
  const place = (features: string[], low: Tier, high: Tier) => {
    const half = Math.ceil(features.length / 2);
    for (const [index, feature] of features.entries()) tiers.set(feature, index < half ? low : high);
  };
  if (names.length === 0) return { tiers, source: 'none' };
  const own = order.filter((feature) => !integrations.has(feature));
  for (const feature of order) if (integrations.has(feature)) tiers.set(feature, 'power');
  if (own.some((feature) => marked.has(feature)) || integrations.size > 0) {
    const [plain, deep] = [false, true].map((isMarked) => own.filter((feature) => marked.has(feature) === isMarked));
    place(plain ?? [], 'basic', 'intermediate');
    place(deep ?? [], 'advanced', 'power');
    return { tiers, source: 'marked' };
  }
  for (const [index, feature] of own.entries()) tiers.set(feature, TIERS[Math.floor((index * TIERS.length) / own.length)] ?? 'power');
  return { tiers, source: 'order' };
}

/** Features of a tier, by name. */
export const featuresOfTier = ({ tiers }: FeatureLog, tier: Tier): string[] =>
  [...tiers].flatMap(([feature, own]) => (own === tier ? [feature] : [])).sort();

export const isDeep = (tier: Tier | undefined): boolean => tier === 'advanced' || tier === 'power';
