import { randomUUID } from 'node:crypto';
import type { Contact } from '../../models/contact.ts';
import type { Models } from '../../models/index.ts';
import { ofSource } from '../../models/kit/identity.ts';
import { nameKeys } from '../../models/kit/name-keys.ts';
import { reviseRows } from '../../models/kit/revise.ts';
import { PERSON_KINDS, type ProductEvent, USE_KINDS } from '../../models/product-event.ts';
import type { ProductUser } from '../../models/product-user.ts';
import { closedBefore } from './sessions.ts';
import { rememberDays } from './windows.ts';

export interface SegmentScope {
  models: Models;
  tenant: string;
  now: Date;
}

export const SOURCE = 'segment';
/** Of one person's identify and group calls so many of the newest are looked at. */
const CALLS_READ = 500;

/** Accounts by the id a source knows them by, or our own. An id that accounts of several other sources have says nothing. */
export async function accountsOf({ models, tenant }: SegmentScope, groupIds: readonly string[]): Promise<Map<string, string>> {
  const wanted = [...new Set(groupIds)];
  const known = new Map<string, string>();
  if (wanted.length === 0) return known;
  for (const { _id } of await models.accounts.find({ tenant, _id: { $in: wanted } }, { _id: 1 }).lean<{ _id: string }[]>())
    known.set(_id, _id);
  const found = await models.accounts
    .find({ tenant, externalId: { $in: wanted } }, { externalId: 1, source: 1 })
    .lean<{ _id: string; externalId: string; source: string }[]>();
  for (const [externalId, all] of Map.groupBy(found, (each) => each.externalId)) {
    const match = ofSource(all, SOURCE);
    if (match) known.set(externalId, match._id);
  }
  return known;
}

/**
 * Works out who people are from all their identify and group calls, so that the order these arrive in does not matter:
 * of each trait the newest counts; the account is that of the contact they are in our own data, else of the newest group call.
 * Where the account has changed, what they did is attributed anew.
 */
export async function refreshPeople(scope: SegmentScope, userIds: readonly string[]): Promise<void> {
  if (userIds.length === 0) return;
  const { models, tenant } = scope;
  const among = { tenant, userId: { $in: [...userIds] } };
  const [calls, users] = await Promise.all([callsOf(scope, userIds), models.productUsers.find(among).lean<ProductUser[]>()]);
  const all = [...calls.values()].flat();
  const accounts = await accountsOf(
    scope,
    all.flatMap(({ groupId }) => groupId ?? []),
  );
  const traits = new Map([...calls].map(([userId, own]) => [userId, newestTraits(own)]));
  const emails = [...traits.values()].flatMap(({ email }) => email ?? []);
  const [byUser, byEmail] = await Promise.all([
    models.contacts.find({ tenant, productUserId: { $in: [...userIds] } }).lean<Contact[]>(),
    emails.length > 0 ? models.contacts.find({ tenant, email: { $in: emails } }).lean<Contact[]>() : [],
  ]);
  const userOf = new Map(users.map((user) => [user.userId, user]));
  for (const userId of userIds) {
    const own = calls.get(userId) ?? [];
    const said = traits.get(userId) ?? {};
    const contact =
      byUser.find(({ productUserId }) => productUserId === userId) ??
      byEmail.find(({ email, productUserId }) => said.email !== undefined && email === said.email && !productUserId);
    const group = own.find(({ groupId }) => groupId !== undefined && groupId !== null && accounts.has(groupId))?.groupId;
    const theirs = contact && contact.source !== SOURCE ? contact.accountId : undefined;
    const home = theirs ?? (group ? accounts.get(group) : undefined);
    const contactId = await keepContact(scope, userId, home, contact, said, own);
    const before = userOf.get(userId);
    if (before && before.accountId === home && before.contactId === contactId) continue;
    if (before?.accountId !== home) await attributeAnew(scope, userId, before?.accountId ?? undefined);
    await models.productUsers.updateOne(
      { tenant, userId },
      {
        $set: { ...(home ? { accountId: home } : {}), ...(contactId ? { contactId } : {}) },
        $setOnInsert: { _id: randomUUID(), source: SOURCE, at: scope.now, ingestedAt: scope.now },
      },
      { upsert: true },
    );
  }
  await settleCalls(scope, all, accounts);
}

