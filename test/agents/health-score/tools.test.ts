import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { loadSample } from '../../../adapters/sample/load.ts';
import { sealDigest } from '../../../agents/health-score/digest.ts';
import { healthScore } from '../../../agents/health-score/face.ts';
import { healthScorer } from '../../../agents/health-score/scorer.ts';
import type { Card } from '../../../agents/kit/card.ts';
import type { Context } from '../../../agents/kit/context.ts';
import { rescore, rescoreHistory } from '../../../agents/kit/rescore.ts';
import type { Database } from '../../../models/connection.ts';
import { testDatabase } from '../../support/database.ts';

const NOW = new Date('2026-11-22T09:00:00Z');
const TENANT = 'demo';
let database: Database;
let context: Context;
beforeAll(async () => {
  database = await testDatabase();
  await loadSample(database.models, { tenant: TENANT, now: NOW, accounts: 25 });
  context = {
    tenant: TENANT,
    actor: {
      id: 'user-sarah-williams',
      name: 'Sarah Williams',
      email: 's@greendoor.example',
      title: 'CSM',
      roles: ['csm'],
      timezone: 'UTC',
    },
    clock: { now: () => NOW },
    asOf: NOW,
    models: database.models,
    log: pino({ level: 'silent' }),
    signal: new AbortController().signal,
  };
  await rescore(scope(), [healthScorer]);
});
afterAll(() => database.close());

const scope = (asOf = NOW) => ({ tenant: TENANT, models: database.models, asOf, now: NOW });

async function use(name: string, args: object, as: Context = context) {
  const tool = healthScore.tools.find((each) => each.name === name);
  if (!tool) throw new Error(`no tool ${name}`);
  const output = tool.output.parse(await tool.run(tool.input.parse(args), as)) as Record<string, never>;
  return { output: output as Record<string, unknown>, summary: tool.summary(output), card: tool.card(output) };
}

const pressed = (card: Card) => card.parts.flatMap((part) => (part.type === 'buttons' ? part.buttons : []));

describe('rescoring', () => {
  test('again for the same instant issues nothing new, for an earlier one adds history and leaves standings', async () => {
    const { accountHealthScores, accountStandings } = database.models;
    const issued = await accountHealthScores.countDocuments({ tenant: TENANT });
    const standing = await accountStandings.findOne({ tenant: TENANT, accountId: 'account-dataflow' }).lean();
    await rescore(scope(), [healthScorer]);
    expect(await accountHealthScores.countDocuments({ tenant: TENANT })).toBe(issued);
    await rescore(scope(new Date('2026-11-20T09:00:00Z')), [healthScorer], ['account-dataflow']);
    expect(await accountHealthScores.countDocuments({ tenant: TENANT })).toBe(issued + 1);
    expect(await accountStandings.findOne({ tenant: TENANT, accountId: 'account-dataflow' }).lean()).toEqual(standing);
  });

  test('history by weeks is what a rescore of that week would have issued', async () => {
    const { accountHealthScores } = database.models;
    await rescoreHistory(scope(), [healthScorer], { weeks: 8, accountIds: ['account-dataflow'] });
    const asOf = new Date(NOW.getTime() - 7 * 7 * 86_400_000);
    const of = { tenant: TENANT, accountId: 'account-dataflow', asOf };
    const first = await accountHealthScores.findOne(of).lean();
    await accountHealthScores.deleteOne(of);
    await rescore(scope(asOf), [healthScorer], ['account-dataflow']);
    const second = await accountHealthScores.findOne(of).lean();
    expect(second?.overallHealthScore).toBe(first?.overallHealthScore);
    expect(second?.dimensions).toEqual(first?.dimensions);
  });

  test('stored rows fit the schema', async () => {
    const { accountHealthScores, accountStandings } = database.models;
    for (const row of await accountHealthScores.find({ tenant: TENANT }).limit(20)) await row.validate();
    for (const row of await accountStandings.find({ tenant: TENANT })) await row.validate();
  });
});

test('an account’s health says the point first and offers next steps', async () => {
  const { summary, card, output } = await use('get_account_health', { account: 'dataflow' });
  expect(summary.point).toMatch(/^DataFlow Analytics: \d+, orange, down \d+ /);
  expect(summary.why.length).toBeGreaterThan(0);
  expect(summary.why.length).toBeLessThanOrEqual(5);
  expect(card.sections.map(({ label }) => label)).toEqual(['Why', 'History']);
  const tools = pressed(card).flatMap(({ effect }) => (effect.type === 'call' ? [effect.tool] : []));
  expect(tools).toEqual(['draft_outreach', 'assess_churn_risk', 'simulate_health']);
  expect((output.history as unknown[]).length).toBeGreaterThanOrEqual(9);
});

