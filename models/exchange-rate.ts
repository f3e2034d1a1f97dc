import { collection, envelope, required } from './kit/envelope.ts';
import { identifyByExternalId } from './kit/identity.ts';
import { defineSchema, type Row } from './kit/schema.ts';

const currency = { type: String, ...required, uppercase: true, match: /^[A-Z]{3}$/ } as const;

/** What one unit of `base` was worth in `quote` on the day of `at`, as central banks publish it: of the ECB, `base` is EUR. */
export const exchangeRateSchema = defineSchema(
  {
    ...envelope,
    base: currency,
    quote: currency,
    rate: { type: Number, ...required, min: 0 },
  },
  collection('exchange_rates'),
);
identifyByExternalId(exchangeRateSchema);
exchangeRateSchema.index({ tenant: 1, base: 1, quote: 1, at: -1 });

export type ExchangeRate = Row<typeof exchangeRateSchema>;
