import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { loadSample } from '../../../adapters/sample/load.ts';
import { agents } from '../../../agents/index.ts';
import { rescore, rescoreHistory } from '../../../agents/kit/rescore.ts';
import { wordedSummary } from '../../../agents/kit/worded.ts';
import { MOST_ASSESSED } from '../../../agents/renewal-automator/book.ts';
import { renewalScorer } from '../../../agents/renewal-automator/outlook.ts';
import { forecastShown } from '../../../agents/renewal-automator/present-forecast.ts';
import type { AssessOutput } from '../../../agents/renewal-automator/tools/assess-renewal.ts';
import type { ForecastOutput } from '../../../agents/renewal-automator/tools/forecast-renewals.ts';
import type { ListOutput } from '../../../agents/renewal-automator/tools/list-upcoming-renewals.ts';
import type { Database } from '../../../models/connection.ts';
import { testDatabase } from '../../support/database.ts';
import { watchReads } from '../../support/watch-reads.ts';
import { ago, contextOf, NOW, refused, sarah, TENANT, use } from './setup.ts';

let database: Database;
const context = (asOf = NOW) => contextOf(database.models, sarah, asOf);
const scope = (asOf = NOW) => ({ tenant: TENANT, models: database.models, asOf, now: NOW });
const outlooks = () => database.models.renewalOutlooks.find({ tenant: TENANT }).sort({ accountId: 1 }).lean();

beforeAll(async () => {
  database = await testDatabase();
  await loadSample(database.models, { tenant: TENANT, now: NOW, accounts: 12 });
  await rescore(
    scope(),
    agents.flatMap(({ scorer }) => scorer ?? []),
  );
});
afterAll(() => database.close());

test('a forecast reads what rescoring kept, and nothing the accounts are assessed from', async () => {
  const watch = await watchReads(database);
  const read = new Set<string>();
  for (const [tool, args] of [
    ['forecast_renewals', {}],
    ['list_upcoming_renewals', { withinDays: 365 }],
  ] as const)
    for (const { collection } of await watch.reads(async (models) => void (await use(contextOf(models), tool, args)))) read.add(collection);
  await watch.close();
  const others = ['churn_weights', 'renewal_calls', 'users', 'audit_heads', 'audit_trail'];
  expect([...read].filter((name) => !others.includes(name)).sort()).toEqual(['account_standings', 'renewal_outlooks']);
});

test('what was never rescored is assessed while one waits, with the same figures', async () => {
  const figures = async () => (await use<ForecastOutput>(context(), 'forecast_renewals', {})).output.books;
  const kept = await figures();
  await database.models.renewalOutlooks.deleteMany({ tenant: TENANT, accountId: { $ne: 'account-techcorp' } });
  const assessed = await figures();
  await rescore(scope(), [renewalScorer]);
  expect(assessed.map(({ contracts, unassessed }) => [contracts, unassessed])).toEqual(
    kept.map(({ contracts, unassessed }) => [contracts, unassessed]),
  );
  for (const [index, book] of assessed.entries()) expect(book.expected).toBeCloseTo(kept[index]?.expected ?? Number.NaN, 0);
});

test('an earlier day is told as it was known then', async () => {
  const then = ago(60);
  const { output } = await use<ForecastOutput>(context(then), 'forecast_renewals', { owner: 'mine' });
  const { renewals } = (await use<ListOutput>(context(), 'list_upcoming_renewals', { owner: 'mine', withinDays: 365 })).output;
  const names = new Set(renewals.map(({ account }) => account));
  expect(names.size).toBeGreaterThan(1);
  let expected = 0;
  for (const account of names) {
    const { assessment } = (await use<AssessOutput>(context(then), 'assess_renewal', { account })).output;
    if ((assessment.days ?? 366) <= 365) expected += assessment.totals.find(({ currency }) => currency === 'USD')?.expected ?? 0;
  }
  expect(output.books.find(({ currency }) => currency === 'USD')?.expected).toBeCloseTo(expected, 0);
});

test('the list of an earlier day has the accounts its forecast has, with the health that was issued by then', async () => {
  const then = ago(50);
  for (const args of [{ withinDays: 60 }, { withinDays: 365, owner: 'mine' }]) {
    const { books } = (await use<ForecastOutput>(context(then), 'forecast_renewals', args)).output;
    const { output, summary } = await use<ListOutput>(context(then), 'list_upcoming_renewals', args);
    expect(output.total).toBe(books.reduce((sum, { accounts }) => sum + accounts, 0));
    expect(output.total).toBeGreaterThan(0);
    expect(summary.point).not.toContain('Nothing');
    for (const { endAt } of output.renewals) expect(new Date(endAt).getTime()).toBeGreaterThanOrEqual(then.getTime());
    const issued = await database.models.accountHealthScores.countDocuments({ tenant: TENANT, asOf: { $lte: then } });
    if (issued === 0) for (const { health } of output.renewals) expect(health?.value).toBeNull();
  }
});

