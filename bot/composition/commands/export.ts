import { runExport } from '../../../adapters/export/export.ts';
import type { Command } from './command.ts';

export const exportCommand: Command = {
  needs: 'parts',
  run: ({ assistant, config }, argv, { stdout, stderr }) =>
    runExport({ ...assistant, tenant: config.tenant, out: stdout, err: stderr }, argv),
};
