import type { Random } from '../random.ts';
import { clamp, type Row, round } from './kit.ts';
import type { Vertical } from './names.ts';
import { type Profile, WEEK } from './profile.ts';
import { seasonOf } from './season.ts';

const CORE = ['dashboards', 'workflows', 'reports', 'alerts'];
const ADVANCED: Record<Vertical, string[]> = {
  fintech: ['risk models', 'audit trail', 'api automation'],
  healthcare: ['consent rules', 'audit trail', 'data masking'],
  manufacturing: ['line forecasting', 'sensor feeds', 'api automation'],
  retail: ['demand forecasting', 'store segments', 'api automation'],
  technology: ['webhooks', 'custom scripts', 'api automation'],
  government: ['records retention', 'audit trail', 'public reports'],
};
const TEAMS = ['Operations', 'Finance', 'IT', 'Compliance', 'Sales', 'Support'];

/** Weekly usage, oldest first; follows the account's condition with noise, never exactly. */
export function usageOf(profile: Profile, contacts: Row<'contacts'>[]): Row<'customerUsageAnalytics'>[] {
  if (profile.gap === 'no_usage' || profile.gap === 'nothing_but_a_name') return [];
  const random = profile.random.fork('usage');
  const weeks = profile.levels.length;
  const habits = habitsOf(profile, random);
  return profile.levels.map((level, week) => {
    const usagePeriodEnd = new Date(profile.signalsStart.getTime() + (week + 1) * WEEK);
    const provisioned = Math.max(1, Math.round(profile.seats * clamp(habits.provisioned * (1 + habits.growth * week), 0.2, 1.15)));
    const active = Math.round(provisioned * clamp(level * habits.reach * seasonOf(usagePeriodEnd) + random.normal(0, 0.04)));
    const adoption = (ceiling: number) => round(clamp(level * ceiling + random.normal(0, 0.025)), 3);
    return {
      _id: `${profile.id}-usage-${String(weeks - week).padStart(2, '0')}`,
      accountId: profile.id,
      at: usagePeriodEnd,
      usagePeriodStart: new Date(usagePeriodEnd.getTime() - WEEK),
      usagePeriodEnd,
      measurementFrequency: 'weekly',
      activeUsersCount: active,
      provisionedUsersCount: provisioned,
      totalLogins: Math.round(active * clamp(1 + 5 * level + random.normal(0, 0.3), 1, 8)),
      averageSessionDuration: round(clamp(6 + habits.minutes * level + random.normal(0, 1.5), 1, 90), 1),
      featureUtilization: habits.features.map(({ feature, tier, popularity }) => ({ feature, tier, share: adoption(popularity) })),
      ...(habits.tracksApi
        ? {
            apiCallsCount: Math.round(
              habits.apiCalls * level * seasonOf(usagePeriodEnd) * (1 + habits.growth * week) * random.between(0.9, 1.1),
            ),
          }
        : {}),
      newUserOnboardingCompletion: adoption(1),
      coreFeatureAdoption: adoption(1.05),
      advancedFeatureAdoption: adoption(habits.advanced),
      ...(habits.tracksWorkflows ? { workflowCompletionRate: adoption(1.04) } : {}),
      errorRate: round(clamp(0.04 * (1.1 - level) + random.normal(0, 0.004)), 4),
      capacityUtilization: round(clamp((active / profile.seats) * habits.capacity, 0, 1.4), 3),
      activeUsersByTeam: divide(active, habits.teams).map(({ part, amount }) => ({ team: part, users: amount })),
      activityByUser: activityOf(contacts, usagePeriodEnd, level, random),
    };
  });
}

function habitsOf(profile: Profile, random: Random) {
  const feature = (tier: 'core' | 'advanced') => (name: string) => ({
    feature: name,
    tier,
    popularity: tier === 'core' ? random.between(0.8, 1.1) : random.between(0.3, 0.8),
  });
  return {
    provisioned: random.between(0.6, 1),
    growth: profile.path === 'growth' ? random.between(0.005, 0.02) : random.between(-0.002, 0.004),
    reach: random.between(0.92, 1.08),
    minutes: random.between(16, 34),
    advanced: random.between(0.4, 0.85),
    apiCalls: profile.seats * random.between(20, 400),
    capacity: random.between(0.95, 1.3),
    tracksApi: random.chance(0.85),
    tracksWorkflows: random.chance(0.9),
    teams: random.some(TEAMS, random.whole(1, profile.segment === 'enterprise' ? 4 : 2)),
    features: [...CORE.map(feature('core')), ...ADVANCED[profile.vertical].map(feature('advanced'))],
  };
}

/** What each known person did, from sessions: nothing once they have left. */
function activityOf(contacts: Row<'contacts'>[], end: Date, level: number, random: Random) {
  return contacts.flatMap(({ productUserId, leftAt }) => {
    if (!productUserId || (leftAt && leftAt < end)) return [];
    const sessions = Math.round(clamp(8 * level + random.normal(0, 1.5), 0, 14));
    return sessions === 0 ? [] : [{ userId: productUserId, sessions, minutes: Math.round(sessions * (5 + 25 * level)) }];
  });
}

/** Deals `total` among the parts, the first getting most. */
function divide(total: number, parts: string[]): { part: string; amount: number }[] {
  let left = total;
  return parts.map((part, number) => {
    const amount = number === parts.length - 1 ? left : Math.ceil(left * 0.6);
    left -= amount;
    return { part, amount };
  });
}
