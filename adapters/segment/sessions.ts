import type { BehaviorIntelligenceTracking } from '../../models/behavior-intelligence-tracking.ts';
import { keptSince } from '../../models/kit/retention.ts';
import type { ProductEvent } from '../../models/product-event.ts';

/** A person silent for longer than this begins a new session. */
export const SILENCE_MS = 30 * 60_000;

const DAY = 86_400_000;

/** Sessions of before then are as they are: not all of their events are kept, or will be in a moment. */
export const closedBefore = (now: Date): Date => new Date(keptSince('productEvents', now).getTime() + DAY);

export type Used = Pick<ProductEvent, '_id' | 'userId' | 'at' | 'kind'> &
  Partial<Pick<ProductEvent, 'accountId' | 'name' | 'tier' | 'workflow' | 'step' | 'integration' | 'errorCode'>>;

type Fields = Omit<BehaviorIntelligenceTracking, '_id' | 'tenant' | 'source' | 'ingestedAt'>;
/** A session as stored, less what arrival decides. */
export type Session = { [Field in keyof Fields as undefined extends Fields[Field] ? never : Field]: Fields[Field] } & Partial<Fields> & {
    externalId: string;
    sessionEndTime: Date;
  };

interface Open {
  accountId: string;
  userId: string;
  start: Date;
  end: Date;
  pages: number;
  features: Map<string, number>;
  advanced: Map<string, number>;
  workflows: Map<string, { started: number; completed: number }>;
  integrations: Map<string, { calls: number; errors: number }>;
  errors: { code: string; at: Date }[];
}

/**
 * Cuts events, sorted by person and time, into sessions of one person at one account. The same events give the same
 * sessions in whatever order they arrived. Holds the open sessions of one person only.
 */
export async function* sessionsOf(events: AsyncIterable<Used> | Iterable<Used>): AsyncGenerator<Session> {
  let userId: string | undefined;
  const open = new Map<string, Open>();
  for await (const event of events) {
    const { accountId, at } = event;
    if (!accountId) continue;
    if (event.userId !== userId) {
      for (const session of open.values()) yield closed(session);
      open.clear();
      userId = event.userId;
    }
    const current = open.get(accountId);
    if (current && at.getTime() - current.end.getTime() <= SILENCE_MS) {
      add(current, event);
      continue;
    }
    if (current) yield closed(current);
    const begun: Open = {
      accountId,
      userId: event.userId,
      start: at,
      end: at,
      pages: 0,
      features: new Map(),
      advanced: new Map(),
      workflows: new Map(),
      integrations: new Map(),
      errors: [],
    };
    add(begun, event);
    open.set(accountId, begun);
  }
  for (const session of open.values()) yield closed(session);
}

function add(session: Open, { at, kind, name, tier, workflow, step, integration, errorCode }: Used): void {
  session.end = at;
  if (kind === 'page') session.pages++;
  else if (name) count(tier === 'advanced' ? session.advanced : session.features, name);
  if (workflow) {
    const runs = session.workflows.get(workflow) ?? { started: 0, completed: 0 };
    runs[step ?? 'started']++;
    session.workflows.set(workflow, runs);
  }
  if (integration) {
    const calls = session.integrations.get(integration) ?? { calls: 0, errors: 0 };
    calls.calls++;
    if (errorCode) calls.errors++;
    session.integrations.set(integration, calls);
  }
  if (errorCode) session.errors.push({ code: errorCode, at });
}

const count = (counts: Map<string, number>, name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1);

function closed({ accountId, userId, start, end, pages, features, advanced, workflows, integrations, errors }: Open): Session {
  const sorted = <Value>(map: Map<string, Value>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
  const used = sorted(new Map([...features, ...advanced].map(([name]) => [name, (features.get(name) ?? 0) + (advanced.get(name) ?? 0)])));
  const some = <Item>(field: string, items: Item[]) => (items.length > 0 ? { [field]: items } : {});
  return {
    externalId: `segment:${accountId}:${userId}:${start.getTime()}`,
    at: end,
    accountId,
    userId,
    sessionStartTime: start,
    sessionEndTime: end,
    sessionDurationMinutes: Math.round((end.getTime() - start.getTime()) / 6_000) / 10,
    pageViews: pages,
    featureInteractions: used.map(([feature, times]) => ({ feature, count: times })),
    featuresAccessed: used.map(([feature]) => feature),
    ...some(
      'advancedFeatureUsage',
      sorted(advanced).map(([feature, times]) => ({ feature, count: times })),
    ),
    // A run is told of when it ends; where only the end is told, it began too.
    ...some(
      'workflowCompletions',
      sorted(workflows).map(([workflow, { started, completed }]) => ({ workflow, started: Math.max(started, completed), completed })),
    ),
    ...some(
      'integrationInteractions',
      sorted(integrations).map(([integration, { calls, errors: failed }]) => ({ integration, calls, errorCount: failed })),
    ),
    ...some(
      'errorEncounters',
      errors.sort((a, b) => a.at.getTime() - b.at.getTime() || (a.code < b.code ? -1 : 1)),
    ),
  };
}
