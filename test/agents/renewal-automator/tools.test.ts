import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadSample } from '../../../adapters/sample/load.ts';
import { agents } from '../../../agents/index.ts';
import { rescore } from '../../../agents/kit/rescore.ts';
import { plain } from '../../../agents/kit/text.ts';
import type { AssessOutput } from '../../../agents/renewal-automator/tools/assess-renewal.ts';
import type { ForecastOutput } from '../../../agents/renewal-automator/tools/forecast-renewals.ts';
import { type ListOutput, listUpcomingRenewals } from '../../../agents/renewal-automator/tools/list-upcoming-renewals.ts';
import type { PackageOutput } from '../../../agents/renewal-automator/tools/prepare-renewal-package.ts';
import type { CallOutput } from '../../../agents/renewal-automator/tools/record-renewal-call.ts';
import type { ValueOutput } from '../../../agents/value-realization/tools/get-value-realization.ts';
import type { Database } from '../../../models/connection.ts';
import { testDatabase } from '../../support/database.ts';
import { seedEdgeAccounts } from './edge-accounts.ts';
import { ago, contextOf, NOW, omar, refused, sarah, TENANT, use } from './setup.ts';

let database: Database;
const context = (...rest: [actor?: typeof sarah, asOf?: Date]) => contextOf(database.models, ...rest);

beforeAll(async () => {
  database = await testDatabase();
  const { models } = database;
  await loadSample(models, { tenant: TENANT, now: NOW, accounts: 40 });
  await seedEdgeAccounts(models);
  await rescore(
    { tenant: TENANT, models, asOf: NOW, now: NOW },
    agents.flatMap(({ scorer }) => scorer ?? []),
  );
});
afterAll(() => database.close());

describe('the sample', () => {
  test('TechCorp: 127 days, 94±3 %, 875 + 280 + 140 + 45 = 1,340 thousand, 1,227 to 1,240 expected', async () => {
    const { output, summary, card } = await use<AssessOutput>(context(), 'assess_renewal', { account: 'TechCorp' });
    const { assessment } = output;
    expect(assessment.days).toBe(127);
    expect(Math.abs(100 * (assessment.probability ?? 0) - 94)).toBeLessThanOrEqual(3);
    expect(assessment.lines.map(({ annualValue }) => annualValue / 1_000)).toEqual([875, 280, 140, 45]);
    const [total] = assessment.totals;
    expect(total).toMatchObject({ currency: 'USD', current: 875_000, additions: 465_000, proposed: 1_340_000 });
    expect(total?.expected).toBeGreaterThanOrEqual(1_227_000);
    expect(total?.expected).toBeLessThanOrEqual(1_240_000);
    expect(assessment.definition).toContain('$875,000 ×');
    expect(Math.round(assessment.roi ?? 0)).toBe(187);
    expect(assessment.nps).toBe(9.2);
    expect(assessment.budget?.value).toBe(950_000);
    const risks = assessment.risks.map(({ risk, mitigation }) => `${plain(risk)}: ${plain(mitigation)}`).join('\n');
    expect(risks).toMatch(/New CFO.*ROI 187 %/);
    expect(risks).toMatch(/Procurement policy/);
    expect(summary.point).toMatch(/^TechCorp Financial Services: 9\d % likely to renew in 127 days/);
    expect(summary.why.length).toBeLessThanOrEqual(5);
    expect(card.sections.map(({ label }) => label)).toEqual(['Why', 'Approach']);
  });

  test('each line has a price that a stored row holds', async () => {
    const { output } = await use<AssessOutput>(context(), 'assess_renewal', { account: 'TechCorp' });
    for (const { annualValue, evidence } of output.assessment.lines) {
      const [first] = evidence;
      const row = await database.connection.collection<{ _id: string }>(first?.collection ?? '').findOne({ _id: first?.id ?? '' });
      expect(row).toMatchObject({ [first?.field ?? '']: annualValue });
    }
  });

  test('the return is the one the value agent states', async () => {
    for (const account of ['TechCorp', 'DataFlow', 'Twofold']) {
      const { assessment } = (await use<AssessOutput>(context(), 'assess_renewal', { account })).output;
      const value = (await use<ValueOutput>(context(), 'get_value_realization', { account })).output.assessment;
      expect(assessment.roi).toBeCloseTo(value.total.roi ?? Number.NaN, 0);
    }
  });

  test('DataFlow is more likely lost, and the risks say why and what to do', async () => {
    const { output, card } = await use<AssessOutput>(context(), 'assess_renewal', { account: 'DataFlow' });
    expect(output.assessment.probability).toBeLessThan(0.35);
    expect(output.assessment.band).toBe('at_risk');
    expect(output.assessment.risks.length).toBeGreaterThanOrEqual(4);
    const [first] = card.parts.flatMap((part) => (part.type === 'buttons' ? part.buttons : []));
    expect(first?.label).toBe('How to keep them');
  });

  test('what was forecast stays as it was issued, and an earlier date knows less', async () => {
    const rows = () => database.models.renewalForecasts.find({ tenant: TENANT, accountId: 'account-techcorp' }).sort({ _id: 1 }).lean();
    await use(context(), 'assess_renewal', { account: 'TechCorp' });
    const before = await rows();
    const { assessment } = (await use<AssessOutput>(context(sarah, ago(60)), 'assess_renewal', { account: 'TechCorp' })).output;
    expect(assessment.days).toBe(187);
    expect(assessment.lines.map(({ name }) => name)).toEqual(['Security compliance platform']);
    await use(context(), 'assess_renewal', { account: 'TechCorp' });
    const after = await rows();
    // Looking back issues nothing: a forecast made after the day would be held against what came as if made before.
    expect(after).toEqual(before);
    for (const row of after) await new database.models.renewalForecasts(row).validate();
  });
});

