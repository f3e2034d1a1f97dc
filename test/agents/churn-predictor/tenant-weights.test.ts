import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { loadSample } from '../../../adapters/sample/load.ts';
import { ENOUGH_OUTCOMES } from '../../../agents/churn-predictor/learn.ts';
import { churnScorer } from '../../../agents/churn-predictor/scorer.ts';
import { learnTenantWeights, tenantWeights } from '../../../agents/churn-predictor/tenant-weights.ts';
import { STARTING_WEIGHTS, weightOf } from '../../../agents/churn-predictor/weights.ts';
import { rescore } from '../../../agents/kit/rescore.ts';
import type { Database } from '../../../models/connection.ts';
import { testDatabase } from '../../support/database.ts';

const NOW = new Date('2026-11-22T09:30:00Z');
const DAY = 86_400_000;
const later = (days: number) => new Date(NOW.getTime() + days * DAY);
const tenant = 'learning';
let database: Database;

beforeAll(async () => {
  database = await testDatabase();
  await loadSample(database.models, { tenant, accounts: 0, now: NOW });
});
afterAll(() => database.close());

const scope = (asOf: Date, of = tenant) => ({ tenant: of, models: database.models, asOf, now: asOf });

/** Accounts that left or renewed on 20 October, each with what was predicted of it at the beginning of September: who left had paid late. */
async function decide(outcome: 'churned' | 'renewed', count: number, of = tenant, from = 0) {
  const { models } = database;
  const decided = new Date('2026-10-20');
  const predicted = new Date('2026-09-01');
  const long = new Date('2025-01-01');
  const envelope = { tenant: of, source: 'test', at: long, ingestedAt: long };
  const ids = Array.from({ length: count }, (_, index) => `${of}-${outcome}-${from + index}`);
  await models.accounts.insertMany(
    ids.map((_id) => ({
      ...envelope,
      _id,
      name: _id,
      ...(outcome === 'churned' ? { churnedAt: decided, lifecycleStage: 'churned' } : {}),
    })),
  );
  if (outcome === 'renewed')
    await models.contracts.insertMany(
      ids.map((accountId) => ({
        ...envelope,
        _id: `contract-${accountId}`,
        accountId,
        name: 'Contract',
        status: 'renewed',
        startDate: long,
        endDate: decided,
        annualValue: 10_000,
      })),
    );
  await models.churnPredictions.insertMany(
    ids.map((accountId, index) => ({
      ...envelope,
      _id: `prediction-${accountId}`,
      accountId,
      asOf: predicted,
      modelVersion: STARTING_WEIGHTS.version,
      riskScore: 20,
      probability30: 0.01,
      probability90: 0.04,
      probability180: 0.08,
      confidence: 1,
      base: STARTING_WEIGHTS.base,
      factors: [
        { name: 'payment', strength: outcome === 'churned' ? 0.9 : 0.1, contribution: 0 },
        { name: 'tone', strength: (index % 5) / 5, contribution: 0 },
      ],
    })),
  );
}

test('a tenant with few departures uses the starting weights, and nothing is stored', async () => {
  await decide('churned', ENOUGH_OUTCOMES - 1, 'small');
  await decide('renewed', ENOUGH_OUTCOMES + 10, 'small');
  expect(await learnTenantWeights(scope(NOW, 'small'))).toBe(false);
  expect(await tenantWeights(scope(later(1), 'small'))).toEqual({ weights: STARTING_WEIGHTS, basis: 'start' });
  expect(await database.models.churnWeights.countDocuments({ tenant: 'small' })).toBe(0);
});

test('what the outcomes teach is appended once, counts from then on, and is frozen in what is predicted', async () => {
  const { models } = database;
  await decide('churned', 60);
  await decide('renewed', 60);
  expect(await learnTenantWeights(scope(NOW))).toBe(true);
  expect(await learnTenantWeights(scope(later(1)))).toBe(false);
  const first = await tenantWeights(scope(later(1)));
  expect(first.basis).toBe('learnt');
  expect(weightOf(first.weights, 'payment')).toBeGreaterThan(weightOf(STARTING_WEIGHTS, 'payment') + 0.5);
  expect(await tenantWeights(scope(later(-1)))).toEqual({ weights: STARTING_WEIGHTS, basis: 'start' });

  await rescore(scope(later(1)), [churnScorer], ['account-dataflow']);
  await rescore(scope(later(-1)), [churnScorer], ['account-dataflow']);
  const issued = await models.churnPredictions.find({ tenant, accountId: 'account-dataflow' }).sort({ asOf: 1 }).lean();
  expect(issued.map(({ modelVersion }) => modelVersion)).toEqual([STARTING_WEIGHTS.version, first.weights.version]);

  await decide('churned', 20, tenant, 60);
  expect(await learnTenantWeights(scope(later(2)))).toBe(true);
  const second = await tenantWeights(scope(later(2)));
  expect(second.weights.version).not.toBe(first.weights.version);
  expect(await tenantWeights(scope(later(1)))).toEqual(first);
  expect(await models.churnWeights.countDocuments({ tenant })).toBe(2);
});

test('weights learnt before a factor was added are not used', async () => {
  const { models } = database;
  await models.churnWeights.create({
    tenant: 'older',
    at: NOW,
    ingestedAt: NOW,
    modelVersion: 'learnt-0',
    basis: 'learnt',
    base: -3,
    weights: [{ factor: 'payment', weight: 2 }],
    outcomes: 'x',
    churned: 40,
    kept: 40,
  });
  expect((await tenantWeights(scope(later(1), 'older'))).weights).toBe(STARTING_WEIGHTS);
});
