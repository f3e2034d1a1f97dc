import type { Contact } from '../../models/contact.ts';
import { type AccountFacts, age, happened, type Opinions } from '../facts/index.ts';
import { clamp, decay, scoreOfParts, sum } from '../metrics/index.ts';
import { peopleInPublic } from '../metrics/person-presence.ts';
import { type Candidate, candidateOf, countsOf, EVANGELISM_PARTS, partsOf } from './parts.ts';
import { criteriaOf, nextTier, tierOf } from './tiers.ts';

/** Less than this is no picture of a person. */
const LEAST_COVERAGE = 0.5;
const FRESH_DAYS = 60;
const HALF_LIFE = 120;

/** How ready a person is to speak for us and build with us: parts, readiness, tier, and what is missing for the next. Pure. */
export function assessEvangelist(candidate: Candidate) {
  const { facts, presence, programme } = candidate;
  const counts = countsOf(candidate);
  const parts = partsOf(candidate, counts);
  const { score: readiness, coverage, missing } = scoreOfParts(EVANGELISM_PARTS, parts, LEAST_COVERAGE);
  const criteria = criteriaOf({ counts, parts });
  const tier = tierOf(criteria);
  const next = nextTier(tier);
  const latest = Math.max(presence.latest, programme?.updatedAt?.getTime() ?? 0);
  const freshness = latest > 0 ? decay(Math.max(0, age(new Date(latest), facts.asOf) - FRESH_DAYS), HALF_LIFE) : 0;
  return {
    parts,
    counts,
    /** 0 to 100; null where too little is known. */
    readiness,
    confidence: clamp(coverage * freshness, 0, 1),
    missing,
    tier,
    next,
    criteria: criteria.filter((each) => each.tier === next),
    met: tier === null ? [] : criteria.filter((each) => each.tier === tier),
    impact: impactOf(candidate),
  };
}
export type Evangelist = ReturnType<typeof assessEvangelist>;

/** What their speaking brought, as recorded: heard by whom, and what was referred. */
function impactOf({ facts, contact, presence }: Candidate) {
  const referrals = facts.advocacy.filter(({ contactId, advocacyType }) => contactId === contact._id && advocacyType === 'referral');
  const currencies = Map.groupBy(
    referrals.filter(({ referralValue }) => referralValue != null),
    ({ currency }) => currency,
  );
  return {
    listeners: presence.listeners,
    views: sum(presence.mentions.map(({ engagementMetrics }) => engagementMetrics?.views ?? 0)),
    referrals: referrals.length,
    opportunities: referrals.filter(({ referralQualificationStatus: status }) => status === 'opportunity' || status === 'closed_won')
      .length,
    values: [...currencies].map(([currency, rows]) => ({ currency, amount: sum(rows.map(({ referralValue }) => referralValue ?? 0)) })),
  };
}

/** The people of an account who may be on the way: those of the programme and those heard in public, who are still there. */
export function candidatesOf(asked: { facts: AccountFacts; opinions: Opinions }): Candidate[] {
  const { facts } = asked;
  const ids = new Set([...facts.evangelism.map(({ contactId }) => contactId), ...peopleInPublic(facts)]);
  return facts.contacts
    .filter((contact: Contact) => ids.has(contact._id) && !happened(contact.leftAt, facts.asOf))
    .map((contact) => candidateOf(asked, contact));
}

export interface Assessed {
  candidate: Candidate;
  evangelist: Evangelist;
}

/** The readiest of an account's people; null where none is known. */
export function readiest(asked: { facts: AccountFacts; opinions: Opinions }): Assessed | null {
  const all = candidatesOf(asked).map((candidate) => ({ candidate, evangelist: assessEvangelist(candidate) }));
  return all.reduce<Assessed | null>(
    (best, each) => ((each.evangelist.readiness ?? -1) > (best?.evangelist.readiness ?? -2) ? each : best),
    null,
  );
}
