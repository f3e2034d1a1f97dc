import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DATAFLOW_HEALTHY_DAYS_AGO } from '../../../adapters/sample/dataflow.ts';
import { loadSample } from '../../../adapters/sample/load.ts';
import { analyze, type Behavior } from '../../../agents/behavior-intelligence/analyze.ts';
import type { Forecast } from '../../../agents/behavior-intelligence/forecast.ts';
import { withRecord } from '../../../agents/behavior-intelligence/sessions.ts';
import { detect } from '../../../agents/behavior-intelligence/triggers.ts';
import { loadFacts } from '../../../agents/facts/load.ts';
import type { Database } from '../../../models/connection.ts';
import { testDatabase } from '../../support/database.ts';

const NOW = new Date('2026-11-22T09:30:00Z');
const DAY = 86_400_000;
let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  await loadSample(database.models, { tenant: 'demo', now: NOW, accounts: 0 });
});
afterAll(() => database.close());

async function facts(accountId: string, daysAgo: number) {
  const asOf = new Date(NOW.getTime() - daysAgo * DAY);
  const loaded = await loadFacts({ tenant: 'demo', models: database.models, asOf }, [accountId], { sessions: true });
  const found = loaded.get(accountId);
  if (!found) throw new Error(`${accountId} is not in the sample`);
  return withRecord(found);
}
const near = (value: number | null | undefined, wanted: number, within: number) => {
  expect({ wanted, value, near: typeof value === 'number' && Math.abs(value - wanted) <= within }).toEqual({ wanted, value, near: true });
};
const chance = ({ forecasts }: Behavior, kind: Forecast['kind']) =>
  100 * (forecasts.find((each) => each.kind === kind)?.probability ?? Number.NaN);

test('DataFlow at the earlier date behaves as in journey 9.7.1', async () => {
  const behavior = analyze(await facts('account-dataflow', DATAFLOW_HEALTHY_DAYS_AGO), 30);
  const { engagement, journey, stickiness, friction, people, teams } = behavior;
  near(behavior.score, 82, 4);
  expect(behavior.band).toBe('green');
  expect(engagement.people).toBe(12);
  near(engagement.minutes, 28, 1);
  near(engagement.perWeek, 4.2, 0.15);
  near(100 * (engagement.interactionRate ?? 0), 89, 2);
  near(100 * (engagement.completionRate ?? 0), 87, 2);

  const [basic, intermediate, advanced, power] = journey.map(({ share }) => 100 * (share ?? 0));
  near(basic, 95, 3);
  near(intermediate, 78, 3);
  near(advanced, 67, 3);
  near(power, 45, 3);
  const bands = Object.fromEntries(stickiness.map(({ feature, band }) => [feature, band]));
  expect(bands).toMatchObject({
    data_visualization: 'high',
    scheduled_reports: 'high',
    dashboards: 'medium',
    ml_analytics: 'low',
    rest_api: 'low',
  });

  const rate = (subject: string) => 100 * (friction.find((each) => each.subject === subject)?.rate ?? 0);
  near(rate('workflow_builder'), 34, 1);
  near(rate('API authentication guide'), 67, 2);
  near(rate('ml_setup'), 45, 2);
  expect(
    friction
      .filter(({ flagged }) => flagged)
      .map(({ subject }) => subject)
      .sort(),
  ).toEqual(['API authentication guide', 'ml_setup', 'workflow_builder']);

  expect(teams.filter(({ isNew }) => isNew)).toMatchObject([{ team: 'Finance', people: 3 }]);
  expect(people.filter((each) => each.power).map(({ name }) => name)).toEqual(['Jennifer Walsh', 'Mark Rodriguez']);
  expect(people[0]).toMatchObject({ deep: 1, newcomer: false });
  near(people[0]?.minutes, 45, 1.5);
  near(people[1]?.minutes, 38, 1.5);
  expect(people.filter(({ newcomer }) => newcomer).map(({ department }) => department)).toEqual(['Finance', 'Finance', 'Finance']);

  near(chance(behavior, 'expansion'), 87, 5);
  near(chance(behavior, 'mastery'), 91, 5);
  near(chance(behavior, 'team_growth'), 78, 5);
  near(chance(behavior, 'advocacy'), 83, 5);
  expect(behavior.triggers.map(({ kind, subject }) => `${kind} ${subject}`)).toEqual([
    'friction workflow_builder',
    'power_user dataflow-jennifer',
    'power_user dataflow-mark',
  ]);
  expect(behavior.triggers[0]).toMatchObject({ step: 'condition_rules' });
});

