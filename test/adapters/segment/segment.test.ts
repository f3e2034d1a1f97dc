import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Database } from '../../../models/connection.ts';
import { purge } from '../../../schedules/purge.ts';
import { testDatabase } from '../../support/database.ts';
import { type Door, keyOf, NOW, openDoor, seedAccounts } from './setup.ts';

let database: Database;
let door: Door;

beforeAll(async () => {
  database = await testDatabase();
  door = await openDoor(database.models, [
    'acme-product',
    'other-product',
    'late-product',
    'many-product',
    'purged-product',
    'broken-product',
  ]);
  await seedAccounts(database.models, 'broken-product', ['A']);
  await seedAccounts(database.models, 'acme-product', ['A', 'B']);
  await seedAccounts(database.models, 'other-product', ['A']);
  await seedAccounts(database.models, 'purged-product', ['A']);
  await seedAccounts(database.models, 'many-product', ['A', 'B', 'C']);
});
afterAll(async () => {
  await door.close();
  await database.close();
});

const at = (clock: string) => `2026-11-10T${clock}:00.000Z`;
const track = (messageId: string, time: string, more: object = {}) => ({
  type: 'track',
  messageId,
  userId: 'ada',
  event: 'Report',
  timestamp: at(time),
  ...more,
});

test('who somebody is, what they did and how the week went', async () => {
  const { models } = database;
  const tenant = 'acme-product';
  for (const [call, body] of [
    ['track', track('1', '08:00')],
    ['page', { messageId: '2', userId: 'ada', name: 'Home', timestamp: at('08:20') }],
    [
      'track',
      track('3', '09:00', {
        event: 'Simulation',
        properties: { tier: 'advanced', workflow: 'forecast', status: 'completed', error_code: 'E7' },
      }),
    ],
    ['group', { messageId: '4', userId: 'ada', groupId: 'A', timestamp: at('07:00') }],
    [
      'identify',
      { messageId: '5', userId: 'ada', traits: { firstName: 'Ada', lastName: 'Byron', email: 'Ada@Acme.example' }, timestamp: at('07:00') },
    ],
    ['track', track('1', '08:00')],
  ] as const)
    expect((await door.post(call, body)).status).toBe(200);
  await door.segment.worker.drain(tenant);

  expect(await models.contacts.findOne({ tenant, productUserId: 'ada' }).lean()).toMatchObject({
    name: 'Ada Byron',
    email: 'ada@acme.example',
    accountId: 'acme-product-A',
    source: 'segment',
  });
  const sessions = await models.behaviorIntelligenceTracking.find({ tenant }).sort({ sessionStartTime: 1 }).lean();
  expect(sessions).toMatchObject([
    { accountId: 'acme-product-A', sessionDurationMinutes: 20, pageViews: 1, featureInteractions: [{ feature: 'Report', count: 1 }] },
    {
      advancedFeatureUsage: [{ feature: 'Simulation', count: 1 }],
      workflowCompletions: [{ workflow: 'forecast', started: 1, completed: 1 }],
      errorEncounters: [{ code: 'E7' }],
    },
  ]);
  const weekly = await models.customerUsageAnalytics.findOne({ tenant, measurementFrequency: 'weekly' }).lean();
  expect(weekly).toMatchObject({
    accountId: 'acme-product-A',
    activeUsersCount: 1,
    totalLogins: 2,
    featureUses: 2,
    errorRate: 0.5,
    usagePeriodStart: new Date('2026-11-09T00:00:00Z'),
  });
  expect(door.touched).toContain('acme-product-A');
});

test('an event between two sessions makes them one', async () => {
  const { models } = database;
  const tenant = 'acme-product';
  await door.post('track', track('between', '08:40'));
  await door.segment.worker.drain(tenant);
  const sessions = await models.behaviorIntelligenceTracking.find({ tenant }).lean();
  expect(sessions).toMatchObject([{ sessionDurationMinutes: 60 }]);
  expect(await models.customerUsageAnalytics.findOne({ tenant, measurementFrequency: 'daily' }).lean()).toMatchObject({
    totalLogins: 1,
    featureUses: 3,
  });
});

