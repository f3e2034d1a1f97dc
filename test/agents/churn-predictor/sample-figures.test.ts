import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { DATAFLOW_HEALTHY_DAYS_AGO } from '../../../adapters/sample/dataflow.ts';
import { loadSample } from '../../../adapters/sample/load.ts';
import { churnPredictor } from '../../../agents/churn-predictor/face.ts';
import type { ChurnOutput, ScoredOutput } from '../../../agents/churn-predictor/predict.ts';
import { churnScorer } from '../../../agents/churn-predictor/scorer.ts';
import type { ChurnList } from '../../../agents/churn-predictor/tools/list-churn-risks.ts';
import { loadFacts } from '../../../agents/facts/load.ts';
import { assess as assessHealth } from '../../../agents/health-score/assess.ts';
import type { Context } from '../../../agents/kit/context.ts';
import { rescore } from '../../../agents/kit/rescore.ts';
import { plain } from '../../../agents/kit/text.ts';
import { worded } from '../../../agents/kit/worded.ts';
import type { Database } from '../../../models/connection.ts';
import { testDatabase } from '../../support/database.ts';

const now = new Date('2026-11-22T09:30:00Z');
const DAY = 86_400_000;
let database: Database;

beforeAll(async () => {
  database = await testDatabase();
  await loadSample(database.models, { tenant: 'demo', accounts: 60, now });
});
afterAll(() => database.close());

const context = (asOf = now): Context => ({
  tenant: 'demo',
  actor: {
    id: 'user-sarah-williams',
    name: 'Sarah Williams',
    email: 'sarah.williams@greendoor.example',
    title: 'Senior Customer Success Manager',
    roles: ['csm'],
    timezone: 'America/New_York',
  },
  clock: { now: () => now },
  asOf,
  models: database.models,
  log: pino({ level: 'silent' }),
  signal: new AbortController().signal,
});

function tool(name: string) {
  const found = churnPredictor.tools.find((each) => each.name === name);
  if (!found) throw new Error(`no tool ${name}`);
  return found;
}

async function ask(asOf = now, name = 'assess_churn_risk'): Promise<ScoredOutput> {
  const of = tool(name);
  const output = of.output.parse(await of.run(of.input.parse({ account: 'DataFlow' }), context(asOf))) as ChurnOutput;
  if (output.status !== 'scored') throw new Error(`DataFlow is ${output.status}`);
  return output;
}

function near(actual: number, wanted: number, margin: number) {
  expect(Math.abs(actual - wanted)).toBeLessThanOrEqual(margin);
}

test('DataFlow today: risk 73, up 34 in 30 days, 78 % within 90 days, confidence 91 %', async () => {
  const output = await ask();
  near(output.riskScore, 73, 5);
  near(output.change30 ?? Number.NaN, 34, 6);
  near(100 * output.probability90, 78, 5);
  near(100 * output.confidence, 91, 6);
  expect(output.band).toBe('high');
  const { point, why } = tool('assess_churn_risk').summary(output);
  expect(plain(point)).toMatch(/^DataFlow Analytics: churn risk 7\d, high, up 3\d in 30 days; 7\d % within 90 days\.$/);
  expect(why).toHaveLength(5);
});

test('the stated signals are those of the catalogue', async () => {
  const { factors, account } = await ask();
  const value = (name: string) => factors.find((factor) => factor.name === name)?.value;
  expect(value('login_decline')).toBe(-67);
  near(value('core_decline') ?? Number.NaN, -45, 1);
  expect(value('api_decline')).toBe(-89);
  near(value('active_share') ?? Number.NaN, 25, 3);
  expect(value('attendance')).toBe(0);
  expect(value('sponsor_silence')).toBe(3);
  expect(value('email_engagement')).toBe(-78);
  expect(value('payment')).toBe(23);
  expect(value('key_user_idle')).toBe(12);
  expect(value('workflows_idle')).toBe(18);
  near(value('renewal') ?? Number.NaN, 127, 1);
  expect(value('response_time')).toBeGreaterThan(48);
  expect(account.arr).toBe(180_000);
});

test('at the earlier date it is healthy and low in risk', async () => {
  const output = await ask(new Date(now.getTime() - DATAFLOW_HEALTHY_DAYS_AGO * DAY));
  expect(output.band).toBe('low');
  expect(output.probability90).toBeLessThan(0.05);
  expect(output.factors.find(({ name }) => name === 'active_share')?.value).toBeGreaterThanOrEqual(89);
});

test('its health follows: 52 today, about 87 at the earlier date', async () => {
  const at = async (asOf: Date) => {
    const facts = (await loadFacts({ tenant: 'demo', models: database.models, asOf }, ['account-dataflow'])).get('account-dataflow');
    if (!facts) throw new Error('no facts');
    return assessHealth(facts, asOf);
  };
  const today = await at(now);
  near(today.score ?? Number.NaN, 52, 4);
  expect(today.band).toBe('orange');
  near((await at(new Date(now.getTime() - DATAFLOW_HEALTHY_DAYS_AGO * DAY))).score ?? Number.NaN, 87, 4);
});

