import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { loadSample } from '../../../adapters/sample/load.ts';
import { healthScore } from '../../../agents/health-score/face.ts';
import { rescore } from '../../../agents/kit/rescore.ts';
import type { AccountStanding } from '../../../models/account-standing.ts';
import type { Database } from '../../../models/connection.ts';
import { testDatabase } from '../../support/database.ts';

const tenant = 'book';
const now = new Date();
let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  const { models } = database;
  await loadSample(models, { tenant, accounts: 200, now });
  await rescore({ tenant, models, asOf: now, now }, healthScore.scorer ? [healthScore.scorer] : []);
});
afterAll(() => database.close());

test('the sample looks like a real book: about a third green, a third yellow, a quarter orange, a tenth red', async () => {
  const standings = await database.models.accountStandings.find({ tenant, band: { $ne: null } }).lean<AccountStanding[]>();
  const share = (band: string) => standings.filter((each) => each.band === band).length / standings.length;
  expect(standings.length).toBeGreaterThan(150);
  expect(Math.abs(share('green') - 0.33)).toBeLessThan(0.07);
  expect(Math.abs(share('yellow') - 0.33)).toBeLessThan(0.07);
  expect(Math.abs(share('orange') - 0.25)).toBeLessThan(0.07);
  expect(Math.abs(share('red') - 0.1)).toBeLessThan(0.05);
});
