import { type DimensionKey, SEGMENT_VALUES } from '../../models/customer-segmentation-profile.ts';
import { spaced } from '../metrics/index.ts';

export type { DimensionKey, ValueOf } from '../../models/customer-segmentation-profile.ts';
export const DIMENSION_KEYS = Object.keys(SEGMENT_VALUES) as DimensionKey[];

export const LABELS: Readonly<Record<DimensionKey, string>> = {
  primarySegment: 'Company size',
  verticalSegment: 'Industry',
  useCaseSegment: 'Use case',
  maturitySegment: 'Technical maturity',
  contractTier: 'Contract tier',
  annualContractValueBand: 'Yearly value band',
  paymentModel: 'Payment',
  procurementComplexity: 'Procurement',
  adoptionPattern: 'Adoption',
  engagementStyle: 'Engagement style',
  innovationAppetite: 'Innovation appetite',
  supportPreference: 'Support preference',
};

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
export const valueWords = (value: string): string => WORDS[value] ?? spaced(value);
