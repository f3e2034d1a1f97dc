import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Database } from '../../models/connection.ts';
import { audit } from '../../tools/audit.ts';
import { testDatabase } from '../support/database.ts';

/** The life of the process as whoever runs it sees it: exit codes, and one line for what is wrong. */

const MAIN = new URL('../../bot/main.ts', import.meta.url).pathname;
const LIMIT_MS = 25_000;

let root: string;
let database: Database;
const children = new Set<ChildProcess>();
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'greendoor-process-'));
  database = await testDatabase();
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await database.close();
  await rm(root, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

function launch(argv: string[], env: Record<string, string>) {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [MAIN, ...argv], { env: { PATH, HOME, PORT: '0', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  children.add(child);
  const said = { out: '', error: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.error += text;
  });
  const ended = once(child, 'close').then(([code, signal]) => {
    children.delete(child);
    return { code: (code ?? signal) as number | string, ...said };
  });
  const ready = new Promise<void>((resolve, reject) => {
    child.stdout.on('data', () => said.out.includes('is ready') && resolve());
    void ended.then(() => reject(new Error(`it ended before it was ready:\n${said.error}`)));
  });
  ready.catch(() => {});
  return { child, ended, ready };
}
const run = (argv: string[], env: Record<string, string>) => launch(argv, env).ended;

/** Settings of a process with the run's own database. */
const shared = () => ({
  MONGODB_URI: process.env.GREENDOOR_TEST_MONGODB_URI ?? '',
  MONGODB_DATABASE: database.connection.name,
  DATA_DIR: join(root, 'shared'),
});

function expectOneLine(error: string): void {
  expect(error.trim().split('\n')).toHaveLength(1);
  expect(error).not.toMatch(/^\s+at |node:internal|\{"level"/m);
}

test('told to stop at any moment, from the first line on until after it is ready, it ends with 0 and complains about nothing', async () => {
  const folder = join(root, 'stopped');
  const began = performance.now();
  const first = launch([], { DATA_DIR: folder });
  await first.ready;
  const whole = performance.now() - began;
  first.child.kill('SIGTERM');
  expect(await first.ended).toMatchObject({ code: 0, error: '' });

  // Node itself needs a moment before the first line of ours runs; from then on every moment is as good as another.
  const bareFrom = performance.now();
  await once(spawn(process.execPath, ['-e', '0']), 'close');
  const ours = 4 * (performance.now() - bareFrom);
  for (const share of [0.2, 0.5, 0.8]) {
    const env = { DATA_DIR: share < 0.5 ? join(root, `stopped-${share}`) : folder };
    const { child, ended } = launch([], env);
    const timer = setTimeout(() => child.kill(share === 0.5 ? 'SIGINT' : 'SIGTERM'), Math.max(ours, share * whole));
    const told = performance.now();
    expect(await ended).toMatchObject({ code: 0, error: '' });
    clearTimeout(timer);
    expect(performance.now() - told).toBeLessThan(LIMIT_MS + whole);
  }
}, 240_000);

test('a port in use is named, before a sample is loaded', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const { code, error } = await run([], { ...shared(), LOCAL_WORKSPACE: '1', PORT: `${port}` });
  server.close();
  expect(code).toBe(1);
  expect(error).toContain(`Port ${port} is taken`);
  expectOneLine(error);
  expect(await database.models.leases.countDocuments({ tenant: 'demo', name: 'first-sample' })).toBe(0);
});

test('two commands at once on one data directory both do their work', async () => {
  const env = { DATA_DIR: join(root, 'twice') };
  const ended = await Promise.all([run(['audit'], env), run(['audit'], env), run(['export', 'accounts'], env)]);
  expect(ended.map(({ code, error }) => ({ code, lines: error.includes('DBPathInUse') }))).toEqual(
    Array.from({ length: 3 }, () => ({ code: 0, lines: false })),
  );
});

test.each<[string, (path: string) => Promise<unknown>, RegExp]>([
  ['is a file', (path) => writeFile(path, 'x'), /cannot be used: it is a file/],
  [
    'holds damaged data',
    async (path) => {
      await mkdir(path);
      await writeFile(join(path, 'WiredTiger'), 'WiredTiger\n');
      await writeFile(join(path, 'WiredTiger.wt'), Buffer.alloc(4_096, 7));
      await writeFile(join(path, 'WiredTiger.turtle'), Buffer.alloc(200, 7));
    },
    /seem damaged/,
  ],
])('a data directory that %s is one line', async (name, make, expected) => {
  const path = join(root, name.replaceAll(' ', '-'));
  await make(path);
  const { code, error } = await run(['export', 'accounts'], { DATA_DIR: path });
  expect(code).toBe(1);
  expect(error).toMatch(expected);
  expectOneLine(error);
});

test.each([
  [{ OPENAI_API_KEY: 'k', OPENAI_BASE_URL: 'http://otto:hunter2@127.0.0.1:9/v1' }, 'OPENAI_BASE_URL'],
  [{ LIMIT_STEPS: 'many' }, 'LIMIT_STEPS'],
])('a wrong setting ends the start before anything is opened', async (env, name) => {
  const { code, error } = await run([], { ...env, DATA_DIR: join(root, 'never') });
  expect(code).toBe(1);
  expect(error).toContain(name);
  expect(error).not.toContain('hunter2');
});

test('a command that does not exist says which do', async () => {
  const { code, error } = await run(['serbe'], {});
  expect(code).toBe(1);
  expect(error).toContain('serve, schema, ask, sample, import, export, forget, mcp, users, servers, audit');
  expectOneLine(error);
});

test('the audit says that the trail holds, and names the first entry that does not', async () => {
  const { auditEntries } = database.models;
  const at = new Date('2026-11-22T09:00:00Z');
  for (let n = 1; n <= 5; n++) await audit(database.models, { tenant: 'demo', actorId: 'carla', at, event: 'tool', data: { n } });
  expect(await run(['audit'], shared())).toMatchObject({ code: 0, out: 'demo: the trail holds, 5 entries\n' });
  await auditEntries.updateOne({ tenant: 'demo', sequence: 4 }, { $set: { data: '{"n":44}' } });
  expect(await run(['audit'], shared())).toMatchObject({
    code: 1,
    out: expect.stringContaining('entry 4 is not what was written (altered)'),
  });
  await auditEntries.deleteOne({ tenant: 'demo', sequence: 2 });
  expect(await run(['audit'], shared())).toMatchObject({ code: 1, out: expect.stringContaining('entry 2 is missing') });
}, 180_000);
