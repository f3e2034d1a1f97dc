/**
 * The composition root: with the files in `composition/` the only ones that may import everything, and that nothing
 * else imports. `npm start` serves; the other commands run the same parts without a platform.
 */
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { listenForStop } from './stopping.ts';

// Before anything else is loaded: told to stop meanwhile, the process still ends in order.
const stopping = listenForStop();
// What one start has compiled the next one need not; where the folder cannot be written each does.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url)));
process.on('uncaughtException', (error) => void lastResort(error));
const { runCommand } = await import('./composition/run-command.ts');

const code = await runCommand(process.argv.slice(2), {
  stopping,
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  /** The chat platforms. Removing one is its folder and its line here. */
  chats: [
    async (host) => (await import('../adapters/slack/open.ts')).openSlack(host),
    async (host) => (await import('../adapters/teams/open.ts')).openTeams(host),
  ],
});
// A pipe takes its time: what was written is out first.
process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));

/** What nobody caught, a rejection included, ends the process with one line; the stack goes into no terminal. */
async function lastResort(error: unknown): Promise<void> {
  // Whoever reads our output had enough, as `head` does.
  if ((error as { code?: string }).code === 'EPIPE') process.exit(0);
  const { isVisiting } = await import('./http/guard.ts');
  if (isVisiting()) return; // a request's, which alone fails
  const { failureLine } = await import('./composition/failure-line.ts');
  process.stderr.write(`${failureLine(error)}\n`);
  process.exit(1);
}