test('somebody our own data knows by mail is that contact, and the account is theirs', async () => {
  const { models } = database;
  const tenant = 'acme-product';
  await models.contacts.create({
    _id: 'crm-1',
    tenant,
    accountId: 'acme-product-B',
    name: 'Bo Crm',
    email: 'bo@b.example',
    source: 'crm',
    at: NOW,
    ingestedAt: NOW,
  });
  await door.post('batch', {
    batch: [
      track('b1', '10:00', { userId: 'bo' }),
      {
        type: 'identify',
        messageId: 'b2',
        userId: 'bo',
        traits: { name: 'bobo', email: 'bo@b.example', title: 'CTO' },
        timestamp: at('10:00'),
      },
      { type: 'group', messageId: 'b3', userId: 'bo', groupId: 'A', timestamp: at('10:00') },
    ],
  });
  await door.segment.worker.drain(tenant);
  expect(await models.contacts.findOne({ tenant, _id: 'crm-1' }).lean()).toMatchObject({
    name: 'Bo Crm',
    title: 'CTO',
    productUserId: 'bo',
  });
  expect(await models.behaviorIntelligenceTracking.findOne({ tenant, userId: 'bo' }).lean()).toMatchObject({ accountId: 'acme-product-B' });
});

test('what nobody can attribute yet is kept with a reason, and taken when the account arrives', async () => {
  const { models } = database;
  const tenant = 'late-product';
  const batch = [
    track('l1', '08:00'),
    track('l2', '08:10', { userId: 'eve', context: { groupId: 'Z' } }),
    { type: 'group', messageId: 'l3', userId: 'ada', groupId: 'Z', timestamp: at('08:00') },
    { type: 'track', messageId: 'l4', event: 'Nobody', timestamp: at('08:00') },
    track('l5', '08:00', { timestamp: 'yesterday' }),
    track('l6', '08:00', { timestamp: '2031-01-01T00:00:00Z' }),
    42,
  ];
  expect((await door.post('batch', { batch }, keyOf(tenant))).status).toBe(200);
  await door.segment.worker.drain(tenant);
  const reasons = (await models.productEvents.find({ tenant, state: 'aside' }).lean()).map(({ reason }) => reason);
  expect(reasons.sort()).toEqual([
    'an event without a type says nothing about usage',
    'neither userId nor anonymousId says who it was',
    'no account has the id of the group',
    'no account has the id of the group',
    'nobody said which account the user belongs to',
    'timestamp is in the future',
    'timestamp is no date',
  ]);
  expect(await models.behaviorIntelligenceTracking.countDocuments({ tenant })).toBe(0);
  await seedAccounts(models, tenant, ['Z']);
  await door.segment.worker.drain(tenant);
  expect(await models.behaviorIntelligenceTracking.find({ tenant }).lean()).toMatchObject([
    { accountId: 'late-product-Z' },
    { accountId: 'late-product-Z' },
  ]);
  expect(await models.productEvents.countDocuments({ tenant, state: 'aside' })).toBe(4);
});

test('a text too long for what it is puts its event aside, and control characters become spaces', async () => {
  const { models } = database;
  const tenant = 'broken-product';
  const batch = [
    { type: 'group', messageId: 'g', userId: 'ada', groupId: 'A', timestamp: at('07:00') },
    { type: 'identify', messageId: 'i1', userId: 'ada', traits: { name: 'Ada\u000bByron \u0000' }, timestamp: at('07:00') },
    { type: 'identify', messageId: 'i2', userId: 'ada', traits: { name: 'N'.repeat(250) }, timestamp: at('07:30') },
    track('long', '08:00', { event: 'E'.repeat(301) }),
    track('fine', '08:00'),
  ];
  expect((await door.post('batch', { batch }, keyOf(tenant))).status).toBe(200);
  await door.segment.worker.drain(tenant);
  const aside = await models.productEvents.find({ tenant, state: 'aside' }).sort({ at: 1 }).lean();
  expect(aside.map(({ reason }) => reason)).toEqual([
    'traits.name has 250 characters; at most 200 are taken',
    'name has 301 characters; at most 300 are taken',
  ]);
  expect(await models.contacts.findOne({ tenant, productUserId: 'ada' }).lean()).toMatchObject({ name: 'Ada Byron' });
  expect(await models.behaviorIntelligenceTracking.find({ tenant }).lean()).toMatchObject([{ featureInteractions: [{ count: 1 }] }]);
});

