import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Context } from '../../../agents/kit/context.ts';
import { plain } from '../../../agents/kit/text.ts';
import type { Database } from '../../../models/connection.ts';
import { type Book, type Listed, NOW, openBook, pressed, TENANT } from './book.ts';

/** Many accounts at once: listed, filtered, summed up. */

let database: Database;
let context: Context;
let use: Book['use'];
beforeAll(async () => {
  ({ database, context, use } = await openBook());
});
afterAll(() => database.close());

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

test('an empty list says how many match without each of the things asked, and a press shows them', async () => {
  const asked = { segment: 'enterprise', conditions: [{ metric: 'health', comparator: 'below', value: 0 }] };
  const { summary, card, output } = await use('list_accounts', asked);
  expect(output.total).toBe(0);
  const enterprise = await use('list_accounts', { segment: 'enterprise' });
  expect(plain(summary.point)).toContain(`Without “health below 0 points”: ${enterprise.output.total}.`);
  const press = pressed(card).find(({ label }) => label.startsWith('Without health below 0'));
  expect(press).toMatchObject({ effect: { tool: 'list_accounts', arguments: { segment: 'enterprise', conditions: [] } } });
  const alone = await use('list_accounts', { conditions: asked.conditions });
  expect(plain(alone.summary.point)).not.toContain('Without');
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

test('of one account that was asked for the point says all; of one that does not match it says no; whoever is alone in a list is named', async () => {
  const [one] = (await use('list_accounts', {})).output.accounts as Listed[];
  const name = one?.name ?? '';
  const { summary, card } = await use('list_accounts', { accounts: [name], show: ['arr'] });
  expect(summary.point).toContain(`${name}: ARR `);
  expect(card.parts.map(({ type }) => type)).toEqual(['header', 'buttons', 'context']);
  const never = [{ metric: 'health', comparator: 'above', value: 100, to: null }];
  expect((await use('list_accounts', { accounts: [name], conditions: never })).summary.point).toBe(
    `No: ${name} does not match (health above 100 points).`,
  );
  const seen = await database.models.accountStandings.find({ tenant: TENANT, health: { $gte: 0 }, lifecycleStage: { $ne: 'churned' } });
  const [alone] = [...Map.groupBy(seen, ({ health }) => Math.round(health ?? 0)).values()].find((of) => of.length === 1) ?? [];
  const is = [{ metric: 'health', comparator: 'is', value: Math.round(alone?.health ?? 0), to: null }];
  expect((await use('list_accounts', { conditions: is })).summary.point).toMatch(new RegExp(`^1 account \\(.*\\): ${alone?.name}[,.]`));
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
  const top = await use('list_accounts', { sort: 'health', limit: 3 });
  expect(top.output).toMatchObject({ total: 3, pages: 1 });
  await expect(use('list_accounts', { conditions: [condition('health_band', 'is', 'purple')] })).rejects.toThrow('green, yellow');
  await expect(use('list_accounts', { conditions: [condition('arr', 'above', 'a lot')] })).rejects.toThrow('a number');
});

test('what no account is scored for is said to be so, not that none matches', async () => {
  await database.models.accountStandings.updateMany({ tenant: TENANT }, { $unset: { 'metrics.renewal_band': 1 } });
  const conditions = [{ metric: 'renewal_band', comparator: 'is', value: 'at_risk' }];
  for (const tool of ['list_accounts', 'summarize_accounts'])
    expect(String((await use(tool, { conditions })).summary.point)).toMatch(/no account is scored yet for renewal band/);
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
  // How much comes first, then of how many.
  expect(plain(summary.point)).toMatch(/^\S+( \+ \S+)+ ARR at \d+ accounts\.$/);
  const { currency } = (await accountStandings.findOne({ tenant: TENANT, arr: { $gt: 0 } }).lean()) ?? {};
  const one = await use('summarize_accounts', {
    metric: 'arr',
    measures: ['sum'],
    conditions: [{ metric: 'currency', comparator: 'is', value: currency }],
  });
  expect(lines(one.output, 'totals')).toHaveLength(1);
  expect(one.summary.why.join(' ')).not.toContain('stand apart');
  const list = await use('list_accounts', { sort: 'arr' });
  expect(list.output.note).toContain('stand apart');
  const units = (list.output.accounts as Listed[]).map(({ figures }) => figures[0]?.unit ?? '');
  expect(units).toEqual(units.toSorted());
});

test('without rates the first few by an amount are the first few of each currency, from an index and in a scan', async () => {
  const standings = await database.models.accountStandings
    .find({ tenant: TENANT, lifecycleStage: { $ne: 'churned' as const }, arr: { $gt: 0 } })
    .lean();
  const largest = [...Map.groupBy(standings, ({ currency }) => currency ?? '')].map(([currency, of]) => ({
    currency,
    values: of.map(({ arr }) => arr ?? 0).sort((a, b) => b - a),
  }));
  expect(largest.length).toBeGreaterThan(1);
  // No index holds the second condition.
  for (const conditions of [null, [{ metric: 'open_tickets', comparator: 'known' }]]) {
    const scanned = standings.filter(
      ({ metrics }) => conditions === null || typeof (metrics as Record<string, unknown> | undefined)?.open_tickets === 'number',
    );
    const { output, summary, card } = await use('list_accounts', { sort: 'arr', limit: 2, conditions });
    const listed = (output.accounts as Listed[]).map(({ figures }) => figures.find(({ metric }) => metric === 'arr'));
    for (const { currency } of largest) {
      const of = scanned.filter((each) => each.currency === currency).map(({ arr }) => arr ?? 0);
      expect(listed.filter((each) => each?.unit === currency).map((each) => each?.value)).toEqual(of.sort((a, b) => b - a).slice(0, 2));
    }
    expect(summary.point).toContain('highest ARR of each currency');
    expect(summary.point).not.toContain('first');
    expect(JSON.stringify(card)).toContain('Top 2 of each currency');
  }
});

test('without rates a threshold is of the currency that was said, else of each account’s own, and the answer says which', async () => {
  const above = (currency: string | null) =>
    use('list_accounts', { conditions: [{ metric: 'arr', comparator: 'above', value: 1_000, currency }] });
  const [own, euros] = [await above(null), await above('EUR')];
  expect(own.output.filters).toEqual(['ARR above 1K, each in its own currency']);
  expect(euros.output.filters).toEqual(['ARR above €1K']);
  expect(new Set((own.output.totalArr as { unit: string }[]).map(({ unit }) => unit)).size).toBeGreaterThan(1);
  expect((euros.output.totalArr as { unit: string }[]).map(({ unit }) => unit)).toEqual(['EUR']);
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

test('a filter takes several values as it takes one, and says them', async () => {
  const total = async (band: string | string[]) => (await use('list_accounts', { band })).output.total as number;
  const [red, orange] = [await total('red'), await total('orange')];
  expect(orange).toBeGreaterThan(0);
  expect(await total(['red', 'orange'])).toBe(red + orange);
  const counted = await use('summarize_accounts', { band: ['orange', 'yellow', 'green'], stage: ['established', 'adopting'] });
  expect(plain(counted.summary.point)).toContain('(orange, yellow or green, stage established or adopting)');
  await expect(use('list_accounts', { band: ['red', 'blue'] })).rejects.toThrow(/is none of green, yellow/);
});

test('what was asked to be seen beside a line stands in the table, which its list names', async () => {
  const show = ['churn_risk', 'arr', 'renewal_date', 'owner'];
  const { card } = await use('list_accounts', { owner: 'mine', show });
  const [table] = card.sections;
  expect(table).toMatchObject({ full: true, parts: [{ columns: [{}, {}, {}, {}, { label: 'Owner' }, { label: 'Health' }] }] });
  expect(JSON.stringify(card.parts.findLast(({ type }) => type === 'context'))).toContain('In the table: owner, health');
  for (const asked of [{ owner: 'mine' }, { owner: 'mine', show: show.slice(0, 2) }])
    expect((await use('list_accounts', asked)).card.sections.map(({ full }) => full)).toEqual([undefined]);
});

test('where no rate compares amounts, a list says that each currency is ordered by itself', async () => {
  const used = async (input: object) =>
    JSON.stringify((await use('list_accounts', input)).card.parts.findLast(({ type }) => type === 'context'));
  expect(await used({ sort: 'arr' })).toContain('by ARR, each currency by itself');
  expect(await used({ sort: 'health' })).not.toContain('each currency');
});
