import { runSchema } from '../../../adapters/dictionary/command.ts';
import type { Command } from './command.ts';

export const schemaCommand: Command = { needs: 'nothing', run: (argv, { stdout }) => runSchema(stdout, argv) };
