/**
 * The composition root: with the files in `composition/` the only ones that may import everything, and that nothing
 * else imports. `npm start` serves; the other commands run the same parts without a platform.
 */
import { listenForStop } from './stopping.ts';

// Before anything else is loaded: told to stop meanwhile, the process still ends in order.
const stopping = listenForStop();
const { runCommand } = await import('./composition/run-command.ts');

process.exit(
  await runCommand(process.argv.slice(2), {
    stopping,
    /** The chat platforms. Removing one is its folder and its line here. */
    chats: [async (host) => (await import('../adapters/slack/open.ts')).openSlack(host)],
  }),
);
