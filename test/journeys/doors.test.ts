import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sign } from '../../adapters/ingest/index.ts';
import { ask, type Greendoor, openGreendoor, type Process, SARAH, SECRET, shown } from '../support/greendoor.ts';
import { HOSTILE_TARGETS, sendRaw, statusOf } from '../support/raw-http.ts';

/** Every door of the running product, with what no honest sender sends; and the product on a database that falls silent. */

const INGEST = 'a-secret-of-the-door-test';
const WRITE_KEY = 'write-key-of-the-doors';
let greendoor: Greendoor;
let product: Process;
let base: string;

beforeAll(async () => {
  greendoor = await openGreendoor();
  product = await greendoor.apart.start({ INGEST_KEYS: `door:${INGEST}`, SEGMENT_WRITE_KEYS: WRITE_KEY });
  base = new URL(product.url).origin;
});
afterAll(async () => {
  await greendoor.close();
});

const alive = async () => (await fetch(`${base}/livez`)).status;

test.each(HOSTILE_TARGETS.map((target) => [target.slice(0, 20), target]))(
  'the target %j is answered, whatever the method',
  async (_, target) => {
    for (const method of ['GET', 'POST', 'OPTIONS', 'PATCH']) {
      const answer = await sendRaw(base, `${method} ${target} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
      expect([400, 404, 431]).toContain(statusOf(answer));
    }
    expect(await alive()).toBe(200);
  },
);

test.each([
  ['no HTTP', 'hello\r\n\r\n'],
  ['two lengths', 'POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab'],
  ['a chunk that is none', 'POST /v1/t HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n'],
  ['an upgrade', 'GET /socket HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-key: x\r\n\r\n'],
  ['a tunnel', 'CONNECT http://[ HTTP/1.1\r\nhost: x\r\n\r\n'],
  ['an expectation', 'POST /v1/t HTTP/1.1\r\nhost: x\r\nexpect: the unexpected\r\ncontent-length: 0\r\n\r\n'],
  ['half a body and gone', 'POST /ingest/accounts HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nhalf'],
  ['headers without end', `GET / HTTP/1.1\r\n${'x: y\r\n'.repeat(5_000)}`],
])('%s leaves it running', async (_, bytes) => {
  await sendRaw(base, bytes, 500);
  expect(await alive()).toBe(200);
});

const BODIES = [
  '',
  'null',
  '7',
  '"x"',
  '[]',
  '[null]',
  '{',
  '{"__proto__":{"a":1}}',
  '['.repeat(50_000),
  '\xff\xfe',
  '{"batch":[null,[],7]}',
];

test.each(BODIES.map((body) => [body.slice(0, 20), body]))('the body %j is answered at every door, signed', async (_, body) => {
  const now = Math.floor(Date.now() / 1000);
  const slack = (text: string, type: string) =>
    fetch(product.url, {
      method: 'POST',
      body: text,
      headers: {
        'content-type': type,
        'x-slack-request-timestamp': String(now),
        'x-slack-signature': `v0=${createHmac('sha256', SECRET).update(`v0:${now}:${text}`).digest('hex')}`,
      },
    });
  const path = '/ingest/accounts';
  const deliveryId = crypto.randomUUID();
  const signature = sign(INGEST, { method: 'POST', path, timestamp: String(now), deliveryId, body });
  const headers = { 'x-greendoor-key': 'door', 'x-greendoor-timestamp': String(now), 'x-greendoor-delivery': deliveryId };
  const answers = await Promise.all([
    slack(body, 'application/json'),
    slack(`payload=${encodeURIComponent(body)}`, 'application/x-www-form-urlencoded'),
    fetch(`${base}${path}`, { method: 'POST', body, headers: { ...headers, 'x-greendoor-signature': signature } }),
    ...['t', 'batch', 'i'].map((call) =>
      fetch(`${base}/v1/${call}`, { method: 'POST', body, headers: { authorization: `Basic ${btoa(`${WRITE_KEY}:`)}` } }),
    ),
  ]);
  for (const { status } of answers) expect([200, 400, 404]).toContain(status);
  expect(await alive()).toBe(200);
});

test('and a question is answered as before', async () => {
  const { answer } = await ask(greendoor.workspace, { user: SARAH, dm: true, text: 'How healthy is DataFlow?' });
  expect(shown(answer)).toContain('DataFlow');
  expect(product.log()).not.toMatch(/payload|__proto__/);
});

test('a database that falls silent: not ready within 2 s, live, and the event is sent again', async () => {
  const quiet = await quietProxy(process.env.GREENDOOR_TEST_MONGODB_URI ?? '');
  const silent = await greendoor.apart.start({ MONGODB_URI: quiet.uri });
  const origin = new URL(silent.url).origin;
  expect(await (await fetch(`${origin}/readyz`)).json()).toMatchObject({ ready: true, database: true, draining: false, doors: true });
  quiet.fallSilent();
  const took: number[] = [];
  for (let turn = 0; turn < 3 && Math.min(...took) >= 2_000; turn++) {
    const began = performance.now();
    const answer = await fetch(`${origin}/readyz`);
    took.push(performance.now() - began);
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ ready: false, database: false, draining: false, lagMs: expect.any(Number) });
  }
  // The quickest of up to three: what other tests do on this machine at the same time is not the product's.
  expect(Math.min(...took)).toBeLessThan(2_000);
  expect((await fetch(`${origin}/livez`)).status).toBe(200);
  const said = await greendoor.workspace.say({ user: SARAH, dm: true, text: 'How healthy is TechCorp?' });
  expect(said.delivery?.status).toBe(503);
  await silent.kill();
  await quiet.close();
});

/** Passes everything on to the engine until it falls silent: it accepts then, and answers nothing. */
async function quietProxy(uri: string): Promise<{ uri: string; fallSilent(): void; close(): Promise<void> }> {
  const host = decodeURIComponent(/\/\/([^/?]+)/.exec(uri)?.[1] ?? '');
  const [name = '', port] = host.split(':');
  const sockets = new Set<Socket>();
  let silent = false;
  const server: Server = createServer((near) => {
    const far = host.startsWith('/') ? connect(host) : connect(Number(port), name);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('data', (chunk) => void (silent || to.write(chunk)));
      from.on('error', () => {});
      from.on('close', () => to.destroy());
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: own } = server.address() as { port: number };
  return {
    uri: uri.replace(/\/\/[^/?]+/, `//127.0.0.1:${own}`),
    fallSilent() {
      silent = true;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