test('DataFlow today has a session decline, and nothing hopeful is forecast', async () => {
  const behavior = analyze(await facts('account-dataflow', 0), 30);
  expect(behavior.trend).toBe('falling');
  expect(['orange', 'red']).toContain(behavior.band);
  expect(behavior.triggers.map(({ kind }) => kind)).toEqual(['session_decline']);
  const [decline] = behavior.triggers;
  expect((decline?.now ?? 1) / (decline?.before ?? 1)).toBeLessThan(0.8);
  for (const { probability } of behavior.forecasts) expect(probability).toBeLessThan(0.3);
});

test('the decline is seen while it happens, and not before', async () => {
  const kinds = async (daysAgo: number) => detect(await facts('account-dataflow', daysAgo)).map(({ kind }) => kind);
  expect(await kinds(100)).not.toContain('session_decline');
  expect(await kinds(70)).not.toContain('session_decline');
  expect(await kinds(28)).toContain('session_decline');
  expect(await kinds(14)).toContain('session_decline');
});

test('TechCorp is told from the part of its people that is tracked, and that is said', async () => {
  const behavior = analyze(await facts('account-techcorp', 0), 30);
  expect(behavior.score).toBeGreaterThan(75);
  expect(behavior.cautions[0]).toMatch(/Sessions are on record for 24 of about 13\d active people/);
  expect(behavior.confidence).toBeLessThan(0.8);
  expect(
    behavior.people
      .filter((each) => each.power)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(['Peter Novak', 'Sarah Johnson']);
});

test('sessions agree with the weekly figures they stand behind', async () => {
  for (const daysAgo of [0, 40, 100, DATAFLOW_HEALTHY_DAYS_AGO]) {
    const { usage, sessions, asOf } = await facts('account-dataflow', daysAgo);
    const weeks = usage.filter(({ usagePeriodEnd }) => usagePeriodEnd.getTime() > asOf.getTime() - 30 * DAY);
    for (const week of weeks) {
      const own = sessions.filter(({ at }) => at > week.usagePeriodStart && at <= week.usagePeriodEnd);
      expect(own.length).toBe(week.totalLogins);
      expect(new Set(own.map(({ userId }) => userId)).size).toBe(week.activeUsersCount);
      const minutes = own.reduce((total, each) => total + (each.sessionDurationMinutes ?? 0), 0) / own.length;
      expect(minutes / (week.averageSessionDuration ?? 0)).toBeGreaterThan(0.9);
      expect(minutes / (week.averageSessionDuration ?? 0)).toBeLessThan(1.35);
    }
  }
});

test('every document a figure rests on exists, with the field it names', async () => {
  const { connection } = database;
  for (const accountId of ['account-techcorp', 'account-dataflow']) {
    const { parts, friction, people, triggers } = analyze(await facts(accountId, 0), 30);
    const named = [
      ...parts.flatMap(({ figures }) => figures.flatMap(({ evidence }) => evidence)),
      ...[...friction, ...people, ...triggers].flatMap(({ evidence }) => evidence),
    ];
    expect(named.length).toBeGreaterThan(20);
    for (const { collection, id, field } of new Map(named.map((each) => [`${each.id}${each.field}`, each])).values()) {
      const found = await connection.collection<{ _id: string }>(collection).findOne({ _id: id, tenant: 'demo' });
      expect(found).toHaveProperty(field);
    }
  }
});