test('the critical timeline is about two weeks away and doing nothing keeps about 22 %', async () => {
  const { criticalAt, asOf, retention, probability90, advised } = await ask();
  near((new Date(criticalAt ?? 0).getTime() - new Date(asOf).getTime()) / DAY, 14, 6);
  const chances = Object.fromEntries(retention.map(({ tier, probability }) => [tier, probability]));
  near(chances.none ?? 0, 1 - probability90, 0.001);
  near(chances.standard ?? 0, 0.45, 0.06);
  near(chances.comprehensive ?? 0, 0.73, 0.06);
  near(chances.executive ?? 0, 0.89, 0.06);
  expect(advised).toBe('executive');
});

test('every factor is backed by documents that exist', async () => {
  const { factors } = await ask();
  const evidence = factors.flatMap((factor) => factor.evidence);
  expect(evidence.length).toBeGreaterThan(20);
  for (const factor of factors.filter(({ contribution }) => contribution > 0)) expect(factor.evidence.length).toBeGreaterThan(0);
  for (const { collection, id } of evidence)
    expect(await database.connection.collection(collection).countDocuments({ _id: id as never, tenant: 'demo' })).toBe(1);
});

test('similar past accounts come with what became of them', async () => {
  const { similar } = await ask();
  expect(similar.length).toBeGreaterThan(0);
  for (const { accountId, outcome } of similar) {
    const account = await database.models.accounts.findOne({ tenant: 'demo', _id: accountId }).lean();
    expect(outcome === 'churned').toBe(account?.churnedAt != null);
  }
});

test('the prediction is appended once and asking again for the same instant changes nothing', async () => {
  await ask();
  const filter = { tenant: 'demo', accountId: 'account-dataflow', asOf: now };
  const [first, ...others] = await database.models.churnPredictions.find(filter).lean();
  expect(others).toHaveLength(0);
  await ask();
  expect(await database.models.churnPredictions.find(filter).lean()).toEqual([first]);
  expect(typeof first?._id).toBe('string');
});

test('completed retention playbooks move the chances of the other interventions', async () => {
  const before = await ask();
  const { models } = database;
  await models.successPlaybooks.create({ tenant: 'demo', playbookName: 'Recovery test', playbookType: 'retention' });
  const playbook = await models.successPlaybooks.findOne({ tenant: 'demo', playbookName: 'Recovery test' }).lean();
  const done = new Date(now.getTime() - 10 * DAY);
  await models.playbookExecutions.insertMany(
    Array.from({ length: 20 }, () => ({
      tenant: 'demo',
      playbookId: playbook?._id,
      accountId: 'account-elsewhere',
      triggeredBy: 'manual',
      executionPriority: 'medium',
      executionStatus: 'completed',
      actualCompletionDate: done,
      successScore: 95,
      at: done,
      ingestedAt: done,
    })),
  );
  const after = await ask();
  const standard = (output: ScoredOutput) => output.retention.find(({ tier }) => tier === 'standard');
  expect(standard(after)?.observed).toBe((standard(before)?.observed ?? 0) + 20);
  expect(standard(after)?.probability ?? 0).toBeGreaterThan((standard(before)?.probability ?? 0) + 0.1);
  await models.playbookExecutions.deleteMany({ tenant: 'demo', playbookId: playbook?._id });
  await models.successPlaybooks.deleteOne({ tenant: 'demo', _id: playbook?._id });
});

test('the retention strategy has all three horizons and each action names a factor that is present', async () => {
  const output = await ask(now, 'recommend_retention_strategy');
  const names = new Set(output.factors.filter(({ contribution }) => contribution > 0).map(({ name }) => name));
  expect(new Set(output.actions.map(({ horizon }) => horizon)).size).toBe(3);
  for (const { factor } of output.actions) expect(names).toContain(factor);
});

test('the steps of the strategy stand on its card whole, each once and before everything else', async () => {
  const output = await ask(now, 'recommend_retention_strategy');
  const { parts } = worded(tool('recommend_retention_strategy').card(output));
  const text = parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n');
  for (const { action } of output.actions) expect(text.split(action)).toHaveLength(2);
  expect(parts.findIndex(({ type }) => type === 'text')).toBe(1);
  expect(parts.filter(({ type }) => type === 'table')).toHaveLength(1);
});

test('the list keeps its filters: above 70, worth more than 100k, mine', async () => {
  await rescore({ tenant: 'demo', models: database.models, asOf: now, now }, [churnScorer]);
  const of = tool('list_churn_risks');
  const list = async (input: object) => of.output.parse(await of.run(of.input.parse(input), context())) as ChurnList;
  const high = await list({ minRisk: 70, minArr: 100_000, owner: 'mine' });
  expect(high.accounts.map(({ id }) => id)).toContain('account-dataflow');
  for (const { figures } of high.accounts) {
    expect(Math.round(Number(figures.churn_risk.value))).toBeGreaterThanOrEqual(70);
    expect(figures.arr.value).toBeGreaterThanOrEqual(100_000);
  }
  const all = await list({});
  const risks = all.accounts.map(({ figures }) => Number(figures.churn_risk.value));
  expect(risks).toEqual([...risks].sort((a, b) => b - a));
  expect(all.total).toBeGreaterThan(all.accounts.length);
  const second = await list({ page: 2 });
  expect(second.accounts.map(({ id }) => id)).not.toContain(all.accounts[0]?.id);
  const soon = await list({ renewalWithinDays: 60 });
  for (const { figures } of soon.accounts)
    expect(new Date(figures.renewal_date.value ?? 0).getTime()).toBeLessThanOrEqual(now.getTime() + 60 * DAY);
  await expect(list({ owner: 'Nobody Known' })).rejects.toThrow('Nobody here is called');
});
