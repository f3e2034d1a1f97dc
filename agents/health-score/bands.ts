import { HEALTH_BANDS, type HealthBand } from '../../models/account-health-score.ts';

export const BAND_FLOORS: Record<HealthBand, number> = { green: 80, yellow: 65, orange: 45, red: 0 };

/** What a score is worth getting to: 75, from there green; null once it is green. */
export function goalOf(score: number): number | null {
  const seen = Math.round(score);
  return [75, BAND_FLOORS.green].find((goal) => seen < goal) ?? null;
}

/** Green from 80, yellow from 65, orange from 45, red below; judged on the whole number people see. */
export function bandOf(score: number): HealthBand {
  const seen = Math.round(score);
  return HEALTH_BANDS.find((band) => seen >= BAND_FLOORS[band]) ?? 'red';
}
