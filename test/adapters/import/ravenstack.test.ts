import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { loadFacts } from '../../../agents/facts/load.ts';
import { assess } from '../../../agents/health-score/assess.ts';
import { defaultScorecard, type Scorecard } from '../../../agents/health-score/scorecard.ts';
import type { Database } from '../../../models/connection.ts';
import { testDatabase } from '../../support/database.ts';
import { type Ran, run } from './cli.ts';
import { describeEachDataSet, mappingFile, rowsOf } from './shared-data.ts';

const tenant = 'acme';
const STEPS = {
  accounts: ['ravenstack_accounts.csv', 'ravenstack-accounts'],
  contracts: ['ravenstack_subscriptions.csv', 'ravenstack-subscriptions'],
  featureUsage: ['ravenstack_feature_usage.csv', 'ravenstack-feature-usage'],
  supportTickets: ['ravenstack_support_tickets.csv', 'ravenstack-tickets'],
  accountEvents: ['ravenstack_churn_events.csv', 'ravenstack-churn-events'],
} as const;
type Step = keyof typeof STEPS;

const line = (label: string, count: number) => new RegExp(`${label}\\s+${count.toLocaleString('en')}\\n`);
const instant = (day = ''): number => Date.parse(day.split('-').reverse().join('-'));
/** In the data's own time: the rows count as known since they happened. */
const AS_OF = new Date('2024-12-16T00:00:00Z');

