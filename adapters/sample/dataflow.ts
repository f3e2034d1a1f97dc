import { piecewise } from '../../agents/metrics/statistics.ts';
import { ACCOUNT, CONTRACT, CSM, type Days, daysBefore, PRODUCT_USERS } from './dataflow-people.ts';
import { dataflowRelations } from './dataflow-relations.ts';
import { dataflowSessions } from './dataflow-sessions.ts';
import type { Rows } from './rows.ts';

/** The account's better days: twelve active users, 28-minute sessions. */
export const DATAFLOW_HEALTHY_DAYS_AGO = 150;
const WEEKS = 60;

/**
 * DataFlow Analytics: a mid-market lender that took to the product fast and, two months ago, began to let go of it.
 * Raw signals only, dated relative to `today` (midnight UTC).
 */
export function dataflow(today: Date): Rows {
  const ago = daysBefore(today);
  const relations = dataflowRelations(ago);
  const usage = Array.from({ length: WEEKS }, (_, index) => usageWeek(7 * (WEEKS - 1 - index), ago));
  return {
    ...relations,
    accounts: [
      {
        _id: ACCOUNT,
        at: ago(610),
        name: 'DataFlow Analytics',
        aliases: ['DataFlow'],
        website: 'https://dataflow-analytics.example',
        vertical: 'fintech',
        description:
          'Digital lending platform with financial data analytics; uses the product for advanced analytics and compliance automation.',
        employees: 250,
        annualRevenue: 45_000_000,
        region: 'North America',
        currency: 'USD',
        lifecycleStage: 'established',
        customerSince: ago(603),
        ownerId: CSM,
        accountExecutiveId: 'user-marcus-johnson',
        tags: ['professional'],
      },
    ],
    contracts: [
      {
        _id: CONTRACT,
        at: ago(603),
        accountId: ACCOUNT,
        name: 'Professional, 24 months',
        startDate: ago(603),
        endDate: ago(-127),
        termMonths: 24,
        annualValue: 180_000,
        currency: 'USD',
        seats: 15,
        paymentModel: 'quarterly',
        status: 'active',
        lineItems: [
          { name: 'Professional platform', annualValue: 140_000 },
          { name: 'Compliance automation', annualValue: 40_000 },
        ],
      },
    ],
    customerUsageAnalytics: usage,
    behaviorIntelligenceTracking: dataflowSessions(usage, ago),
  };
}

type Curve = readonly (readonly [daysAgo: number, value: number])[];

const LOGINS: Curve = [
  [0, 8],
  [21, 8],
  [28, 10],
  [35, 14],
  [42, 15],
  [49, 17],
  [56, 24],
  [77, 24],
  [84, 26],
  [98, 31],
  [112, 38],
  [126, 46],
  [150, 50],
  [240, 46],
  [330, 38],
  [420, 28],
];
const ACTIVE: Curve = [
  [0, 1],
  [7, 2],
  [21, 2],
  [28, 3],
  [35, 4],
  [49, 4],
  [56, 5],
  [70, 7],
  [84, 8],
  [98, 9],
  [112, 10],
  [126, 12],
  [182, 12],
  [189, 9],
  [240, 9],
  [330, 8],
  [420, 6],
];
const PROVISIONED: Curve = [
  [0, 8],
  [70, 8],
  [84, 9],
  [98, 10],
  [112, 12],
  [126, 13],
  [190, 13],
  [240, 11],
  [330, 10],
  [420, 8],
];
const MINUTES: Curve = [
  [0, 7],
  [21, 7],
  [28, 9],
  [35, 15],
  [42, 18],
  [49, 22],
  [56, 27],
  [98, 28],
  [147, 26],
  [178, 30],
  [330, 30],
];
const CORE: Curve = [
  [0, 0.5],
  [21, 0.51],
  [28, 0.58],
  [35, 0.74],
  [49, 0.82],
  [56, 0.92],
  [150, 0.95],
  [330, 0.9],
];
const ADVANCED: Curve = [
  [0, 0.02],
  [21, 0.03],
  [28, 0.12],
  [35, 0.3],
  [56, 0.6],
  [98, 0.66],
  [150, 0.67],
  [240, 0.55],
  [330, 0.45],
];
const API: Curve = [
  [0, 4_300],
  [21, 4_500],
  [28, 6_000],
  [35, 26_000],
  [42, 28_000],
  [49, 33_000],
  [56, 40_000],
  [112, 41_000],
  [150, 39_600],
  [180, 9_000],
  [330, 7_000],
];
const VOLUME: Curve = [
  [0, 6_000],
  [14, 8_000],
  [28, 60_000],
  [56, 110_000],
  [150, 120_000],
  [180, 18_000],
  [330, 14_000],
];
const COMPLETION: Curve = [
  [21, 0.6],
  [35, 0.74],
  [56, 0.84],
  [98, 0.87],
  [330, 0.82],
];
const WORKFLOWS_STOPPED_DAYS_AGO = 18;

