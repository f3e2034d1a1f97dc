import { startGreendoor } from '../start.ts';
import { type Command, out } from './command.ts';

export const serveCommand: Command = {
  needs: 'settings',
  async run(config, { stopping, chats }) {
    for (const hint of config.hints) out.error(`${hint}\n`);
    const running = await startGreendoor(config, { chats, signal: stopping.signal });
    if (!running) return 0;
    out.write(`${running.greeting}\n`);
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