describeEachDataSet((data) => {
  let database: Database;
  const first: Partial<Record<Step, Ran>> = {};
  const rows = {} as Record<Step, Record<string, string>[]>;

  async function importAll(steps: Step[] = Object.keys(STEPS) as Step[], ran: Partial<Record<Step, Ran>> = {}): Promise<typeof ran> {
    for (const step of steps) {
      const [file, mapping] = STEPS[step];
      const path = await data.file(`ravenstack/${file}`);
      rows[step] = await rowsOf(path);
      ran[step] = await run(database.models, [path, '--map', mappingFile(mapping)]);
    }
    return ran;
  }

  beforeAll(async () => {
    database = await testDatabase();
    await importAll(['accounts', 'contracts'], first);
  });
  // A hook of its own, so that each has its own time limit on a busy machine.
  beforeAll(() => importAll(['featureUsage', 'supportTickets', 'accountEvents'], first));
  afterAll(() => database?.close());

  test('every row is taken', () => {
    for (const [step, { length }] of Object.entries(rows) as [Step, unknown[]][]) {
      expect(first[step]).toMatchObject({ code: 0, err: '' });
      expect(first[step]?.out).toMatch(line('new', length));
      expect(first[step]?.out).toMatch(/set aside\s+0/);
    }
  });

  test('rows that contradict one another are kept and flagged with the reason', async () => {
    const { models } = database;
    const starts = new Map(rows.contracts.map((row) => [row.subscription_id, instant(row.start_date)]));
    const signUps = new Map(rows.accounts.map((row) => [row.account_id, instant(row.signup_date)]));
    const beforeContract = rows.featureUsage.filter((row) => instant(row.usage_date) < (starts.get(row.subscription_id) ?? 0)).length;
    const beforeSignUp = rows.supportTickets.filter((row) => instant(row.submitted_at) < (signUps.get(row.account_id) ?? 0)).length;
    expect(beforeContract).toBeGreaterThan(rows.featureUsage.length / 2);
    expect(beforeSignUp).toBeGreaterThan(rows.supportTickets.length / 3);
    expect(first.featureUsage?.out).toContain(`before contract ${beforeContract.toLocaleString('en')}`);
    expect(first.supportTickets?.out).toContain(`before sign up ${beforeSignUp.toLocaleString('en')}`);
    const early = await models.importFlags.countDocuments({ tenant, collectionName: 'featureUsage', 'reasons.code': 'before_contract' });
    expect(early).toBe(beforeContract);
    const [flag] = await models.importFlags.find({ tenant, collectionName: 'supportTickets' }).limit(1).lean();
    const ticket = await models.supportTickets.findOne({ tenant, _id: flag?.documentId ?? '' }).lean();
    expect(flag?.reasons[0]?.text).toContain(`opened on ${ticket?.at.toISOString().slice(0, 10)}, before the account signed up`);
  });

  test('usage is rolled up by week without losing or doubling any', async () => {
    const { models } = database;
    const sums = await models.customerUsageAnalytics.aggregate<{ _id: string; uses: number; minutes: number }>([
      { $match: { tenant } },
      { $group: { _id: '$measurementFrequency', uses: { $sum: '$featureUses' }, minutes: { $sum: '$usageMinutes' } } },
    ]);
    const [source] = await models.featureUsage.aggregate<{ uses: number; minutes: number }>([
      { $match: { tenant } },
      { $group: { _id: null, uses: { $sum: '$uses' }, minutes: { $sum: '$minutes' } } },
    ]);
    expect(sums.map(({ _id }) => _id).sort()).toEqual(['weekly']);
    for (const { uses, minutes } of sums) {
      expect(uses).toBe(source?.uses);
      // A tenth of a minute is lost or won by rounding each row, at most.
      expect(Math.abs(minutes - (source?.minutes ?? 0)) / (source?.minutes ?? 1)).toBeLessThan(0.001);
    }
    const week = await models.customerUsageAnalytics.findOne({ tenant, measurementFrequency: 'weekly' }).lean();
    expect(week?.usagePeriodStart.getUTCDay()).toBe(1);
    expect(week?.at).toEqual(week?.usagePeriodEnd);
    // Nobody says who used it.
    expect(week?.activeUsersCount).toBeUndefined();
  });

  test('a churn event dates the churn of an account that is marked as churned, and only of such a one', async () => {
    const { models } = database;
    const events = await models.accountEvents.find({ tenant, kind: 'churned' }).lean();
    const accounts = await models.accounts.find({ tenant }).lean();
    const last = new Map<string, number>();
    for (const { accountId, at } of events) last.set(accountId, Math.max(last.get(accountId) ?? 0, at.getTime()));
    const gone = accounts.filter(({ lifecycleStage }) => lifecycleStage === 'churned');
    expect(gone).toHaveLength(rows.accounts.filter(({ churn_flag }) => churn_flag === 'TRUE').length);
    expect(gone.some(({ churnedAt }) => churnedAt)).toBe(true);
    for (const { _id, churnedAt } of gone) expect(churnedAt?.getTime()).toBe(last.get(_id));
    expect(accounts.filter(({ lifecycleStage, churnedAt }) => lifecycleStage !== 'churned' && churnedAt)).toEqual([]);
  });

  test('importing everything again changes nothing', async () => {
    const { models } = database;
    const before = await models.customerUsageAnalytics.countDocuments({ tenant });
    const arrived = await models.featureUsage.findOne({ tenant }).lean();
    const second = await importAll();
    for (const [step, { length }] of Object.entries(rows) as [Step, unknown[]][]) {
      expect(second[step]).toMatchObject({ code: 0, touched: [] });
      expect(second[step]?.out).toMatch(line('unchanged', length));
      expect(second[step]?.out).toMatch(/new\s+0\n\s+updated\s+0\n/);
      expect(await database.connection.collection(models[step].collection.name).countDocuments({ tenant })).toBe(length);
    }
    expect(second.featureUsage?.out).toContain('0 new, 0 updated');
    expect(await models.customerUsageAnalytics.countDocuments({ tenant })).toBe(before);
    expect((await models.featureUsage.findOne({ tenant, _id: arrived?._id ?? '' }).lean())?.ingestedAt).toEqual(arrived?.ingestedAt);
  });

  async function assessments(scorecard: Scorecard) {
    const { models } = database;
    const active = await models.accounts.find({ tenant, lifecycleStage: { $ne: 'churned' }, at: { $lte: AS_OF } }).lean();
    const facts = await loadFacts(
      { tenant, models, asOf: AS_OF },
      active.map(({ _id }) => _id),
    );
    expect(facts.size).toBe(active.length);
    return [...facts.values()].map((each) => assess(each, AS_OF, scorecard));
  }

  test('such an account is assessed from what there is: what is missing is named, and too little is refused', async () => {
    const all = await assessments(defaultScorecard);
    for (const { status, score, confidence, missing } of all) {
      expect(missing).toEqual(expect.arrayContaining(['Champion engagement', 'NPS answer', 'Core feature adoption']));
      expect(confidence).toBeLessThan(0.5);
      expect(status === 'too_little_data').toBe(score === null);
    }
    expect(all.some(({ coverage }) => coverage > 0)).toBe(true);
  });

  test('a scorecard of what such a source has gives real scores, as of a day in the data', async () => {
    const own = new Set(['usage', 'support']);
    const kept = new Set(['active_share', 'ticket_volume', 'ticket_severity', 'csat', 'escalations']);
    const scorecard: Scorecard = {
      version: 'ravenstack/1',
      minimumCoverage: 0.4,
      dimensions: defaultScorecard.dimensions
        .filter(({ key }) => own.has(key))
        .map((each) => ({ ...each, metrics: each.metrics.filter(({ key }) => kept.has(key)) })),
    };
    const all = await assessments(scorecard);
    const scored = all.filter(({ score }) => score !== null);
    expect(scored.length).toBeGreaterThan(all.length / 4);
    expect(new Set(scored.map(({ score }) => score)).size).toBeGreaterThan(20);
    for (const { confidence, coverage, missing } of scored) {
      expect(confidence).toBeLessThanOrEqual(coverage);
      if (coverage < 0.999) expect(missing.length).toBeGreaterThan(0);
    }
  });
});
