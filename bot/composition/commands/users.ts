import { runPeople } from '../../../adapters/import/people-command.ts';
import type { Command } from './command.ts';

export const usersCommand: Command = {
  needs: 'parts',
  run: ({ assistant, config }, argv, { stdout, stderr }) =>
    runPeople({ ...assistant, tenant: config.tenant, out: stdout, err: stderr }, argv),
};