describe('edge accounts', () => {
  test('no renewal date: asks, and takes the answer', async () => {
    const asked = await refused(context(), 'assess_renewal', { account: 'Undated' });
    expect(asked).toMatchObject({ code: 'no_renewal_date' });
    expect(asked.message).toContain('When does Undated renew?');
    expect(asked.choices[0]?.say).toBe('Assess the renewal of Undated starting from 2027-02-22');
    const { assessment } = (await use<AssessOutput>(context(), 'assess_renewal', { account: 'Undated', renewsFrom: '2027-02-22' })).output;
    expect(assessment.days).toBe(92);
    expect(assessment.cautions.join()).toContain('as you said');
    expect(await refused(context(), 'assess_renewal', { account: 'Undated', renewsFrom: '2020-01-01' })).toMatchObject({
      code: 'bad_date',
    });
    expect(await refused(context(), 'prepare_renewal_package', { account: 'Undated' })).toMatchObject({ code: 'no_renewal_date' });
  });

  test('a contract that ended: says so and prepares nothing', async () => {
    const { output, summary } = await use<AssessOutput>(context(), 'assess_renewal', { account: 'Lastlight' });
    expect(output.assessment).toMatchObject({ status: 'ended', probability: null, totals: [] });
    expect(summary.point).toContain('the contract ended on 23 Sept (€48K a year)');
    expect(await refused(context(), 'prepare_renewal_package', { account: 'Lastlight' })).toMatchObject({ code: 'nothing_to_renew' });
    expect(await refused(context(), 'record_renewal_call', { account: 'Lastlight', category: 'commit' })).toMatchObject({
      code: 'bad_call',
    });
  });

  test('no contract and no data', async () => {
    expect((await use<AssessOutput>(context(), 'assess_renewal', { account: 'Blankwater' })).summary.point).toContain(
      'no contract on record',
    );
  });

  test('brand new, without usage, value or contacts: days and price, no probability', async () => {
    const { output, summary } = await use<AssessOutput>(context(), 'assess_renewal', { account: 'Newbrook' });
    expect(output.assessment).toMatchObject({ status: 'open', days: 362, probability: null });
    expect(output.assessment.totals).toMatchObject([{ current: 120_000, expected: null }]);
    expect(output.assessment.missing.length).toBeGreaterThan(2);
    expect(summary.point).toContain('too little is known for a probability');
  });

  test('three contracts in two currencies: each by itself, totals apart', async () => {
    const { output, summary, card } = await use<AssessOutput>(context(), 'assess_renewal', { account: 'Twofold' });
    const { contracts, totals, cautions } = output.assessment;
    expect(contracts.map(({ annualValue, currency, days }) => [annualValue, currency, days])).toEqual([
      [100_000, 'EUR', 100],
      [50_000, 'EUR', 115],
      [60_000, 'USD', 200],
    ]);
    expect(totals.map(({ currency, current, proposed }) => [currency, current, proposed])).toEqual([
      ['EUR', 150_000, 180_000],
      ['USD', 60_000, 60_000],
    ]);
    expect(cautions.join()).toContain('kept apart');
    expect(summary.why.join('\n')).toContain('In USD, apart');
    expect(card.parts.filter(({ type }) => type === 'table')).toHaveLength(1);
    const lines = card.parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n');
    expect(lines).toContain('**Recommended structure (USD a year)**\n• **US entity** $60K');
    const made = (await use<PackageOutput>(context(), 'prepare_renewal_package', { account: 'Twofold' })).output;
    expect(made).toMatchObject({ currency: 'EUR', current: 150_000, proposed: 180_000 });
    expect(made.leftOut).toEqual(['US entity ($60K), in USD', 'Something without an amount, without an amount on record']);
  });
});

