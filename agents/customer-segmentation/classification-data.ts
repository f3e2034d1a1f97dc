import type { Anchors } from '../metrics/statistics.ts';
import type { ValueOf } from './dimensions.ts';

/** Everything the rules compare with, in one place. Amounts are USD. */

/** Units of USD for one unit of the currency; values in others are not banded. Stated with every converted figure. */
export const RATES_TO_USD: Readonly<Record<string, number>> = { USD: 1, EUR: 1.08, GBP: 1.27, CHF: 1.12, CAD: 0.73, AUD: 0.66 };

export const VALUE_BANDS: readonly [least: number, band: ValueOf<'annualContractValueBand'>][] = [
  [1_000_000, 'enterprise_1m+'],
  [500_000, 'large_500k-1m'],
  [200_000, 'mid_200k-500k'],
  [50_000, 'small_50k-200k'],
  [0, 'startup_0-50k'],
];

/** The tier by yearly value, where no contract or tag names it. */
export const TIER_FLOORS: readonly [least: number, tier: ValueOf<'contractTier'>][] = [
  [500_000, 'premium'],
  [100_000, 'professional'],
  [20_000, 'standard'],
  [0, 'startup'],
];

/** Words that speak for an industry, beginnings of words. */
export const VERTICAL_WORDS: Readonly<Record<ValueOf<'verticalSegment'>, string[]>> = {
  fintech: ['fintech', 'financ', 'bank', 'lend', 'payment', 'insur', 'wealth', 'credit', 'trading'],
  healthcare: ['health', 'clinic', 'hospital', 'medic', 'pharma', 'patient', 'diagnost', 'therap'],
  manufacturing: ['manufact', 'factory', 'machine', 'industrial', 'assembly', 'plant', 'foundry'],
  retail: ['retail', 'store', 'shop', 'merchan', 'grocer', 'ecommerce', 'fashion'],
  technology: ['software', 'saas', 'developer', 'semiconductor', 'telecom', 'hosting'],
  government: ['government', 'council', 'public', 'agency', 'municipal', 'ministry', 'federal'],
};

/** Words that speak for a use case, beginnings of words. */
export const USE_CASE_WORDS: Readonly<Record<ValueOf<'useCaseSegment'>, string[]>> = {
  security_compliance: [
    'secur',
    'complian',
    'sox',
    'audit',
    'gdpr',
    'regulat',
    'risk',
    'consent',
    'masking',
    'retention',
    'threat',
    'control',
    'privacy',
  ],
  data_analytics: [
    'data',
    'analy',
    'dashboard',
    'report',
    'insight',
    'ml',
    'model',
    'predict',
    'forecast',
    'pipeline',
    'ingest',
    'segment',
    'warehouse',
  ],
  process_automation: ['automat', 'workflow', 'process', 'approval', 'script', 'webhook', 'orchestrat', 'hand', 'routing'],
  cost_optimization: ['cost', 'saving', 'spend', 'consolidat', 'consult', 'licen', 'budget', 'cheaper'],
};

export const API_CALLS_PER_USER: Anchors = [
  [0, 0],
  [50, 40],
  [500, 70],
  [3_000, 85],
  [10_000, 100],
];
export const ADVANCED_ADOPTION: Anchors = [
  [0, 0],
  [0.3, 40],
  [0.6, 70],
  [0.9, 100],
];
export const CORE_ADOPTION: Anchors = [
  [0.2, 0],
  [0.5, 35],
  [0.75, 65],
  [0.95, 100],
];
export const COMPLETION: Anchors = [
  [0.3, 0],
  [0.6, 40],
  [0.85, 75],
  [1, 100],
];
export const ONBOARDING_DAYS: Anchors = [
  [30, 100],
  [60, 80],
  [90, 55],
  [150, 20],
  [240, 0],
];
export const REQUESTS: Anchors = [
  [0, 25],
  [1, 55],
  [2, 72],
  [4, 95],
];
export const INVESTMENTS: Anchors = [
  [0, 30],
  [1, 60],
  [2, 85],
  [4, 100],
];

/** Scores (0 to 100) from which a value holds, highest first. */
export const MATURITY_FLOORS: readonly [number, ValueOf<'maturitySegment'>][] = [
  [86, 'digital_native'],
  [60, 'digital_adopter'],
  [35, 'digital_transformer'],
  [0, 'traditional'],
];
export const ADOPTION_FLOORS: readonly [number, ValueOf<'adoptionPattern'>][] = [
  [75, 'fast_adopter'],
  [55, 'steady_adopter'],
  [35, 'slow_adopter'],
  [0, 'struggling'],
];
export const INNOVATION_FLOORS: readonly [number, ValueOf<'innovationAppetite'>][] = [
  [88, 'bleeding_edge'],
  [62, 'early_adopter'],
  [35, 'mainstream'],
  [0, 'conservative'],
];
/** Points of `procurement`. */
export const PROCUREMENT_FLOORS: readonly [number, ValueOf<'procurementComplexity'>][] = [
  [6, 'enterprise'],
  [4, 'complex'],
  [2, 'moderate'],
  [0, 'simple'],
];

/** The first value whose floor the score reaches. */
export function floorOf<Value extends string>(floors: readonly (readonly [number, Value])[], score: number): Value | null {
  return floors.find(([least]) => score >= least)?.[1] ?? floors.at(-1)?.[1] ?? null;
}
