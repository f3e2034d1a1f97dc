import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { loadSample } from '../../../adapters/sample/load.ts';
import { sealDigest } from '../../../agents/health-score/digest.ts';
import { healthScore } from '../../../agents/health-score/face.ts';
import { healthScorer } from '../../../agents/health-score/scorer.ts';
import type { Card } from '../../../agents/kit/card.ts';
import type { Context } from '../../../agents/kit/context.ts';
import { rescore, rescoreHistory } from '../../../agents/kit/rescore.ts';
import { figuresIn, wordedSummary } from '../../../agents/kit/worded.ts';
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
  return { output: output as Record<string, unknown>, summary: wordedSummary(tool.summary(output)), card: tool.card(output) };
}

type Listed = { id: string; name: string; figures: { metric: string; value: number | string | null; unit: string }[] };

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
  expect(card.sections.map(({ label }) => label)).toEqual(['Why', 'Every metric', 'History']);
  const tools = pressed(card).flatMap(({ effect }) => (effect.type === 'call' ? [effect.tool] : []));
  expect(tools).toEqual(['draft_outreach', 'assess_churn_risk', 'simulate_health']);
  expect((output.history as unknown[]).length).toBeGreaterThanOrEqual(9);
  for (const line of summary.why) expect(summary.point).not.toContain(line.replace(/^.*? points: /, ''));
});

test('the score, its dimensions and every metric are figures, as lists show them', async () => {
  const { card, output } = await use('get_account_health', { account: 'dataflow' });
  const figures = new Map(figuresIn(card).map((each) => [each.metric, each]));
  const { dimensions } = output.assessment as { dimensions: { key: string; metrics: { key: string }[] }[] };
  const keys = ['health', ...dimensions.flatMap(({ key, metrics }) => [`health_${key}`, ...metrics.map((each) => each.key)])];
  expect(keys.length).toBeGreaterThan(20);
  for (const key of keys) expect(figures.get(key)?.value).not.toBeUndefined();
  const listed = await use('list_accounts', {
    conditions: [{ metric: 'health', comparator: 'at least', value: 0 }],
    sort: 'health',
    show: ['health_usage', 'health_relationship', 'meeting_attendance', 'active_share'],
  });
  const row = (listed.output.accounts as Listed[]).find(({ id }) => id === 'account-dataflow');
  for (const { metric, value } of row?.figures ?? []) expect(figures.get(metric)?.value).toBeCloseTo(value as number, 8);
  expect(row?.figures).toHaveLength(5);
});

interface Told {
  key: string;
  kind: 'moved' | 'new' | 'gone';
  points: { value: number };
  level: { value: number; from: number | null };
}

test('the reasons of a fall fell, from one value to another; what is known at one date only is told apart', async () => {
  const { accountStandings } = database.models;
  const accounts = await accountStandings.find({ tenant: TENANT, change30: { $ne: null } }).lean();
  let falls = 0;
  let apart = 0;
  for (const { accountId, change30 } of accounts) {
    const { output, summary } = await use('explain_health_change', { account: accountId });
    const [moved, drivers] = [output.moved as Told[], output.drivers as Told[]];
    expect(moved.reduce((sum, { points }) => sum + points.value, 0)).toBeCloseTo(output.change as number, 6);
    if ((change30 ?? 0) < -1) falls += 1;
    for (const { kind, points, level } of drivers) {
      expect(kind).toBe('moved');
      expect(level.from).not.toBe(level.value);
      if (Math.abs(change30 ?? 0) > 1) expect(Math.sign(points.value)).toBe(Math.sign(change30 ?? 0));
    }
    for (const line of summary.why.filter((each) => !each.startsWith('Not a move'))) expect(line).toMatch(/^[+−][\d.]+ points: .+ → /);
    const once = moved.filter(({ kind, points }) => kind !== 'moved' && Math.abs(points.value) >= 0.5);
    apart += once.length;
    expect(summary.why.some((each) => each.startsWith('Not a move'))).toBe(once.length > 0);
  }
  expect(falls).toBeGreaterThan(2);
  expect(apart).toBeGreaterThan(0);
});

