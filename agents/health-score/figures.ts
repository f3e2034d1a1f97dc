import type { HealthBand } from '../../models/account-health-score.ts';
import type { Figure, Text } from '../facts/index.ts';
import type { Tone } from '../kit/present/index.ts';
import { ofAccount, small, t } from '../kit/say.ts';
import type { HealthAssessment } from './assess.ts';
import { bandOf } from './bands.ts';
import type { Interval } from './forecast.ts';

export const toneOf = (band: HealthBand | null): Tone => band ?? 'neutral';

type Named = { id: string; name: string };

/** "51, orange". */
export function scoreText(account: Named, asOf: string, score: number): Text {
  return t`${ofAccount(account, asOf).score('health', 'Health', score)}, ${bandOf(score)}`;
}

/** Of 0 to 1, as lists show it too. */
export const confidenceOf = (account: Named, asOf: string, share: number): Figure =>
  ofAccount(account, asOf).of('health_confidence', 'Confidence in health', 100 * share, '%');

/** "down 24 since 29 Oct", "unchanged since 29 Oct". */
export function moveText(account: Named, { asOf, since, change }: { asOf: string; since: string; change: number }): Text {
  const { of, date } = ofAccount(account, asOf);
  const day = date(`health_compared_with:${since}`, 'compared with', since);
  if (Math.round(change) === 0) return t`unchanged since ${day}`;
  return t`${of(`health_moved:${since}`, 'Health, change', change, 'points', { signed: true, directed: true })} since ${day}`;
}

/** "37 (31–43)". */
export function forecastText(account: Named, { asOf, forecast }: HealthAssessment, days: 30 | 90): Text {
  if (!forecast) return 'not known';
  const { score } = ofAccount(account, asOf);
  const { value, low, high }: Interval = forecast[`days${days}`];
  const of = (part: string, label: string, points: number) =>
    score(`health_forecast_${days}${part}`, `health in ${days} days${label}`, points);
  return t`${of('', '', value)} (${of('_low', ', at least', low)}–${of('_high', ', at most', high)})`;
}

/** What is missing, a dimension a line: as a whole where nothing of it is known. */
export function gaps({ dimensions }: HealthAssessment): string[] {
  return dimensions
    .filter(({ missing }) => missing.length > 0)
    .map(({ label, metrics, missing }) => (metrics.length === 0 ? `everything on ${small(label)}` : missing.map(small).join(', ')));
}
