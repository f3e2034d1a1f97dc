import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Database } from '../../../models/connection.ts';
import { testDatabase } from '../../support/database.ts';
import { run } from './cli.ts';
import { mappingFile, sharedData } from './shared-data.ts';

const tenant = 'acme';
let database: Database;
let file: string;
let rows: string[][];

beforeAll(async () => {
  database = await testDatabase();
  file = await sharedData('telco/telco-churn-train.csv');
  rows = (await readFile(file, 'utf8'))
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(','));
});
afterAll(() => database?.close());

test('accounts, their contracts and the churn flag come from one file with a mapping each', async () => {
  const { models } = database;
  expect(await run(database.models, [file, '--map', mappingFile('telco-accounts')])).toMatchObject({ code: 0 });
  expect(await run(database.models, [file, '--map', mappingFile('telco-contracts')])).toMatchObject({ code: 0 });
  const left = rows.filter((cells) => cells.at(-1) === 'Yes').length;
  expect(await models.accounts.countDocuments({ tenant })).toBe(rows.length);
  expect(await models.accounts.countDocuments({ tenant, lifecycleStage: 'churned' })).toBe(left);
  expect(await models.contracts.countDocuments({ tenant, status: 'cancelled' })).toBe(left);
  const account = await models.accounts.findOne({ tenant, name: '5575-GNVDE' }).lean();
  const contract = await models.contracts.findOne({ tenant, accountId: account?._id ?? '' }).lean();
  expect(account).toMatchObject({ externalId: '5575-GNVDE', lifecycleStage: 'established', source: 'telco' });
  expect(account?.nameTokens).toEqual(['5575', 'gnvde']);
  expect(contract).toMatchObject({ name: 'One year', termMonths: 12, status: 'active' });
  expect(contract?.annualValue).toBeCloseTo(56.95 * 12, 6);
  expect(contract?.startDate.toISOString().slice(0, 7)).toBe('2016-03'); // 34 months before 2018-12-31 fall on 29 to 31 February
});

test('blank charges are set aside with the reason, and the rest is taken', async () => {
  const blank = rows.filter((cells) => cells.at(-2)?.trim() === '').length;
  expect(blank).toBeGreaterThan(0);
  const ran = await run(database.models, [file, '--map', mappingFile('telco-charges')]);
  expect(ran.code).toBe(2);
  expect(await database.models.invoices.countDocuments({ tenant })).toBe(rows.length - blank);
  const lines = (await readFile(`${file}.rejected.ndjson`, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines).toHaveLength(blank);
  expect(lines.every(({ reasons }) => reasons.includes('amount is missing'))).toBe(true);
});
