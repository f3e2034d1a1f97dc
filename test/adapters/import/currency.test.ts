import { expect, test } from '@jest/globals';
import { settleCurrency } from '../../../adapters/import/currency.ts';

const settled = (currency: unknown, ...currencies: string[]) => {
  const mapped = settleCurrency(
    { document: { name: 'Plan', ...(currency === undefined ? {} : { currency }) }, references: [], currencies },
    ['currency'],
  );
  return 'reasons' in mapped ? mapped.reasons.join() : mapped.document.currency;
};

test('a currency is kept as its ISO code, however it is written', () => {
  for (const [written, code] of [
    ['€', 'EUR'],
    ['usd', 'USD'],
    [' Gbp ', 'GBP'],
    ['£', 'GBP'],
    ['us$', 'USD'],
    ['Euro', 'EUR'],
    ['chf', 'CHF'],
  ])
    expect(settled(written)).toBe(code);
  expect(settled('eur', 'EUR')).toBe('EUR');
});

test('a sign of several currencies is settled by what stands beside it, or not at all', () => {
  expect(settled('kr')).toContain('kr may be SEK, NOK, DKK, ISK');
  expect(settled('KR')).toContain('kr may be');
  expect(settled('¥')).toContain('¥ may be JPY, CNY');
  expect(settled('cad', '$')).toBe('CAD');
  expect(settled('$', 'USD')).toBe('USD');
  expect(settled('$')).toBeUndefined();
  expect(settled(undefined, '$')).toBeUndefined();
  expect(settled('eur', '$')).toContain('the amounts are in $, the row says "eur"');
  expect(settled('$', 'EUR')).toContain('the amounts are in EUR');
});

test('what is no currency is not stored as one; an empty cell stays one', () => {
  expect(settled('monthly')).toBe('currency: "monthly" is no currency; its code is meant, such as EUR');
  expect(settled('n/a')).toBeNull();
  expect(settled(null)).toBeNull();
});
