import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { loadSample } from '../../../adapters/sample/load.ts';
import { dayOf } from '../../../agents/facts/time.ts';
import type { Card, Part } from '../../../agents/kit/card.ts';
import type { Actor, Context } from '../../../agents/kit/context.ts';
import { plain } from '../../../agents/kit/text.ts';
import { worded, wordedSummary } from '../../../agents/kit/worded.ts';
import type { BusinessCase } from '../../../agents/value-realization/business-case.ts';
import { valueRealization } from '../../../agents/value-realization/face.ts';
import type { CaseOutput } from '../../../agents/value-realization/tools/build-business-case.ts';
import type { ValueOutput } from '../../../agents/value-realization/tools/get-value-realization.ts';
import type { RecordOutput } from '../../../agents/value-realization/tools/record-value.ts';
import type { Database } from '../../../models/connection.ts';
import { nameKeys } from '../../../models/kit/name-keys.ts';
import { createCatalog } from '../../../tools/catalog.ts';
import { runTool } from '../../../tools/run-tool.ts';
import { testDatabase } from '../../support/database.ts';

const NOW = new Date('2026-11-22T09:00:00Z');
const DAY = 86_400_000;
const ago = (days: number) => new Date(NOW.getTime() - days * DAY);
const TENANT = 'demo';
const catalog = createCatalog([valueRealization]);
const sarah: Actor = {
  id: 'user-sarah-williams',
  name: 'Sarah Williams',
  email: 'sarah.williams@greendoor.example',
  title: 'CSM',
  roles: ['csm'],
  timezone: 'UTC',
};
const omar: Actor = { ...sarah, id: 'user-omar-haddad', name: 'Omar Haddad' };
const dana: Actor = { ...sarah, id: 'user-dana-cole', name: 'Dana Cole', roles: ['marketing'] };

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  await loadSample(database.models, { tenant: TENANT, now: NOW, accounts: 5 });
  await seedEdgeAccounts();
});
afterAll(() => database.close());

const contextOf = (actor = sarah, asOf = NOW): Context => ({
  tenant: TENANT,
  actor,
  clock: { now: () => NOW },
  asOf,
  models: database.models,
  log: pino({ level: 'silent' }),
  signal: new AbortController().signal,
});

/** What a tool gave, in words. */
async function use<Output>(name: string, args: object, context = contextOf()) {
  const outcome = await runTool(catalog, name, args, context, { pressed: true });
  if (!outcome.ok) throw new Error(`${outcome.code}: ${outcome.message}`);
  return { ...outcome, output: outcome.output as Output, summary: wordedSummary(outcome.summary), card: worded(outcome.card) };
}

async function refused(name: string, args: object, context = contextOf()) {
  const outcome = await runTool(catalog, name, args, context, { pressed: true });
  if (outcome.ok) throw new Error('it was not refused');
  return outcome;
}

const parts = <Type extends Part['type']>(card: Card<string>, type: Type) =>
  card.parts.filter((part): part is Extract<Part<string>, { type: Type }> => part.type === type);
const buttons = (card: Card<string>) => parts(card, 'buttons').flatMap((part) => part.buttons);

