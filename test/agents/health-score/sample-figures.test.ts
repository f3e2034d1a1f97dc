import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DATAFLOW_HEALTHY_DAYS_AGO } from '../../../adapters/sample/dataflow.ts';
import { loadSample } from '../../../adapters/sample/load.ts';
import { TECHCORP_WEEK_8_DAYS_AGO } from '../../../adapters/sample/techcorp.ts';
import { loadFacts } from '../../../agents/facts/load.ts';
import { assess, type HealthAssessment } from '../../../agents/health-score/assess.ts';

import type { Database } from '../../../models/connection.ts';
import { testDatabase } from '../../support/database.ts';

const NOW = new Date('2026-11-22T00:00:00Z');
let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  await loadSample(database.models, { tenant: 'demo', now: NOW, accounts: 0 });
});
afterAll(() => database.close());

async function health(accountId: string, daysAgo: number): Promise<HealthAssessment> {
  const asOf = new Date(NOW.getTime() - daysAgo * 86_400_000);
  const facts = (await loadFacts({ tenant: 'demo', models: database.models, asOf }, [accountId])).get(accountId);
  if (!facts) throw new Error(`${accountId} is not in the sample`);
  return assess(facts);
}

const dimension = ({ dimensions }: HealthAssessment, key: string) => dimensions.find((each) => each.key === key)?.score ?? Number.NaN;
const metric = ({ dimensions }: HealthAssessment, key: string) =>
  Number(dimensions.flatMap(({ metrics }) => metrics).find((each) => each.key === key)?.figure.value ?? Number.NaN);

function expectWithin(actual: number | null | undefined, target: number, tolerance: number) {
  expect(actual).toBeGreaterThanOrEqual(target - tolerance);
  expect(actual).toBeLessThanOrEqual(target + tolerance);
}

test('TechCorp in week 8 of its implementation stands as journey 9.1.2 shows it', async () => {
  const week8 = await health('account-techcorp', TECHCORP_WEEK_8_DAYS_AGO);
  expectWithin(week8.score, 87, 3);
  expectWithin(dimension(week8, 'usage'), 89, 4);
  expectWithin(dimension(week8, 'relationship'), 91, 4);
  expectWithin(dimension(week8, 'value'), 92, 4);
  expectWithin(dimension(week8, 'support'), 83, 4);
  expectWithin(week8.forecast?.days30.value, 89, 4);
  expectWithin(week8.forecast?.days90.value, 91, 4);
  expect(week8.band).toBe('green');
  expect(Math.round(metric(week8, 'active_share'))).toBe(87);
  expect(Math.round(metric(week8, 'core_adoption'))).toBe(94);
  expect(Math.round(metric(week8, 'advanced_adoption'))).toBe(67);
  expect(Math.round(metric(week8, 'session_minutes'))).toBe(34);
  expect(Math.round(metric(week8, 'api_calls_change_4w'))).toBe(156);
  expect(Math.round(metric(week8, 'meeting_attendance'))).toBe(94);
  expect(metric(week8, 'response_hours')).toBeCloseTo(4.2, 1);
  expect(Math.round(metric(week8, 'share_of_target'))).toBe(112);
  expect(metric(week8, 'nps_answer')).toBeCloseTo(7.5, 1);
  expect(metric(week8, 'csat')).toBeCloseTo(4.3, 1);
  const risks = week8.risks.map(({ text }) => text).join('\n');
  expect(risks).toContain('Sarah Johnson: own usage −23 %');
  expect(risks).toContain('competitor demo');
});

test('TechCorp today is the mature customer of journey 9.4', async () => {
  const today = await health('account-techcorp', 0);
  expect(today.band).toBe('green');
  expect(today.score).toBeGreaterThan(90);
  expect(metric(today, 'nps_answer')).toBeCloseTo(9.2, 1);
  expect(Math.round(metric(today, 'active_share'))).toBe(96);
});

test('DataFlow is orange at 52 today and stood at about 87 before its decline', async () => {
  const today = await health('account-dataflow', 0);
  expectWithin(today.score, 52, 4);
  expect(today.band).toBe('orange');
  expect(['declining', 'critical']).toContain(today.trend);
  expect(today.confidence).toBeGreaterThan(0.8);
  const before = await health('account-dataflow', DATAFLOW_HEALTHY_DAYS_AGO);
  expectWithin(before.score, 87, 4);
});

test('every document a figure names exists, with the field it names', async () => {
  const { connection } = database;
  for (const accountId of ['account-techcorp', 'account-dataflow']) {
    const assessment = await health(accountId, 0);
    const named = assessment.dimensions.flatMap(({ metrics }) => metrics.flatMap(({ figure }) => figure.evidence));
    expect(named.length).toBeGreaterThan(20);
    for (const { collection, id, field } of named) {
      const found = await connection.collection<{ _id: string }>(collection).findOne({ _id: id, tenant: 'demo' });
      expect(found).toHaveProperty(field);
    }
  }
});
