import type { Rows } from './rows.ts';

export type SessionRow = NonNullable<Rows['behaviorIntelligenceTracking']>[number];

/** One person's one time in the product, before it is said what they did. */
export interface Visit {
  userId: string;
  start: Date;
  minutes: number;
  /** Days before the day of loading. */
  age: number;
}

/** A feature somebody takes up so many days after their first session, and uses in every n-th session until they stop. */
export interface Habit {
  feature: string;
  from: number;
  every: number;
  /** Days ago at which it was last used. */
  until?: number;
  kind?: 'advanced' | 'integration';
}

export interface Visitor {
  department?: string;
  habits: Habit[];
  /** Workflows begun once, so many days after the first session. */
  setups?: { workflow: string; on: number; completed: boolean; step: string }[];
}

type OfAge = (age: number) => number;

/** How often things happen, as shares of the sessions or runs at an age. What is left out the source does not deliver. */
export interface Product {
  /** Sessions in which no feature is used. */
  idle: number;
  workflows?: { name: string; sessions: OfAge; completed: OfAge; step?: string }[];
  articles?: { name: string; sessions: OfAge; bounced: number }[];
  errors?: { code: string; sessions: OfAge; resolved: number }[];
  shares?: OfAge;
  /** Integration calls of the session's week that fall to one session. */
  calls?: (visit: Visit) => number;
  untimed?: boolean;
}

/** Says yes to exactly the asked share of the questions, evenly spread. */
export function quota(): (share: number) => boolean {
  let owed = 0.5;
  return (share) => {
    owed += share;
    if (owed < 1) return false;
    owed -= 1;
    return true;
  };
}

/** The sessions of an account's visits, given oldest first. */
export function sessionsFrom(accountId: string, visits: Visit[], visitorOf: (userId: string) => Visitor, product: Product): SessionRow[] {
  const quotas = new Map<string, (share: number) => boolean>();
  const happens = (what: string, share: number): boolean => {
    const ask = quotas.get(what) ?? quota();
    quotas.set(what, ask);
    return ask(share);
  };
  const people = new Map<string, { first: Date; sessions: number; known: Set<string>; setups: Set<string> }>();
  return visits.map((visit, index) => {
    const { userId, start, minutes, age } = visit;
    const visitor = visitorOf(userId);
    const person = people.get(userId) ?? { first: start, sessions: 0, known: new Set(), setups: new Set() };
    people.set(userId, person);
    const day = (start.getTime() - person.first.getTime()) / 86_400_000;
    const number = person.sessions++;
    const used = visitor.habits.filter(
      ({ feature, from, every, until = 0 }) => day >= from && age >= until && (number % every === 0 || !person.known.has(feature)),
    );
    const idle = happens('idle', product.idle) && used.every(({ feature }) => person.known.has(feature));
    const habits = idle ? [] : used;
    for (const { feature } of habits) person.known.add(feature);
    const due = (visitor.setups ?? []).filter(({ workflow, on }) => day >= on && !person.setups.has(workflow));
    for (const { workflow } of due) person.setups.add(workflow);
    const end = new Date(start.getTime() + Math.round(minutes * 600) * 100);
    const features = habits.filter(({ kind }) => kind !== 'integration');
    const advanced = habits.filter(({ kind }) => kind === 'advanced');
    const integrations = habits.filter(({ kind }) => kind === 'integration');
    const runs = [
      ...due.map(({ workflow, completed, step }) => ({
        workflow,
        started: 1,
        completed: completed ? 1 : 0,
        ...(completed ? {} : { abandonedAt: step }),
      })),
      ...(product.workflows ?? []).flatMap(({ name, sessions, completed, step }) => {
        if (!happens(`run ${name}`, sessions(age))) return [];
        const done = happens(`done ${name}`, completed(age));
        return [{ workflow: name, started: 1, completed: done ? 1 : 0, ...(done || !step ? {} : { abandonedAt: step }) }];
      }),
    ];
    const articles = product.articles?.flatMap(({ name, sessions, bounced }) =>
      happens(`read ${name}`, sessions(age)) ? [{ article: name, bounced: happens(`bounced ${name}`, bounced) }] : [],
    );
    const errors = product.errors?.flatMap(({ code, sessions, resolved }) =>
      happens(code, sessions(age)) ? [{ code, at: end, resolved: happens(`resolved ${code}`, resolved) }] : [],
    );
    const shared = product.shares && happens('share', product.shares(age));
    return {
      _id: `session-${accountId}-${String(index).padStart(4, '0')}`,
      at: end,
      accountId,
      userId,
      sessionStartTime: start,
      ...(product.untimed ? {} : { sessionEndTime: end, sessionDurationMinutes: Math.round(minutes * 10) / 10 }),
      featureInteractions: features.map(({ feature }, place) => ({ feature, count: 1 + ((number + place) % 4) })),
      ...(advanced.length > 0 ? { advancedFeatureUsage: advanced.map(({ feature }) => ({ feature, count: 1 + (number % 3) })) } : {}),
      ...(runs.length > 0 ? { workflowCompletions: runs } : {}),
      ...(integrations.length > 0 && product.calls
        ? { integrationInteractions: integrations.map(({ feature }) => ({ integration: feature, calls: product.calls?.(visit) ?? 0 })) }
        : {}),
      ...(articles ? { helpContentAccessed: articles } : {}),
      ...(errors ? { errorEncounters: errors } : {}),
      ...(product.shares ? { collaborativeBehaviors: shared ? [{ kind: 'share' as const, count: 1 }] : [] } : {}),
      ...(visitor.department ? { businessContext: { department: visitor.department } } : {}),
    };
  });
}

/** So many visits spread over the whole days of [from, to), in working hours, with lengths around a mean. */
export function visitsOf(
  userId: string,
  { from, to, sessions, minutes, age }: { from: Date; to: Date; sessions: number; minutes: number; age: number },
): Visit[] {
  const days = Math.max(1, Math.floor((to.getTime() - from.getTime()) / 86_400_000));
  return Array.from({ length: sessions }, (_, index) => {
    const day = Math.floor(((index + 0.5) * days) / sessions);
    const hour = 13 + ((index * 3 + userId.length) % 8);
    const start = new Date(from.getTime() + day * 86_400_000 + (hour * 60 + ((index * 17) % 60)) * 60_000);
    // Between 80 and 120 % of the mean, which they have together.
    const place = age % 2 === 0 ? index : sessions - 1 - index;
    const length = minutes * (0.8 + (0.4 * (place + 0.5)) / sessions);
    return { userId, start, minutes: length, age: age + days - day - 1 };
  });
}