describe('the sample', () => {
  test('TechCorp has got 560 + 435 + 640 = 1,635 thousand for 875: ROI 187 %', async () => {
    const { output, summary, card } = await use<ValueOutput>('get_value_realization', { account: 'TechCorp' });
    const { assessment } = output;
    expect(assessment.total.categories.map(({ category, proven }) => [category, proven])).toEqual([
      ['direct_savings', 560_000],
      ['efficiency', 435_000],
      ['strategic', 640_000],
    ]);
    expect(assessment.total).toMatchObject({ currency: 'USD', proven: 1_635_000, unproven: 0, investment: 875_000 });
    expect(Math.round(assessment.total.roi ?? 0)).toBe(187);
    expect(assessment.total.paybackMonths).toBeCloseTo((875 / 1635) * 12, 6);
    expect(assessment.total.target).toMatchObject({ promised: 340_000, proven: 560_000 });
    expect(assessment.period.months).toBe(12);
    expect(plain(assessment.definition)).toContain('ROI = proven value ÷ investment over the 12 months');
    expect(plain(assessment.definition)).toContain('$1,635,000 ÷ $875,000 = 187 %');
    expect(summary.point).toMatch(/^TechCorp Financial Services: ROI 187 %/);
    expect(summary.why.length).toBeLessThanOrEqual(5);
    expect(card.sections.map(({ label }) => label)).toEqual(['Why', 'Projection', 'Checkpoints']);
    expect(buttons(card).map(({ label }) => label)).toEqual(['Business case', 'Why', 'Projection', 'Checkpoints']);
    expect(parts(card, 'context')[0]?.text).toMatch(/^As of 22 Nov · Confidence 9\d %/);
  });

  test('its three years begin with what was measured and grow within the stated bounds', async () => {
    const { projection } = (await use<ValueOutput>('get_value_realization', { account: 'TechCorp' })).output.assessment;
    expect(projection?.years.map(({ value }) => Math.round(value / 1_000))).toEqual([1_635, 1_880, 2_162]);
    expect(projection?.growth).toBe(15);
    expect(projection?.trend).toBeGreaterThan(15);
    expect(projection?.basis).toContain('+15 %');
  });

  test('value that grew while usage falls is not projected to grow', async () => {
    const { projection } = (await use<ValueOutput>('get_value_realization', { account: 'DataFlow' })).output.assessment;
    expect(projection?.trend).toBeGreaterThan(0);
    expect(projection?.growth).toBe(0);
    expect(projection?.basis).toContain('usage is falling');
  });

  test('its checkpoints are those of weeks 4, 8 and 12 after go-live', async () => {
    const { checkpoints } = (await use<ValueOutput>('get_value_realization', { account: 'TechCorp' })).output.assessment;
    expect(checkpoints?.list.map(({ week, reached }) => [week, reached])).toEqual([
      [4, true],
      [8, true],
      [12, true],
    ]);
    const metric = (week: number, name: string) =>
      checkpoints?.list.find((each) => each.week === week)?.metrics.find((each) => each.name === name);
    expect(metric(4, 'Manual compliance work')).toMatchObject({ actual: 34, met: false });
    expect(metric(8, 'Daily active users')).toMatchObject({ actual: 87, target: 80, met: true });
    expect(metric(8, 'Automated compliance processes')).toMatchObject({ actual: 68, target: 75, met: false });
    expect(metric(12, 'Quarterly cost savings')).toMatchObject({ actual: 95, target: 85, met: true });
    expect(checkpoints?.list.at(-1)?.proven).toBe(95_000);
  });

  test('an earlier date knows only what was measured by then', async () => {
    const { output } = await use<ValueOutput>('get_value_realization', { account: 'TechCorp' }, contextOf(sarah, ago(200)));
    expect(output.assessment.total.proven).toBe(95_000 + 95_000 + 90_000);
    expect(output.assessment.period.months).toBe(5);
    const instants = [...JSON.stringify(output.assessment.proven).matchAll(/"at":"([^"]+)"/g)].map(([, at]) => new Date(at ?? NOW));
    for (const at of instants) expect(at.getTime()).toBeLessThanOrEqual(ago(200).getTime());
  });

  test('the renewal case states investment, return, what they said, the alternative they named, and invents no cost', async () => {
    const { output, summary, card } = await use<CaseOutput>('build_business_case', { account: 'TechCorp', kind: 'renewal' });
    const made: BusinessCase = output.case;
    expect(made).toMatchObject({
      strength: 'strong',
      price: 875_000,
      proposed: 875_000,
      renewal: { days_to_renewal: { value: 127 } },
      offers: [],
    });
    expect(summary.point).toContain('renewal in 127 days');
    expect(made.voices[0]?.who).toMatch(/David Kim|Mike Chen/);
    expect(made.alternatives.map((each) => plain(each)).join('\n')).toContain('IT Director mentioned a competitor demo');
    expect(made.open.map((each) => plain(each)).join('\n')).toContain('no cost comparison is made');
    expect(JSON.stringify(made)).not.toMatch(/1\.8M|1,800,000|\b34 %/);
    expect(summary.point).toContain('the renewal case is strong: ROI 187 %');
    const calls = buttons(card).flatMap(({ effect }) => (effect.type === 'call' ? [effect.tool] : []));
    expect(calls).toEqual(['draft_outreach', 'get_value_realization']);
  });
});