describe('list_upcoming_renewals', () => {
  test('by date, with the windows counted and what has no date said', async () => {
    const { output, summary } = await use<ListOutput>(context(), 'list_upcoming_renewals', { withinDays: 365 });
    const days = output.renewals.map((each) => each.days);
    expect(days).toEqual(days.toSorted((a, b) => a - b));
    expect(output.total).toBeGreaterThan(10);
    expect(output.windows.map((each) => each.days)).toEqual([30, 60, 90]);
    const counts = output.windows.map(({ accounts }) => accounts);
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    expect(output.undated).toBeGreaterThanOrEqual(1);
    expect(summary.point).toMatch(/^\d+ accounts renew within 365 days/);
    const currencies = output.worth.map(({ currency }) => currency);
    expect(currencies.length).toBeGreaterThan(1);
    expect(currencies).toEqual(currencies.toSorted());
    const next = await use<ListOutput>(context(), 'list_upcoming_renewals', { withinDays: 365, page: 2 });
    expect(next.output.worth).toEqual(output.worth);
    expect(next.output.renewals[0]?.days).toBeGreaterThanOrEqual(days.at(-1) ?? 0);
  });

  test('of a stretch of days to come only what ends in it', async () => {
    const asked = { from: '2027-01-01', until: '2027-03-31' };
    const { output, summary } = await use<ListOutput>(context(), 'list_upcoming_renewals', asked);
    const all = await use<ListOutput>(context(), 'list_upcoming_renewals', { until: asked.until });
    expect(summary.point).toMatch(/^\d+ accounts renew from 1 January 2027 to 31 March 2027, /);
    expect(all.summary.point).toMatch(/^\d+ accounts renew by 31 March 2027, /);
    expect(output.total).toBeLessThan(all.output.total);
    const ends = output.renewals.map(({ endAt }) => endAt.slice(0, 10));
    expect([...ends.filter((day) => day < asked.from || day > asked.until)]).toEqual([]);
    expect(ends).not.toEqual([]);
    const uncalled = (await use<ListOutput>(context(), 'list_upcoming_renewals', { ...asked, withoutCall: true })).output;
    expect(uncalled.renewals.every(({ endAt }) => endAt >= asked.from)).toBe(true);
  });

  test('what is asked of those that are listed is asked of what is still to come', () => {
    const nothing = { owner: null, healthBelow: null, segment: null, withoutCall: null, page: null, withinDays: null };
    const ahead = expect.objectContaining({ metric: 'days_to_renewal', comparator: 'at least', value: 0 });
    const until = expect.objectContaining({ metric: 'renewal_date', comparator: 'at most', value: '2026-12-31' });
    expect(listUpcomingRenewals.selects?.({ ...nothing, from: null, until: '2026-12-31' })?.conditions).toEqual([until, ahead]);
  });

  test('mine, unhealthy, of a segment', async () => {
    const mine = await use<ListOutput>(context(), 'list_upcoming_renewals', { owner: 'mine', healthBelow: 70, withinDays: 200 });
    expect(mine.output.renewals.map(({ account }) => account)).toContain('DataFlow Analytics');
    for (const each of mine.output.renewals) {
      expect(each.owner).toBe('Sarah Williams');
      expect(each.health?.value).toBeLessThan(70);
    }
    expect(await refused(context(), 'list_upcoming_renewals', { owner: 'Nobody Atall' })).toMatchObject({ code: 'unknown_owner' });
  });

  test('says what the assessment of the account says', async () => {
    const { renewals } = (await use<ListOutput>(context(), 'list_upcoming_renewals', { owner: 'mine', withinDays: 200 })).output;
    for (const account of ['TechCorp Financial Services', 'DataFlow Analytics']) {
      const { assessment } = (await use<AssessOutput>(context(), 'assess_renewal', { account })).output;
      const row = renewals.find((each) => each.account === account);
      expect(row?.probability).toBeCloseTo(assessment.probability ?? Number.NaN, 6);
      // What rescoring issued is what every list filters and shows.
      const standing = await database.models.accountStandings.findOne({ tenant: TENANT, accountId: row?.accountId ?? '' }).lean();
      const { renewal_probability: issued } = (standing?.metrics ?? {}) as { renewal_probability?: number };
      expect(issued).toBeCloseTo(100 * (assessment.probability ?? Number.NaN), 4);
      expect(row?.chance).toMatchObject({ metric: 'renewal_probability', value: issued });
    }
  });

  test('the sums of several currencies keep their order, whichever is larger', async () => {
    const { worth } = (await use<ListOutput>(context(), 'list_upcoming_renewals', { withinDays: 365 })).output;
    const currencies = worth.map(({ currency }) => currency);
    expect(currencies.length).toBeGreaterThan(1);
    expect(currencies).toEqual(currencies.toSorted());
  });
});

