import { HIGH_RISK, riskBandOf } from './risk-band.ts';

/** The least probability of each band; below the last a renewal is at risk. Bands, commit, best case and people's calls all go by these. */
export const BANDS = { high: 0.9, medium: 0.7, low: 0.4 } as const;
export type Band = keyof typeof BANDS | 'at_risk';

export const bandOf = (probability: number): Band =>
  probability >= BANDS.high ? 'high' : probability >= BANDS.medium ? 'medium' : probability >= BANDS.low ? 'low' : 'at_risk';

/** What the bands are called. */
export const RENEWAL_BANDS = ['safe', 'likely', 'open', 'at_risk'] as const;
const CALLED: Record<Band, (typeof RENEWAL_BANDS)[number]> = { high: 'safe', medium: 'likely', low: 'open', at_risk: 'at_risk' };

const percent = (share: number): string => `${Math.round(share * 100)} %`;
export const AT_RISK_MEANS = `a chance below ${percent(BANDS.low)}, or a churn risk of ${HIGH_RISK} or more`;

/** The band of a renewal by what people see of its chance in %; a high churn risk puts any of them at risk. Null where neither says anything. */
export function renewalBandOf(chance: number | null, churnRisk: number | null): (typeof RENEWAL_BANDS)[number] | null {
  if (churnRisk !== null && riskBandOf(churnRisk) === 'high') return 'at_risk';
  return chance === null ? null : CALLED[bandOf(Math.round(chance) / 100)];
}
