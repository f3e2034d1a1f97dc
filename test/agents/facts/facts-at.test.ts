import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { AccountFacts } from '../../../agents/facts/account-facts.ts';
import { factsAt, LISTS } from '../../../agents/facts/facts-at.ts';
import { loadFacts } from '../../../agents/facts/load.ts';
import { REWIND_DAYS } from '../../../agents/facts/windows.ts';
import type { Database } from '../../../models/connection.ts';
import { insertNew } from '../../../models/kit/bulk.ts';
import { type RowChange, reviseRows } from '../../../models/kit/revise.ts';
import { rows } from '../../../models/kit/rows.ts';
import type { VersionedName } from '../../../models/kit/versioned.ts';
import { testDatabase } from '../../support/database.ts';

const NOW = new Date('2026-11-28T12:00:00Z');
const ago = (days: number) => new Date(NOW.getTime() - days * 86_400_000);

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const day = fc.integer({ min: 1, max: 600 });
/** A date of something that happens to a row after it came, or never. */
const then = fc.option(fc.integer({ min: 0, max: 300 }), { nil: undefined });
const row = fc.record({ at: day, late: fc.integer({ min: 0, max: 20 }), after: then });
type Generated = { at: number; late: number; after: number | undefined };

const dated = fc.record({
  contacts: fc.array(row, { maxLength: 3 }),
  contracts: fc.array(row, { maxLength: 3 }),
  opportunities: fc.array(row, { maxLength: 3 }),
  expansionOpportunities: fc.array(row, { maxLength: 2 }),
  customerUsageAnalytics: fc.array(row, { maxLength: 6 }),
  interactions: fc.array(row, { maxLength: 4 }),
  supportTickets: fc.array(row, { maxLength: 4 }),
  invoices: fc.array(row, { maxLength: 3 }),
  surveys: fc.array(row, { maxLength: 3 }),
  accountEvents: fc.array(row, { maxLength: 3 }),
  valueRecords: fc.array(row, { maxLength: 2 }),
  customerSuccessPlans: fc.array(row, { maxLength: 2 }),
  playbookExecutions: fc.array(row, { maxLength: 2 }),
  tasks: fc.array(row, { maxLength: 3 }),
  renewalCalls: fc.array(row, { maxLength: 2 }),
  advocacyEngagements: fc.array(row, { maxLength: 2 }),
  communityIntelligenceMonitoring: fc.array(row, { maxLength: 4 }),
  evangelismPipelineManagement: fc.array(row, { maxLength: 2 }),
  accountAttributes: fc.array(row, { maxLength: 4 }),
  behaviorIntelligenceTracking: fc.array(row, { maxLength: 3 }),
  featureUsage: fc.array(row, { maxLength: 3 }),
});
type Name = keyof (typeof dated extends fc.Arbitrary<infer Value> ? Value : never);

