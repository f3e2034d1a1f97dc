import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { briefAccount } from '../../../agents/daily-desk/tools/brief-account.ts';
import { plain } from '../../../agents/kit/text.ts';
import { defineAgent } from '../../../agents/kit/tool.ts';
import { summaryLines, worded } from '../../../agents/kit/worded.ts';
import { trackRecord } from '../../../agents/track-record/face.ts';
import type { RecordOutput } from '../../../agents/track-record/tools/get-track-record.ts';
import type { Database } from '../../../models/connection.ts';
import { nameKeys } from '../../../models/kit/name-keys.ts';
import { createCatalog } from '../../../tools/catalog.ts';
import { runTool, type ToolSuccess } from '../../../tools/run-tool.ts';
import { testDatabase } from '../../support/database.ts';
import { contextOf } from '../../support/every-tool.ts';

/** What was told is frozen rows of this test, and what came too: the result is known by hand. */

const NOW = new Date('2026-11-30T09:00:00Z');
const DAY = 86_400_000;
const ago = (days: number) => new Date(NOW.getTime() - days * DAY);
const tenant = 'record';
const catalog = createCatalog([trackRecord, defineAgent({ name: 'daily-desk', title: 'Desk', purpose: 'Opens', tools: [briefAccount] })]);
let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  await freeze();
});
afterAll(() => database.close());

/** A Wednesday a hundred days ago: its 90 days are over. */
const THEN = new Date('2026-08-19T06:00:00Z');
const OWNERS = ['user-sarah-williams', 'omar'] as const;
const SURE = 20;
const DOUBTED = 10;
/** Of those told 15 % the first four left, of those told 3 % the first. */
const leftAt = (index: number) => (index < 4 || index === DOUBTED ? ago(60) : undefined);

const envelope = (at: Date, ingestedAt = at) => ({ tenant, at, ingestedAt });
const predicted = (accountId: string, asOf: Date, probability90: number, issued = asOf) => ({
  ...envelope(asOf, issued),
  accountId,
  asOf,
  modelVersion: 'test-1',
  riskScore: 20,
  probability30: probability90 / 3,
  probability90,
  probability180: probability90,
  confidence: 0.9,
  base: -3,
});

