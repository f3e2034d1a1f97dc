import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Store } from './store.ts';
import type { Message } from './wire.ts';

const WRITE_AFTER_MS = 100;

/** As much as tells our file from another; the rest is as we wrote it. */
const keptSchema = z.array(
  z.looseObject({ channel: z.string(), ts: z.string(), user: z.string(), text: z.string(), fromBot: z.boolean() }),
);

/**
 * Keeps the workspace's messages in a file, so that they are there after a restart. Written shortly after a change and
 * in whole; a file that is not ours is put aside, and one that cannot be written costs the messages their memory, not
 * the workspace. Returns how to write what is outstanding and stop.
 */
export function keepMessages(store: Store, file: string, log?: Pick<Logger, 'warn'>): () => void {
  mkdirSync(dirname(file), { recursive: true });
  for (const message of read(file, log)) store.add(message.streaming ? { ...message, streaming: false } : message);
  let timer: NodeJS.Timeout | undefined;
  let failing = false;
  const write = () => {
    timer = undefined;
    try {
      writeFileSync(`${file}.new`, JSON.stringify(store.all()));
      renameSync(`${file}.new`, file);
      failing = false;
    } catch (error) {
      if (!failing) log?.warn({ file, code: codeOf(error) }, 'the messages of the local workspace cannot be kept');
      failing = true;
    }
  };
  const forget = store.listen(() => {
    timer ??= setTimeout(write, WRITE_AFTER_MS);
  });
  return () => {
    forget();
    if (!timer) return;
    clearTimeout(timer);
    write();
  };
}

function read(file: string, log: Pick<Logger, 'warn'> | undefined): Message[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') log?.warn({ file, code: codeOf(error) }, 'the messages of the local workspace cannot be read');
    return [];
  }
  try {
    return keptSchema.parse(JSON.parse(text)) as unknown as Message[];
  } catch {
    const aside = `${file}.unreadable`;
    log?.warn({ file, aside }, 'the file holds no messages; it is put aside and the local workspace starts empty');
    renameSync(file, aside);
    return [];
  }
}

const codeOf = (error: unknown): string => (error as { code?: string }).code ?? 'unknown';
