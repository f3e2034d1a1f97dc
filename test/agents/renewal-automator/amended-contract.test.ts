import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { loadSample } from '../../../adapters/sample/load.ts';
import type { ScoredOutput } from '../../../agents/churn-predictor/predict.ts';
import type { AssessOutput } from '../../../agents/renewal-automator/tools/assess-renewal.ts';
import type { Database } from '../../../models/connection.ts';
import type { Contract } from '../../../models/contract.ts';
import { reviseRow } from '../../../models/kit/revise.ts';
import { runTool } from '../../../tools/run-tool.ts';
import { testDatabase } from '../../support/database.ts';
import { catalog } from '../../support/every-tool.ts';
import { ago, contextOf, NOW, sarah, TENANT } from './setup.ts';

let database: Database;
let before: Contract;
const LATER = new Date('2028-06-30T00:00:00Z');

beforeAll(async () => {
  database = await testDatabase();
  await loadSample(database.models, { tenant: TENANT, now: NOW, accounts: 0 });
  const { contracts } = database.models;
  before = (await contracts.findOne({ tenant: TENANT, accountId: 'account-techcorp', status: 'active' }).lean<Contract>()) as Contract;
  const change = { before, set: { annualValue: 410_000, endDate: LATER }, validFrom: ago(45) };
  expect(await reviseRow(database.models, 'contracts', { tenant: TENANT, now: ago(1) }, change)).toBe(true);
});
afterAll(() => database.close());

async function asked<Output>(tool: string, asOf: Date): Promise<Output> {
  const outcome = await runTool(catalog, tool, { account: 'account-techcorp' }, contextOf(database.models, sarah, asOf));
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.output as Output;
}

test.each([
  ['before it was recorded', 2, () => before.annualValue, () => before.endDate],
  ['long before', 60, () => before.annualValue, () => before.endDate],
  ['today', 0, () => 410_000, () => LATER],
])('of a contract amended since, churn and renewal say the same: %s', async (_, days, worth, end) => {
  const churn = await asked<ScoredOutput>('assess_churn_risk', ago(days));
  const { assessment } = await asked<AssessOutput>('assess_renewal', ago(days));
  const [contract] = assessment.contracts;
  expect(contract).toMatchObject({ annualValue: worth(), endAt: end()?.toISOString() });
  expect(churn.account).toMatchObject({ arr: worth(), renewalAt: contract?.endAt });
  expect(churn.factors.find(({ name }) => name === 'renewal')?.value).toBe(contract?.days);
  // And what renewal makes of churn is what churn says.
  expect(assessment.factors.find(({ name }) => name === 'churn')?.value).toBeCloseTo(100 * churn.probability90, 1);
});
