import { rm } from 'node:fs/promises';

export default async function engineDown(): Promise<void> {
  const engine = globalThis.engineOfThisRun;
  if (!engine) return;
  engine.lease.release();
  await rm(engine.directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}
