import { createInterface } from 'node:readline/promises';
import { runImport } from '../../../adapters/import/command.ts';
import type { Command } from './command.ts';

export const importCommand: Command = {
  needs: 'parts',
  async run({ assistant, config }, argv, { stdin, stdout, stderr }) {
    const terminal = stdin.isTTY ? createInterface({ input: stdin, output: stderr }) : undefined;
    const asking = terminal ? { ask: (question: string) => terminal.question(question) } : {};
    try {
      return await runImport({ ...assistant, tenant: config.tenant, out: stdout, err: stderr, ...asking }, argv);
    } finally {
      terminal?.close();
    }
  },
};
