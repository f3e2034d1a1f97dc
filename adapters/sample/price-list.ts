import type { Rows } from './rows.ts';

const PREMIUM = ['24/7', '24x7', 'around the clock', 'round the clock', 'one-hour response', 'premium support', 'stronger sla'];
const ADVISORY = ['dedicated advisor', 'named engineer', 'technical account manager'];

const REGION = ['data residency', 'gdpr monitoring', 'in two regions', 'second region'];
const ANALYTICS = ['streaming analytics', 'predictive', 'machine learning models', 'advanced analytics'];

const GROWTH = [
  {
    key: 'region',
    name: 'Second region with data residency',
    expansionType: 'geographic',
    asksFor: REGION,
    prices: [280_000, 64_000, 14_000],
  },
  { key: 'analytics', name: 'Advanced analytics', expansionType: 'new_use_case', asksFor: ANALYTICS, prices: [140_000, 34_000, 8_000] },
] as const;

const SIZES = [
  { key: 'large', from: 500_000, below: undefined },
  { key: 'medium', from: 100_000, below: 500_000 },
  { key: 'small', from: 0, below: 100_000 },
] as const;

const SERVICES = [
  { key: 'premium-large', name: 'Premium support tier', from: 500_000, below: undefined, price: 45_000, asksFor: PREMIUM },
  { key: 'premium-medium', name: 'Premium support tier', from: 100_000, below: 500_000, price: 16_000, asksFor: PREMIUM },
  { key: 'premium-small', name: 'Premium support tier', from: 0, below: 100_000, price: 5_000, asksFor: PREMIUM },
  { key: 'advisor', name: 'Named advisor', from: 100_000, below: undefined, price: 30_000, asksFor: ADVISORY },
] as const;

const LINES = [
  ...SERVICES.map((line) => ({ ...line, expansionType: undefined })),
  ...GROWTH.flatMap(({ key, prices, ...line }) =>
    SIZES.map((size, index) => ({ ...line, ...size, key: `${key}-${size.key}`, price: prices[index] ?? 0 })),
  ),
];

/** What the vendor of the sample asks for what is added to a contract, in force for two years. */
export function priceList(today: Date): Rows {
  const at = new Date(today.getTime() - 730 * 86_400_000);
  return {
    listPrices: ['USD', 'EUR', 'GBP'].flatMap((currency) =>
      LINES.map(({ key, name, from, below, price, asksFor, expansionType }) => ({
        _id: `list-price-${key}-${currency.toLowerCase()}`,
        at,
        name,
        annualPrice: price,
        currency,
        fromContractValue: from,
        ...(below === undefined ? {} : { belowContractValue: below }),
        ...(expansionType ? { expansionType } : {}),
        asksFor: [...asksFor],
      })),
    ),
  };
}
