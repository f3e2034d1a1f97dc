import { piecewise } from '../../agents/metrics/statistics.ts';
import { ACCOUNT, type Days, PRODUCT_USERS } from './dataflow-people.ts';
import type { Rows } from './rows.ts';
import { type Habit, type Product, type SessionRow, sessionsFrom, type Visitor, visitsOf } from './sessions.ts';

type Week = NonNullable<Rows['customerUsageAnalytics']>[number];

/** Sessions are recorded since then; the usage analytics go further back. */
const RECORDED_DAYS_AGO = 259;
const DEEP_WORK_STOPPED = 35;

const habit = (feature: string, from: number, every: number, more: Partial<Habit> = {}): Habit => ({ feature, from, every, ...more });
const deep = (feature: string, from: number, every: number, until = DEEP_WORK_STOPPED): Habit =>
  habit(feature, from, every, { kind: 'advanced', until });
const ingestion = habit('data_ingestion', 0, 1);
const charts = (from: number) => habit('data_visualization', from, 1);
const reports = (from: number) => habit('scheduled_reports', from, 2);
const dashboards = (from: number, until = 0) => habit('dashboards', from, 2, { until });
const api = (from: number, every: number, until = DEEP_WORK_STOPPED): Habit =>
  habit('rest_api', from, every, { kind: 'integration', until });
const modelSetup = (on: number, completed: boolean): Visitor['setups'] => [
  { workflow: 'ml_setup', on, completed, step: 'training_data_mapping' },
];

/** Who does what, from which day on; some gave up on what they had tried. */
const VISITORS: Visitor[] = [
  // Ravi
  {
    department: 'Data',
    habits: [
      ingestion,
      charts(1),
      reports(16),
      dashboards(18),
      deep('ml_analytics', 31, 3),
      deep('predictive_models', 33, 4),
      deep('workflow_automation', 45, 4, 202),
    ],
    setups: modelSetup(30, true),
  },
  // Jennifer
  {
    department: 'Data',
    habits: [
      ingestion,
      charts(0),
      reports(15),
      dashboards(15),
      deep('ml_analytics', 29, 2),
      deep('predictive_models', 30, 2),
      deep('workflow_automation', 43, 2),
      api(44, 3),
    ],
    setups: modelSetup(28, true),
  },
  // Mark
  {
    department: 'Data',
    habits: [
      ingestion,
      charts(3),
      reports(17),
      deep('ml_analytics', 30, 3),
      deep('predictive_models', 32, 3),
      deep('workflow_automation', 44, 3),
      api(43, 1),
    ],
    setups: modelSetup(29, true),
  },
  // Tom
  {
    department: 'Data',
    habits: [
      ingestion,
      charts(2),
      reports(20),
      dashboards(19),
      deep('ml_analytics', 32, 4),
      deep('predictive_models', 34, 4),
      deep('workflow_automation', 43, 2),
      api(46, 2, 203),
    ],
    setups: modelSetup(31, true),
  },
  {
    department: 'Data',
    habits: [
      ingestion,
      charts(4),
      reports(18),
      dashboards(17),
      deep('ml_analytics', 33, 3, 203),
      deep('predictive_models', 35, 3, 204),
      api(47, 3, 205),
    ],
    setups: modelSetup(32, true),
  },
  {
    department: 'Data',
    habits: [ingestion, charts(5), reports(19), dashboards(20), deep('ml_analytics', 34, 3, 206)],
    setups: modelSetup(33, true),
  },
  {
    department: 'Data',
    habits: [ingestion, charts(6), reports(21), dashboards(16, 202), deep('predictive_models', 35, 3, 207)],
    setups: modelSetup(36, false),
  },
  { department: 'Data', habits: [ingestion, charts(7), reports(18)], setups: modelSetup(37, false) },
  { department: 'Data', habits: [ingestion, charts(8)], setups: modelSetup(38, false) },
  { department: 'Finance', habits: [ingestion, charts(2), reports(15), dashboards(16)], setups: modelSetup(17, false) },
  { department: 'Finance', habits: [ingestion, charts(5), reports(16), dashboards(18)], setups: modelSetup(19, false) },
  { department: 'Finance', habits: [ingestion, charts(15), reports(17)] },
  { department: 'Data', habits: [ingestion] },
];

/** Minutes a session, against the average of the week. */
const LENGTH: Record<string, number> = { 'dataflow-jennifer': 45 / 28, 'dataflow-mark': 38 / 28 };
const OTHERS = 0.904;
/** Sessions a week in which the interface is called; fewer people call it since two of them gave up. */
const apiSessions = (age: number) => (age > 203 ? 11.5 : 7);

/** The sessions behind the weekly figures, from the day they were first recorded. */
export function dataflowSessions(weeks: readonly Week[], ago: Days): SessionRow[] {
  const ageOf = ({ usagePeriodEnd }: Week) => Math.round((ago(0).getTime() - (usagePeriodEnd?.getTime() ?? 0)) / 86_400_000);
  const recorded = weeks.filter((week) => ageOf(week) + 7 <= RECORDED_DAYS_AGO);
  const visits = recorded
    .flatMap((week) =>
      (week.activityByUser ?? []).flatMap(({ userId, sessions, lastAt }) =>
        visitsOf(userId, {
          from: week.usagePeriodStart ?? ago(0),
          to: lastAt ?? ago(0),
          sessions,
          minutes: (week.averageSessionDuration ?? 0) * (LENGTH[userId] ?? OTHERS),
          age: ageOf(week),
        }),
      ),
    )
    .sort((a, b) => a.start.getTime() - b.start.getTime() || (a.userId < b.userId ? -1 : 1));
  const weekOf = (age: number) => recorded.find((week) => age >= ageOf(week) && age < ageOf(week) + 7);
  const completed = (usual: number) => (age: number) => usual * Math.min(1.04, (weekOf(age)?.workflowCompletionRate ?? 0.6) / 0.86);
  const runs = (share: number) => (age: number) => (weekOf(age)?.workflowCompletionRate === undefined ? 0 : share);
  const product: Product = {
    idle: 0.11,
    workflows: [
      { name: 'report_run', sessions: runs(0.5), completed: completed(0.94) },
      { name: 'pipeline_run', sessions: runs(0.35), completed: completed(0.92) },
      { name: 'workflow_builder', sessions: runs(0.235), completed: completed(0.66), step: 'condition_rules' },
    ],
    articles: [
      { name: 'API authentication guide', sessions: (age) => (age > 182 ? 0.12 : 0.07), bounced: 0.67 },
      { name: 'Sharing a report', sessions: (age) => (age > 182 ? 0.1 : 0.05), bounced: 0.2 },
    ],
    errors: [{ code: 'import_timeout', sessions: () => 0.06, resolved: 0.85 }],
    shares: (age) => piecewise(SHARES, age),
    calls: ({ age }) => Math.round((weekOf(age)?.apiCallsCount ?? 0) / apiSessions(age)),
  };
  return sessionsFrom(ACCOUNT, visits, (userId) => VISITORS[PRODUCT_USERS.indexOf(userId)] ?? { habits: [ingestion] }, product);
}

const SHARES = [
  [0, 0.05],
  [35, 0.1],
  [56, 0.4],
  [150, 0.6],
  [180, 0.4],
  [185, 0.22],
] as const;
