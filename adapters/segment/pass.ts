import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { BehaviorIntelligenceTracking } from '../../models/behavior-intelligence-tracking.ts';
import { type ProductEvent, USE_KINDS } from '../../models/product-event.ts';
import type { ProductUser } from '../../models/product-user.ts';
import { accountsOf, refreshPeople, type SegmentScope, SOURCE } from './people.ts';
import { type Session, SILENCE_MS, sessionsOf, type Used } from './sessions.ts';
import { rememberDays } from './windows.ts';

const EVENTS_A_PASS = 4_000;

/** Turns some of the stored events into contacts and sessions. Returns how many it took; 0 when none is pending. Doing it twice changes nothing. */
export async function runPass(scope: SegmentScope): Promise<number> {
  const { models, tenant } = scope;
  const pending = await models.productEvents
    .find({ tenant, state: 'pending' })
    .sort({ userId: 1, at: 1 })
    .limit(EVENTS_A_PASS)
    .lean<ProductEvent[]>();
  if (pending.length === 0) return 0;
  await meet(scope, pending);
  const used = await attribute(scope, pending);
  if (used.length > 0) {
    await writeSessions(scope, used);
    const ids = used.map(({ _id }) => _id);
    await models.productEvents.updateMany({ tenant, _id: { $in: ids } }, { $set: { state: 'done' } });
  }
  return pending.length;
}

/** Works out who the people are that said so, or were not seen before. */
async function meet(scope: SegmentScope, pending: readonly ProductEvent[]): Promise<void> {
  const { models, tenant } = scope;
  const userIds = [...new Set(pending.map(({ userId }) => userId))];
  const users = await models.productUsers.find({ tenant, userId: { $in: userIds } }, { userId: 1 }).lean<{ userId: string }[]>();
  const known = new Set(users.map(({ userId }) => userId));
  const speaking = new Set(pending.filter(({ kind }) => kind === 'identify' || kind === 'group').map(({ userId }) => userId));
  await refreshPeople(
    scope,
    userIds.filter((userId) => speaking.has(userId) || !known.has(userId)),
  );
}

type Attributed = Used & { accountId: string };

/** Says whose use each event is. What cannot be said is kept aside until it can. */
async function attribute(scope: SegmentScope, pending: readonly ProductEvent[]): Promise<Attributed[]> {
  const { models, tenant } = scope;
  const uses = pending.filter(({ kind }) => kind === 'track' || kind === 'page');
  const userIds = [...new Set(uses.map(({ userId }) => userId))];
  const [users, accounts] = await Promise.all([
    models.productUsers.find({ tenant, userId: { $in: userIds } }).lean<ProductUser[]>(),
    accountsOf(
      scope,
      uses.flatMap(({ groupId }) => groupId ?? []),
    ),
  ]);
  const homes = new Map(users.map(({ userId, accountId }) => [userId, accountId ?? undefined]));
  const accountOf = ({ groupId, userId }: ProductEvent) => (groupId ? accounts.get(groupId) : homes.get(userId));
  const groups = Map.groupBy(uses, (event) => {
    const accountId = accountOf(event);
    return accountId ? `of ${accountId}` : event.groupId ? 'group' : 'user';
  });
  const operations: object[] = [];
  const attributed: Attributed[] = [];
  const waiting = (waitsFor: 'group' | 'user', reason: string) => ({ $set: { state: 'aside', waitsFor, reason } });
  for (const some of groups.values()) {
    const [first] = some;
    const accountId = first && accountOf(first);
    const update = accountId
      ? { $set: { accountId } }
      : first?.groupId
        ? waiting('group', 'no account has the id of the group')
        : waiting('user', 'nobody said which account the user belongs to');
    operations.push({ updateMany: { filter: { tenant, _id: { $in: some.map(({ _id }) => _id) } }, update } });
    if (accountId) for (const event of some) attributed.push({ ...event, accountId });
  }
  if (operations.length > 0)
    await models.productEvents.collection.bulkWrite(
      operations as unknown as Parameters<typeof models.productEvents.collection.bulkWrite>[0],
      { ordered: false },
    );
  return attributed;
}

interface Region {
  from: number;
  to: number;
}

