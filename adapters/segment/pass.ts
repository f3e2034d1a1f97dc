import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { failureOf } from '../../agents/kit/describe-error.ts';
import type { BehaviorIntelligenceTracking } from '../../models/behavior-intelligence-tracking.ts';
import { PERSON_KINDS, type ProductEvent, USE_KINDS } from '../../models/product-event.ts';
import type { ProductUser } from '../../models/product-user.ts';
import { takeInParts } from './isolate.ts';
import { accountsOf, refreshPeople, type SegmentScope, SOURCE } from './people.ts';
import { closedBefore, type Session, SILENCE_MS, sessionsOf, type Used } from './sessions.ts';
import { rememberDays } from './windows.ts';

const EVENTS_A_PASS = 4_000;
const SLOTS = 32;
const SHORTEST_SLOT_MS = 4 * SILENCE_MS;

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
  await takeInParts(
    await attribute(scope, pending),
    (attributed) => takeUse(scope, attributed),
    (event, error) => write(scope, [[[event], unusable(error)]]),
  );
  return pending.length;
}

async function takeUse(scope: SegmentScope, attributed: readonly Attributed[]): Promise<void> {
  for (const some of bySlot(attributed)) {
    const used = await writeSessions(scope, some);
    await write(
      scope,
      [...Map.groupBy(used, ({ accountId }) => accountId)].map(([accountId, own]) => [own, { $set: { accountId, state: 'done' } }]),
    );
  }
}

/** Puts aside what holds up the others. */
const unusable = (error: unknown) => ({
  $set: { state: 'aside', waitsFor: 'person', reason: `it cannot be taken as it is: ${failureOf(error)}` },
});

/** Works out who the people are that said so, or were not seen before. */
async function meet(scope: SegmentScope, pending: readonly ProductEvent[]): Promise<void> {
  const { models, tenant } = scope;
  const userIds = [...new Set(pending.map(({ userId }) => userId))];
  const users = await models.productUsers.find({ tenant, userId: { $in: userIds } }, { userId: 1 }).lean<{ userId: string }[]>();
  const known = new Set(users.map(({ userId }) => userId));
  const speaking = new Set(pending.filter(({ kind }) => kind === 'identify' || kind === 'group').map(({ userId }) => userId));
  await takeInParts(
    userIds.filter((userId) => speaking.has(userId) || !known.has(userId)),
    (some) => refreshPeople(scope, some),
    // Which of the calls it is nobody knows: together they say who somebody is.
    async (userId, error) => {
      await models.productEvents.updateMany({ tenant, userId, kind: { $in: [...PERSON_KINDS] }, state: { $ne: 'done' } }, unusable(error));
    },
  );
}

type Attributed = ProductEvent & { accountId: string };

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
  const attributed: Attributed[] = [];
  const waiting = { group: [] as ProductEvent[], user: [] as ProductEvent[] };
  for (const event of uses) {
    const accountId = event.groupId ? accounts.get(event.groupId) : homes.get(event.userId);
    if (accountId) attributed.push({ ...event, accountId });
    else waiting[event.groupId ? 'group' : 'user'].push(event);
  }
  const aside = (waitsFor: 'group' | 'user', reason: string) => ({ $set: { state: 'aside', waitsFor, reason } });
  await write(scope, [
    [waiting.group, aside('group', 'no account has the id of the group')],
    [waiting.user, aside('user', 'nobody said which account the user belongs to')],
  ]);
  return attributed;
}

/** Changes many events alike, in one round trip. */
async function write({ models, tenant }: SegmentScope, changes: [events: ProductEvent[], update: object][]): Promise<void> {
  const operations = changes
    .filter(([events]) => events.length > 0)
    .map(([events, update]) => ({ updateMany: { filter: { tenant, _id: { $in: events.map(({ _id }) => _id) } }, update } }));
  if (operations.length === 0) return;
  const { collection } = models.productEvents;
  await collection.bulkWrite(operations as unknown as Parameters<typeof collection.bulkWrite>[0], { ordered: false });
}

/** Parts of at most so many slots of time, so that an event of long ago does not have the time since read again. */
function bySlot(used: readonly Attributed[]): Iterable<Attributed[]> {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const { at } of used) {
    first = Math.min(first, at.getTime());
    last = Math.max(last, at.getTime());
  }
  const slot = Math.max(SHORTEST_SLOT_MS, (last - first) / SLOTS);
  return Map.groupBy(used, ({ at }) => Math.floor((at.getTime() - first) / slot)).values();
}

interface Region {
  from: number;
  to: number;
}

type Whose = Pick<Attributed, 'userId' | 'accountId'>;
const keyOf = ({ userId, accountId }: Whose): string => `${accountId}\0${userId}`;

/**
 * Cuts anew the sessions the events fall into or touch. Events too late for a session whose own are not kept any more
 * are put aside. Returns the others.
 */
