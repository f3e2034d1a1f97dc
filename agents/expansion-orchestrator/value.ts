import type { AccountFacts } from '../facts/account-facts.ts';
import type { Text } from '../facts/figure.ts';
import { t } from '../kit/text.ts';
import { realize } from '../value-realization/face.ts';

/** What the sale may argue with: what is proven of the contract they have. Nothing is carried over to what they have not bought. */
export function valueCase(facts: AccountFacts): { proven: boolean; lines: Text[] } {
  const { status, figures, proven } = realize(facts);
  if (status !== 'measured')
    return { proven: false, lines: ['No value is proven yet: agree on a baseline and a first measurement before a price is named'] };
  const { roi, proven_value, investment, payback_months } = figures;
  const result = roi.value === null ? t`${proven_value} proven` : t`ROI ${roi}: ${proven_value} proven on ${investment}`;
  const payback = payback_months.value === null ? '' : t`, paid back in ${payback_months}`;
  return { proven: true, lines: [t`${result}${payback}`, ...proven.slice(0, 3).map(({ text }) => text)] };
}
