import type { Logger } from 'pino';
import { type Reached, reachEngine } from './reach.ts';
import { DatabaseTrouble } from './trouble.ts';

/** A hold on the engine that serves one data directory; the engine ends after the last hold is released. */
export interface EngineLease {
  /** The same after the engine was started anew. */
  uri: string;
  /** Process id of the engine that serves now. */
  pid(): number;
  /** Rejects with DatabaseTrouble when the engine died and could not be brought back. */
  lost: Promise<never>;
  release(): void;
}

export interface EmbeddedOptions {
  signal?: AbortSignal | undefined;
  log?: Pick<Logger, 'warn'> | undefined;
  /** Called when another engine serves after one died. */
  restarted?(): Promise<unknown>;
  /** Pauses in ms before an engine that died is started anew; one that dies again after as many within a minute is given up. */
  pausesMs?: readonly number[];
}

const PAUSES_MS = [0, 250, 1_000, 3_000, 8_000];
const WINDOW_MS = 60_000;

/**
 * Opens `directory` with the embedded MongoDB engine, starting its process if no other process of ours has it open
 * already, and again when it dies.
 * @throws DatabaseTrouble when the platform cannot run the engine or the engine refuses the directory.
 */
export async function openEmbedded(
  directory: string,
  { signal, log, restarted, pausesMs = PAUSES_MS }: EmbeddedOptions = {},
): Promise<EngineLease> {
  let reached = await reachEngine(directory, signal);
  let released = false;
  const deaths: number[] = [];
  const { promise: lost, reject: lose } = Promise.withResolvers<never>();
  lost.catch(() => {});

  const watch = ({ ended }: Reached) =>
    void ended.then(async () => {
      while (!released) {
        const now = performance.now();
        while (deaths[0] !== undefined && now - deaths[0] > WINDOW_MS) deaths.shift();
        const pause = pausesMs[deaths.length];
        if (pause === undefined)
          return lose(new DatabaseTrouble(`The embedded database in ${directory} ended ${deaths.length} times within a minute.`));
        deaths.push(now);
        log?.warn({ attempt: deaths.length }, 'the embedded database ended; starting it anew');
        await new Promise((resume) => setTimeout(resume, pause).unref());
        if (released) return;
        try {
          reached = await reachEngine(directory);
        } catch (error) {
          if (deaths.length === pausesMs.length) return lose(error);
          continue;
        }
        if (released) return reached.release();
        await restarted?.().catch(() => {}); // the next operation reports what is wrong
        return watch(reached);
      }
    });
  watch(reached);

  return {
    uri: reached.uri,
    pid: () => reached.pid,
    lost,
    release() {
      released = true;
      reached.release();
    },
  };
}
