import { parseArgs } from 'node:util';
import { DOORS_OF } from '../../models/doors.ts';
import { schemas } from '../../models/index.ts';
import { dictionary } from './index.ts';

/** `npm run schema [-- --json]`: the data dictionary as Markdown, or as JSON Schema. */
export function runSchema(out: { write(text: string): unknown }, argv: string[]): 0 | 2 {
  try {
    const { values } = parseArgs({ args: argv, options: { json: { type: 'boolean' } } });
    const { markdown, jsonSchema } = dictionary(schemas, DOORS_OF);
    out.write(values.json ? `${JSON.stringify(jsonSchema, null, 2)}\n` : markdown);
    return 0;
  } catch (error) {
    out.write(`${error instanceof Error ? error.message : error}\nUsage: npm run schema -- [--json]\n`);
    return 2;
  }
}
