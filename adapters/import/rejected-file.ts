import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Rejection } from './importer.ts';

/** `FILE.rejected.ndjson`: rows that were set aside, each with its number and reasons. Created with the first one; one of an earlier import goes. */
export async function openRejectedFile(path: string, dryRun: boolean) {
  const target = `${path}.rejected.ndjson`;
  if (!dryRun) await rm(target, { force: true });
  let stream: ReturnType<typeof createWriteStream> | undefined;
  return {
    path: target,
    async write(rejections: Rejection[]): Promise<void> {
      if (dryRun || rejections.length === 0) return;
      stream ??= createWriteStream(target, { mode: 0o600 });
      const lines = rejections.map((each) => `${JSON.stringify(each)}\n`).join('');
      if (!stream.write(lines)) await once(stream, 'drain');
    },
    async close(): Promise<void> {
      if (!stream) return;
      stream.end();
      await once(stream, 'finish');
    },
  };
}
