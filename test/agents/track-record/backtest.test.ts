import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { loadSample } from '../../../adapters/sample/load.ts';
import { assessChurn } from '../../../agents/churn-predictor/face.ts';
import { loadFacts } from '../../../agents/facts/load.ts';
import { plain } from '../../../agents/kit/text.ts';
import { worded } from '../../../agents/kit/worded.ts';
import type { BacktestOutput } from '../../../agents/track-record/tools/backtest-scores.ts';
import type { Database } from '../../../models/connection.ts';
import { runTool, type ToolSuccess } from '../../../tools/run-tool.ts';
import { testDatabase } from '../../support/database.ts';
import { catalog, contextOf } from '../../support/every-tool.ts';

const NOW = new Date('2026-11-30T09:00:00Z');
const DAY = 86_400_000;
const ago = (days: number) => new Date(NOW.getTime() - days * DAY);
const DATES = Array.from({ length: 12 }, (_, index) => ago(90 + 30 * index));
const tenant = 'past';
let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  await loadSample(database.models, { tenant, accounts: 60, now: NOW });
});
afterAll(() => database.close());

async function ask(of = tenant): Promise<ToolSuccess & { output: BacktestOutput }> {
  const outcome = await runTool(catalog, 'backtest_scores', {}, contextOf(database.models, of, NOW));
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome as ToolSuccess & { output: BacktestOutput };
}

/** The same by another way: the facts loaded anew as of each date, the assessment people are shown, the outcome from the account. */
async function byHand() {
  const { models } = database;
  const accounts = await models.accounts.find({ tenant }).lean();
  const left = new Map(accounts.map(({ _id, churnedAt }) => [_id, churnedAt?.getTime() ?? Number.POSITIVE_INFINITY]));
  const ids = accounts.map(({ _id }) => _id);
  const told = [];
  for (const asOf of DATES)
    for (const [id, facts] of await loadFacts({ tenant, models, asOf }, ids)) {
      const assessed = assessChurn(facts);
      const leftAt = left.get(id) ?? 0;
      if (assessed.status === 'scored') told.push({ told: assessed.probability90, came: leftAt <= asOf.getTime() + 90 * DAY });
    }
  return told;
}

test('is what the model would have said on each date with what was known then, against who left after', async () => {
  const { output } = await ask();
  const told = await byHand();
  expect(told.length).toBeGreaterThan(100);
  const { counts, came, held } = output.churn;
  // Of one nobody can tell yet whether it stayed: no contract in force, nothing used, nothing said since.
  expect(counts).toEqual({ due: told.length - 1, open: 1, unknown: 0 });
  expect(came).toBe(told.filter((each) => each.came).length);
  const open = told.reduce((all, each) => all + each.told, 0) - (held?.expected ?? 0);
  expect(told.some((each) => !each.came && Math.abs(each.told - open) < 1e-9)).toBe(true);
  expect(held?.auc).toBeGreaterThan(0.5);
  expect(output.health?.bands.reduce((all, { n }) => all + n, 0)).toBe(output.health?.n);
});

test('what was learnt after the last date changes nothing but the outcome', async () => {
  const before = (await ask()).output;
  const { models } = database;
  const later = { tenant, at: { $gt: ago(90) } };
  await Promise.all([models.surveys.deleteMany(later), models.supportTickets.deleteMany(later), models.accountEvents.deleteMany(later)]);
  expect((await ask()).output).toEqual(before);
});

test('says that it is no forecast that was made', async () => {
  const answer = await ask();
  expect(answer.summary.why.map((each) => plain(each)).join('\n')).toContain('no forecast that was made');
  expect(JSON.stringify(worded(answer.card))).not.toMatch(/NaN|undefined/);
});

test('of what was imported today nothing is tested: nobody knew it then', async () => {
  const { models } = database;
  const at = ago(400);
  await models.accounts.create({ tenant: 'imported', _id: 'imported-1', name: 'Imported', at, ingestedAt: NOW, customerSince: at });
  const answer = await ask('imported');
  expect(plain(answer.summary.point)).toMatch(/^Nothing to test: of all accounts too little was known/);
});
