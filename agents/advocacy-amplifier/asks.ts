import type { AdvocacyType } from '../../models/advocacy-engagement.ts';
import type { CONTACT_ROLES } from '../../models/contact.ts';
import { FAVOURS } from '../metrics/topics/advocacy.ts';
import type { Format } from '../success-navigator/face.ts';
import type { PartKey } from './readiness.ts';

export const TIERS = ['thought_leadership', 'reference', 'referral'] as const;
export type Tier = (typeof TIERS)[number];

type Role = (typeof CONTACT_ROLES)[number];

interface TierOf {
  name: string;
  /** What fit is made of; the weights add up to 1. */
  fit: Partial<Record<PartKey, number>>;
  /** Who of them does it, the first best. */
  roles: readonly Role[];
  /** What is asked for, the largest first. */
  asks: readonly AdvocacyType[];
}

/** The three ways a customer speaks for us. Data. */
export const TIER: Record<Tier, TierOf> = {
  thought_leadership: {
    name: 'Thought leadership',
    fit: { executives: 0.4, results: 0.25, community: 0.2, satisfaction: 0.15 },
    roles: ['executive_sponsor', 'decision_maker'],
    asks: ['speaking', 'advisory_board'],
  },
  reference: {
    name: 'Reference and case study',
    fit: { results: 0.4, satisfaction: 0.25, adoption: 0.2, relationship: 0.15 },
    roles: ['executive_sponsor', 'champion', 'decision_maker', 'technical_lead'],
    asks: ['case_study', 'reference_call', 'testimonial', 'review'],
  },
  referral: {
    name: 'Referral',
    fit: { satisfaction: 0.4, relationship: 0.35, community: 0.25 },
    roles: ['executive_sponsor', 'champion', 'decision_maker'],
    asks: ['referral'],
  },
};

interface Ask {
  /** How it is prepared; null where it needs no preparation of theirs. */
  format: Format | null;
  /** Told with figures, so it needs a result they confirmed. */
  needsResult?: true;
  /** Nobody does it twice. */
  once?: true;
}

export const ASKS: Record<AdvocacyType, Ask> = {
  speaking: { format: 'conference_talk', needsResult: true },
  advisory_board: { format: 'advisory_board', once: true },
  case_study: { format: 'case_study', needsResult: true, once: true },
  reference_call: { format: 'reference_call' },
  testimonial: { format: 'case_study', once: true },
  review: { format: null, once: true },
  referral: { format: null },
};

export const tierOf = (type: AdvocacyType): Tier => TIERS.find((tier) => TIER[tier].asks.includes(type)) ?? 'reference';
/** Without its article, as it stands in a heading or after "the". */
export const nameOf = (type: AdvocacyType): string => FAVOURS[type].replace(/^an? /, '');
