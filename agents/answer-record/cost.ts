import type { Text } from '../facts/index.ts';
import { type figuresOf, t } from '../kit/say.ts';

/** What tokens cost, where the model's prices are known; without a currency where that is not. */
export function costText(
  { of }: ReturnType<typeof figuresOf>,
  metric: string,
  { cost, currency }: { cost?: number | null | undefined; currency?: string | null | undefined },
): Text[] {
  if (cost == null) return [];
  return [currency ? t`${of(metric, 'cost', cost, currency, { digits: 2 })}` : t`cost ${of(metric, 'cost', cost, '', { digits: 4 })}`];
}
