import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { engineLoader } from './loader.ts';

/** A hold on the engine that serves one data directory; the engine ends after the last hold is released. */
export interface EngineLease {
  uri: string;
  /** Process id of the engine when this lease started it. */
  pid?: number;
  release(): void;
}

const START_LIMIT_MS = 30_000;
const RETRY_MS = 50;

/**
 * Opens `directory` with the embedded MongoDB engine, starting its process if no other process
 * of ours has it open already.
 * @throws Error with advice when the platform cannot run the engine, or with the engine's own words when it refuses the directory.
 */
export async function openEmbedded(directory: string): Promise<EngineLease> {
  const folder = resolve(directory);
  await mkdir(folder, { recursive: true });
  const leasePath = leaseSocketFor(folder);
  const running = await takeLease(leasePath);
  if (running) return running;

  const log = join(folder, 'engine.log');
  const command = [...(await engineLoader()), process.execPath, fileURLToPath(new URL('./server.ts', import.meta.url)), folder, leasePath];
  const output = openSync(log, 'w');
  const [program = process.execPath, ...words] = command;
  const child = spawn(program, words, { detached: true, stdio: ['ignore', output, output], env: engineEnv() });
  closeSync(output);
  child.unref();
  let ended = false;
  child.once('exit', () => {
    ended = true;
  });

  const deadline = Date.now() + START_LIMIT_MS;
  while (Date.now() < deadline) {
    const lease = await takeLease(leasePath);
    if (lease) return { ...lease, pid: child.pid };
    if (ended) {
      // Two processes may start at once: the loser's engine is refused the directory, and the winner's lease is about to appear.
      const winner = await new Promise<EngineLease | undefined>((done) => setTimeout(() => done(takeLease(leasePath)), RETRY_MS * 10));
      if (winner) return winner;
      throw new Error(`The embedded database did not start in ${folder}.\n${(await readFile(log, 'utf8')).trim()}`);
    }
    await new Promise((done) => setTimeout(done, RETRY_MS));
  }
  throw new Error(`The embedded database did not answer within ${START_LIMIT_MS / 1000} s; see ${log}.`);
}

/** Unix socket paths are limited to about 100 bytes, so deep folders get a short name elsewhere. */
function leaseSocketFor(folder: string): string {
  const inside = join(folder, 'engine.sock');
  if (Buffer.byteLength(inside) < 100) return inside;
  return join(tmpdir(), `greendoor-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}.sock`);
}

function engineEnv(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _, ...env } = process.env; // Jest's module flags are not for the engine
  return env;
}

function takeLease(path: string): Promise<EngineLease | undefined> {
  return new Promise((done) => {
    const socket: Socket = connect(path);
    let text = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk) => {
      text += chunk;
      if (!text.includes('\n')) return;
      socket.unref();
      done({ uri: text.trim(), release: () => socket.destroy() });
    });
    socket.on('error', () => done(undefined));
    socket.on('close', () => done(undefined));
  });
}
