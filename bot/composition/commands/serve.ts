import type { Command } from './command.ts';

export const serveCommand: Command = {
  needs: 'settings',
  async run(config, { stopping, chats, log, stdout, stderr }) {
    for (const hint of config.hints) stderr.write(`${hint}\n`);
    // Loaded here only, so that the database's own process begins before the agents' code.
    const { startGreendoor } = await import('../start.ts');
    const running = await startGreendoor(config, { chats, signal: stopping.signal, log });
    if (!running) return 0;
    stdout.write(`${running.greeting}\n`);
    try {
      await Promise.race([stopped(stopping.signal), running.database.lost]);
    } finally {
      await running.stop();
    }
    return 0;
  },
};

function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
