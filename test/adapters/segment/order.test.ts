import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Database } from '../../../models/connection.ts';
import { testDatabase } from '../../support/database.ts';
import { type Door, keyOf, openDoor, seedAccounts, stored } from './setup.ts';

const RUNS = 25;
const TENANTS = Array.from({ length: RUNS * 4 }, (_, index) => `order-${index}-`);
let database: Database;
let door: Door;
let used = 0;

beforeAll(async () => {
  database = await testDatabase();
  door = await openDoor(database.models, TENANTS);
});
afterAll(async () => {
  await door.close();
  await database.close();
});

/** A few people at two accounts and a group nobody knows, in four weeks over three days around the week's end, often within half an hour. */
const START = Date.parse('2026-10-24T20:00:00Z');
const userId = fc.constantFrom('u1', 'u2', 'u3');
const groupId = fc.constantFrom('A', 'B', 'unknown');
const timestamp = fc
  .tuple(fc.constantFrom(0, 1, 3), fc.integer({ min: 0, max: 3 * 24 * 6 }))
  .map(([weeks, tens]) => new Date(START + weeks * 7 * 86_400_000 + tens * 10 * 60_000).toISOString());
const event = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constantFrom('track', 'page'),
      userId,
      timestamp,
      event: fc.constantFrom('Report', 'Export'),
      name: fc.constantFrom('home', 'search'),
      properties: fc.record({ tier: fc.constantFrom('core', 'advanced'), errorCode: fc.option(fc.constant('E1'), { nil: undefined }) }),
      context: fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: fc.record({ groupId }) }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('group'), userId, groupId, timestamp }) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('identify'),
      userId,
      timestamp,
      traits: fc.record({ name: fc.constantFrom('Ada', 'Bo'), title: fc.option(fc.constantFrom('CTO', 'Engineer'), { nil: undefined }) }),
    }),
  },
);

const arrivals = fc
  .array(event, { minLength: 1, maxLength: 40 })
  .map((events) => events.map((each, index) => ({ ...each, messageId: `m${index}` })))
  .chain((events) =>
    fc.record({
      events: fc.constant(events),
      other: fc
        .tuple(fc.shuffledSubarray(events, { minLength: events.length }), fc.subarray(events))
        .chain(([all, again]) => fc.shuffledSubarray([...all, ...again], { minLength: all.length + again.length })),
      cuts: fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 4 }),
    }),
  );

async function total(batches: object[][]) {
  const tenant = TENANTS[used++] ?? '';
  await seedAccounts(database.models, tenant, ['A', 'B']);
  for (const batch of batches) {
    expect((await door.post('batch', { batch }, keyOf(tenant))).status).toBe(200);
    await door.segment.worker.drain(tenant);
  }
  return stored(database.models, tenant);
}

test('events in any order, any number of times and in any batches give the same sessions, analytics and contacts', async () => {
  await fc.assert(
    fc.asyncProperty(arrivals, async ({ events, other, cuts }) => {
      const bounds = [0, ...cuts.filter((cut) => cut < other.length).sort((a, b) => a - b), other.length];
      const pieces = bounds.slice(1).map((end, index) => other.slice(bounds[index], end));
      const inOrder = await total([[...events].sort((a, b) => (a.timestamp < b.timestamp ? -1 : 1))]);
      expect(await total(pieces)).toEqual(inOrder);
      expect(inOrder.pending + inOrder.windows).toBe(0);
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
});