/** What of each collection can happen after a row came. */
const SHAPES: { [Each in Name]: (later: Date | undefined, at: Date) => object } = {
  contacts: (leftAt) => ({ name: 'Ann Lee', role: 'champion', leftAt }),
  contracts: (endDate, startDate) => ({
    name: 'Plan',
    startDate,
    endDate,
    annualValue: 100,
    currency: 'USD',
    status: endDate ? 'ended' : 'active',
  }),
  opportunities: (closeDate) => ({ name: 'Deal', kind: 'renewal', stage: closeDate ? 'closed_won' : 'qualified', closeDate }),
  expansionOpportunities: (at) => ({
    salesStage: at ? 'proposing' : 'identified',
    stageHistory: at ? [{ from: 'identified', to: 'proposing', at }] : [],
    triggerSignals: at ? [{ text: 'more', at }] : [],
  }),
  customerUsageAnalytics: (_, usagePeriodEnd) => ({
    usagePeriodStart: usagePeriodEnd,
    usagePeriodEnd,
    measurementFrequency: 'weekly',
    activeUsersCount: 3,
  }),
  interactions: (later, at) => ({
    kind: 'email',
    direction: 'outbound',
    responseHours: later && (later.getTime() - at.getTime()) / 3_600_000,
  }),
  supportTickets: (resolvedAt) => ({
    subject: 'Slow',
    severity: 'low',
    status: resolvedAt ? 'resolved' : 'open',
    resolvedAt,
    csat: resolvedAt && 5,
  }),
  invoices: (paidAt, dueAt) => ({ amount: 1, dueAt, paidAt, status: paidAt ? 'paid' : 'open' }),
  surveys: () => ({ kind: 'nps', score: 9 }),
  accountEvents: () => ({ kind: 'funding', confidence: 1 }),
  valueRecords: (_, at) => ({ category: 'efficiency', description: 'saved', amount: 1, periodStart: at, periodEnd: at }),
  customerSuccessPlans: (later, at) => ({
    planName: 'Plan',
    planType: 'onboarding',
    planStatus: later ? 'completed' : 'active',
    actualCompletionDate: later,
    criticalMilestones: [{ name: 'm', phase: 1, dueAt: at, completedAt: later }],
    targetMetrics: [{ name: 't', unit: '', target: 1, actual: later && 1, measuredAt: later }],
  }),
  playbookExecutions: (later) => ({
    playbookId: 'p',
    triggeredBy: 'manual',
    executionStatus: later ? 'completed' : 'in_progress',
    actualCompletionDate: later,
    completedSteps: later ? [{ number: 1, title: 'One', completedAt: later }] : [],
    pendingSteps: [{ number: 2, title: 'Two' }],
  }),
  tasks: (doneAt) => ({ ownerId: 'ann', text: 'call', doneAt, doneBy: doneAt && 'ann' }),
  renewalCalls: () => ({ contractId: 'c', category: 'commit', amount: 1, currency: 'USD', calledBy: 'ann' }),
  advocacyEngagements: (completionDate) => ({
    advocacyType: 'review',
    engagementStatus: completionDate ? 'completed' : 'active',
    completionDate,
  }),
  communityIntelligenceMonitoring: (later) => ({
    platformType: 'linkedin',
    contentType: 'post',
    lastMonitored: later,
    thoughtLeadershipIndicators: later ? [{ title: 'Talk', at: later }] : [],
  }),
  evangelismPipelineManagement: (later) => ({
    contactId: `person-${++people}`,
    pipelineStage: later ? 'active' : 'prospect',
    stageHistory: later ? [{ from: 'prospect', to: 'active', at: later }] : [],
    speakingEngagements: later ? [{ title: 'Talk', at: later }] : [],
    developmentGoals: [{ text: 'Write', doneAt: later }],
    coInnovationProjects: later ? [{ name: 'Framework', status: 'agreed', agreedAt: later }] : [],
    updatedAt: later,
  }),
  accountAttributes: (_, at) => ({ key: at.getTime() % 2 ? 'tier' : 'score', number: at.getTime() }),
  behaviorIntelligenceTracking: (_, sessionStartTime) => ({ userId: 'u', sessionStartTime, sessionEndTime: sessionStartTime }),
  featureUsage: () => ({ feature: 'f', uses: 1 }),
};

const change = fc.record({
  of: fc.constantFrom<VersionedName>('accounts', 'contacts', 'contracts', 'opportunities', 'customerSuccessPlans'),
  which: fc.nat({ max: 2 }),
  days: fc.integer({ min: 1, max: 80 }),
  move: fc.boolean(),
  value: fc.nat({ max: 9 }),
});

const SETS: Record<VersionedName, (value: number) => Record<string, unknown>> = {
  accounts: (value) => ({ ownerId: `user-${value}`, churnedAt: value > 7 ? ago(value) : null }),
  contacts: (value) => ({ title: `Title ${value}` }),
  contracts: (value) => ({ annualValue: value, endDate: ago(-value) }),
  opportunities: (value) => ({ amount: value }),
  customerSuccessPlans: (value) => ({ planStatus: value > 4 ? 'at_risk' : 'on_track', valueHypothesis: `v${value}` }),
};

let histories = 0;
/** One row a person. */
let people = 0;