async function freeze() {
  const { models } = database;
  const start = ago(400);
  const ids = Array.from({ length: SURE + DOUBTED }, (_, index) => `account-${index}`);
  const named = (id: string) => ({ ...envelope(start), _id: id, name: `Company ${id.slice(8)}`, ...nameKeys(`Company ${id.slice(8)}`) });
  const gone = [{ ...named('account-silent') }, { ...named('account-late'), churnedAt: ago(2), lifecycleStage: 'churned' as const }];
  await models.accounts.create([
    ...ids.map((id, index) => {
      const churnedAt = leftAt(index);
      return { ...named(id), ownerId: OWNERS[index < 5 ? 0 : 1], ...(churnedAt ? { churnedAt, lifecycleStage: 'churned' as const } : {}) };
    }),
    ...gone,
  ]);
  const contracts = ids.map((accountId, index) => ({
    ...envelope(start),
    _id: `contract-${index}`,
    accountId,
    name: 'Platform',
    startDate: start,
    endDate: ago(index < SURE ? 40 : -100),
    annualValue: 10_000,
    status: leftAt(index) ? ('cancelled' as const) : index < SURE ? ('renewed' as const) : ('active' as const),
  }));
  // What follows them.
  const next = ids.flatMap((accountId, index) =>
    leftAt(index) || index >= SURE
      ? []
      : [
          {
            ...envelope(ago(40)),
            accountId,
            name: 'Platform',
            startDate: ago(40),
            endDate: ago(-325),
            annualValue: 10_000,
            status: 'active' as const,
          },
        ],
  );
  await models.contracts.create([...contracts, ...next]);
  const told = (index: number) => (index < DOUBTED ? 0.15 : 0.03);
  await models.churnPredictions.create([
    ...ids.flatMap((id, index) => [
      predicted(id, THEN, told(index)),
      // A later one of the same week, one filled in long after, one not due.
      predicted(id, new Date(THEN.getTime() + 2 * DAY), 0.9),
      predicted(id, ago(150), 0.99, ago(20)),
      ...(leftAt(index) ? [] : [predicted(id, ago(10), 0.5)]),
    ]),
    predicted('account-silent', ago(130), 0.04),
    predicted('account-late', ago(50), 0.04),
    predicted('account-erased', ago(130), 0.04),
  ]);
  await models.renewalForecasts.create(
    ids.slice(0, SURE + 1).flatMap((accountId, index) => {
      const base = { ...envelope(ago(130)), accountId, currentContractId: `contract-${index}`, asOf: ago(130), modelVersion: 'renewal-1' };
      const ends = { currentContractEndDate: index < SURE ? ago(40) : ago(-100) };
      return [
        { ...base, ...ends, externalId: `weekly contract-${index} 2026-07-20`, renewalProbability: leftAt(index) ? 75 : 85 },
        // Asked for, and said later: neither is the first that was frozen.
        { ...base, ...ends, asOf: ago(131), renewalProbability: 1 },
        { ...base, ...ends, asOf: ago(100), externalId: `weekly contract-${index} 2026-08-17`, renewalProbability: 1 },
      ];
    }),
  );
  const call = { ...envelope(ago(80)), amount: 1, currency: 'USD', calledBy: 'omar', modelProbability: 75 };
  await models.renewalCalls.create([
    { ...call, accountId: 'account-0', contractId: 'contract-0', category: 'at_risk' },
    { ...call, accountId: 'account-5', contractId: 'contract-5', category: 'commit', probability: 95 },
  ]);
  await models.accountHealthScores.create(
    ids.flatMap((accountId, index) => {
      const row = (asOf: Date, overallHealthScore: number, version = 'default/1') => ({
        ...envelope(asOf),
        accountId,
        asOf,
        modelVersion: 'health/1',
        scorecardVersion: version,
        overallHealthScore,
        healthBand: 'yellow' as const,
        healthTrend: 'stable' as const,
        healthConfidence: 0.9,
        coverage: 0.9,
        lastHealthUpdate: asOf,
      });
      const forecast30 = { value: 72, low: 66, high: 78 };
      return [
        { ...row(ago(90), 70), forecast30 },
        // Three in four stay at 70, the others fall out of the interval; one is scored by other rules.
        row(ago(57), index % 4 === 3 ? 60 : 70, index === 0 ? 'default/2' : 'default/1'),
      ];
    }),
  );
}

async function ask(input: object): Promise<ToolSuccess & { output: RecordOutput }> {
  const outcome = await runTool(catalog, 'get_track_record', input, contextOf(database.models, tenant, NOW));
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome as ToolSuccess & { output: RecordOutput };
}
const read = ({ card, summary }: ToolSuccess) => `${summaryLines(summary)}\n${JSON.stringify(worded(card))}`;

