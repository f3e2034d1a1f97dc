import { expect, test } from '@jest/globals';
import { generate } from '../../../adapters/sample/generate.ts';
import { isOpenStage, isStep, OPEN_STAGES, PATIENCE, stageSince, stepBetween } from '../../../agents/expansion-orchestrator/stages.ts';
import type { ExpansionOpportunity } from '../../../models/expansion-opportunity.ts';

const today = new Date('2026-11-22T00:00:00Z');
const rows = [...generate({ today, accounts: 200, seed: 7 })];
const sales = rows.flatMap(({ expansionOpportunities = [] }) => expansionOpportunities) as unknown as ExpansionOpportunity[];
const deals = rows.flatMap(({ opportunities = [] }) => opportunities);
const open = sales.filter(({ salesStage }) => isOpenStage(salesStage));

test('the sample’s open sales are deals of the CRM, of the same amount: no renewal’s proposal moves by them', () => {
  expect(open.length).toBeGreaterThanOrEqual(15);
  for (const { parentOpportunityId, estimatedValue, accountId } of open)
    expect(deals.find(({ _id }) => _id === parentOpportunityId)).toMatchObject({ kind: 'expansion', amount: estimatedValue, accountId });
});

test('an account executive has work in every stage, some of it stuck, some handed over to nobody yet, some won and lost before', () => {
  const mine = new Set(
    rows.flatMap(({ accounts = [] }) => accounts.filter((each) => each.accountExecutiveId === 'user-marcus-johnson').map(({ _id }) => _id)),
  );
  const own = sales.filter(({ accountId }) => mine.has(accountId));
  expect(new Set(open.map(({ salesStage }) => salesStage))).toEqual(new Set(OPEN_STAGES));
  const days = (row: ExpansionOpportunity) => (today.getTime() - stageSince(row).getTime()) / 86_400_000;
  const stuck = open.filter((row) => isOpenStage(row.salesStage) && days(row) > PATIENCE[row.salesStage]);
  expect(stuck.length).toBeGreaterThanOrEqual(4);
  expect(stuck.length).toBeLessThan(open.length / 2);
  expect(own.some(({ salesStage, assignedSalesRepId }) => salesStage === 'identified' && !assignedSalesRepId)).toBe(true);
  expect(own.some(({ assignedSalesRepId }) => assignedSalesRepId === 'user-marcus-johnson')).toBe(true);
  for (const stage of ['closed_won', 'closed_lost']) expect(sales.some(({ salesStage }) => salesStage === stage)).toBe(true);
});

test('every history is a way a sale may go, in the order of its days, none before it was found', () => {
  for (const { stageHistory, salesStage, at } of sales) {
    let [stage, last] = ['identified' as ExpansionOpportunity['salesStage'], at];
    for (const { from, to, at: moved } of stageHistory) {
      expect(from).toBe(stage);
      // The hand-off, which only an approval makes, is the first step.
      const step = stepBetween(stage, to as ExpansionOpportunity['salesStage']);
      expect(isStep(step) || (stage === 'identified' && to === 'qualified')).toBe(true);
      expect(moved.getTime()).toBeGreaterThanOrEqual(last.getTime());
      expect(moved.getTime()).toBeLessThanOrEqual(today.getTime());
      [stage, last] = [to as ExpansionOpportunity['salesStage'], moved];
    }
    expect(stage).toBe(salesStage);
  }
});
