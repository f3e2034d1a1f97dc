import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync, statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { IN_USE, NOBODY_CAME } from './exit-codes.ts';
import { engineLoader } from './loader.ts';
import { DatabaseTrouble, folderTrouble, inUse, refusal } from './trouble.ts';

/** A running engine we hold. */
export interface Reached {
  uri: string;
  pid: number;
  /** Resolves when the engine is gone, or was let go. */
  ended: Promise<void>;
  release(): void;
}

const START_LIMIT_MS = 30_000;
const RETRY_MS = 50;
/** Between two attempts at a directory that another engine still has: one that ends, or one about to answer. */
const IN_USE_RETRY_MS = 300;

/** The engines that this process has begun to start, by folder: whoever reaches for one waits for it. */
const begun = new Map<string, Starting>();

/**
 * Begins to start the engine of a directory where none serves it: it does while the code is loaded that reaches for it, and
 * ends by itself where nobody does. What goes wrong is for `reachEngine` to say.
 */
export async function startAhead(directory: string): Promise<void> {
  const { folder, leasePath, databasePath, log } = placesOf(directory);
  try {
    await mkdir(folder, { recursive: true });
    const held = await hold(leasePath);
    if (held) held.release();
    else begun.set(folder, await startEngine([folder, leasePath, databasePath], log));
  } catch {
    // so it is when it is reached for
  }
}

/**
 * Finds the engine that serves a directory, or starts it. Of several that try at once one starts it and all hold it.
 * @throws DatabaseTrouble when it cannot be started; the signal's reason.
 */
export async function reachEngine(directory: string, signal?: AbortSignal): Promise<Reached> {
  const { folder, leasePath, databasePath, log } = placesOf(directory);
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw folderTrouble(folder, error);
  });
  const uri = `mongodb://${encodeURIComponent(databasePath)}/?directConnection=true`;
  const deadline = performance.now() + START_LIMIT_MS;
  let starting = begun.get(folder);
  begun.delete(folder);
  while (performance.now() < deadline) {
    signal?.throwIfAborted();
    const held = await hold(leasePath);
    if (held) return { ...held, uri };
    starting ??= await startEngine([folder, leasePath, databasePath], log);
    const { exit } = starting;
    if (exit() === undefined) await pause(RETRY_MS);
    else if (exit() === NOBODY_CAME) starting = undefined;
    else if (exit() === IN_USE) {
      await pause(IN_USE_RETRY_MS);
      starting = undefined;
    } else throw refusal(folder, starting.words(), String(exit()), log);
  }
  if (!starting || starting.exit() === IN_USE) throw inUse(folder);
  throw new DatabaseTrouble(`The embedded database did not answer within ${START_LIMIT_MS / 1000} s; see ${log}.`);
}

function placesOf(directory: string) {
  const folder = resolve(directory);
  return {
    folder,
    leasePath: socketFor(folder, 'engine.sock'),
    databasePath: socketFor(folder, 'database.sock'),
    log: join(folder, 'engine.log'),
  };
}

interface Starting {
  /** Its exit code, or the signal that ended it; undefined while it runs. */
  exit(): number | NodeJS.Signals | undefined;
  /** What it has said. */
  words(): string;
}

async function startEngine([folder = '', ...sockets]: string[], log: string): Promise<Starting> {
  const server = fileURLToPath(new URL('./server.ts', import.meta.url));
  const [program = process.execPath, ...words] = [...(await engineLoader()), process.execPath, server, folder, ...sockets];
  let output: number;
  try {
    output = openSync(log, 'a');
  } catch (error) {
    throw folderTrouble(folder, error);
  }
  const before = statSync(log).size;
  const child = spawn(program, words, { detached: true, stdio: ['ignore', output, output], env: engineEnv() });
  closeSync(output);
  child.unref();
  return { exit: exitOf(child), words: () => readFileSync(log).subarray(before).toString() };
}

function exitOf(child: ChildProcess): Starting['exit'] {
  let failed: number | undefined;
  child.once('error', () => {
    failed = 1;
  });
  return () => failed ?? child.exitCode ?? child.signalCode ?? undefined;
}

/** Unix socket paths are limited to about 100 bytes, so deep folders get a short name elsewhere. */
function socketFor(folder: string, name: string): string {
  const inside = join(folder, name);
  if (Buffer.byteLength(inside) < 100) return inside;
  return join(tmpdir(), `greendoor-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}-${name}`);
}

function engineEnv(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _, ...env } = process.env; // Jest's module flags are not for the engine
  return env;
}

function hold(path: string): Promise<Omit<Reached, 'uri'> | undefined> {
  return new Promise((done) => {
    const socket: Socket = connect(path);
    const ended = new Promise<void>((gone) => {
      socket.on('close', () => {
        gone();
        done(undefined);
      });
    });
    let text = '';
    socket.setEncoding('utf8');
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      text += chunk;
      if (!text.includes('\n')) return;
      socket.unref();
      done({ pid: Number(text), ended, release: () => socket.destroy() });
    });
  });
}
