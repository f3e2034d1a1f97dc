import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EngineLease, openEmbedded } from '../../models/engine/embedded.ts';

declare global {
  var engineOfThisRun: { lease: EngineLease; directory: string } | undefined;
}

/** One embedded engine for the whole run; each test file opens a database of its own in it. */
export default async function engineUp(): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'greendoor-test-'));
  const lease = await openEmbedded(directory);
  globalThis.engineOfThisRun = { lease, directory };
  process.env.GREENDOOR_TEST_MONGODB_URI = lease.uri;
}
