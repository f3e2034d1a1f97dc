import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Bench, seconds, verdict } from './kit.ts';

const AIM_MS = 5_000;
const LIMIT_MS = 120_000;
const MAIN = fileURLToPath(new URL('../../bot/main.ts', import.meta.url));

/** From nothing to the first answer: the program with an empty data folder, the sample loaded, and one question answered. */
export async function benchStart({ say }: Bench): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'greendoor-start-'));
  const { PATH, HOME, LD_LIBRARY_PATH } = process.env;
  // A folder each: the engine of the first one may still be closing its own.
  const envOf = (folder: string) => ({ PATH, HOME, LD_LIBRARY_PATH, DATA_DIR: join(directory, folder), PORT: '0', LOG_LEVEL: 'error' });
  try {
    const ready = await measured(envOf('start'), [], (output) => output.includes('Greendoor is ready'));
    say(`npm start with an empty folder, until it is ready: ${seconds(ready)}`);
    const answer = await measured(envOf('ask'), ['ask', 'How is DataFlow doing?'], (output) => output.includes('DataFlow'));
    say(`ask with an empty folder, until the first answer: ${seconds(answer)}`);
    say(`aim ≤ ${seconds(AIM_MS)}: ${verdict(Math.max(ready, answer) <= AIM_MS)}`);
  } finally {
    await rm(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

/** Milliseconds until the program says what is waited for; it is then stopped. */
async function measured(env: Record<string, string | undefined>, words: string[], done: (output: string) => boolean): Promise<number> {
  const started = performance.now();
  const child = spawn(process.execPath, [MAIN, ...words], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  try {
    return await new Promise<number>((resolve, reject) => {
      const limit = setTimeout(() => reject(new Error(`nothing within ${LIMIT_MS / 1000} s:\n${output}`)), LIMIT_MS);
      const end = (ms?: number) => {
        clearTimeout(limit);
        if (ms === undefined) reject(new Error(`it ended before:\n${output}`));
        else resolve(ms);
      };
      child.stdout.on('data', (chunk: Buffer) => {
        output += chunk;
        if (done(output)) end(performance.now() - started);
      });
      child.once('close', () => end());
    });
  } finally {
    if (child.exitCode === null) {
      const gone = new Promise((resolve) => child.once('close', resolve));
      child.kill('SIGTERM');
      await gone;
    }
  }
}
