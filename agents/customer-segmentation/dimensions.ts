import { VERTICALS } from '../../models/account.ts';
import { PAYMENT_MODELS } from '../../models/contract.ts';
import { SEGMENTS } from '../../models/scorecard.ts';

export const GROUPS = ['profile', 'commercial', 'behaviour'] as const;

/** The dimensions an account is classified by, as `customer_segmentation_profiles` names them. */
export const DIMENSIONS = {
  primarySegment: { label: 'Company size', group: 'profile', values: SEGMENTS },
  verticalSegment: { label: 'Industry', group: 'profile', values: VERTICALS },
  useCaseSegment: {
    label: 'Use case',
    group: 'profile',
    values: ['security_compliance', 'data_analytics', 'process_automation', 'cost_optimization'],
  },
  maturitySegment: {
    label: 'Technical maturity',
    group: 'profile',
    values: ['digital_native', 'digital_adopter', 'digital_transformer', 'traditional'],
  },
  contractTier: { label: 'Contract tier', group: 'commercial', values: ['premium', 'professional', 'standard', 'startup'] },
  annualContractValueBand: {
    label: 'Yearly value band',
    group: 'commercial',
    values: ['enterprise_1m+', 'large_500k-1m', 'mid_200k-500k', 'small_50k-200k', 'startup_0-50k'],
  },
  paymentModel: { label: 'Payment', group: 'commercial', values: PAYMENT_MODELS },
  procurementComplexity: { label: 'Procurement', group: 'commercial', values: ['simple', 'moderate', 'complex', 'enterprise'] },
  adoptionPattern: {
    label: 'Adoption',
    group: 'behaviour',
    values: ['fast_adopter', 'steady_adopter', 'slow_adopter', 'struggling'],
  },
  engagementStyle: {
    label: 'Engagement style',
    group: 'behaviour',
    values: ['self_service', 'guided', 'hands_on', 'strategic_partnership'],
  },
  innovationAppetite: {
    label: 'Innovation appetite',
    group: 'behaviour',
    values: ['bleeding_edge', 'early_adopter', 'mainstream', 'conservative'],
  },
  supportPreference: {
    label: 'Support preference',
    group: 'behaviour',
    values: ['self_service', 'community', 'direct_support', 'dedicated_csm'],
  },
} as const satisfies Record<string, { label: string; group: (typeof GROUPS)[number]; values: readonly string[] }>;

export type DimensionKey = keyof typeof DIMENSIONS;
export type ValueOf<Key extends DimensionKey> = (typeof DIMENSIONS)[Key]['values'][number];
export const DIMENSION_KEYS = Object.keys(DIMENSIONS) as DimensionKey[];

const WORDS: Record<string, string> = {
  mid_market: 'mid-market',
  smb: 'small business',
  'enterprise_1m+': '1M and more',
  'large_500k-1m': '500K to 1M',
  'mid_200k-500k': '200K to 500K',
  'small_50k-200k': '50K to 200K',
  'startup_0-50k': 'under 50K',
  self_service: 'self-service',
  hands_on: 'hands-on',
  usage_based: 'usage-based',
  dedicated_csm: 'dedicated CSM',
};

/** A value as people write it: "mid-market", "fast adopter". */
export const valueWords = (value: string): string => WORDS[value] ?? value.replaceAll('_', ' ');
