import { existsSync, statfsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EngineLease, openEmbedded } from '../../models/engine/embedded.ts';

declare global {
  var engineOfThisRun: { lease: EngineLease; directory: string } | undefined;
}

const MEMORY = '/dev/shm';
/** A whole run writes a tenth of it. */
const ROOM = 4 * 2 ** 30;

/**
 * One embedded engine for the whole run; each test file opens a database of its own in it. Every temporary folder of the
 * run lies in one folder, which goes at its end; in memory where there is room, since a disk takes long to be sure of each write.
 */
export default async function engineUp(): Promise<void> {
  const directory = await mkdtemp(join(hasRoom(MEMORY) ? MEMORY : tmpdir(), 'greendoor-test-'));
  process.env.TMPDIR = directory;
  const lease = await openEmbedded(join(directory, 'engine'));
  globalThis.engineOfThisRun = { lease, directory };
  process.env.GREENDOOR_TEST_MONGODB_URI = lease.uri;
  process.env.GREENDOOR_TEST_BEGAN = new Date().toISOString();
}

function hasRoom(folder: string): boolean {
  if (process.platform !== 'linux' || !existsSync(folder)) return false;
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize > ROOM;
}