/** Writes a generated history as it would have come in: rows first, then what changed, in order. */
async function write(
  generated: Record<Name, Generated[]>,
  changes: readonly { of: VersionedName; which: number; days: number; move: boolean; value: number }[],
) {
  const tenant = `history-${++histories}`;
  const ids = [`${tenant}-a`, `${tenant}-b`];
  const base = { source: 'test', tenant };
  await insertNew(
    database.models.accounts,
    tenant,
    ids.map((_id) => ({ ...base, _id, name: _id, currency: 'USD', lifecycleStage: 'adopting', at: ago(700), ingestedAt: ago(700) })),
  );
  for (const [name, list] of Object.entries(generated) as [Name, Generated[]][]) {
    const documents = list.map(({ at: days, late, after }, index) => {
      const at = ago(days);
      const later = after === undefined ? undefined : new Date(at.getTime() + after * 86_400_000);
      const shape = Object.fromEntries(Object.entries(SHAPES[name](later, at)).filter(([, value]) => value !== undefined));
      return {
        ...base,
        ...shape,
        _id: `${tenant}-${name}-${index}`,
        accountId: ids[0],
        at,
        ingestedAt: new Date(Math.min(NOW.getTime(), at.getTime() + late * 86_400_000)),
      };
    });
    await insertNew(database.models[name], tenant, documents);
  }
  for (const { of, which, days, move, value } of changes.toSorted((a, b) => b.days - a.days)) {
    const found = await rows<RowChange['before']>(database.models[of] as never, tenant, {}, { sort: { _id: 1 } });
    const before = found[which % Math.max(1, found.length)];
    if (!before || before.ingestedAt >= ago(days)) continue;
    const set = { ...SETS[of](value), ...(move && of !== 'accounts' ? { accountId: ids[value % 2] } : {}) };
    await reviseRows(database.models, of, { tenant, now: new Date(ago(days).getTime() + value) }, [{ before, set }]);
  }
  return { tenant, ids };
}

const seen = ({ whole: _, ...facts }: AccountFacts) => facts;

test('facts loaded now tell an earlier instant exactly as facts loaded then', async () => {
  await fc.assert(
    fc.asyncProperty(
      dated,
      fc.array(change, { maxLength: 8 }),
      fc.integer({ min: 0, max: REWIND_DAYS }),
      async (generated, changes, days) => {
        const { tenant, ids } = await write(generated, changes);
        const load = (asOf: Date) => loadFacts({ tenant, models: database.models, asOf }, ids, { sessions: true });
        const [now, before] = [await load(NOW), await load(ago(days))];
        for (const id of ids) {
          const [facts, expected] = [now.get(id), before.get(id)];
          if (!facts || !expected) throw new Error('the account is known');
          expect(seen(factsAt(facts, ago(days)))).toEqual(seen(expected));
          // By way of an instant in between it is the same.
          expect(seen(factsAt(factsAt(facts, ago(days / 2)), ago(days)))).toEqual(seen(expected));
        }
      },
    ),
    { numRuns: 25 },
  );
}, 300_000);

test('an earlier instant never sees what came later, in any collection', async () => {
  await fc.assert(
    fc.asyncProperty(
      dated,
      fc.array(change, { maxLength: 4 }),
      fc.integer({ min: 0, max: REWIND_DAYS }),
      async (generated, changes, days) => {
        const { tenant, ids } = await write(generated, changes);
        const asOf = ago(days);
        for (const facts of (await loadFacts({ tenant, models: database.models, asOf: NOW }, ids, { sessions: true })).values()) {
          const told = factsAt(facts, asOf);
          const listed = [told.account, ...LISTS.flatMap((list): object[] => told[list]), ...(told.sessions ?? []), ...(told.uses ?? [])];
          const PLANNED = new Set(['endDate', 'dueAt', 'closeDate']);
          const later = (value: unknown, field = ''): boolean =>
            value instanceof Date
              ? value > asOf && !PLANNED.has(field)
              : typeof value === 'object' &&
                value !== null &&
                Object.entries(value).some(([key, each]) => later(each, Array.isArray(value) ? field : key));
          expect(listed.filter((each) => later(each))).toEqual([]);
          expect(Object.values(told.attributes).filter(({ at }) => at > asOf)).toEqual([]);
        }
      },
    ),
    { numRuns: 15 },
  );
}, 300_000);

test('an instant earlier than was read for is refused instead of told wrongly', async () => {
  const { tenant, ids } = await write(fc.sample(dated, { numRuns: 1, seed: 1 })[0] as Record<Name, Generated[]>, []);
  const facts = (await loadFacts({ tenant, models: database.models, asOf: NOW }, ids)).get(ids[0] ?? '');
  expect(() => facts && factsAt(facts, ago(REWIND_DAYS + 1))).toThrow(RangeError);
});
