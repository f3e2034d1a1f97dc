import { runSchema } from '../../../adapters/dictionary/command.ts';
import { type Command, out } from './command.ts';

export const schemaCommand: Command = { needs: 'nothing', run: (argv) => runSchema(out, argv) };
