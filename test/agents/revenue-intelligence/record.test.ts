import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { growthAccount, situationOf } from '../../../adapters/sample/generator/growth.ts';
import { loadSample } from '../../../adapters/sample/load.ts';
import { agents } from '../../../agents/index.ts';
import type { Context } from '../../../agents/kit/context.ts';
import { rescore } from '../../../agents/kit/rescore.ts';
import { plain } from '../../../agents/kit/text.ts';
import type { GrowthList } from '../../../agents/revenue-intelligence/tools/list-expansion-opportunities.ts';
import type { Database } from '../../../models/connection.ts';
import { expansionAlert } from '../../../schedules/expansion-alert.ts';
import { createCatalog } from '../../../tools/catalog.ts';
import { runTool } from '../../../tools/run-tool.ts';
import { testDatabase } from '../../support/database.ts';
import { contextOf } from '../../support/every-tool.ts';

/** What is kept of growth, and that what people did with it stays. */

const tenant = 'grown';
const NOW = new Date('2026-11-22T09:00:00Z');
const DAY = 86_400_000;
const catalog = createCatalog(agents);
const scorers = agents.flatMap(({ scorer }) => scorer ?? []);
let database: Database;
let now = NOW;

const context = (roles: Context['actor']['roles'] = ['manager'], id = 'user-priya-patel'): Context => {
  const given = contextOf(database.models, tenant, now);
  return { ...given, actor: { ...given.actor, id, name: 'Somebody', roles } };
};
const score = (later = 0) => {
  now = new Date(now.getTime() + later);
  return rescore({ tenant, models: database.models, asOf: now, now }, scorers);
};
const rows = () => database.models.expansionOpportunities.find({ tenant }).sort({ externalId: 1 }).lean();
const due = async () => expansionAlert.find({ tenant, models: database.models, platform: 'slack', workspace: 'T1', now });

async function ask(tool: string, input: object, as = context()) {
  const outcome = await runTool(catalog, tool, input, as, { approved: true });
  if (!outcome.ok) throw new Error(outcome.message);
  return { ...outcome, point: plain(outcome.summary.point) };
}

beforeAll(async () => {
  database = await testDatabase();
  await loadSample(database.models, { tenant, accounts: 3, growth: 2, now: NOW });
  await score();
});
afterAll(() => database.close());

test('found once, whoever looks how often; the deals of the CRM are pointed at, not doubled', async () => {
  const first = await rows();
  expect(first.length).toBeGreaterThan(6);
  await score(DAY / 24);
  const again = await rows();
  expect(again.map(({ _id, salesStage, at }) => [_id, salesStage, at])).toEqual(
    first.map(({ _id, salesStage, at }) => [_id, salesStage, at]),
  );
  const techcorp = again.filter(({ accountId }) => accountId === 'account-techcorp');
  expect(techcorp.map(({ parentOpportunityId, estimatedValue }) => [parentOpportunityId, estimatedValue])).toEqual([
    ['opportunity-techcorp-analytics', 140_000],
    ['opportunity-techcorp-eu', 280_000],
  ]);
  // What is stored is what Mongoose would have stored.
  for (const row of again) await new database.models.expansionOpportunities(row).validate();
});

test('lists, one account and the standing say the same of it', async () => {
  const { output } = await ask('list_expansion_opportunities', {});
  const listed = (output as GrowthList).rows.filter(({ accountId }) => accountId === 'account-techcorp');
  expect(listed.map(({ value }) => value).sort()).toEqual([140_000, 280_000]);
  const standing = await database.models.accountStandings.findOne({ tenant, accountId: 'account-techcorp' }).lean();
  expect(standing?.metrics).toMatchObject({ expansion_value: 420_000, expansion_readiness: expect.any(Number) });
  expect((await ask('detect_expansion_signals', { account: 'TechCorp' })).point).toMatch(
    /2 ways to grow, \$420K a year, (8[4-9]|9[0-4]) % sure/,
  );
  expect((await ask('assess_renewal', { account: 'TechCorp' })).point).toContain('$1.34M proposed');
});

test('an account executive’s own accounts are those they sell to', async () => {
  const { accounts } = database.models;
  const marcus = context(['ae'], 'user-marcus-johnson');
  const own = new Set(
    (await accounts.find({ tenant, accountExecutiveId: 'user-marcus-johnson' }, { _id: 1 }).lean()).map(({ _id }) => _id),
  );
  const { output } = await ask('list_expansion_opportunities', { owner: 'mine' }, marcus);
  const found = (output as GrowthList).rows;
  expect(found.length).toBeGreaterThan(1);
  for (const { accountId } of found) expect(own.has(accountId)).toBe(true);
  const { output: counted } = await ask('list_accounts', { owner: 'mine' }, marcus);
  expect((counted as { total: number }).total).toBe(own.size);
});

test('said in the channel: the list at first, then each find once for what it comes from', async () => {
  const [first, ...others] = await due();
  expect([first?.tool, others]).toEqual(['list_expansion_opportunities', []]);
  const say = ({ key, tool, arguments: given }: Awaited<ReturnType<typeof due>>[number]) =>
    database.models.scheduledPosts.create({
      tenant,
      schedule: expansionAlert.name,
      window: key,
      platform: 'slack',
      workspace: 'T1',
      channel: 'C1',
      state: 'posted',
      tool,
      arguments: given,
      at: now,
      ingestedAt: now,
    });
  if (first) await say(first);
  expect(await due()).toEqual([]);

  // A new account that grows: found at the next look, said once.
  const number = Array.from({ length: 40 }, (_, index) => 40 + index).find((each) => situationOf(each) === 'asked_for_more') ?? 0;
  const grown = growthAccount(new Date('2026-11-22T00:00:00Z'), number, 7);
  const at = new Date(now.getTime() + 1);
  for (const [name, list] of Object.entries(grown))
    await (database.models as unknown as Record<string, { insertMany(rows: object[]): Promise<unknown> }>)[name]?.insertMany(
      list.map((row) => ({ ...row, tenant, source: 'sample', externalId: row._id, ingestedAt: row.at })),
    );
  await score(DAY / 24);
  const [news, ...more] = await due();
  expect([news?.arguments, more]).toEqual([{ account: grown.accounts?.[0]?._id }, []]);
  expect(
    await expansionAlert.holds?.({ tenant, models: database.models, platform: 'slack', channel: 'C1', at }, news?.arguments ?? {}),
  ).toBe(true);
  if (news) await say(news);
  await score(DAY / 24);
  expect(await due()).toEqual([]);
});

