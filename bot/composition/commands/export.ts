import { runExport } from '../../../adapters/export/export.ts';
import type { Command } from './command.ts';

export const exportCommand: Command = {
  needs: 'database',
  run: (stored, argv, { stdout, stderr }) => runExport({ ...stored, out: stdout, err: stderr }, argv),
};