describe('record_renewal_call', () => {
  test('stands beside the model in the assessment and the forecast, and keeps what was said before', async () => {
    const before = (await use<ForecastOutput>(context(), 'forecast_renewals', { owner: 'mine' })).output;
    await use(context(), 'record_renewal_call', { account: 'TechCorp', probability: 60, note: 'CFO is new' });
    const { output, summary } = await use<CallOutput>(context(), 'record_renewal_call', {
      account: 'TechCorp',
      category: 'commit',
      amount: 1_200_000,
    });
    expect(output).toMatchObject({
      history: 2,
      call: { category: 'commit', amount: 1_200_000 },
      before: { category: 'pipeline', probability: 60 },
    });
    expect(summary.point).toMatch(/is called commit, \$1\.2M; the model says 95 %/);
    const { assessment, calls } = (await use<AssessOutput>(context(), 'assess_renewal', { account: 'TechCorp' })).output;
    expect(calls).toMatchObject([{ category: 'commit', by: 'Sarah Williams' }]);
    expect(Math.round(100 * (assessment.probability ?? 0))).toBe(95);
    const after = (await use<ForecastOutput>(context(), 'forecast_renewals', { owner: 'mine' })).output;
    const dollars = (each: ForecastOutput) => each.books.find(({ currency }) => currency === 'USD');
    expect(dollars(after)).toMatchObject({
      expected: dollars(before)?.expected,
      commit: dollars(before)?.commit,
      called: { contracts: 1, commit: 1_200_000 },
    });
  });

  test.each([
    [90, 'commit'],
    [89, 'best_case'],
    [70, 'best_case'],
    [40, 'pipeline'],
    [39, 'at_risk'],
  ])('%d %% is called %s, by the thresholds of the bands', async (probability, category) => {
    const { output } = await use<CallOutput>(context(), 'record_renewal_call', { account: 'DataFlow', probability });
    expect(output.call.category).toBe(category);
  });

  test.each([
    ['nothing said', {}, 'which_call'],
    ['a probability beyond 100', { probability: 140 }, 'bad_call'],
    ['a negative amount', { category: 'commit', amount: -5 }, 'bad_call'],
    ['a contract nobody has', { category: 'commit', contract: 'Moon base' }, 'which_contract'],
  ])('%s is not recorded', async (_, args, code) => {
    const count = () => database.models.renewalCalls.countDocuments({ tenant: TENANT });
    const before = await count();
    expect(await refused(context(), 'record_renewal_call', { account: 'DataFlow', ...args })).toMatchObject({ code });
    expect(await refused(context(omar), 'record_renewal_call', { account: 'DataFlow', category: 'commit' })).toMatchObject({
      code: 'refused',
    });
    expect(await count()).toBe(before);
  });
});

