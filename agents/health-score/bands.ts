import { HEALTH_BANDS, type HealthBand } from '../../models/account-health-score.ts';

export const BAND_FLOORS: Record<HealthBand, number> = { green: 80, yellow: 65, orange: 45, red: 0 };

/** Green from 80, yellow from 65, orange from 45, red below; judged on the whole number people see. */
export function bandOf(score: number): HealthBand {
  const seen = Math.round(score);
  return HEALTH_BANDS.find((band) => seen >= BAND_FLOORS[band]) ?? 'red';
}
