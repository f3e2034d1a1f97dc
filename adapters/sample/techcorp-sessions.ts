import type { Rows } from './rows.ts';
import { type Habit, type Product, type SessionRow, sessionsFrom, type Visitor, visitsOf } from './sessions.ts';
import { ACCOUNT, type Days } from './techcorp-dates.ts';

type Week = NonNullable<Rows['customerUsageAnalytics']>[number];

/** Session tracking is on trial with one group of the users. */
const WEEKS = 16;
const OTHERS = 18;
const deep = (feature: string, from: number, every: number): Habit => ({ feature, from, every, kind: 'advanced' });
const calls = (feature: string, from: number, every: number): Habit => ({ feature, from, every, kind: 'integration' });
const CORE: Habit[] = [
  { feature: 'compliance_monitoring', from: 0, every: 1 },
  { feature: 'audit_reports', from: 2, every: 2 },
  { feature: 'evidence_collection', from: 12, every: 2 },
];
const DEEP = [deep('workflow_automation', 16, 2), deep('ml_analytics', 30, 3)];

const KNOWN: Record<string, Visitor> = {
  'techcorp-mike': { department: 'Security', habits: [...CORE.slice(0, 2), deep('ml_analytics', 25, 4)] },
  'techcorp-sarah': {
    department: 'IT',
    habits: [...CORE, ...DEEP, calls('aws', 20, 2), calls('snowflake', 40, 3), calls('databricks', 92, 3)],
  },
  'techcorp-david': { department: 'Compliance', habits: CORE.slice(0, 2) },
  'techcorp-ana': { department: 'Compliance', habits: [...CORE, ...DEEP] },
  'techcorp-peter': { department: 'Security', habits: [...CORE, ...DEEP, calls('aws', 18, 1), calls('snowflake', 88, 2)] },
  'techcorp-jennifer': {
    department: 'Data Engineering',
    habits: [...CORE, ...DEEP, calls('databricks', 24, 2), calls('snowflake', 26, 2)],
  },
};
const TEAMS = ['Security', 'Security', 'Compliance', 'IT', 'Security', 'Data Engineering'];

function otherVisitor(number: number): Visitor {
  const more = [
    ...(number % 4 === 0 ? [] : [deep('workflow_automation', 14 + number, 2)]),
    ...(number % 3 === 0 ? [deep('ml_analytics', 84 + number, 3)] : []),
  ];
  return { department: TEAMS[number % TEAMS.length], habits: [...CORE.slice(0, number % 5 === 0 ? 2 : 3), ...more] };
}

/** Sessions of the people in the trial: those we know by name and eighteen colleagues. */
export function techcorpSessions(weeks: readonly Week[], ago: Days): SessionRow[] {
  const ageOf = ({ usagePeriodEnd }: Week) => Math.round((ago(0).getTime() - (usagePeriodEnd?.getTime() ?? 0)) / 86_400_000);
  const recorded = weeks.filter((week) => ageOf(week) < 7 * WEEKS);
  const visits = recorded
    .flatMap((week) => {
      const span = { from: week.usagePeriodStart ?? ago(0), to: week.usagePeriodEnd ?? ago(0), age: ageOf(week) };
      const known = (week.activityByUser ?? []).flatMap(({ userId, sessions, minutes }) =>
        visitsOf(userId, { ...span, sessions, minutes: minutes / sessions }),
      );
      const others = Array.from({ length: OTHERS }, (_, number) =>
        visitsOf(`techcorp-user-${number + 7}`, {
          ...span,
          sessions: 2 + ((number + ageOf(week) / 7) % 3 === 0 ? 1 : 0),
          minutes: (week.averageSessionDuration ?? 0) * (0.85 + (0.3 * number) / (OTHERS - 1)),
        }),
      );
      return [...known, ...others.flat()];
    })
    .sort((a, b) => a.start.getTime() - b.start.getTime() || (a.userId < b.userId ? -1 : 1));
  const product: Product = {
    idle: 0.08,
    workflows: [
      { name: 'evidence_review', sessions: () => 0.4, completed: () => 0.95 },
      { name: 'policy_exception', sessions: () => 0.2, completed: () => 0.88, step: 'second_approval' },
    ],
    articles: [{ name: 'Mapping SOX controls', sessions: () => 0.05, bounced: 0.2 }],
    errors: [{ code: 'connector_timeout', sessions: () => 0.02, resolved: 0.9 }],
    shares: (age) => 0.35 - age / 700,
    calls: ({ age }) => 2_000 - 10 * age,
  };
  const others = new Map(Array.from({ length: OTHERS }, (_, number) => [`techcorp-user-${number + 7}`, otherVisitor(number)]));
  return sessionsFrom(ACCOUNT, visits, (userId) => KNOWN[userId] ?? others.get(userId) ?? { habits: CORE }, product);
}