function usageWeek(age: number, ago: Days): NonNullable<Rows['customerUsageAnalytics']>[number] {
  const at = (curve: Curve) => piecewise(curve, age);
  const active = Math.round(at(ACTIVE));
  const logins = Math.round(at(LOGINS));
  const minutes = at(MINUTES);
  return {
    _id: `usage-dataflow-${String(age).padStart(3, '0')}`,
    at: ago(age),
    accountId: ACCOUNT,
    usagePeriodStart: ago(age + 7),
    usagePeriodEnd: ago(age),
    measurementFrequency: 'weekly',
    activeUsersCount: active,
    provisionedUsersCount: Math.round(at(PROVISIONED)),
    totalLogins: logins,
    averageSessionDuration: Math.round(minutes * 10) / 10,
    featureUtilization: [
      { feature: 'data_ingestion', tier: 'core', share: share(at(CORE)) },
      { feature: 'dashboards', tier: 'core', share: share(at(CORE) * 0.96) },
      { feature: 'ml_analytics', tier: 'advanced', share: share(at(ADVANCED)) },
      { feature: 'workflow_automation', tier: 'advanced', share: share(at(ADVANCED) * 0.7) },
    ],
    apiCallsCount: Math.round(at(API)),
    dataVolumeProcessed: Math.round(at(VOLUME)),
    coreFeatureAdoption: share(at(CORE)),
    advancedFeatureAdoption: share(at(ADVANCED)),
    ...(age + 7 > WORKFLOWS_STOPPED_DAYS_AGO
      ? { workflowCompletionRate: share(at(COMPLETION)), lastWorkflowRunAt: ago(Math.max(WORKFLOWS_STOPPED_DAYS_AGO, age)) }
      : { lastWorkflowRunAt: ago(WORKFLOWS_STOPPED_DAYS_AGO) }),
    capacityUtilization: share(at(VOLUME) / 140_000),
    activityByUser: activity(age, active, logins, minutes, ago),
    activeUsersByTeam: active > 6 && age <= FINANCE_JOINED ? teams(active) : [{ team: 'Data', users: active }],
  };
}

const FINANCE_JOINED = 182;
/** The finance team came last and was the first to stop. */
const teams = (active: number) => [
  { team: 'Data', users: active - 3 },
  { team: 'Finance', users: 3 },
];

const share = (value: number) => Math.round(Math.min(1, Math.max(0, value)) * 1000) / 1000;

/** When each person was last seen, in days ago, once they stopped; the others are seen to the end of the week. */
const LAST_SEEN: Record<string, number> = { 'dataflow-jennifer': 12, 'dataflow-mark': 33 };
const SESSION_FACTOR: Record<string, number> = { 'dataflow-jennifer': 45 / 28, 'dataflow-mark': 38 / 28 };

function activity(age: number, active: number, logins: number, minutes: number, ago: Days) {
  const still = PRODUCT_USERS.filter((id) => age + 7 > (LAST_SEEN[id] ?? 0)).slice(0, active);
  return still.map((userId, index) => {
    const sessions = Math.floor(logins / still.length) + (index < logins % still.length ? 1 : 0);
    // In the week that ends 28 days ago all but two were seen on its first days only.
    const seen = Math.max(LAST_SEEN[userId] ?? 0, age === 28 && index >= 2 ? 32 : age);
    return { userId, sessions, minutes: Math.round(sessions * minutes * (SESSION_FACTOR[userId] ?? 0.94)), lastAt: ago(seen) };
  });
}