test('stored events that cannot be taken are put aside, and all others are taken', async () => {
  const { models } = database;
  const tenant = 'broken-product';
  const stored = (id: string, userId: string, more: object) => ({
    ...{ _id: id, tenant, source: 'segment', at: new Date(at('11:00')), ingestedAt: NOW, userId, groupId: 'A', state: 'pending' },
    ...more,
  });
  // Broken from the start: the worker may take what is pending before the next line.
  await models.productEvents.collection.insertOne(stored('yul-use', 'yul', { kind: 'track', name: 'Report', at: 'no date' }) as never);
  await models.productEvents.insertMany([
    stored('w1', 'wim', { kind: 'group' }),
    stored('w2', 'wim', { kind: 'identify', traits: { name: 'N'.repeat(250) } }),
    stored('x1', 'xan', { kind: 'group' }),
    stored('x2', 'xan', { kind: 'identify', traits: { name: 'Xan' } }),
    ...['wim', 'xan', 'zoe'].map((userId) => stored(`${userId}-use`, userId, { kind: 'track', name: 'Report' })),
  ]);
  await door.segment.worker.drain(tenant);
  const left = await models.productEvents
    .find({ tenant, waitsFor: 'person', _id: /^[w-z]/ }, { reason: 1 })
    .sort({ _id: 1 })
    .lean();
  expect(left.map(({ _id, reason }) => [_id, reason])).toEqual([
    ['w1', 'it cannot be taken as it is: ValidationError'],
    ['w2', 'it cannot be taken as it is: ValidationError'],
    ['yul-use', 'it cannot be taken as it is: TypeError'],
  ]);
  const used = await models.behaviorIntelligenceTracking.distinct('userId', { tenant });
  expect(used.sort()).toEqual(['ada', 'wim', 'xan', 'zoe']);
  expect(await models.contacts.findOne({ tenant, productUserId: 'xan' }).lean()).toMatchObject({ name: 'Xan' });
  expect(await models.productEvents.countDocuments({ tenant, state: 'pending' })).toBe(0);
});

test('the same message of another tenant is another message', async () => {
  const { models } = database;
  await door.post('track', track('1', '08:00', { context: { groupId: 'A' } }), keyOf('other-product'));
  await door.segment.worker.drain('other-product');
  expect(await models.behaviorIntelligenceTracking.find({ tenant: 'other-product' }).lean()).toMatchObject([
    { accountId: 'other-product-A' },
  ]);
});

test('events are stored when the answer comes, and a wrong key, call or body is refused', async () => {
  const { models } = database;
  await door.post('track', track('stored', '12:00', { userId: 'zoe' }));
  expect(await models.productEvents.countDocuments({ tenant: 'acme-product', userId: 'zoe' })).toBe(1);
  expect((await door.post('track', track('x', '12:00'), 'not a key of anybody')).status).toBe(401);
  expect((await door.post('nothing', {})).status).toBe(404);
  expect((await door.post('batch', [])).status).toBe(400);
  expect((await door.post('batch', { batch: 7 })).status).toBe(400);
  expect((await door.post('track', { event: 'x'.repeat(1_100_000) })).status).toBe(413);
});

test('twelve thousand events give the totals a count of them gives', async () => {
  const { models } = database;
  const tenant = 'many-product';
  // One session an hour of each of 20 people in each of three accounts, of 1 to 5 events three minutes apart.
  const expected = new Map<string, { logins: number; uses: number }>();
  const events: object[] = [];
  for (let person = 0; person < 60; person++)
    for (let hour = 0; hour < 66; hour++) {
      const size = 1 + ((person * 7 + hour * 3) % 5);
      const account = 'ABC'[person % 3] ?? 'A';
      const day = `${account} ${Math.floor(hour / 24)}`;
      const total = expected.get(day) ?? { logins: 0, uses: 0 };
      expected.set(day, { logins: total.logins + 1, uses: total.uses + size });
      for (let index = 0; index < size; index++) {
        const timestamp = new Date(Date.parse('2026-11-10T00:00:00Z') + hour * 3_600_000 + index * 180_000).toISOString();
        events.push({
          type: 'track',
          messageId: `${person}-${hour}-${index}`,
          userId: `p${person}`,
          event: `F${index}`,
          timestamp,
          context: { groupId: account },
        });
      }
    }
  const shuffled = events
    .map((event, index) => ({ event, key: (index * 7_919) % events.length }))
    .sort((a, b) => a.key - b.key)
    .map(({ event }) => event);
  for (let start = 0; start < shuffled.length; start += 2_000)
    expect((await door.post('batch', { batch: shuffled.slice(start, start + 2_000) }, keyOf(tenant))).status).toBe(200);
  await door.segment.worker.drain(tenant);
  const daily = await models.customerUsageAnalytics.find({ tenant, measurementFrequency: 'daily' }).lean();
  const totals = new Map(
    daily.map(({ accountId, usagePeriodStart, totalLogins, featureUses }) => [
      `${accountId.slice(-1)} ${(usagePeriodStart.getTime() - Date.parse('2026-11-10T00:00:00Z')) / 86_400_000}`,
      { logins: totalLogins, uses: featureUses },
    ]),
  );
  expect(new Map([...totals].sort())).toEqual(new Map([...expected].sort()));
});

