import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Store } from './store.ts';
import type { Message } from './wire.ts';

const WRITE_AFTER_MS = 100;

/**
 * Keeps the workspace's messages in a file, so that they are there after a restart. Written shortly after a change and
 * in whole; an unreadable file counts as none. Returns how to write what is outstanding and stop.
 */
export function keepMessages(store: Store, file: string): () => void {
  mkdirSync(dirname(file), { recursive: true });
  for (const message of read(file)) store.add(message.streaming ? { ...message, streaming: false } : message);
  let timer: NodeJS.Timeout | undefined;
  const write = () => {
    timer = undefined;
    writeFileSync(`${file}.new`, JSON.stringify(store.all()));
    renameSync(`${file}.new`, file);
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

function read(file: string): Message[] {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Message[];
  } catch {
    return [];
  }
}