async function writeSessions(scope: SegmentScope, attributed: readonly Attributed[]): Promise<Attributed[]> {
  const { models, tenant, now } = scope;
  const times = attributed.map(({ at }) => at.getTime());
  const stored = await models.behaviorIntelligenceTracking
    .find({
      tenant,
      userId: { $in: [...new Set(attributed.map(({ userId }) => userId))] },
      sessionEndTime: { $gte: new Date(Math.min(...times) - SILENCE_MS) },
      sessionStartTime: { $lte: new Date(Math.max(...times) + SILENCE_MS) },
      source: SOURCE,
    })
    .lean<(BehaviorIntelligenceTracking & { sessionEndTime: Date })[]>();
  const horizon = closedBefore(now);
  const closed = Map.groupBy(
    stored.filter(({ ingestedAt }) => ingestedAt < horizon),
    keyOf,
  );
  const isLate = (event: Attributed) =>
    closed
      .get(keyOf(event))
      ?.some(({ sessionStartTime: start, sessionEndTime: end }) => touches(event.at.getTime(), start.getTime(), end.getTime())) ?? false;
  const late = attributed.filter(isLate);
  await write(scope, [
    [late, { $set: { state: 'aside', waitsFor: 'person', reason: 'it came after the events of its session were removed' } }],
  ]);
  const used = attributed.filter((event) => !isLate(event));
  if (used.length === 0) return [];
  const regions = regionsOf(used);
  const before = new Map<string, BehaviorIntelligenceTracking>();
  const wider = new Map<Region, Region>();
  for (const session of stored) {
    const [start, end] = [session.sessionStartTime.getTime(), session.sessionEndTime.getTime()];
    for (const region of regions.get(keyOf(session)) ?? []) {
      if (end < region.from - SILENCE_MS || start > region.to + SILENCE_MS) continue;
      before.set(String(session.externalId), session);
      const { from, to } = wider.get(region) ?? region;
      wider.set(region, { from: Math.min(from, start), to: Math.max(to, end) });
    }
  }
  for (const [region, { from, to }] of wider) Object.assign(region, { from, to });
  const after: Session[] = [];
  for await (const session of sessionsOf(eventsIn(scope, regions, used))) after.push(session);
  await store(scope, before, after);
  return used;
}

const touches = (at: number, start: number, end: number): boolean => at >= start - SILENCE_MS && at <= end + SILENCE_MS;

/** Where the events of each person at each account lie, those of one session together. */
function regionsOf(used: readonly Attributed[]): Map<string, Region[]> {
  const regions = new Map<string, Region[]>();
  for (const event of [...used].sort((a, b) => a.at.getTime() - b.at.getTime())) {
    const at = event.at.getTime();
    const own = regions.get(keyOf(event)) ?? [];
    regions.set(keyOf(event), own);
    const last = own.at(-1);
    if (last && at - last.to <= SILENCE_MS) last.to = at;
    else own.push({ from: at, to: at });
  }
  return regions;
}

/** What happened in the regions, by person and time: what is stored as taken, and what is being taken. */
async function* eventsIn(
  { models, tenant }: SegmentScope,
  regions: Map<string, Region[]>,
  used: readonly Attributed[],
): AsyncGenerator<Used> {
  const all = [...regions.values()].flat();
  const within = { $gte: new Date(Math.min(...all.map(({ from }) => from))), $lte: new Date(Math.max(...all.map(({ to }) => to))) };
  const added = Map.groupBy(used, ({ userId }) => userId);
  const taken = models.productEvents
    .find({ tenant, userId: { $in: [...added.keys()] }, at: within, kind: { $in: [...USE_KINDS] }, state: 'done' })
    .sort({ userId: 1, at: 1 })
    .lean<Attributed[]>()
    .cursor({ batchSize: 2_000 });
  for (const own of added.values()) own.sort((a, b) => b.at.getTime() - a.at.getTime());
  let userId: string | undefined;
  let next: Attributed[] = [];
  const upTo = function* (at: number) {
    for (let last = next.at(-1); last && last.at.getTime() <= at; last = next.at(-1)) {
      next.pop();
      yield last;
    }
  };
  for await (const event of taken) {
    const at = event.at.getTime();
    if (!regions.get(keyOf(event))?.some(({ from, to }) => at >= from && at <= to)) continue;
    if (event.userId !== userId) {
      yield* upTo(Number.POSITIVE_INFINITY);
      userId = event.userId;
      next = added.get(userId) ?? [];
    }
    yield* upTo(at);
    yield event;
  }
  yield* upTo(Number.POSITIVE_INFINITY);
  for (const own of added.values()) {
    next = own;
    yield* upTo(Number.POSITIVE_INFINITY);
  }
}

async function store(scope: SegmentScope, before: Map<string, BehaviorIntelligenceTracking>, after: readonly Session[]): Promise<void> {
  const { models, tenant, now } = scope;
  const operations: object[] = [];
  const touched: { accountId: string; at: Date }[] = [];
  const gone = new Map(before);
  // What a session takes in was known before.
  const own = Map.groupBy(before.values(), keyOf);
  const firstIngested = (session: Session) =>
    (own.get(keyOf(session)) ?? [])
      .filter((each) => each.sessionStartTime >= session.sessionStartTime && each.sessionStartTime <= session.sessionEndTime)
      .map(({ ingestedAt }) => ingestedAt)
      .concat(now)
      .sort((a, b) => a.getTime() - b.getTime())[0] ?? now;
  for (const session of after) {
    const known = before.get(session.externalId);
    gone.delete(session.externalId);
    if (!known) {
      const document = { _id: randomUUID(), tenant, source: SOURCE, ingestedAt: firstIngested(session), ...session };
      operations.push({ insertOne: { document } });
    } else {
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