/** Newest first. */
async function callsOf({ models, tenant }: SegmentScope, userIds: readonly string[]): Promise<Map<string, ProductEvent[]>> {
  const found = await models.productEvents
    .find({ tenant, kind: { $in: [...PERSON_KINDS] }, userId: { $in: [...userIds] }, waitsFor: { $ne: 'person' } })
    .sort({ at: -1, _id: 1 })
    .limit(CALLS_READ * userIds.length)
    .lean<ProductEvent[]>();
  return Map.groupBy(found, ({ userId }) => userId);
}

type Traits = Partial<NonNullable<ProductEvent['traits']>>;

function newestTraits(calls: readonly ProductEvent[]): Traits {
  return Object.assign({}, ...calls.map(({ traits }) => traits ?? {}).reverse()) as Traits;
}

/** The contact somebody is. One of our own data keeps what it says and learns what it lacks. */
async function keepContact(
  { models, tenant, now }: SegmentScope,
  userId: string,
  home: string | undefined,
  contact: Contact | undefined,
  said: Traits,
  calls: readonly ProductEvent[],
): Promise<string | undefined> {
  const name = said.name ?? said.email;
  if (!contact) {
    if (!home || !name) return undefined;
    const _id = randomUUID();
    const first = calls.at(-1)?.at ?? now;
    const known = Object.fromEntries(Object.entries({ ...said, name }).filter(([, value]) => value));
    await models.contacts.create({
      ...known,
      _id,
      tenant,
      externalId: `segment:${userId}`,
      source: SOURCE,
      at: first,
      ingestedAt: now,
      accountId: home,
      name,
      ...nameKeys(name),
      productUserId: userId,
    });
    return _id;
  }
  const ours = contact.source === SOURCE;
  const wanted: Record<string, unknown> = { productUserId: userId };
  for (const [field, value] of Object.entries(ours && name ? { ...said, name } : said))
    if (value && (ours || !contact[field as keyof Contact])) wanted[field] = value;
  if (ours && home) wanted.accountId = home;
  const changed = Object.entries(wanted).filter(([field, value]) => contact[field as keyof Contact] !== value);
  if (changed.length === 0) return contact._id;
  const keys = typeof wanted.name === 'string' ? nameKeys(wanted.name) : {};
  await reviseRows(models, 'contacts', { tenant, now }, [{ before: contact, set: { ...Object.fromEntries(changed), ...keys } }]);
  return contact._id;
}

/** Sends what somebody did through sessionising again, after their account became known or changed. */
async function attributeAnew({ models, tenant, now }: SegmentScope, userId: string, before: string | undefined): Promise<void> {
  const own = { tenant, userId, kind: { $in: [...USE_KINDS] } };
  if (before) {
    // What was done so long ago that its events are gone stays where it is.
    const since = { ingestedAt: { $gte: closedBefore(now) } };
    const sessions = { tenant, source: SOURCE, userId, accountId: before, ...since };
    const days = await models.behaviorIntelligenceTracking.find(sessions, { sessionStartTime: 1 }).lean<{ sessionStartTime: Date }[]>();
    await rememberDays(
      { models, tenant, now },
      days.map(({ sessionStartTime }) => ({ accountId: before, at: sessionStartTime })),
    );
    await models.productEvents.updateMany(
      { ...own, ...since, accountId: before },
      { $set: { state: 'pending' }, $unset: { accountId: '' } },
    );
    await models.behaviorIntelligenceTracking.deleteMany(sessions);
  }
  await models.productEvents.updateMany(
    { ...own, state: 'aside', waitsFor: 'user' },
    { $set: { state: 'pending' }, $unset: { waitsFor: '', reason: '' } },
  );
}

/** A call of an unknown group is kept aside until the account is known. */
async function settleCalls({ models, tenant }: SegmentScope, calls: readonly ProductEvent[], accounts: Map<string, string>): Promise<void> {
  const waits = ({ groupId, kind }: ProductEvent) => kind === 'group' && !(groupId && accounts.has(groupId));
  const settle = async (some: ProductEvent[], update: object) => {
    if (some.length > 0) await models.productEvents.updateMany({ tenant, _id: { $in: some.map(({ _id }) => _id) } }, update);
  };
  await settle(
    calls.filter((call) => !waits(call) && call.state !== 'done'),
    { $set: { state: 'done' }, $unset: { waitsFor: '', reason: '' } },
  );
  await settle(
    calls.filter((call) => waits(call) && call.state !== 'aside'),
    { $set: { state: 'aside', waitsFor: 'group', reason: 'no account has the id of the group' } },
  );
}
