import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Database } from '../../models/connection.ts';
import { testDatabase } from '../support/database.ts';
import { TENANT } from '../support/greendoor.ts';
import { HOSTILE_TARGETS, sendRaw, statusOf } from '../support/raw-http.ts';
import { fillWithSample } from '../support/sample.ts';

/** The demo's one port, whose page acts as any person: who may come in, and where there is none. */

const ROOT = new URL('../..', import.meta.url).pathname;
const { PATH = '', HOME = '' } = process.env;
const WRITE_KEY = 'write-key-of-the-demo';
let folder: string;
let database: Database;
let product: ChildProcess;
let said = '';
let url: string;
/** The person one is at first. */
let me = '';

/** A database of somebody's own, which has the sample. */
const own = () => ({ MONGODB_URI: process.env.GREENDOOR_TEST_MONGODB_URI ?? '', MONGODB_DATABASE: database.connection.name });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'greendoor-workspace-'));
  database = await testDatabase();
  await fillWithSample(database, TENANT);
  const env = {
    ...{ PATH, HOME, PORT: '0', HOST: '0.0.0.0', DATA_DIR: join(folder, 'data'), SEGMENT_WRITE_KEYS: WRITE_KEY },
    ...own(),
    LOCAL_WORKSPACE: '1',
  };
  product = spawn(process.execPath, [join(ROOT, 'bot/main.ts')], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  product.stdout?.setEncoding('utf8');
  url = await new Promise<string>((resolve, reject) => {
    product.stdout?.on('data', (text: string) => {
      said += text;
      const found = /ready: (http:\S+)[\s\S]*at (http:\S+)\/v1/.exec(said)?.[1];
      if (found) resolve(found);
    });
    product.once('exit', (code) => reject(new Error(`the product ended with ${code}`)));
  });
  const home = await fetch(url, { redirect: 'manual' });
  me = home.headers.get('location')?.split('as=')[1] ?? '';
});
afterAll(async () => {
  const gone = once(product, 'exit');
  product.kill('SIGKILL');
  await gone;
  await database.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

/** A request with headers no browser or client would let us set. */
async function ask(path: string, headers: Record<string, string> = {}, method = 'GET', body = '') {
  const { host } = new URL(url);
  const lines = Object.entries({ host, connection: 'close', 'content-length': String(body.length), ...headers });
  const answer = await sendRaw(
    url,
    `${method} ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`,
    15_000,
  );
  return { status: statusOf(answer), text: answer };
}
const act = (headers: Record<string, string>) =>
  ask(
    `/act?as=${me}`,
    { 'content-type': 'application/json', ...headers },
    'POST',
    JSON.stringify({ do: 'say', channel: 'C0HEALTH', text: 'hello' }),
  );

test('one port, printed, for the page, the data doors and health', async () => {
  expect(said.match(/http:\S+/g)).toEqual([url, `${url}/v1`]);
  expect((await fetch(url)).status).toBe(200);
  expect((await fetch(`${url}/livez`)).status).toBe(200);
  expect(await (await fetch(`${url}/readyz`)).json()).toMatchObject({ ready: true, database: true });
  const event = { userId: 'u', event: 'x', writeKey: WRITE_KEY };
  expect((await fetch(`${url}/v1/t`, { method: 'POST', body: JSON.stringify(event) })).status).toBe(200);
});

test('this machine only, whatever HOST says', async () => {
  const others = Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal);
  for (const { address } of others) await expect(fetch(`http://${address}:${new URL(url).port}/`)).rejects.toThrow();
  expect(new URL(url).hostname).toBe('127.0.0.1');
});

test('its own page may act', async () => {
  expect((await act({ origin: url })).status).toBe(200);
  expect((await act({})).status).toBe(200);
});

test.each([
  ['another site', { origin: 'https://elsewhere.example' }],
  ['another port of this machine', { origin: 'http://127.0.0.1:1' }],
  ['a page without an origin', { origin: 'null' }],
  ['a name made to point here', { host: 'rebound.example', origin: 'http://rebound.example' }],
  ['a name that begins like ours', { host: 'localhost.elsewhere.example' }],
  ['an address in another form', { host: '0x7f000001' }],
  ['no name at all', { host: '' }],
  ['an embedded request of another site', { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'image' }],
] as [string, Record<string, string>][])('%s may neither act nor look nor listen', async (_, headers) => {
  expect((await act(headers)).status).toBe(403);
  for (const path of ['/', `/live?as=${me}`, '/files/F0000000000', '/page.js', '/api/auth.test', '/nothing'])
    expect((await ask(path, headers)).status).toBe(403);
  expect((await ask('/response/x', headers, 'POST', '{}')).status).toBe(403);
});

test('a link from elsewhere opens the page, and nobody frames it', async () => {
  const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
  const { status, text } = await ask(`/?as=${me}`, { ...link, 'sec-fetch-dest': 'document' });
  expect(status).toBe(200);
  expect(text).toMatch(/content-security-policy: [^\r]*frame-ancestors 'none'/i);
  expect(text).toMatch(/x-frame-options: DENY/i);
  expect((await ask(`/?as=${me}`, { ...link, 'sec-fetch-dest': 'iframe' })).status).toBe(403);
  expect((await ask('/page.js')).text).toMatch(/x-frame-options: DENY/i);
});

test.each(HOSTILE_TARGETS.map((target) => [target.slice(0, 20), target]))('the target %j is answered', async (_, target) => {
  for (const method of ['GET', 'POST']) expect([302, 400, 403, 404]).toContain((await ask(target, {}, method)).status);
  expect((await fetch(`${url}/livez`)).status).toBe(200);
});

const ACTS = ['null', '[]', '{', '{"do":"say"}', '{"do":{"__proto__":1}}', '['.repeat(20_000)];
test.each(ACTS.map((body) => [body.slice(0, 20), body]))('the act %j is answered', async (_, body) => {
  const headers = { 'content-type': 'application/json' };
  expect([200, 400]).toContain((await ask(`/act?as=${me}`, headers, 'POST', body)).status);
  expect([200, 400]).toContain((await ask('/api/chat.postMessage', headers, 'POST', body)).status);
  const form = { 'content-type': 'multipart/form-data; boundary=x' };
  expect((await ask('/upload/F0', form, 'POST', body)).status).toBe(400);
  expect((await fetch(`${url}/livez`)).status).toBe(200);
});

/** Runs the product to its end. */
async function run(root: string, env: Record<string, string>) {
  const child = spawn(process.execPath, [join(root, 'bot/main.ts')], {
    cwd: root,
    env: { PATH, HOME, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let error = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    error += text;
  });
  const [code] = await once(child, 'close');
  return { code, error };
}

test('beside a database of somebody’s own it is opened only when asked for by name', async () => {
  const { code, error } = await run(ROOT, own());
  expect(code).toBe(1);
  expect(error).toMatch(/SLACK_BOT_TOKEN.*\n.*LOCAL_WORKSPACE=1/);
  expect((await run(ROOT, { LOCAL_WORKSPACE: 'yes' })).error).toContain('LOCAL_WORKSPACE must be 1 or absent');
}, 180_000);

test('what the container holds says what is missing and stops', async () => {
  // As the Dockerfile makes it: our sources, and of the packages those that are no development dependencies.
  const image = join(folder, 'image');
  const { devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { devDependencies: Record<string, string> };
  for (const part of ['adapters', 'agents', 'bot', 'models', 'schedules', 'tools', 'package.json'])
    cpSync(join(ROOT, part), join(image, part), { recursive: true });
  for (const name of readdirSync(join(ROOT, 'node_modules'))) {
    const inside = name.startsWith('@') ? readdirSync(join(ROOT, 'node_modules', name)).map((each) => `${name}/${each}`) : [name];
    for (const each of inside.filter((one) => !(one in devDependencies))) {
      mkdirSync(join(image, 'node_modules', each, '..'), { recursive: true });
      symlinkSync(join(ROOT, 'node_modules', each), join(image, 'node_modules', each));
    }
  }
  const container = { NODE_ENV: 'production', HOST: '0.0.0.0' };
  const { code, error } = await run(image, container);
  expect(code).toBe(1);
  expect(error).toMatch(/SLACK_BOT_TOKEN[\s\S]*MONGODB_URI[\s\S]*development dependencies/);
  const beside = await run(image, { ...container, ...own(), LOCAL_WORKSPACE: '1' });
  expect(beside.code).toBe(1);
  expect(beside.error).toMatch(/SLACK_BOT_TOKEN[\s\S]*esbuild/);
}, 180_000);
