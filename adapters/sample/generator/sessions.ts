import { type Habit, type Product, sessionsFrom, type Visitor, visitsOf } from '../sessions.ts';
import { clamp, type Row } from './kit.ts';
import { levelAt, type Profile, WEEK } from './profile.ts';

/** Every fourth account's source delivers sessions, of a group of people and the last weeks. */
const EVERY = 4;
const WEEKS = 11;
const PEOPLE = { enterprise: 6, mid_market: 5, smb: 4, startup: 3 } as const;
const TEAMS = ['Operations', 'Operations', 'Finance', 'IT', 'Operations', 'Sales'];
/** What a source leaves out: all, help and errors, who people are, how long sessions last. */
const DELIVERS = ['everything', 'everything', 'bare', 'no_people', 'untimed'] as const;

/** Sessions that follow the account's condition: fewer, shorter and with more runs given up while it is low. */
export function sessionsOf(
  profile: Profile,
  contacts: Row<'contacts'>[],
  usage: Row<'customerUsageAnalytics'>[],
): Row<'behaviorIntelligenceTracking'>[] {
  if (profile.index % EVERY !== 1 || usage.length === 0) return [];
  const random = profile.random.fork('sessions');
  const delivers = random.pick(DELIVERS);
  const logins = contacts.flatMap(({ productUserId }) => productUserId ?? []).slice(0, 3);
  const people = [
    ...logins,
    ...Array.from({ length: PEOPLE[profile.segment] - logins.length }, (_, number) => `${profile.id}-login-${number}`),
  ];
  const features = usage.at(-1)?.featureUtilization ?? [];
  const visitors = new Map(people.map((userId, number) => [userId, visitorOf(number)]));
  const weeks = usage.slice(-WEEKS);
  const leavers = new Map(contacts.map(({ productUserId, leftAt }) => [productUserId, leftAt]));
  const visits = weeks
    .flatMap((week) => {
      const to = week.usagePeriodEnd ?? profile.signalsEnd;
      const from = new Date(to.getTime() - WEEK);
      const level = clamp(levelAt(profile, from) + random.normal(0, 0.05));
      const age = Math.round((profile.today.getTime() - to.getTime()) / 86_400_000);
      return people.flatMap((userId) => {
        const left = leavers.get(userId);
        if (left && left < to) return [];
        const sessions = Math.round(clamp(3 * level + random.normal(0, 0.6), 0, 5));
        return visitsOf(userId, { from, to, sessions, age, minutes: (week.averageSessionDuration ?? 15) * random.between(0.85, 1.15) });
      });
    })
    .sort((a, b) => a.start.getTime() - b.start.getTime() || (a.userId < b.userId ? -1 : 1));
  const trouble = random.chance(0.25) ? 0.55 : 0.88;
  const levelOf = (age: number) => levelAt(profile, new Date(profile.today.getTime() - age * 86_400_000));
  const full = delivers !== 'bare';
  const product: Product = {
    idle: 0.12,
    workflows: [
      { name: 'report_run', sessions: () => 0.4, completed: (age) => 0.7 + 0.28 * levelOf(age) },
      { name: 'workflow_builder', sessions: () => 0.5, completed: (age) => trouble * (0.75 + 0.28 * levelOf(age)), step: 'conditions' },
    ],
    ...(full
      ? {
          articles: [{ name: 'Getting started', sessions: (age: number) => 0.2 - 0.15 * levelOf(age), bounced: 0.3 }],
          errors: [{ code: 'sync_failed', sessions: (age: number) => 0.1 - 0.08 * levelOf(age), resolved: 0.8 }],
          shares: (age: number) => 0.3 * levelOf(age),
        }
      : {}),
    untimed: delivers === 'untimed',
  };
  return sessionsFrom(profile.id, visits, (userId) => visitors.get(userId) ?? { habits: [] }, product);

  function visitorOf(number: number): Visitor {
    const habits = features.flatMap(({ feature, tier, share }, place): Habit[] => {
      const keen = random.chance(clamp(share ?? 0.5, 0.1, 0.95));
      if (!keen && place > 0) return [];
      const from = tier === 'advanced' ? random.whole(20, 60) : random.whole(0, 20);
      return [
        { feature, from: place === 0 ? 0 : from, every: 1 + (place % 3), ...(tier === 'advanced' ? { kind: 'advanced' as const } : {}) },
      ];
    });
    return { habits, ...(delivers === 'no_people' ? {} : { department: TEAMS[number % TEAMS.length] }) };
  }
}
