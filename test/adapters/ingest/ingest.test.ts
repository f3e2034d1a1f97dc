import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { type HttpServer, startHttpServer } from '../../../adapters/http/server.ts';
import { createImporter } from '../../../adapters/import/importer.ts';
import { createIngest, type Signing, sign } from '../../../adapters/ingest/index.ts';
import type { Changing } from '../../../agents/kit/changing.ts';
import type { Database } from '../../../models/connection.ts';
import { testDatabase } from '../../support/database.ts';

const NOW = new Date('2026-11-22T09:00:00Z');
const KEYS = [
  { id: 'acme-1', tenant: 'acme', secret: 'first secret of acme' },
  { id: 'acme-2', tenant: 'acme', secret: 'second secret of acme' },
  { id: 'other-1', tenant: 'other', secret: 'the other one’s secret' },
];
let database: Database;
let http: HttpServer;
const touched: [string, string[]][] = [];

beforeAll(async () => {
  database = await testDatabase();
  const { models } = database;
  const clock = { now: () => NOW };
  const changing: Changing = async (tenant, ids) => () => void touched.push([tenant, [...ids]]);
  const ingest = createIngest({
    models,
    keys: KEYS,
    clock,
    log: pino({ level: 'silent' }),
    open: (scope) => createImporter({ ...scope, models, clock, door: 'ingest', changing }),
  });
  http = await startHttpServer({ host: '127.0.0.1', port: 0, doors: [{ path: '/ingest', listen: ingest }], readiness: {} });
  for (const tenant of ['acme', 'other'])
    await models.accounts.create({ _id: `${tenant}-1`, tenant, externalId: 'A-1', name: `One of ${tenant}`, at: NOW, ingestedAt: NOW });
});
afterAll(async () => {
  await http.close();
  await database.close();
});

interface Sending {
  key?: (typeof KEYS)[number] | { id: string; secret: string };
  at?: Date;
  delivery?: string;
  raw?: string;
  signature?: string;
  /** What is signed instead of what is sent. */
  signed?: Partial<Signing>;
}

let deliveries = 0;

async function send(collection: string, body: unknown, options: Sending = {}) {
  const { key = KEYS[0], at = NOW, delivery = `d-${++deliveries}`, raw = JSON.stringify(body) } = options;
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const path = `/ingest/${collection}`;
  const signing = { method: 'POST', path, timestamp, deliveryId: delivery, body: raw, ...options.signed };
  const response = await fetch(`${http.url}${path}`, {
    method: 'POST',
    body: raw,
    headers: {
      'x-greendoor-key': key?.id ?? '',
      'x-greendoor-timestamp': timestamp,
      'x-greendoor-signature': options.signature ?? sign(key?.secret ?? '', signing),
      'x-greendoor-delivery': delivery,
    },
  });
  return { status: response.status, repeated: response.headers.get('x-greendoor-repeated'), body: await response.json() };
}

const ticket = (id: string, more: object = {}) => ({
  externalId: id,
  accountId: 'A-1',
  subject: 'Slow',
  at: '2026-11-20T08:00:00Z',
  ...more,
});

test('good rows are taken, bad rows come back with their number and reason', async () => {
  const { status, body } = await send('supportTickets', {
    rows: [ticket('t1'), ticket('t2', { accountId: 'A-9' }), ticket('t3', { $where: '1' }), 7],
  });
  expect(status).toBe(200);
  expect(body).toMatchObject({ new: 1, updated: 0, unchanged: 0, rejected: 3 });
  expect(body.rows.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['new', 'rejected', 'rejected', 'rejected']);
  expect(body.rows[1].reasons[0]).toContain('A-9');
  const stored = await database.models.supportTickets.find({ tenant: 'acme' }).lean();
  expect(stored).toMatchObject([{ externalId: 't1', accountId: 'acme-1', source: 'acme' }]);
  expect(touched.at(-1)).toEqual(['acme', ['acme-1']]);
});

test('the same rows again change nothing, other content updates', async () => {
  const before = touched.length;
  expect((await send('support_tickets', [ticket('t1')])).body).toMatchObject({ new: 0, unchanged: 1 });
  expect(touched.length).toBe(before);
  expect((await send('support_tickets', [ticket('t1', { subject: 'Slower' })])).body).toMatchObject({ updated: 1 });
});

