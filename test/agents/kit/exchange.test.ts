import { expect, test } from '@jest/globals';
import { mostAtStake } from '../../../agents/daily-desk/day.ts';
import { largestFirst, type Rates } from '../../../agents/kit/exchange.ts';

const rates: Rates = { into: 'USD', worth: { USD: 1, EUR: 1.1, JPY: 0.0066 }, at: new Date('2026-11-20') };
const amounts = [
  { amount: 15_000_000, currency: 'JPY' },
  { amount: 950_000, currency: 'EUR' },
  { amount: 1_000_000, currency: 'USD' },
  { amount: 9, currency: 'XAU' },
];
const order = (of: Rates | null) => amounts.toSorted(largestFirst(of, (each) => each)).map(({ currency }) => currency);

test('amounts stand in one order at the rates, one without a rate last; without rates each currency apart', () => {
  expect(order(rates)).toEqual(['EUR', 'USD', 'JPY', 'XAU']);
  expect(order(null)).toEqual(['EUR', 'JPY', 'USD', 'XAU']);
});

test('a renewal in a small currency is not at the top of a day for the number alone', () => {
  const renewals = [
    { arr: 15_000_000, currency: 'JPY', churnRisk: 30 },
    { arr: 1_000_000, currency: 'USD', churnRisk: 60 },
  ];
  for (const known of [rates, null]) expect(renewals.toSorted(mostAtStake(known))[0]?.currency).toBe('USD');
});
