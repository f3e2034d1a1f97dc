import { askCommand } from './ask.ts';
import { auditCommand } from './audit.ts';
import type { Command } from './command.ts';
import { exportCommand } from './export.ts';
import { forgetCommand } from './forget.ts';
import { importCommand } from './import.ts';
import { sampleCommand } from './sample.ts';
import { schemaCommand } from './schema.ts';
import { serveCommand } from './serve.ts';
import { usersCommand } from './users.ts';

/** Everything the program can be told to do. Adding one is its file and a line here. */
export const commands: ReadonlyMap<string, Command> = new Map([
  ['serve', serveCommand],
  ['schema', schemaCommand],
  ['ask', askCommand],
  ['sample', sampleCommand],
  ['import', importCommand],
  ['export', exportCommand],
  ['forget', forgetCommand],
  ['users', usersCommand],
  ['audit', auditCommand],
]);
