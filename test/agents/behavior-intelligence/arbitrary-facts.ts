import fc from 'fast-check';
import type { BehaviorFacts } from '../../../agents/behavior-intelligence/sessions.ts';
import type { Session } from '../../../agents/facts/account-facts.ts';
import { noFacts } from '../facts/no-facts.ts';

export const asOf = new Date('2026-11-22T09:30:00Z');
const DAY = 86_400_000;
export const ago = (days: number): Date => new Date(asOf.getTime() - days * DAY);

const envelope = { tenant: 'demo', source: 'test', accountId: 'account' };
const FEATURES = ['search', 'reports', 'dashboards', 'models', 'scripts', 'exports'];
const WORKFLOWS = ['report_run', 'builder', 'model_setup'];

/** What the source delivers; an account's sessions all come from one. */
const delivery = fc.record({
  lengths: fc.boolean(),
  features: fc.constantFrom('counts', 'names', 'none'),
  advanced: fc.boolean(),
  workflows: fc.boolean(),
  integrations: fc.boolean(),
  help: fc.boolean(),
  errors: fc.boolean(),
  sharing: fc.boolean(),
  departments: fc.boolean(),
});
type Delivery = typeof delivery extends fc.Arbitrary<infer Value> ? Value : never;

const pick = (names: readonly string[]) => fc.subarray([...names], { minLength: 0 });
const session = (given: Delivery) =>
  fc
    .record({
      person: fc.nat({ max: 6 }),
      day: fc.oneof({ weight: 3, arbitrary: fc.nat({ max: 45 }) }, { weight: 1, arbitrary: fc.nat({ max: 200 }) }),
      hour: fc.nat({ max: 23 }),
      late: fc.constantFrom(0, 0, 0, 20),
      minutes: fc.integer({ min: 0, max: 90 }),
      features: pick(FEATURES),
      runs: fc.array(fc.record({ workflow: fc.constantFrom(...WORKFLOWS), done: fc.boolean() }), { maxLength: 2 }),
      calls: fc.nat({ max: 500 }),
      bounced: fc.option(fc.boolean(), { nil: undefined }),
      resolved: fc.option(fc.boolean(), { nil: undefined }),
      shared: fc.nat({ max: 3 }),
    })
    .map(({ person, day, hour, late, minutes, features, runs, calls, bounced, resolved, shared }): Omit<Session, '_id'> => {
      const start = ago(day + hour / 24);
      const end = given.lengths ? new Date(Math.min(start.getTime() + minutes * 60_000, asOf.getTime())) : start;
      return {
        ...envelope,
        userId: `user-${person}`,
        at: end,
        ingestedAt: new Date(end.getTime() + late * DAY),
        sessionStartTime: start,
        ...(given.lengths ? { sessionEndTime: end, sessionDurationMinutes: minutes } : {}),
        ...(given.features === 'counts' ? { featureInteractions: features.map((feature) => ({ feature, count: 2 })) } : {}),
        ...(given.features === 'names' ? { featuresAccessed: features } : {}),
        ...(given.advanced && given.features !== 'none'
          ? { advancedFeatureUsage: features.filter((feature) => feature > 'k').map((feature) => ({ feature, count: 1 })) }
          : {}),
        ...(given.workflows
          ? {
              workflowCompletions: runs.map(({ workflow, done }) => ({
                workflow,
                started: 1,
                completed: done ? 1 : 0,
                ...(done ? {} : { abandonedAt: 'second_step' }),
              })),
            }
          : {}),
        ...(given.integrations ? { integrationInteractions: [{ integration: 'rest', calls }] } : {}),
        ...(given.help ? { helpContentAccessed: [{ article: 'Start', ...(bounced === undefined ? {} : { bounced }) }] } : {}),
        ...(given.errors ? { errorEncounters: [{ code: 'e1', ...(resolved === undefined ? {} : { resolved }) }] } : {}),
        ...(given.sharing ? { collaborativeBehaviors: [{ kind: 'share' as const, count: shared }] } : {}),
        ...(given.departments ? { businessContext: { department: person > 4 ? 'Finance' : 'Data' } } : {}),
      };
    });

const usageRow = fc.record({ active: fc.nat({ max: 9 }), provisioned: fc.integer({ min: 1, max: 12 }), volume: fc.nat({ max: 900 }) });

/** Accounts of every kind: without sessions, with few, with lists missing, with rows that arrived later, with feature uses only. */
export const arbitraryFacts: fc.Arbitrary<BehaviorFacts> = fc
  .record({
    sessions: delivery.chain((given): fc.Arbitrary<Omit<Session, '_id'>[]> => {
      const [few, many] = [
        fc.array(session(given), { maxLength: 12 }),
        fc.array(session(given), { minLength: 30, maxLength: 90, size: 'max' }),
      ];
      return fc.oneof(
        { weight: 1, arbitrary: fc.constant<Omit<Session, '_id'>[]>([]) },
        { weight: 2, arbitrary: few },
        { weight: 5, arbitrary: many },
      );
    }),
    uses: fc.array(fc.record({ person: fc.nat({ max: 4 }), day: fc.nat({ max: 120 }), feature: fc.constantFrom(...FEATURES) }), {
      maxLength: 20,
    }),
    weeks: fc.array(usageRow, { maxLength: 12 }),
    known: fc.boolean(),
    older: fc.boolean(),
  })
  .map(({ sessions, uses, weeks, known, older }) => ({
    ...noFacts,
    asOf,
    account: {
      ...envelope,
      _id: 'account',
      name: 'Account',
      aliases: [],
      nameTokens: [],
      nameGrams: [],
      tags: [],
      currency: 'USD',
      lifecycleStage: 'adopting',
      customerSince: ago(300),
      at: ago(300),
      ingestedAt: ago(300),
    },
    contacts: known
      ? [
          {
            ...envelope,
            _id: 'contact',
            name: 'Ann Lee',
            nameTokens: [],
            nameGrams: [],
            role: 'champion' as const,
            productUserId: 'user-0',
            at: ago(300),
            ingestedAt: ago(300),
          },
        ]
      : [],
    contracts: [],
    sessions: sessions.map((each, index) => ({ ...each, _id: `session-${index}` })),
    uses: uses.map(({ person, day, feature }, index) => ({
      ...envelope,
      _id: `use-${index}`,
      userId: `user-${person}`,
      feature,
      uses: 1,
      at: ago(day),
      ingestedAt: ago(day),
    })),
    usage: weeks.map(({ active, provisioned, volume }, index) => ({
      ...envelope,
      _id: `week-${index}`,
      at: ago(7 * index),
      ingestedAt: ago(7 * index),
      usagePeriodStart: ago(7 * index + 7),
      usagePeriodEnd: ago(7 * index),
      measurementFrequency: 'weekly' as const,
      activeUsersCount: active,
      provisionedUsersCount: provisioned,
      dataVolumeProcessed: volume,
    })),
    olderSessions: older,
  }));
