import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DATAFLOW_HEALTHY_DAYS_AGO } from '../../../adapters/sample/dataflow.ts';
import { loadSample } from '../../../adapters/sample/load.ts';
import { classify, type SegmentProfile } from '../../../agents/customer-segmentation/classify.ts';
import { DIMENSION_KEYS, type DimensionKey } from '../../../agents/customer-segmentation/dimensions.ts';
import { loadFacts } from '../../../agents/facts/load.ts';
import { plain } from '../../../agents/kit/text.ts';
import type { Database } from '../../../models/connection.ts';
import { testDatabase } from '../../support/database.ts';

const NOW = new Date('2026-11-22T09:30:00Z');
const DAY = 86_400_000;
let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  await loadSample(database.models, { tenant: 'demo', now: NOW, accounts: 0 });
});
afterAll(() => database.close());

async function profile(accountId: string, daysAgo: number): Promise<SegmentProfile> {
  const asOf = new Date(NOW.getTime() - daysAgo * DAY);
  const facts = (await loadFacts({ tenant: 'demo', models: database.models, asOf }, [accountId])).get(accountId);
  if (!facts) throw new Error(`${accountId} is not in the sample`);
  return classify(facts);
}

const values = ({ dimensions }: SegmentProfile): Partial<Record<DimensionKey, string | null>> =>
  Object.fromEntries(DIMENSION_KEYS.map((key) => [key, dimensions[key].value]));

test('DataFlow at the earlier date is the customer of journey 9.6.1', async () => {
  const before = await profile('account-dataflow', DATAFLOW_HEALTHY_DAYS_AGO);
  expect(values(before)).toEqual({
    primarySegment: 'mid_market',
    verticalSegment: 'fintech',
    useCaseSegment: 'data_analytics',
    maturitySegment: 'digital_adopter',
    contractTier: 'professional',
    annualContractValueBand: 'small_50k-200k',
    paymentModel: 'quarterly',
    procurementComplexity: 'moderate',
    adoptionPattern: 'fast_adopter',
    engagementStyle: 'guided',
    innovationAppetite: 'early_adopter',
    supportPreference: 'direct_support',
  });
  expect(before.confidence).toBeGreaterThanOrEqual(0.9);
  expect(before.confidence).toBeLessThanOrEqual(0.98);
  expect(before.next).toMatchObject({ from: 'mid_market', to: 'enterprise' });
  expect(before.next?.drivers[0]?.text).toContain('Revenue +145 %');
});

test('DataFlow today gives up what it adopted; its size, industry and contract are what they were', async () => {
  const today = await profile('account-dataflow', 0);
  expect(values(today)).toMatchObject({
    primarySegment: 'mid_market',
    verticalSegment: 'fintech',
    contractTier: 'professional',
    adoptionPattern: 'struggling',
  });
  expect(plain(today.dimensions.adoptionPattern.reason)).toMatch(/^active users, change over 4 weeks −\d+ %/);
});

test('TechCorp is an enterprise that bought compliance', async () => {
  expect(values(await profile('account-techcorp', 0))).toMatchObject({
    primarySegment: 'enterprise',
    verticalSegment: 'fintech',
    useCaseSegment: 'security_compliance',
    contractTier: 'premium',
    annualContractValueBand: 'large_500k-1m',
    paymentModel: 'quarterly',
  });
});

test('every document a reason rests on exists, with the field it names', async () => {
  const { connection } = database;
  for (const accountId of ['account-techcorp', 'account-dataflow']) {
    const { dimensions, next } = await profile(accountId, 0);
    const named = [
      ...DIMENSION_KEYS.flatMap((key) => dimensions[key].evidence),
      ...(next?.drivers ?? []).flatMap(({ evidence }) => evidence),
    ];
    expect(named.length).toBeGreaterThan(20);
    for (const { collection, id, field } of named) {
      const found = await connection.collection<{ _id: string }>(collection).findOne({ _id: id, tenant: 'demo' });
      expect(found).toHaveProperty(field);
    }
  }
});
