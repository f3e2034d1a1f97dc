import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { classify } from '../../../agents/customer-segmentation/classify.ts';
import { factsAt, loadFacts } from '../../../agents/facts/index.ts';
import { plain } from '../../../agents/kit/text.ts';
import type { Database } from '../../../models/connection.ts';
import { testDatabase } from '../../support/database.ts';

const NOW = new Date('2026-11-22T09:30:00Z');
const ago = (days: number) => new Date(NOW.getTime() - days * 86_400_000);
const tenant = 'rates';
const base = { tenant, source: 'test', at: ago(200), ingestedAt: ago(200) };
let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  const { accounts, contracts } = database.models;
  await accounts.create({ ...base, _id: 'nara', name: 'Nara Works', currency: 'JPY' });
  await contracts.create({
    ...base,
    _id: 'core',
    accountId: 'nara',
    name: 'Core',
    currency: 'JPY',
    annualValue: 15_000_000,
    startDate: ago(100),
    endDate: ago(-100),
    status: 'active',
  });
});
afterAll(() => database.close());

const facts = async () => {
  const found = (await loadFacts({ tenant, models: database.models, asOf: NOW }, ['nara'])).get('nara');
  if (!found) throw new Error('not there');
  return found;
};

test('a value is banded at the tenant’s own rates, as known at the instant; without one it is unknown, and the rate is asked for', async () => {
  const unknown = classify(await facts()).dimensions;
  expect([unknown.annualContractValueBand.value, unknown.contractTier.value]).toEqual([null, null]);
  expect(JSON.stringify(unknown.annualContractValueBand)).toContain('An exchange rate from JPY into USD');

  const rate = { tenant, source: 'ecb', base: 'USD', quote: 'JPY', rate: 150 };
  await database.models.exchangeRates.create({ ...rate, _id: 'new', externalId: 'new', at: ago(10), ingestedAt: ago(10) });
  const known = await facts();
  const { annualContractValueBand: band } = classify(known).dimensions;
  expect(band.value).toBe('small_50k-200k');
  expect(plain(band.reason)).toContain('1 JPY = 0.0067 USD of 12 Nov');
  // What was recorded later was not known then.
  expect(classify(factsAt(known, ago(20))).dimensions.annualContractValueBand.value).toBeNull();
});
