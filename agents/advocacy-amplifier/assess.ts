import type { AdvocacyType } from '../../models/advocacy-engagement.ts';
import type { Contact } from '../../models/contact.ts';
import { type AccountFacts, happened } from '../facts/index.ts';
import { type Asked, againstAsking } from '../kit/asking.ts';
import { numberOf, weightedMean } from '../metrics/index.ts';
import { present } from '../metrics/topics/people.ts';
import { latestAnswers } from '../metrics/topics/sentiment.ts';
import { isProven } from '../metrics/value.ts';
import { ASKS, TIER, TIERS, type Tier, tierOf } from './asks.ts';
import { isOver } from './engagements.ts';
import { type Readiness, readinessOf } from './readiness.ts';

/** From here on somebody is asked; from here on gladly. */
export const LEAST_READINESS = 60;
export const PRIME_READINESS = 80;
const LEAST_FIT = 60;
const LEAST_KNOWN = 0.5;
const PROMOTER = 9;

/**
 * Whether a customer should be asked to speak for us, who of them, for what, and what speaks against it now. Pure: the same
 * facts give the same assessment.
 * @param named the person it is about; whoever suits each ask where nobody is named
 */
export function assessAdvocacy(asked: Asked, named: Contact | null = null) {
  const { facts } = asked;
  const ready = readinessOf(asked);
  const people = advocatesOf(facts);
  const tiers = TIERS.map((tier) => tierFit(tier, facts, ready, named ? [named] : people));
  const best = tiers.reduce<TierFit | null>((a, b) => (b.ask && (!a || (b.fit ?? 0) > (a.fit ?? 0)) ? b : a), null);
  const person = named ?? best?.person ?? people[0] ?? null;
  const unreachable = !person && facts.contacts.length > 0 ? optedOut(facts) : null;
  const against = againstAsking(asked, person ?? unreachable);
  return {
    ...ready,
    tiers,
    /** The tier that fits best; null where none does. */
    best,
    person,
    against,
    verdict: verdictOf(ready.readiness, against.length, best),
  };
}

export type Verdict = 'ask' | 'not_now' | 'not_yet' | 'unknown';

function verdictOf(readiness: number | null, against: number, best: TierFit | null): Verdict {
  if (readiness === null) return 'unknown';
  if (against > 0) return 'not_now';
  return readiness >= LEAST_READINESS && best ? 'ask' : 'not_yet';
}

type TierFit = ReturnType<typeof tierFit>;

/** How a tier fits: from 0 to 100, null where too little of what it needs is known; whom to ask for what, or what is lacking. */
function tierFit(tier: Tier, facts: AccountFacts, { parts }: Readiness, people: readonly Contact[]) {
  const { fit: weights, roles, asks } = TIER[tier];
  const { value, coverage } = weightedMean(parts.map(({ key, score }) => ({ value: score, weight: weights[key] ?? 0 })));
  const fit = coverage >= LEAST_KNOWN ? value : null;
  const person = people.find(({ role }) => role && roles.includes(role)) ?? null;
  const proven = facts.values.some(isProven) && (numberOf(facts, 'roi')?.value ?? 0) > 0;
  const open = asks.filter((type) => !isGiven(facts, type));
  const ask = open.find((type) => proven || !ASKS[type].needsResult) ?? null;
  const lacks =
    fit === null
      ? 'too little is known'
      : !person
        ? 'nobody there who could and may be asked'
        : !ask
          ? open.length === 0
            ? 'they do all of it already'
            : 'no result that they confirmed'
          : fit < LEAST_FIT
            ? `fit below ${LEAST_FIT}`
            : null;
  return { tier, fit, person, ask: lacks ? null : ask, lacks };
}

/** Whether they are at it, or have done what is done once. */
const isGiven = ({ advocacy }: AccountFacts, type: AdvocacyType): boolean =>
  advocacy.some(
    ({ advocacyType, engagementStatus }) =>
      advocacyType === type && (ASKS[type].once ? engagementStatus !== 'declined' : !isOver(engagementStatus)),
  );

/** Those who could speak for us and may be asked: promoters first, then by what they are there, then by name. */
export function advocatesOf(facts: AccountFacts): Contact[] {
  const promoters = promotersOf(facts);
  const rank = ({ role }: Contact) => {
    const at = TIER.reference.roles.indexOf(role ?? 'user');
    return at < 0 ? TIER.reference.roles.length : at;
  };
  return present(facts)
    .filter(({ optedOutAt, email }) => email && !happened(optedOutAt, facts.asOf))
    .toSorted((a, b) => Number(promoters.has(b._id)) - Number(promoters.has(a._id)) || rank(a) - rank(b) || a.name.localeCompare(b.name));
}

export const promotersOf = (facts: AccountFacts): Set<string> =>
  new Set(latestAnswers(facts).flatMap(({ score, contactId }) => (score >= PROMOTER && contactId ? [contactId] : [])));

const optedOut = (facts: AccountFacts): Contact | null => present(facts).find(({ optedOutAt }) => happened(optedOutAt, facts.asOf)) ?? null;

/** Who of them suits an ask. */
export const personFor = (facts: AccountFacts, type: AdvocacyType): Contact | undefined => {
  const people = advocatesOf(facts);
  const { roles } = TIER[tierOf(type)];
  return people.find(({ role }) => role && roles.includes(role)) ?? people[0];
};