test('a delivery counts once: the same id gets the stored answer, with other rows it is refused', async () => {
  const rows = [ticket('once')];
  const first = await send('supportTickets', rows, { delivery: 'again' });
  const second = await send('supportTickets', rows, { delivery: 'again' });
  expect(second.body).toEqual(first.body);
  expect(second.body.new).toBe(1);
  expect(second.repeated).toBe('true');
  expect((await send('supportTickets', [ticket('twice')], { delivery: 'again' })).status).toBe(422);
});

test('fifty senders of one delivery at once write it once', async () => {
  const answers = await Promise.all(Array.from({ length: 50 }, () => send('supportTickets', [ticket('race')], { delivery: 'race' })));
  expect(answers.filter(({ status, repeated }) => status === 200 && repeated === null)).toHaveLength(1);
  expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true);
  expect(await database.models.supportTickets.countDocuments({ tenant: 'acme', externalId: 'race' })).toBe(1);
});

test('both live keys of a tenant open its door, and the key alone says whose rows they are', async () => {
  expect((await send('supportTickets', [ticket('k2')], { key: KEYS[1] })).body.new).toBe(1);
  const { body } = await send('supportTickets', [ticket('t1', { tenant: 'acme' })], { key: KEYS[2] });
  expect(body).toMatchObject({ new: 1 });
  expect(await database.models.supportTickets.findOne({ tenant: 'other', externalId: 't1' }).lean()).toMatchObject({
    accountId: 'other-1',
  });
});

test.each<[string, number, Sending]>([
  ['an unknown key', 401, { key: { id: 'nobody', secret: 'x' } }],
  ['another secret', 401, { key: { id: 'acme-1', secret: 'guessed' } }],
  ['a signature of another length', 401, { signature: 'v1=00' }],
  ['a time too long ago', 401, { at: new Date(NOW.getTime() - 301_000) }],
  ['a time too far ahead', 401, { at: new Date(NOW.getTime() + 301_000) }],
  ['a signature for another method', 401, { signed: { method: 'PUT' } }],
  ['a signature for another collection', 401, { signed: { path: '/ingest/accounts' } }],
  ['a signature for another query', 401, { signed: { path: '/ingest/supportTickets?x=1' } }],
  ['a signature for another delivery', 401, { signed: { deliveryId: 'another' } }],
  ['a signature for another time', 401, { signed: { timestamp: String(Math.floor(NOW.getTime() / 1000) - 1) } }],
  ['a signature for another body', 401, { signed: { body: '[1]' } }],
  ['no delivery id', 400, { delivery: '' }],
  ['no JSON', 400, { raw: '{"rows":' }],
  ['something that is no list', 400, { raw: '{"rows":42}' }],
  ['nesting', 400, { raw: `{"rows":[${'['.repeat(30)}${']'.repeat(30)}]}` }],
  ['a body of more than a megabyte', 413, { raw: `["${'x'.repeat(1_048_576)}"]` }],
])('%s is refused with %i', async (_, status, options) => {
  expect((await send('supportTickets', [], options)).status).toBe(status);
});

test('a signature over the time and the body alone, as it once was, is refused', async () => {
  const timestamp = String(Math.floor(NOW.getTime() / 1000));
  const old = createHmac('sha256', 'first secret of acme').update(`${timestamp}.[]`).digest('hex');
  for (const version of ['v1', 'v2']) expect((await send('supportTickets', [], { signature: `${version}=${old}` })).status).toBe(401);
});

test('the signature of a known request is the one every sender computes', () => {
  const signing = { method: 'POST', path: '/ingest/accounts', timestamp: '1795338000', deliveryId: 'd-1', body: '{"rows":[]}' };
  expect(sign('first secret of acme', signing)).toBe('v2=b096e1cd4bc3a3e78a1d44ad2480815cbffe332c6de3562bb3bf4f3922d630aa');
});

test('a signature of 299 seconds ago is taken', async () => {
  expect((await send('supportTickets', [], { at: new Date(NOW.getTime() - 299_000) })).status).toBe(200);
});

test('collections that do not exist or are our own are not found', async () => {
  for (const name of ['nothing', 'approvals', 'auditEntries', 'workspaces', 'accounts/more', '__proto__'])
    expect((await send(name, [ticket('x')])).status).toBe(404);
});

test('three live keys of a tenant are refused at the start', () => {
  const keys = [...KEYS, { id: 'acme-3', tenant: 'acme', secret: 'a third secret of acme' }];
  expect(() => createIngest({ keys } as unknown as Parameters<typeof createIngest>[0])).toThrow('acme has 3 ingest keys');
});
