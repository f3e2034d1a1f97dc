import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { loadSample } from '../../../adapters/sample/load.ts';
import { churnScorer } from '../../../agents/churn-predictor/scorer.ts';
import { rescore } from '../../../agents/kit/rescore.ts';
import { renewalScorer } from '../../../agents/renewal-automator/outlook.ts';
import type { Database } from '../../../models/connection.ts';
import { testDatabase } from '../../support/database.ts';

/** A Monday. */
const NOW = new Date('2026-11-23T06:00:00Z');
const DAY = 86_400_000;
const tenant = 'frozen';
let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  await loadSample(database.models, { tenant, accounts: 40, now: NOW });
});
afterAll(() => database.close());

const scored = (asOf: Date, now = asOf) => rescore({ tenant, models: database.models, asOf, now }, [churnScorer, renewalScorer]);
const frozen = () =>
  database.models.renewalForecasts
    .find({ tenant, externalId: { $gt: '' } })
    .sort({ currentContractId: 1, asOf: 1 })
    .lean();

test('what is said of renewals that come near is kept once a contract and week, as it was said first', async () => {
  await scored(NOW);
  const first = await frozen();
  expect(first.length).toBeGreaterThan(0);
  for (const { currentContractEndDate, renewalProbability } of first) {
    expect(currentContractEndDate?.getTime()).toBeLessThanOrEqual(NOW.getTime() + 97 * DAY);
    expect(renewalProbability).toBeGreaterThan(0);
  }
  await scored(NOW);
  await scored(new Date(NOW.getTime() + 6 * DAY));
  const week = new Set(first.map(({ _id }) => _id));
  expect((await frozen()).filter(({ asOf }) => asOf.getTime() === NOW.getTime())).toHaveLength(week.size);
  await scored(new Date(NOW.getTime() + 7 * DAY));
  const weeks = Map.groupBy(await frozen(), ({ currentContractId }) => currentContractId);
  const kept = first.flatMap(({ currentContractId, currentContractEndDate }) =>
    currentContractEndDate && currentContractEndDate.getTime() > NOW.getTime() + 8 * DAY ? [weeks.get(currentContractId) ?? []] : [],
  );
  expect(kept.length).toBeGreaterThan(0);
  for (const rows of kept) expect(rows).toHaveLength(2);
});

test('a day that has passed freezes nothing', async () => {
  const before = (await frozen()).length;
  await scored(new Date(NOW.getTime() - 30 * DAY), NOW);
  expect(await frozen()).toHaveLength(before);
});
