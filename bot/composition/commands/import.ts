import { createInterface } from 'node:readline/promises';
import { runImport } from '../../../adapters/import/command.ts';
import { createFreshness } from '../../freshness.ts';
import type { Command } from './command.ts';

/** The longest a timer may be set for: scores follow at the end of an import, not in between. */
const AFTERWARDS_MS = 2 ** 31 - 1;

export const importCommand: Command = {
  needs: 'parts',
  async run({ assistant, config, score }, argv, { stdin, stdout, stderr }) {
    const terminal = stdin.isTTY ? createInterface({ input: stdin, output: stderr }) : undefined;
    const asking = terminal ? { ask: (question: string) => terminal.question(question) } : {};
    const { models, clock, log } = assistant;
    // Each account once, after the last row that tells of it.
    const freshness = createFreshness({ models, clock, log, delayMs: AFTERWARDS_MS, rescore: score });
    try {
      return await runImport(
        { ...assistant, tenant: config.tenant, out: stdout, err: stderr, changing: freshness.changing, ...asking },
        argv,
      );
    } finally {
      terminal?.close();
      await freshness.stop();
    }
  },
};