test('what comes after the events of its session were removed is put aside, and the session stays as it was', async () => {
  const { models } = database;
  const tenant = 'purged-product';
  const group = { context: { groupId: 'A' } };
  await door.post('batch', { batch: [track('1', '08:00', group), track('2', '08:10', group)] }, keyOf(tenant));
  await door.segment.worker.drain(tenant);
  const long = new Date(NOW.getTime() - 95 * 86_400_000);
  await models.behaviorIntelligenceTracking.updateMany({ tenant }, { $set: { ingestedAt: long } });
  await models.productEvents.updateMany({ tenant }, { $set: { ingestedAt: long } });
  expect(await purge(models, tenant, NOW)).toEqual({ productEvents: 2 });
  const before = await models.behaviorIntelligenceTracking.find({ tenant }).lean();
  await door.post('batch', { batch: [track('3', '08:20', group), track('4', '12:00', group)] }, keyOf(tenant));
  await door.segment.worker.drain(tenant);
  const after = await models.behaviorIntelligenceTracking.find({ tenant }).lean();
  expect(after).toContainEqual(before[0]);
  expect(after).toHaveLength(2);
  expect(await models.productEvents.find({ tenant, state: 'aside' }, { reason: 1 }).lean()).toMatchObject([
    { reason: 'it came after the events of its session were removed' },
  ]);
});

const HEADERS = { 'content-type': 'text/plain' };
const post = (call: string, body: string | Buffer, headers: Record<string, string> = HEADERS, method = 'POST') =>
  fetch(`${door.http.url}/v1/${call}`, { method, headers, body: method === 'OPTIONS' ? undefined : new Uint8Array(Buffer.from(body)) });
const writeKey = keyOf('acme-product');

test('what the libraries of today send is taken: the key in the body, short names, plain text, gzip', async () => {
  const { models } = database;
  const event = (userId: string) => ({ ...track(`sdk-${userId}`, '13:00'), userId });
  const batch = (userId: string) => JSON.stringify({ batch: [event(userId)], sentAt: NOW, writeKey });
  const gzip = { 'content-encoding': 'gzip' };
  for (const [call, body, headers] of [
    ['t', JSON.stringify({ ...event('sdk-browser'), writeKey })],
    ['b', batch('sdk-batch')],
    ['batch/', batch('sdk-slash')],
    ['import', batch('sdk-import')],
    ['batch', gzipSync(batch('sdk-gzip')), gzip],
    ['m', '{"series":[]}'],
    ...['i', 'g', 'p', 's', 'a'].map((name) => [name, JSON.stringify({ ...event(`sdk-${name}`), groupId: 'A', writeKey })] as const),
  ] as [string, string | Buffer, Record<string, string>?][])
    expect([call, (await post(call, body, headers)).status]).toEqual([call, 200]);
  const kinds = await models.productEvents.find({ tenant: 'acme-product', userId: /^sdk-/ }).lean();
  expect(kinds.map(({ userId, kind }) => `${userId} ${kind}`).sort()).toEqual([
    'sdk-a other',
    'sdk-batch track',
    'sdk-browser track',
    'sdk-g group',
    'sdk-gzip track',
    'sdk-i identify',
    'sdk-import track',
    'sdk-p page',
    'sdk-s page',
    'sdk-slash track',
  ]);
});