/** Cuts anew what the events fall into: from the first to the last of them, widened to whole stored sessions. */
async function writeSessions(scope: SegmentScope, used: readonly Attributed[]): Promise<void> {
  const { models, tenant } = scope;
  const regions = new Map<string, Region>();
  for (const { userId, at } of used) widen(regions, userId, at, at);
  const from = Math.min(...[...regions.values()].map((region) => region.from)) - SILENCE_MS;
  const to = Math.max(...[...regions.values()].map((region) => region.to)) + SILENCE_MS;
  const stored = await models.behaviorIntelligenceTracking
    .find({
      tenant,
      userId: { $in: [...regions.keys()] },
      sessionEndTime: { $gte: new Date(from) },
      sessionStartTime: { $lte: new Date(to) },
      source: SOURCE,
    })
    .lean<(BehaviorIntelligenceTracking & { sessionEndTime: Date })[]>();
  const events = new Map([...regions].map(([userId, { from: first, to: last }]) => [userId, { first, last }]));
  const before = new Map<string, BehaviorIntelligenceTracking>();
  for (const session of stored) {
    const own = events.get(session.userId);
    if (!own || session.sessionEndTime.getTime() < own.first - SILENCE_MS || session.sessionStartTime.getTime() > own.last + SILENCE_MS)
      continue;
    before.set(String(session.externalId), session);
    widen(regions, session.userId, session.sessionStartTime, session.sessionEndTime);
  }
  const after: Session[] = [];
  for await (const session of sessionsOf(eventsIn(scope, regions))) after.push(session);
  await store(scope, before, after);
}

function widen(regions: Map<string, Region>, userId: string, start: Date, end: Date): void {
  const { from, to } = regions.get(userId) ?? { from: Number.POSITIVE_INFINITY, to: Number.NEGATIVE_INFINITY };
  regions.set(userId, { from: Math.min(from, start.getTime()), to: Math.max(to, end.getTime()) });
}

async function* eventsIn({ models, tenant }: SegmentScope, regions: Map<string, Region>): AsyncGenerator<Used> {
  const all = [...regions.values()];
  const within = { $gte: new Date(Math.min(...all.map(({ from }) => from))), $lte: new Date(Math.max(...all.map(({ to }) => to))) };
  const cursor = models.productEvents
    .find({ tenant, userId: { $in: [...regions.keys()] }, at: within, kind: { $in: [...USE_KINDS] }, accountId: { $type: 'string' } })
    .sort({ userId: 1, at: 1 })
    .lean<Used[]>()
    .cursor({ batchSize: 2_000 });
  for await (const event of cursor) {
    const region = regions.get(event.userId);
    if (region && event.at.getTime() >= region.from && event.at.getTime() <= region.to) yield event;
  }
}

async function store(scope: SegmentScope, before: Map<string, BehaviorIntelligenceTracking>, after: readonly Session[]): Promise<void> {
  const { models, tenant, now } = scope;
  const operations: object[] = [];
  const touched: { accountId: string; at: Date }[] = [];
  const gone = new Map(before);
  for (const session of after) {
    const known = before.get(session.externalId);
    gone.delete(session.externalId);
    if (!known) operations.push({ insertOne: { document: { _id: randomUUID(), tenant, source: SOURCE, ingestedAt: now, ...session } } });
    else {
      const { _id, ingestedAt, ...rest } = known;
      if (isDeepStrictEqual({ ...rest }, { tenant, source: SOURCE, ...session })) continue;
      operations.push({ replaceOne: { filter: { tenant, _id }, replacement: { tenant, source: SOURCE, ingestedAt, ...session } } });
    }
    touched.push({ accountId: session.accountId, at: session.sessionStartTime });
  }
  for (const { _id, accountId, sessionStartTime } of gone.values()) {
    operations.push({ deleteOne: { filter: { tenant, _id } } });
    touched.push({ accountId, at: sessionStartTime });
  }
  if (operations.length === 0) return;
  await rememberDays(scope, touched);
  const { collection } = models.behaviorIntelligenceTracking;
  await collection.bulkWrite(operations as unknown as Parameters<typeof collection.bulkWrite>[0], { ordered: false });
}
