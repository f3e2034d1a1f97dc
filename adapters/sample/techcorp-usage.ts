import { piecewise } from '../../agents/metrics/statistics.ts';
import type { Rows } from './rows.ts';
import { ACCOUNT, type Days, START } from './techcorp-dates.ts';

type Curve = readonly (readonly [daysAgo: number, value: number])[];

const PROVISIONED: Curve = [
  [0, 140],
  [182, 125],
  [252, 110],
  [280, 100],
  [350, 100],
];
/** Share of provisioned users active in the week. */
const ACTIVE: Curve = [
  [0, 0.962],
  [182, 0.95],
  [252, 0.92],
  [301, 0.88],
  [308, 0.87],
  [315, 0.87],
  [322, 0.86],
  [329, 0.85],
  [336, 0.82],
  [343, 0.78],
  [350, 0.7],
];
const MINUTES: Curve = [
  [0, 37],
  [182, 36],
  [301, 34.5],
  [322, 33.5],
  [329, 32],
  [350, 28],
];
const CORE: Curve = [
  [0, 0.975],
  [182, 0.96],
  [301, 0.945],
  [322, 0.935],
  [329, 0.92],
  [350, 0.84],
];
const ADVANCED: Curve = [
  [0, 0.86],
  [182, 0.76],
  [252, 0.71],
  [301, 0.685],
  [322, 0.655],
  [329, 0.62],
  [350, 0.5],
];
const MACHINE_LEARNING: Curve = [
  [0, 0.78],
  [91, 0.5],
  [182, 0.23],
  [301, 0.12],
  [350, 0],
];
const API: Curve = [
  [0, 594_000],
  [28, 500_000],
  [91, 230_000],
  [182, 60_000],
  [252, 42_000],
  [301, 31_000],
  [308, 27_500],
  [315, 24_000],
  [322, 20_000],
  [329, 11_000],
  [336, 10_200],
  [343, 9_800],
  [350, 9_000],
];
/** Megabytes. */
const VOLUME: Curve = [
  [0, 4_000_000],
  [91, 1_800_000],
  [182, 600_000],
  [301, 320_000],
  [350, 60_000],
];
const CAPACITY: Curve = [
  [0, 0.93],
  [91, 0.86],
  [182, 0.78],
  [301, 0.57],
  [350, 0.3],
];
const COMPLETION: Curve = [
  [0, 0.93],
  [182, 0.9],
  [301, 0.84],
  [322, 0.82],
  [350, 0.78],
];
const ERRORS: Curve = [
  [0, 0.004],
  [301, 0.009],
  [350, 0.02],
];

/** Minutes a week each known person spends in the product. The IT director's fell by 23 % in the four weeks before week 8, then came back. */
const PEOPLE: Record<string, Curve> = {
  'techcorp-mike': [
    [0, 62],
    [301, 52],
    [350, 48],
  ],
  'techcorp-sarah': [
    [0, 150],
    [231, 138],
    [252, 122],
    [280, 100],
    [301, 92.4],
    [322, 92.4],
    [329, 120],
    [350, 120],
  ],
  'techcorp-david': [
    [0, 24],
    [301, 16],
    [350, 14],
  ],
  'techcorp-ana': [
    [0, 240],
    [301, 190],
    [350, 150],
  ],
  'techcorp-peter': [
    [0, 200],
    [301, 160],
    [350, 120],
  ],
};
const JENNIFER_SINCE = 98;
const EUROPE_SINCE = 84;

/** Weekly usage from the first week of the implementation on. */
export function techcorpUsage(ago: Days): NonNullable<Rows['customerUsageAnalytics']> {
  return Array.from({ length: START / 7 }, (_, week) => usageWeek(7 * week, ago));
}

function usageWeek(age: number, ago: Days): NonNullable<Rows['customerUsageAnalytics']>[number] {
  const at = (curve: Curve) => piecewise(curve, age);
  const share = (curve: Curve) => Math.round(at(curve) * 1000) / 1000;
  const provisioned = Math.round(at(PROVISIONED));
  const active = Math.round(provisioned * at(ACTIVE));
  const europe = age <= EUROPE_SINCE ? Math.round(active * (0.16 - (0.1 * age) / EUROPE_SINCE)) : 0;
  const data = age <= JENNIFER_SINCE ? 14 - Math.round((8 * age) / JENNIFER_SINCE) : 0;
  return {
    _id: `usage-techcorp-${String(age).padStart(3, '0')}`,
    at: ago(age),
    accountId: ACCOUNT,
    usagePeriodStart: ago(age + 7),
    usagePeriodEnd: ago(age),
    measurementFrequency: 'weekly',
    activeUsersCount: active,
    provisionedUsersCount: provisioned,
    totalLogins: Math.round(active * 4.6),
    averageSessionDuration: Math.round(at(MINUTES) * 10) / 10,
    featureUtilization: [
      { feature: 'compliance_monitoring', tier: 'core', share: share(CORE) },
      { feature: 'audit_reports', tier: 'core', share: Math.round(at(CORE) * 970) / 1000 },
      { feature: 'workflow_automation', tier: 'advanced', share: share(ADVANCED) },
      { feature: 'ml_analytics', tier: 'advanced', share: share(MACHINE_LEARNING) },
    ],
    apiCallsCount: Math.round(at(API)),
    dataVolumeProcessed: Math.round(at(VOLUME)),
    coreFeatureAdoption: share(CORE),
    advancedFeatureAdoption: share(ADVANCED),
    workflowCompletionRate: share(COMPLETION),
    lastWorkflowRunAt: ago(age),
    integrationUtilization: [
      { integration: 'aws', calls: Math.round(at(API) * 0.7) },
      ...(age <= 120 ? [{ integration: 'snowflake', calls: Math.round(at(API) * 0.18) }] : []),
      ...(age <= 60 ? [{ integration: 'databricks', calls: Math.round(at(API) * 0.12) }] : []),
    ],
    errorRate: share(ERRORS),
    capacityUtilization: share(CAPACITY),
    activityByUser: activity(age, ago),
    activeUsersByTeam: [
      { team: 'Security', users: Math.round((active - data) * 0.55) },
      { team: 'Compliance', users: Math.round((active - data) * 0.25) },
      { team: 'IT', users: active - data - Math.round((active - data) * 0.55) - Math.round((active - data) * 0.25) },
      ...(data > 0 ? [{ team: 'Data Engineering', users: data }] : []),
    ],
    activeUsersByRegion: [
      { region: 'us-east', users: active - europe },
      ...(europe > 0
        ? [
            { region: 'eu-london', users: Math.ceil(europe / 2) },
            { region: 'eu-frankfurt', users: Math.floor(europe / 2) },
          ]
        : []),
    ],
  };
}

function activity(age: number, ago: Days) {
  const people = Object.entries(PEOPLE).map(([userId, curve]) => ({ userId, minutes: Math.round(piecewise(curve, age) * 10) / 10 }));
  const joined = age <= JENNIFER_SINCE ? [{ userId: 'techcorp-jennifer', minutes: 45 }] : [];
  return [...people, ...joined].map(({ userId, minutes }) => ({
    userId,
    minutes,
    sessions: Math.max(1, Math.round(minutes / 34)),
    lastAt: ago(age + 1),
  }));
}