test('a change between two dates is explained by parts that add up to it', async () => {
  const { output, summary } = await use('explain_health_change', { account: 'DataFlow', since: 'July' });
  const moved = output.moved as { contribution: number }[];
  const total = moved.reduce((sum, { contribution }) => sum + contribution, 0);
  expect(total).toBeCloseTo(output.change as number, 1);
  expect(output.change).toBeLessThan(-30);
  expect(summary.point).toContain('since 1 Jul');
  await expect(use('explain_health_change', { account: 'DataFlow', since: 'the other day' })).rejects.toThrow('I cannot read');
  await expect(use('explain_health_change', { account: 'DataFlow', since: '2015-01-01' })).rejects.toThrow('too little data');
});

test('the way back to a target is named, and reaches it', async () => {
  const { output } = await use('simulate_health', { account: 'DataFlow', target: 75 });
  expect(output).toMatchObject({ reachable: true, target: 75 });
  expect(Math.round(output.simulated as number)).toBeGreaterThanOrEqual(75);
  const changes = output.changes as { key: string; to: number }[];
  const again = await use('simulate_health', { account: 'DataFlow', changes: changes.map(({ key, to }) => ({ metric: key, value: to })) });
  expect(again.output.simulated).toBeCloseTo(output.simulated as number, 6);
});

describe('lists', () => {
  test('filters hold for every account, the order is as asked, pages do not overlap', async () => {
    const first = await use('list_accounts', { healthMax: 85, sort: 'health' });
    const accounts = first.output.accounts as { id: string; health: number }[];
    expect(accounts.length).toBeGreaterThan(1);
    for (const { health } of accounts) expect(health).toBeLessThanOrEqual(85);
    expect(accounts.map(({ health }) => health)).toEqual(accounts.map(({ health }) => health).sort((a, b) => a - b));
    const all = await database.models.accountStandings.countDocuments({
      tenant: TENANT,
      health: { $lte: 85 },
      lifecycleStage: { $ne: 'churned' },
    });
    expect(first.output.total).toBe(all);
    const mine = await use('list_accounts', { owner: 'mine' });
    const ids = (mine.output.accounts as { id: string }[]).map(({ id }) => id);
    const owned = await database.models.accounts.countDocuments({ tenant: TENANT, ownerId: 'user-sarah-williams', _id: { $in: ids } });
    expect(owned).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(1);
  });

  test('the portfolio counts every account once and shows who fell most', async () => {
    const { output, summary } = await use('get_portfolio_health', { owner: 'mine' });
    const bands = output.bands as { accounts: number }[];
    expect(bands.reduce((sum, { accounts }) => sum + accounts, 0)).toBe(output.scored);
    const worsened = output.worsened as { largest: { name: string; change30: number }[] };
    expect(worsened.largest[0]?.change30).toBeLessThan(0);
    expect(summary.why.length).toBeLessThanOrEqual(5);
  });

  test('an unknown colleague is refused', async () => {
    await expect(use('list_accounts', { owner: 'Nobody Known' })).rejects.toThrow('Nobody here is called');
  });
});

test('the digest names each account once, every line opens one, and after sealing nothing has changed', async () => {
  const { output, card } = await use('get_health_digest', { owner: null });
  const shown = ['needsYou', 'changed', 'comingUp', 'goodNews'].flatMap((part) => output[part] as { id: string }[]).map(({ id }) => id);
  expect(new Set(shown).size).toBe(shown.length);
  expect(shown).toContain('account-dataflow');
  const opened = pressed(card).flatMap(({ effect }) => (effect.type === 'call' ? [effect.arguments.account] : []));
  expect(opened).toEqual(shown);
  await sealDigest(context, NOW);
  const after = await use('get_health_digest', { owner: null });
  expect(after.output.changed).toEqual([]);
  expect(after.output.lastAt).toBe(NOW.toISOString());
});

test('an account with too little data gets no score, and says what is missing', async () => {
  await database.models.accounts.create({
    _id: 'account-bare',
    tenant: TENANT,
    name: 'Bare Rock',
    at: new Date('2026-10-01'),
    ingestedAt: new Date('2026-10-01'),
    nameTokens: ['bare', 'rock'],
  });
  const { summary, card } = await use('get_account_health', { account: 'account-bare' });
  expect(summary.point).toContain('too little data');
  expect(summary.why).toContain('Missing: everything on usage');
  expect(card.sections).toEqual([]);

  await rescore(scope(), [healthScorer], ['account-bare']);
  const first = await use('list_accounts', {});
  const last = await use('list_accounts', { page: first.output.pages as number });
  expect((last.output.accounts as { id: string }[]).map(({ id }) => id)).toContain('account-bare');
  expect(JSON.stringify(last.card)).toContain('too little data for a health score, listed last');
});

test('every tool has five examples or more and a description', () => {
  for (const { examples, description } of healthScore.tools) {
    expect(new Set(examples).size).toBeGreaterThanOrEqual(5);
    expect(description.length).toBeGreaterThan(80);
  }
});