describe('forecast_renewals', () => {
  test('every grouping adds up to the book, the range is ordered, the same question gives the same figures', async () => {
    const { output, summary, card } = await use<ForecastOutput>(context(), 'forecast_renewals', {});
    expect(output.books.length).toBeGreaterThan(1);
    for (const book of output.books) {
      expect(book.p10).toBeLessThanOrEqual(book.p50);
      expect(book.p50).toBeLessThanOrEqual(book.p90);
      expect(book.p90).toBeLessThanOrEqual(book.proposed + 1);
      for (const groups of [book.byOwner, book.bySegment, book.byMonth])
        for (const field of ['contracts', 'current', 'expected', 'commit', 'bestCase'] as const)
          expect(groups.reduce((sum, each) => sum + each[field], 0)).toBeCloseTo(book[field], 0);
    }
    expect(output.undated).toBeGreaterThanOrEqual(1);
    expect((await use<ForecastOutput>(context(), 'forecast_renewals', {})).output).toEqual(output);
    expect(summary.why.length).toBeLessThanOrEqual(5);
    const counts = output.books.map(({ contracts }) => contracts);
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
    // One table a message: every other currency is a line.
    expect(card.parts.filter(({ type }) => type === 'table')).toHaveLength(1);
    const lines = card.parts.flatMap((part) => (part.type === 'text' ? [part.text] : []));
    for (const { currency } of output.books.slice(1))
      expect(lines.join('\n')).toMatch(
        new RegExp(`\\*\\*In ${currency}\\*\\* .* expected of .* up for renewal .*; commit .*, best case .*, 80 % range .* to `),
      );
    // A picture shows how months compare, from the first to the last with a renewal.
    const months = output.books[0]?.byMonth.filter(({ current }) => current > 0) ?? [];
    const chart = card.parts.find((part) => part.type === 'chart');
    expect(chart !== undefined).toBe(months.length > 1);
    if (chart) {
      expect(chart.title).toMatch(/^Renewals by month: .* is the heaviest/);
      expect(chart.series.map(({ label }) => label)).toEqual(['Up for renewal', 'Expected']);
      const [up = { points: [] }] = chart.series;
      expect([up.points[0]?.y, up.points.at(-1)?.y]).not.toContain(0);
    }
  });

  test('is the sum of what the assessments of its accounts expect', async () => {
    const { books } = (await use<ForecastOutput>(context(), 'forecast_renewals', { owner: 'mine', withinDays: 130 })).output;
    const { renewals, total } = (await use<ListOutput>(context(), 'list_upcoming_renewals', { owner: 'mine', withinDays: 130 })).output;
    expect(total).toBeLessThanOrEqual(10);
    let expected = 0;
    for (const name of new Set(renewals.map(({ accountId }) => accountId))) {
      const { assessment } = (await use<AssessOutput>(context(), 'assess_renewal', { account: name })).output;
      expected += assessment.totals.find(({ currency }) => currency === 'USD')?.expected ?? 0;
    }
    expect(books.find(({ currency }) => currency === 'USD')?.expected).toBeCloseTo(expected, 0);
  });
});