describe('edge accounts', () => {
  test('no contract and no value: says what to measure next', async () => {
    const { output, summary } = await use<ValueOutput>('get_value_realization', { account: 'Blankwater' });
    expect(output.assessment).toMatchObject({ status: 'nothing_measured', contract: 'none', confidence: 0, coverage: 0 });
    expect(output.assessment.total.roi).toBeNull();
    expect(summary.point).toContain('no value is measured yet');
    expect(summary.why.join('\n')).toContain('Agree one benefit that can be counted in money');
  });

  test('signed three days ago: one month of investment, checkpoints ahead, nothing projected', async () => {
    const { assessment } = (await use<ValueOutput>('get_value_realization', { account: 'Newbrook' })).output;
    expect(assessment).toMatchObject({ status: 'nothing_measured', contract: 'in_force', period: { months: 1 } });
    expect(assessment.total.investment).toBe(10_000);
    expect(assessment.checkpoints?.list.map(({ reached }) => reached)).toEqual([false, false, false]);
    expect(assessment.next.map((each) => plain(each)).join('\n')).toContain('Week 4 checkpoint');
    expect(assessment.next.map((each) => plain(each)).join('\n')).toContain('Measure "Hours saved"');
    expect(assessment.projection).toBeNull();
  });

  test('three contracts, two currencies: added up only within one', async () => {
    const { output, summary, card } = await use<ValueOutput>('get_value_realization', { account: 'Trifold' });
    const { total, others, cautions } = output.assessment;
    expect(total).toMatchObject({ currency: 'EUR', investment: 150_000, proven: 90_000, unproven: 40_000, roi: 60 });
    expect(others).toMatchObject([{ currency: 'USD', investment: 60_000, proven: 30_000, roi: 50 }]);
    expect(cautions.map((each) => plain(each)).join('\n')).toContain('kept apart');
    expect(summary.why[0]).toContain('In USD, apart: $30K');
    const why = card.sections[0]?.parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n');
    expect(why).toContain('**By category (EUR)**\n• Efficiency: €90K proven; €40K more unproven, not counted');
    expect(why).toContain('**By category (USD)**\n• Efficiency: $30K proven');
    const expansion = (await use<CaseOutput>('build_business_case', { account: 'Trifold', kind: 'expansion' })).output.case;
    expect(expansion).toMatchObject({ price: 150_000, proposed: 200_000, roiOnProposed: 45, toKeepRoi: 30_000, strength: 'thin' });
    expect(expansion.offersApart.map((each) => plain(each))).toEqual(['Add-on US: $70K']);
    expect(plain(expansion.alternatives[0] ?? '')).toContain('Rivalsoft');
  });

  test('a contract that ended: its last twelve months, no projection', async () => {
    const { output, summary } = await use<ValueOutput>('get_value_realization', { account: 'Lastlight' });
    const { assessment } = output;
    expect(assessment).toMatchObject({ contract: 'ended', projection: null, period: { to: dayOf(ago(60)).toISOString(), months: 12 } });
    expect(assessment.total).toMatchObject({ investment: 48_000, proven: 24_000, roi: 50 });
    expect(assessment.noProjection).toContain('No contract is in force');
    expect(summary.point).toContain('until the contract ended on');
  });
});

describe('record_value', () => {
  const entry = {
    account: 'Trifold',
    amount: 60_000,
    description: 'Shorter month end',
    category: 'efficiency',
    from: '2026-08-01',
    until: '2026-10-31',
    evidence: 'Confirmed by their controller',
  };

  test('appends, says the new ROI, and refuses the same benefit twice', async () => {
    const rows = () => database.models.valueRecords.find({ tenant: TENANT, accountId: 'edge-trifold' }).sort({ _id: 1 }).lean();
    const before = await rows();
    const { output, summary } = await use<RecordOutput>('record_value', entry);
    expect(output).toMatchObject({ roiBefore: 60, record: { currency: 'EUR', proven: true } });
    expect(output.assessment.total.roi).toBe(100);
    expect(summary.point).toContain('ROI is now 100 % (before: 60 %)');
    const after = await rows();
    expect(after.filter(({ _id }) => _id !== output.record.id)).toEqual(before);
    expect(after).toHaveLength(before.length + 1);
    const stored = await database.models.valueRecords.findOne({ tenant: TENANT, _id: output.record.id });
    await stored?.validate();
    expect(await refused('record_value', { ...entry, amount: 61_000 })).toMatchObject({ code: 'already_recorded' });
    expect(await rows()).toEqual(after);
  });

  test('without evidence it is unproven and leaves the ROI as it is', async () => {
    const claim = { ...entry, description: 'Fewer errors', evidence: null };
    const { output, summary } = await use<RecordOutput>('record_value', claim);
    expect(output.assessment.total.roi).toBe(output.roiBefore);
    expect(output.record.proven).toBe(false);
    expect(summary.point).toContain('unproven');
  });

  test.each([
    ['not above zero', { amount: 0 }, 'bad_value'],
    ['a negative target', { targetAmount: -5 }, 'bad_value'],
    ['no currency', { currency: '$' }, 'bad_value'],
    ['no words', { description: '  ' }, 'bad_value'],
    ['no period', { from: null }, 'which_period'],
    ['a date that does not exist', { from: '2026-02-31' }, 'bad_period'],
    ['backwards', { from: '2026-10-01', until: '2026-09-01' }, 'bad_period'],
    ['in the future', { until: '2027-01-01' }, 'bad_period'],
    ['no category', { category: null }, 'which_category'],
    ['an unknown category', { category: 'luck' }, 'bad_arguments'],
  ])('refuses %s, and nothing is written', async (_, wrong, code) => {
    const count = () => database.models.valueRecords.countDocuments({ tenant: TENANT });
    const before = await count();
    expect(await refused('record_value', { ...entry, description: 'Another benefit', ...wrong })).toMatchObject({ code });
    expect(await count()).toBe(before);
  });

  test('what it asks can be answered by a button that loses nothing said before', async () => {
    const asked = await refused('record_value', { ...entry, description: 'A third benefit', category: null, from: null });
    expect(asked.choices.map(({ label }) => label)).toEqual(['direct savings', 'efficiency', 'strategic']);
    const then = await refused('record_value', { ...entry, description: 'A third benefit', from: null });
    expect(then.choices.map(({ label }) => label)).toEqual(['Last month', 'Last quarter', 'Last 12 months']);
    expect(then.choices[1]?.say).toBe(
      'Record 60000 efficiency value for Trifold from 2026-07-01 to 2026-09-30, description: "A third benefit", evidence: "Confirmed by their controller"',
    );
  });

  test('only those who may act on the account', async () => {
    const other = { ...entry, description: 'Something else' };
    expect(await refused('record_value', other, contextOf(omar))).toMatchObject({ code: 'refused' });
    expect(await refused('record_value', other, contextOf(dana))).toMatchObject({ code: 'refused' });
    expect((await use<ValueOutput>('get_value_realization', { account: 'Trifold' }, contextOf(dana))).ok).toBe(true);
  });
});

