import type { Rows } from './rows.ts';

const PREMIUM = ['24/7', '24x7', 'around the clock', 'round the clock', 'one-hour response', 'premium support', 'stronger sla'];
const ADVISORY = ['dedicated advisor', 'named engineer', 'technical account manager'];

const LINES = [
  { key: 'premium-large', name: 'Premium support tier', from: 500_000, below: undefined, price: 45_000, asksFor: PREMIUM },
  { key: 'premium-medium', name: 'Premium support tier', from: 100_000, below: 500_000, price: 16_000, asksFor: PREMIUM },
  { key: 'premium-small', name: 'Premium support tier', from: 0, below: 100_000, price: 5_000, asksFor: PREMIUM },
  { key: 'advisor', name: 'Named advisor', from: 100_000, below: undefined, price: 30_000, asksFor: ADVISORY },
] as const;

/** What the vendor of the sample asks for its additions, in force for two years. */
export function priceList(today: Date): Rows {
  const at = new Date(today.getTime() - 730 * 86_400_000);
  return {
    listPrices: ['USD', 'EUR', 'GBP'].flatMap((currency) =>
      LINES.map(({ key, name, from, below, price, asksFor }) => ({
        _id: `list-price-${key}-${currency.toLowerCase()}`,
        at,
        name,
        annualPrice: price,
        currency,
        fromContractValue: from,
        ...(below === undefined ? {} : { belowContractValue: below }),
        asksFor: [...asksFor],
      })),
    ),
  };
}