test('a condition on health means what is shown: 59.7, shown as 60, is not below 60', async () => {
  const { accountStandings } = database.models;
  const scored = await accountStandings.find({ tenant: TENANT, renewalAt: { $gt: NOW }, health: { $gt: 1 } }).lean();
  const [standing] = scored;
  await accountStandings.updateOne({ _id: standing?._id, tenant: TENANT }, { $set: { health: 59.7 } });
  const below = async (healthBelow: number) =>
    (await use<ListOutput>(context(), 'list_upcoming_renewals', { withinDays: 1100, healthBelow })).output.renewals.map(
      ({ accountId }) => accountId,
    );
  expect(await below(60)).not.toContain(standing?.accountId);
  expect(await below(61)).toContain(standing?.accountId);
  await accountStandings.updateOne({ _id: standing?._id, tenant: TENANT }, { $set: { health: standing?.health ?? null } });
});

test('what has no probability yet is up for renewal, and nothing is expected of it, which is not 0', async () => {
  const { models } = database;
  const row = { tenant: TENANT, source: 'test', at: ago(20), ingestedAt: ago(20) };
  const about = { ...row, currency: 'CHF' };
  const end = ago(-40);
  await models.contracts.create({
    ...about,
    _id: 'contract-silent',
    accountId: 'silent',
    name: 'Core',
    annualValue: 40_000,
    startDate: ago(20),
    endDate: end,
    status: 'active',
  });
  await models.accountStandings.create({
    ...about,
    _id: 'standing-silent',
    accountId: 'silent',
    name: 'Silent AG',
    asOf: NOW,
    updatedAt: NOW,
    renewalAt: end,
    arr: 40_000,
    ownerId: 'nobody-else',
  });
  await models.renewalOutlooks.create({
    ...row,
    _id: 'outlook-silent',
    accountId: 'silent',
    asOf: NOW,
    logOdds: 0,
    coverage: 0,
    contracts: [{ id: 'contract-silent', name: 'Core', endDate: end, annualValue: 40_000, currency: 'CHF' }],
    additions: [],
  });
  const { output, card } = await use<ForecastOutput>(context(), 'forecast_renewals', {});
  expect(output.books.find(({ currency }) => currency === 'CHF')).toMatchObject({ contracts: 1, scored: 0, current: 40_000 });
  expect(JSON.stringify(card)).not.toContain('CHF 0');
  const alone = { ...output, books: output.books.filter(({ currency }) => currency === 'CHF'), atStake: [] };
  expect(wordedSummary(forecastShown.summary(alone)).point).toMatch(/CHF 40K up for renewal, and no probability yet/);
  await Promise.all(
    (['contracts', 'accountStandings', 'renewalOutlooks'] as const).map((name) =>
      models[name].deleteMany({ tenant: TENANT, source: 'test' } as never),
    ),
  );
});

test('rescoring again changes nothing, an earlier instant and past weeks neither; rows fit their schema', async () => {
  const before = await outlooks();
  expect(before.length).toBeGreaterThanOrEqual(12);
  await rescore(scope(), [renewalScorer]);
  await rescore(scope(new Date(NOW.getTime() - 3_600_000)), [renewalScorer]);
  await rescore(scope(ago(9)), [renewalScorer]);
  await rescoreHistory(scope(), [renewalScorer], { weeks: 2 });
  expect(await outlooks()).toEqual(before);
  for (const row of before) await new database.models.renewalOutlooks(row).validate();
});

test('more than can be assessed while one waits is said, with what to ask instead', async () => {
  const { models } = database;
  const accounts = Array.from({ length: MOST_ASSESSED + 1 }, (_, index) => `crowd-${index}`);
  const base = { tenant: TENANT, source: 'test', at: ago(200), ingestedAt: ago(200), currency: 'USD' };
  const end = ago(-50);
  await models.contracts.insertMany(
    accounts.map((accountId) => ({ ...base, accountId, name: 'Core', annualValue: 1_000, startDate: ago(200), endDate: end })),
  );
  await models.accountStandings.insertMany(
    accounts.map((accountId) => ({ ...base, _id: randomUUID(), accountId, name: accountId, asOf: NOW, updatedAt: NOW, renewalAt: end })),
  );
  const now = await refused(context(), 'forecast_renewals', {});
  expect(now).toMatchObject({ code: 'not_assessed_yet' });
  expect(now.message).toMatch(/^301 accounts were not assessed/);
  const then = await refused(context(ago(30)), 'forecast_renewals', {});
  expect(then).toMatchObject({ code: 'too_many_then' });
  expect(then.choices.length).toBeGreaterThan(0);
  await use(context(), 'forecast_renewals', { owner: 'mine' });
  await use(context(ago(30)), 'forecast_renewals', { owner: 'mine' });
});