test('a browser may ask first, and reads every answer', async () => {
  const asked = await post('t', '', { origin: 'https://app.example', 'access-control-request-method': 'POST' }, 'OPTIONS');
  expect([asked.status, asked.headers.get('access-control-allow-origin')]).toEqual([204, '*']);
  expect(asked.headers.get('access-control-allow-headers')).toContain('authorization');
  const refused = await post('t', JSON.stringify({ writeKey: 'not a key of anybody' }));
  expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([401, '*']);
});

test('a packed body is held to the limit while it is unpacked, and must be what it says', async () => {
  const gzip = { 'content-encoding': 'gzip' };
  expect((await post('t', gzipSync(Buffer.alloc(50_000_000)), gzip)).status).toBe(413);
  expect((await post('t', 'no gzip', gzip)).status).toBe(400);
  expect((await post('t', '{}', { 'content-encoding': 'br' })).status).toBe(415);
  expect((await post('t', '['.repeat(60_000))).status).toBe(400);
  expect((await post('b', JSON.stringify({ batch: Array(5_001).fill(1), writeKey }))).status).toBe(413);
});

test.each([
  ['seconds', { timestamp: 1_794_301_200 }, '2026-11-10T09:00:00.000Z'],
  ['seconds as text', { timestamp: '1794301200' }, '2026-11-10T09:00:00.000Z'],
  ['milliseconds', { timestamp: 1_794_301_200_500 }, '2026-11-10T09:00:00.500Z'],
  ['milliseconds as text', { timestamp: '1794301200500' }, '2026-11-10T09:00:00.500Z'],
  ['a zone', { timestamp: '2026-11-10T10:00:00.123456+0100' }, '2026-11-10T09:00:00.123Z'],
  ['no zone', { timestamp: '2026-11-10 09:00:00' }, '2026-11-10T09:00:00.000Z'],
  ['a clock a day ahead', { timestamp: '2026-11-23T08:00:00Z', sentAt: '2026-11-23T09:00:00Z' }, '2026-11-22T08:00:00.000Z'],
  ['a clock of 1970', { timestamp: '1970-01-01T00:00:10Z', sentAt: '1970-01-01T00:01:10Z' }, '2026-11-22T08:59:00.000Z'],
  ['another name of it', { originalTimestamp: 1_700_000_000, sentAt: 1_700_000_060 }, '2026-11-22T08:59:00.000Z'],
  ['a queue that waited', { timestamp: '2026-11-22T08:00:00Z', sentAt: '2026-11-22T08:59:30Z' }, '2026-11-22T08:00:00.000Z'],
  [
    'a time corrected on the way',
    { timestamp: '2026-11-10T09:00:00Z', originalTimestamp: '2026-12-10T09:00:00Z', sentAt: '2026-12-10T09:00:05Z' },
    '2026-11-10T09:00:00.000Z',
  ],
] as [string, object, string][])('the time of an event: %s', async (name, times, at) => {
  const { timestamp: _, ...bare } = track(`clock-${name}`, '09:00', { userId: `clock ${name}` });
  expect((await post('t', JSON.stringify({ ...bare, ...times, writeKey }))).status).toBe(200);
  const event = await database.models.productEvents.findOne({ tenant: 'acme-product', userId: `clock ${name}` }).lean();
  expect(event?.at.toISOString()).toBe(at);
  expect(event?.reason ?? '').not.toContain('timestamp');
});

test.each([
  ['1970 by a clock nobody set', { timestamp: '1970-01-01T00:00:00Z' }, 'timestamp is before 2010, when no product sent such events'],
  ['a small number', { timestamp: 5 }, 'timestamp is before 2010, when no product sent such events'],
  ['a small number as text', { timestamp: '5' }, 'timestamp is no date'],
  ['a day that is none', { timestamp: '2026-02-30T00:00:00Z' }, 'timestamp is no date'],
  ['years away', { timestamp: 1e15 }, 'timestamp is in the future'],
] as [string, object, string][])('a time that cannot be is put aside: %s', async (name, times, reason) => {
  const userId = `no clock ${name}`;
  expect((await post('t', JSON.stringify({ ...track(userId, '09:00', { userId }), ...times, writeKey }))).status).toBe(200);
  const event = await database.models.productEvents.findOne({ tenant: 'acme-product', userId }).lean();
  expect([event?.state, event?.reason]).toEqual(['aside', reason]);
});