describe('churn', () => {
  test('what was told against what came: the first of a week, none filled in, none before its day', async () => {
    const answer = await ask({ forecast: 'churn' });
    const { churn } = answer.output;
    expect(churn).toMatchObject({ counts: { due: 30, open: 26, unknown: 2 }, accounts: 30, came: 5, filledIn: 30 });
    expect(churn?.since).toBe(THEN.toISOString());
    expect(churn?.nextDue).toBe(new Date(ago(50).getTime() + 90 * DAY).toISOString());
    expect(churn?.held?.expected).toBeCloseTo(10 * 0.15 + 20 * 0.03, 9);
    expect(churn?.held?.bins.map(({ n, came }) => [n, came])).toEqual([
      [20, 1],
      [10, 4],
    ]);
    const error = (4 * 0.85 ** 2 + 6 * 0.15 ** 2 + 0.97 ** 2 + 19 * 0.03 ** 2) / 30;
    expect(churn?.held?.brier).toBeCloseTo(error, 9);
    expect(churn?.held?.overBase).toBeCloseTo(1 - error / ((5 / 30) * (25 / 30)), 9);
    expect(plain(answer.summary.point)).toBe(
      'Of 30 90-day churn forecasts made since 19 Aug for 30 accounts I expected 2 to leave; 5 left. When I said 10 % to 20 %, 40 % left (4 of 10).',
    );
  });

  test('misses stand by name with what had been said, each with one button', async () => {
    const answer = await ask({ forecast: 'churn' });
    expect(answer.output.churn?.misses[0]).toMatchObject({ account: { id: 'account-10', name: 'Company 10' }, told: 0.03, came: true });
    expect(read(answer)).toContain('I said 3 % on 19 Aug, they left on 1 Oct');
    const opens = answer.card.parts.flatMap((part) => (part.type === 'buttons' ? part.buttons : [])).map(({ label }) => label);
    expect(opens.filter((label) => label === 'Company 10')).toHaveLength(1);
  });

  test('fewer than twenty: counts only, and when the next comes due', async () => {
    const answer = await ask({ forecast: 'churn', owner: 'omar@nowhere.example' }).catch((error: Error) => error.message);
    expect(answer).toContain('Nobody here is called');
    const mine = await ask({ forecast: 'churn', owner: 'mine' });
    expect(mine.output.churn).toMatchObject({ counts: { due: 5, unknown: 0 }, held: null, misses: [] });
    expect(plain(mine.summary.point)).toMatch(/^5 90-day churn forecasts due so far, 4 left: fewer than 20/);
    expect(read(mine)).toMatch(/not due yet, the next on/);
    expect(read(mine)).not.toMatch(/base rate/);
  });

  test('within 30 days a leaver of the second month stayed', async () => {
    const { output } = await ask({ forecast: 'churn', days: 30 });
    expect(output.churn).toMatchObject({ days: 30, came: 0 });
  });
});

test('renewals: the first forecast frozen near the end, and people’s calls beside it', async () => {
  const answer = await ask({ forecast: 'renewals' });
  const { renewals } = answer.output;
  expect(renewals).toMatchObject({
    counts: { due: 20, open: 1, unknown: 0 },
    came: 15,
    calls: { n: 2, ours: 1, theirs: 2, overCalls: null },
  });
  expect(renewals?.held?.bins.map(({ n, came }) => [n, came])).toEqual([
    [5, 0],
    [15, 15],
  ]);
  expect(read(answer)).toContain('Of 2 contracts that people called, 2 came as people called, 1 as I said');
  expect(renewals?.misses.map(({ account, came }) => [account.id, came])).toHaveLength(5);
});

test('health: how often the interval held, beside telling that nothing changes', async () => {
  const answer = await ask({ forecast: 'health' });
  const { in30, in90 } = answer.output.health ?? {};
  expect(in30).toMatchObject({ counts: { due: 29, open: 0, unknown: 1 }, held: { n: 29, within: 22 } });
  expect(in30?.held?.unchanged).toBeCloseTo((7 * 10) / 29, 9);
  expect(in30?.held?.error).toBeCloseTo((22 * 2 + 7 * 12) / 29, 9);
  expect(in90?.counts).toEqual({ due: 0, open: 0, unknown: 0 });
  expect(plain(answer.summary.point)).toBe(
    'Health forecasts: in 30 days, 76 % of 29 lay in the interval that was to hold 80 %; off by 4.4 points, “unchanged” by 2.4.',
  );
});

test('all at once, and of nobody’s forecasts', async () => {
  const answer = await ask({});
  expect(answer.output).toMatchObject({ churn: { came: 5 }, renewals: { came: 15 }, health: { in30: { accounts: 29 } } });
  expect(answer.card.sections.map(({ label }) => label)).toEqual(['Churn', 'Renewals', 'Health', 'All missed', 'How it is counted']);
  const other = await runTool(catalog, 'get_track_record', {}, contextOf(database.models, 'nobody', NOW));
  expect(other.ok && plain(other.summary.point)).toBe('No 90-day churn forecast is due yet.');
});
