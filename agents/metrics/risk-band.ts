export const HIGH_RISK = 70;
export const MEDIUM_RISK = 40;
export type RiskBand = 'high' | 'medium' | 'low';

/** The word of a churn risk score, by what people see of it. */
export function riskBandOf(riskScore: number): RiskBand {
  const shown = Math.round(riskScore);
  return shown >= HIGH_RISK ? 'high' : shown >= MEDIUM_RISK ? 'medium' : 'low';
}
