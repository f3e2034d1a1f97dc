import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Database } from '../../../models/connection.ts';
import { testDatabase } from '../../support/database.ts';
import { run } from './cli.ts';
import { describeEachDataSet, mappingFile, rowsOf } from './shared-data.ts';

const tenant = 'acme';
const TERMS: Record<string, number> = { 'Month-to-month': 1, 'One year': 12, 'Two year': 24 };

describeEachDataSet((data) => {
  let database: Database;
  let file: string;
  let rows: Record<string, string>[];

  beforeAll(async () => {
    database = await testDatabase();
    file = await data.file('telco/telco-churn-train.csv');
    rows = await rowsOf(file);
  });
  afterAll(() => database?.close());

  test('accounts, their contracts and the churn flag come from one file with a mapping each', async () => {
    const { models } = database;
    expect(await run(models, [file, '--map', mappingFile('telco-accounts')])).toMatchObject({ code: 0 });
    expect(await run(models, [file, '--map', mappingFile('telco-contracts')])).toMatchObject({ code: 0 });
    const accounts = new Map((await models.accounts.find({ tenant }).lean()).map((each) => [each.externalId, each]));
    const contracts = new Map((await models.contracts.find({ tenant }).lean()).map((each) => [each.accountId, each]));
    expect([accounts.size, contracts.size]).toEqual([rows.length, rows.length]);
    for (const { customerID = '', Churn, Contract = '', MonthlyCharges, tenure } of rows) {
      const account = accounts.get(customerID);
      const contract = contracts.get(account?._id ?? '');
      const left = Churn === 'Yes';
      expect(account).toMatchObject({ name: customerID, lifecycleStage: left ? 'churned' : 'established', source: 'telco' });
      expect(account?.nameTokens).toEqual(customerID.toLowerCase().split('-'));
      expect(contract).toMatchObject({ name: Contract, termMonths: TERMS[Contract], status: left ? 'cancelled' : 'active' });
      expect(contract?.annualValue).toBeCloseTo(Number(MonthlyCharges) * 12, 6);
      // The 31st of a month that has none is counted on into the next.
      expect(contract?.startDate).toEqual(new Date(Date.UTC(2018, 11 - Number(tenure), 31)));
    }
    expect(new Set(rows.map(({ Churn }) => Churn))).toEqual(new Set(['Yes', 'No']));
  });

  test('blank charges are set aside with the reason, and the rest is taken', async () => {
    const blank = rows.filter(({ TotalCharges }) => TotalCharges?.trim() === '').length;
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
});
