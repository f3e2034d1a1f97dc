import { runForget } from '../../../adapters/export/forget-command.ts';
import type { Command } from './command.ts';

export const forgetCommand: Command = {
  needs: 'database',
  run: (stored, argv, { stdout, stderr }) => runForget({ ...stored, out: stdout, err: stderr }, argv),
};