test('a change between two dates is explained by parts that add up to it', async () => {
  const { output, summary } = await use('explain_health_change', { account: 'DataFlow', since: 'July' });
  const moved = output.moved as Told[];
  const total = moved.reduce((sum, { points }) => sum + points.value, 0);
  expect(total).toBeCloseTo(output.change as number, 1);
  expect(output.change).toBeLessThan(-30);
  expect(summary.point).toContain('since 1 Jul');
  await expect(use('explain_health_change', { account: 'DataFlow', since: 'the other day' })).rejects.toThrow('I cannot read');
  await expect(use('explain_health_change', { account: 'DataFlow', since: '2015-01-01' })).rejects.toThrow(
    'was not known yet on 1 January 2015',
  );
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
    const conditions = [{ metric: 'health', comparator: 'at most', value: 85 }];
    const first = await use('list_accounts', { conditions, sort: 'health' });
    const accounts = (first.output.accounts as Listed[]).map(({ figures }) => ({
      health: figures.find(({ metric }) => metric === 'health')?.value as number,
    }));
    expect(accounts.length).toBeGreaterThan(1);
    for (const { health } of accounts) expect(Math.round(health)).toBeLessThanOrEqual(85);
    expect(accounts.map(({ health }) => health)).toEqual(accounts.map(({ health }) => health).sort((a, b) => a - b));
    const all = await database.models.accountStandings.countDocuments({
      tenant: TENANT,
      health: { $lt: 85.5 },
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
    type Count = { value: number };
    const bands = output.bands as { accounts: Count }[];
    const [all, unscored] = [output.accounts as Count, output.unscored as Count];
    expect(bands.reduce((sum, { accounts }) => sum + accounts.value, 0)).toBe(all.value - unscored.value);
    const worsened = output.worsened as { accounts: Count; largest: { name: string; change: (string | Count)[] }[] };
    expect(worsened.accounts.value).toBeGreaterThan(0);
    for (const { change } of worsened.largest) expect((change[0] as Count).value).toBeLessThan(0);
    expect(summary.why.length).toBeLessThanOrEqual(5);
  });

  test('what is missing of a book is what its accounts are listed as lacking, and of an account what it lacks', async () => {
    const { output, card } = await use('list_data_gaps', { owner: 'mine' });
    const gaps = output.gaps as { metric: string; accounts: { value: number } }[];
    expect(gaps.length).toBeGreaterThan(0);
    for (const { metric, accounts } of gaps) {
      const lacking = await use('list_accounts', { owner: 'mine', conditions: [{ metric, comparator: 'unknown', value: null }] });
      expect([metric, lacking.output.total]).toEqual([metric, accounts.value]);
    }
    expect(gaps.map(({ accounts }) => accounts.value)).toEqual(gaps.map(({ accounts }) => accounts.value).toSorted((a, b) => b - a));
    const [first] = pressed(card);
    expect(first).toMatchObject({ effect: { tool: 'list_accounts' } });
    const conditions = [{ metric: 'nps', comparator: 'unknown', value: null }];
    const [some] = (await use('list_accounts', { conditions })).output.accounts as Listed[];
    const told = await use('list_data_gaps', { account: some?.name });
    expect(told.summary.point).toMatch(/NPS/);
  });

  test('a score of several accounts is averaged where its sum is asked for, and said to be', async () => {
    const { output, summary, card } = await use('summarize_accounts', { metric: 'churn_risk', measures: ['sum'] });
    expect(output.columns).toEqual(['Accounts', 'Average']);
    expect(summary.point).not.toMatch(/sum/);
    expect(JSON.stringify(card)).toContain('makes no sum');
    expect((await use('summarize_accounts', { metric: 'open_tickets', measures: ['sum'] })).output.columns).toEqual(['Accounts', 'Sum']);
  });

  test('without a rate amounts are listed currency by currency, every account on one page', async () => {
    type Value = { accountId: string; currency: string; arr: number };
    const standings = await database.models.accountStandings.find({ tenant: TENANT, lifecycleStage: { $ne: 'churned' } }).lean<Value[]>();
    expect(new Set(standings.map(({ currency }) => currency)).size).toBeGreaterThan(1);
    const listed: string[] = [];
    for (let page = 1, pages = 1; page <= pages; page++) {
      const { output } = await use('list_accounts', { sort: 'arr', page });
      listed.push(...(output.accounts as Listed[]).map(({ id }) => id));
      pages = output.pages as number;
    }
    const known = standings.filter(({ arr }) => typeof arr === 'number');
    const inOrder = known.toSorted((a, b) => (a.currency === b.currency ? b.arr - a.arr : a.currency < b.currency ? -1 : 1));
    const worth = (ids: string[]) =>
      ids.map((id) => standings.find(({ accountId }) => accountId === id)).map((each) => [each?.currency, each?.arr]);
    expect(new Set(listed).size).toBe(standings.length);
    // What is not known comes last.
    expect(worth(listed.slice(0, known.length))).toEqual(inOrder.map(({ currency, arr }) => [currency, arr]));
  });

  test('a metric is not tried at a value that no account could have', async () => {
    const changes = (value: number) => use('simulate_health', { account: 'TechCorp', changes: [{ metric: 'nps_answer', value }] });
    await expect(changes(40)).rejects.toThrow('lies between 0 and 10');
    expect((await changes(9)).summary.point).toMatch(/would be at/);
  });

  test('named accounts stand side by side, a column each', async () => {
    const rows = (await use('list_accounts', {})).output.accounts as Listed[];
    const accounts = rows.slice(0, 2).map(({ name }) => name);
    const { card } = await use('list_accounts', { accounts });
    const table = card.parts.find((part) => part.type === 'table');
    expect(table).toMatchObject({ columns: [{ label: 'What' }, ...accounts.map((label) => ({ label }))] });
  });

  test('below leaves out what is shown as the value itself, at most takes it in, and both keep to what is asked', async () => {
    const of = async (comparator: string, value: number, to: number | null = null) =>
      (await use('list_accounts', { conditions: [{ metric: 'health', comparator, value, to }] })).output.total as number;
    const scored = await of('at least', 0);
    const seen = await database.models.accountStandings.find({ tenant: TENANT, health: { $gte: 0 }, lifecycleStage: { $ne: 'churned' } });
    const shown = seen.map(({ health }) => Math.round(health ?? 0));
    for (const value of [...new Set(shown)]) {
      expect(await of('below', value)).toBe(shown.filter((each) => each < value).length);
      expect(await of('at most', value)).toBe(shown.filter((each) => each <= value).length);
      expect(await of('is', value)).toBe(shown.filter((each) => each === value).length);
      expect((await of('above', value)) + (await of('at most', value))).toBe(scored);
      expect(await of('between', value, value + 5)).toBe(shown.filter((each) => each >= value && each <= value + 5).length);
    }
  });

  test('any metric filters, sorts and shows; what is not known is not counted as nothing', async () => {
    const condition = (metric: string, comparator: string, value: unknown = null) => ({ metric, comparator, value, to: null });
    const figuresOf = ({ output }: { output: Record<string, unknown> }) => (output.accounts as Listed[]).map(({ figures }) => figures);
    const open = await use('list_accounts', {
      conditions: [condition('tickets_per_month', 'above', 0)],
      show: ['oldest_open_ticket_days'],
    });
    expect(figuresOf(open).length).toBeGreaterThan(1);
    for (const [tickets] of figuresOf(open)) expect(tickets?.value).toBeGreaterThan(0);
    const counts = figuresOf(open).map(([tickets]) => tickets?.value as number);
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
    const quiet = await use('list_accounts', { conditions: [condition('days_since_contact', 'at least', 10)] });
    for (const [days] of figuresOf(quiet)) expect(days?.value).toBeGreaterThanOrEqual(10);
    const known = await use('list_accounts', { conditions: [condition('champion', 'known')] });
    const unknown = await use('list_accounts', { conditions: [condition('champion', 'unknown')] });
    const all = await use('list_accounts', {});
    expect((known.output.total as number) + (unknown.output.total as number)).toBe(all.output.total);
    const top = await use('list_accounts', { sort: 'arr', limit: 3 });
    expect(top.output).toMatchObject({ total: 3, pages: 1 });
    await expect(use('list_accounts', { conditions: [condition('health_band', 'is', 'purple')] })).rejects.toThrow('green, yellow');
    await expect(use('list_accounts', { conditions: [condition('arr', 'above', 'a lot')] })).rejects.toThrow('a number');
  });

  test('days are counted on the day they are read, without a new scoring', async () => {
    const later = { ...context, asOf: new Date(NOW.getTime() + 3 * 86_400_000) };
    const conditions = [{ metric: 'days_to_renewal', comparator: 'between', value: 0, to: 400 }];
    const days = async (as: Context) =>
      new Map(
        ((await use('list_accounts', { conditions, page: 1 }, as)).output.accounts as Listed[]).map(({ id, figures }) => [
          id,
          figures[0]?.value as number,
        ]),
      );
    const [today, then] = [await days(context), await days(later)];
    const both = [...today].filter(([id]) => then.has(id));
    expect(both.length).toBeGreaterThan(3);
    for (const [id, count] of both) expect(then.get(id)).toBe(count - 3);
  });

  test('groups add up to the total, and currencies stand apart until a rate joins them', async () => {
    const { accountStandings } = database.models;
    const lines = (output: Record<string, unknown>, part = 'lines') =>
      output[part] as { label: string; figures: { value: number; unit: string }[] }[];
    const total = await accountStandings.countDocuments({ tenant: TENANT, lifecycleStage: { $ne: 'churned' } });
    for (const groupBy of ['owner', 'segment', 'region', 'industry', 'stage', 'band', 'renewal_month']) {
      const { output } = await use('summarize_accounts', { groupBy });
      expect(lines(output).reduce((sum, { figures }) => sum + (figures[0]?.value ?? 0), 0)).toBe(total);
      expect(lines(output, 'totals')[0]?.figures[0]?.value).toBe(total);
    }
    const currencies = (await accountStandings.distinct('currency', { tenant: TENANT, lifecycleStage: { $ne: 'churned' } })).length;
    expect(currencies).toBeGreaterThan(1);
    const { output, summary } = await use('summarize_accounts', { metric: 'arr', measures: ['sum'] });
    expect(lines(output, 'totals')).toHaveLength(currencies);
    expect(summary.why.join(' ')).toContain('stand apart');
    const list = await use('list_accounts', { sort: 'arr' });
    expect(list.output.note).toContain('stand apart');
    const units = (list.output.accounts as Listed[]).map(({ figures }) => figures[0]?.unit ?? '');
    expect(units).toEqual(units.toSorted());
  });

  test('with rates on record amounts are compared in one currency, and the answer says so', async () => {
    const { accountStandings, exchangeRates } = database.models;
    const filter = { tenant: TENANT, lifecycleStage: { $ne: 'churned' as const } };
    const standings = await accountStandings.find({ ...filter, arr: { $gt: 0 } }).lean();
    const currencies = [...new Set(standings.map(({ currency }) => currency ?? ''))].sort();
    const common = (currency: string) => standings.filter((each) => each.currency === currency).length;
    const [into = ''] = currencies.toSorted((a, b) => common(b) - common(a));
    // So far apart that amounts in their own currencies would stand in another order.
    const worth = new Map(currencies.map((currency, index) => [currency, currency === into ? 1 : 40 * (index + 1)]));
    const at = new Date(NOW.getTime() - 86_400_000);
    const rates = currencies.filter((each) => each !== into).map((base) => ({ base, quote: into, rate: worth.get(base) ?? 0 }));
    for (const rate of rates)
      await exchangeRates.create({ _id: rate.base, tenant: TENANT, source: 'ecb', externalId: rate.base, at, ingestedAt: at, ...rate });
    try {
      const said = `Amounts compared in ${into} at the rates of 21 Nov`;
      const sum = await use('summarize_accounts', { metric: 'arr', measures: ['sum'] });
      const totals = sum.output.totals as { figures: { value: number; unit: string }[] }[];
      const all = standings.reduce((total, { arr, currency }) => total + (arr ?? 0) * (worth.get(currency ?? '') ?? 0), 0);
      expect(totals).toHaveLength(1);
      expect(totals[0]?.figures[1]?.unit).toBe(into);
      expect(totals[0]?.figures[1]?.value).toBeCloseTo(all, 0);
      expect(sum.summary.why).toContain(said);
      const list = await use('list_accounts', { sort: 'arr', show: ['currency'] });
      const listed = (list.output.accounts as Listed[]).map(({ figures }) => figures.find(({ metric }) => metric === 'arr'));
      const converted = listed.map((arr) => Number(arr?.value) * (worth.get(arr?.unit ?? '') ?? 0));
      expect(converted).toEqual(converted.toSorted((a, b) => b - a));
      expect(listed.map((arr) => Number(arr?.value))).not.toEqual(listed.map((arr) => Number(arr?.value)).toSorted((a, b) => b - a));
      expect(JSON.stringify(list.card)).toContain(said);
      const least = [...converted].sort((a, b) => b - a)[4] ?? 0;
      const above = await use('list_accounts', { conditions: [{ metric: 'arr', comparator: 'at least', value: least }] });
      expect(above.output.total).toBe(5);
      expect(JSON.stringify(above.card)).toContain(said);
    } finally {
      await exchangeRates.deleteMany({ tenant: TENANT });
    }
  });

  test('sums in several currencies stand in one order, whoever asks and however often', async () => {
    const orders = new Set<string>();
    for (let call = 0; call < 4; call++) {
      const { output } = await use('list_accounts', { sort: ['health', 'renewal_date', 'csat', 'owner'][call] });
      orders.add((output.totalArr as { unit: string }[]).map(({ unit }) => unit).join());
      const { bands } = (await use('get_portfolio_health', { owner: null })).output as { bands: { arr: { unit: string }[] }[] };
      for (const { arr } of bands) expect(arr.map(({ unit }) => unit)).toEqual(arr.map(({ unit }) => unit).toSorted());
      const { totals } = (await use('summarize_accounts', { metric: 'arr', measures: ['sum'] })).output;
      orders.add((totals as { figures: { unit: string }[] }[]).map(({ figures }) => figures[1]?.unit).join());
    }
    expect(orders.size).toBe(1);
    const [order = ''] = orders;
    expect(order.split(',').length).toBeGreaterThan(1);
    expect(order.split(',')).toEqual(order.split(',').toSorted());
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
  expect(JSON.stringify(last.card)).toContain('too little data for health, listed last');
});

test('every tool has five examples or more and a description', () => {
  for (const { examples, description } of healthScore.tools) {
    expect(new Set(examples).size).toBeGreaterThanOrEqual(5);
    expect(description.length).toBeGreaterThan(80);
  }
});