async function seedEdgeAccounts(): Promise<void> {
  const { models } = database;
  const base = (at: Date) => ({ tenant: TENANT, at, ingestedAt: at });
  const account = (id: string, name: string, at: Date) =>
    models.accounts.create({ ...base(at), _id: id, name, ...nameKeys(name), ownerId: sarah.id, currency: 'EUR' });
  const contract = (accountId: string, name: string, annualValue: number, currency: string, start: number, end: number) =>
    models.contracts.create({
      ...base(ago(start)),
      accountId,
      name,
      annualValue,
      currency,
      startDate: ago(start),
      endDate: ago(end),
      status: end > 0 ? 'ended' : 'active',
    });
  const value = (accountId: string, amount: number, currency: string, from: number, to: number, evidence?: string) =>
    models.valueRecords.create({
      ...base(ago(to)),
      accountId,
      category: 'efficiency',
      description: `Saved hours ${from} ${currency}`,
      amount,
      currency,
      periodStart: ago(from),
      periodEnd: ago(to),
      ...(evidence ? { evidence } : {}),
    });
  await account('edge-blank', 'Blankwater', ago(50));
  await account('edge-new', 'Newbrook', ago(10));
  await contract('edge-new', 'Starter', 120_000, 'EUR', 3, -362);
  await models.customerSuccessPlans.create({
    ...base(ago(3)),
    accountId: 'edge-new',
    planName: 'Start',
    planType: 'onboarding',
    planStatus: 'active',
    planStartDate: ago(3),
    targetMetrics: [{ name: 'Hours saved', unit: 'hours', target: 100 }],
  });
  await account('edge-trifold', 'Trifold', ago(800));
  await contract('edge-trifold', 'Core', 100_000, 'EUR', 700, -100);
  await contract('edge-trifold', 'Module', 50_000, 'EUR', 500, -100);
  await contract('edge-trifold', 'US entity', 60_000, 'USD', 400, -200);
  await value('edge-trifold', 90_000, 'EUR', 300, 100, 'Their controller');
  await value('edge-trifold', 40_000, 'EUR', 200, 110);
  await value('edge-trifold', 30_000, 'USD', 200, 100, 'Their controller');
  const deal = { accountId: 'edge-trifold', kind: 'expansion' as const, stage: 'qualified' as const };
  await models.opportunities.create([
    { ...base(ago(20)), ...deal, name: 'Add-on EU', amount: 50_000, currency: 'EUR', competitor: 'Rivalsoft' },
    { ...base(ago(21)), ...deal, name: 'Add-on US', amount: 70_000, currency: 'USD' },
  ]);
  await account('edge-last', 'Lastlight', ago(900));
  await contract('edge-last', 'Platform', 48_000, 'EUR', 790, 60);
  await value('edge-last', 24_000, 'EUR', 300, 200, 'Invoices');
}
