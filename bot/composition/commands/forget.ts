import { runForget } from '../../../adapters/export/forget-command.ts';
import type { Command } from './command.ts';

export const forgetCommand: Command = {
  needs: 'parts',
  run: ({ assistant, config }, argv, { stdout, stderr }) =>
    runForget({ ...assistant, tenant: config.tenant, out: stdout, err: stderr }, argv),
};
