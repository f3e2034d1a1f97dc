import { runPeople } from '../../../adapters/import/people-command.ts';
import type { Command } from './command.ts';

export const usersCommand: Command = {
  needs: 'database',
  run: (stored, argv, { stdout, stderr }) => runPeople({ ...stored, out: stdout, err: stderr }, argv),
};