test('set aside with a reason: gone from lists, sums and alerts, also after the next looks; taken back, it counts again', async () => {
  const account = 'account-techcorp';
  const cause = (await rows()).find(({ estimatedValue, accountId }) => accountId === account && estimatedValue === 280_000)?.cause ?? '';
  const value = async () =>
    (await database.models.accountStandings.findOne({ tenant, accountId: account }).lean())?.metrics as { expansion_value?: number };
  await expect(ask('mute_expansion_signal', { account, opportunity: cause })).rejects.toThrow(/Why not/);
  await expect(
    ask('mute_expansion_signal', { account, opportunity: cause, reason: 'Wrong time' }, context(['csm'], 'user-omar-haddad')),
  ).rejects.toThrow(/not your account/);
  const { output, point } = await ask('mute_expansion_signal', { account, opportunity: cause, reason: 'Wrong time' });
  expect(point).toBe('Set aside: Second region with data residency at TechCorp Financial Services (Wrong time).');
  await score(DAY / 24);
  await score(DAY / 24);
  expect((await value()).expansion_value).toBe(140_000);
  const { output: listed } = await ask('list_expansion_opportunities', {});
  expect((listed as GrowthList).rows.filter((row) => row.cause === cause)).toEqual([]);
  expect((await rows()).find((row) => row.cause === cause)).toMatchObject({ muteReason: 'Wrong time', mutedBy: 'user-priya-patel' });

  const undo = catalog.get('mute_expansion_signal')?.undo;
  now = new Date(now.getTime() + 1_000);
  expect(await undo?.run({ before: null, output } as never, context())).toMatch(/counts again/);
  await score(DAY / 24);
  expect((await value()).expansion_value).toBe(420_000);
  await expect(undo?.run({ before: null, output } as never, context())).rejects.toThrow(/Not undone/);
});

test('a stage a person moved and their words stay; what is no longer seen is marked as gone', async () => {
  const { expansionOpportunities, customerUsageAnalytics, accountEvents, interactions, supportTickets } = database.models;
  const [taken, other] = (await rows()).filter(({ accountId, mutedAt }) => accountId !== 'account-techcorp' && !mutedAt);
  if (!taken || !other) throw new Error('too little was found');
  await expansionOpportunities.updateOne(
    { tenant, _id: taken._id },
    { $set: { salesStage: 'developing', opportunityDescription: 'As sales calls it', estimatedValue: 1 } },
  );
  for (const model of [customerUsageAnalytics, accountEvents, interactions, supportTickets])
    await (model as typeof accountEvents).deleteMany({ tenant, accountId: { $in: [taken.accountId, other.accountId] } });
  await score(DAY / 24);
  const [now_, gone] = await Promise.all([taken, other].map(({ _id }) => expansionOpportunities.findOne({ tenant, _id }).lean()));
  expect(now_).toMatchObject({ salesStage: 'developing', opportunityDescription: 'As sales calls it', estimatedValue: 1 });
  expect(now_?.lapsedAt).toBeFalsy();
  expect(gone?.lapsedAt).toEqual(now);
});

test('found in the data and sold by people as one deal of the CRM, it is listed once, handed to nobody again and not set aside', async () => {
  const { expansionOpportunities } = database.models;
  const account = 'account-techcorp';
  const found = (await rows()).find(({ parentOpportunityId }) => parentOpportunityId === 'opportunity-techcorp-eu');
  await expansionOpportunities.create({
    tenant,
    _id: 'sold-elsewhere',
    accountId: account,
    source: 'import',
    at: now,
    ingestedAt: now,
    expansionType: 'geographic',
    opportunitySource: 'new_team',
    opportunityDescription: 'Frankfurt',
    estimatedValue: 200_000,
    salesStage: 'qualified',
    assignedSalesRepId: 'user-marcus-johnson',
    parentOpportunityId: 'opportunity-techcorp-eu',
  });
  const { output } = await ask('list_expansion_opportunities', {});
  expect((output as GrowthList).rows.flatMap(({ accountId, value }) => (accountId === account ? [value] : [])).sort()).toEqual([
    140_000, 200_000,
  ]);
  // The kind narrows what is counted; it brings back nothing that is counted as something else.
  const { output: large } = await ask('list_expansion_opportunities', { minValue: 250_000 });
  expect((large as GrowthList).rows.filter(({ accountId }) => accountId === account)).toEqual([]);
  await expect(ask('prepare_sales_handoff', { account, opportunity: found?.cause })).rejects.toThrow(
    /Marcus Johnson has "Frankfurt" already/,
  );
  await expansionOpportunities.deleteOne({ tenant, _id: 'sold-elsewhere' });
  await expansionOpportunities.updateOne({ tenant, _id: found?._id }, { $set: { salesStage: 'developing' } });
  await expect(ask('mute_expansion_signal', { account, opportunity: found?.cause, reason: 'Wrong time' })).rejects.toThrow(
    /is being sold \(developing\)/,
  );
});
