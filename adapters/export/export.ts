import { once } from 'node:events';
import { parseArgs } from 'node:util';
import type { Model } from 'mongoose';
import { OperatorError } from '../../agents/kit/errors.ts';
import { type Models, schemas } from '../../models/index.ts';

export interface ExportDeps {
  models: Models;
  tenant: string;
  out: { write(text: string): unknown; once?: NodeJS.WritableStream['once'] };
  err: { write(text: string): unknown };
}

export const EXPORT_USAGE = 'Usage: npm run export -- COLLECTION [--tenant T]';
const BATCH = 500;
/** Sign-in secrets of connected workspaces stay where they are. */
const WITHHELD: ReadonlySet<string> = new Set(['workspaces']);

const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]+/g, '');

/**
 * `npm run export`: one document a line (NDJSON), as they are stored; what `npm run import` reads again.
 * @returns the exit code: 2 when the collection is not known.
 */
export async function runExport({ models, tenant, out, err }: ExportDeps, argv: string[]): Promise<0 | 2> {
  try {
    const { name, of } = parsed(argv, tenant);
    const model = models[name] as unknown as Model<{ tenant: string }>;
    let lines: string[] = [];
    for await (const document of model.find({ tenant: of }).sort({ _id: 1 }).lean().cursor({ batchSize: BATCH })) {
      const { tenant: _, ...row } = document as Record<string, unknown>;
      lines.push(`${JSON.stringify(row)}\n`);
      if (lines.length < BATCH) continue;
      await write(out, lines.join(''));
      lines = [];
    }
    if (lines.length > 0) await write(out, lines.join(''));
    return 0;
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    err.write(`${error.message}\n`);
    return 2;
  }
}

function parsed(argv: string[], tenant: string): { name: keyof Models; of: string } {
  const names = (Object.keys(schemas) as (keyof Models)[]).filter((name) => !WITHHELD.has(name));
  let wanted: string | undefined;
  let of = tenant;
  try {
    const { values, positionals } = parseArgs({ args: argv, allowPositionals: true, options: { tenant: { type: 'string' } } });
    if (positionals.length !== 1) throw new Error('Which collection?');
    wanted = positionals[0] ?? '';
    of = values.tenant ?? tenant;
  } catch (error) {
    throw new OperatorError(`${error instanceof Error ? error.message : error}\n${EXPORT_USAGE}`);
  }
  const sought = plain(wanted);
  const name = names.find((each) => plain(each) === sought || plain(String(schemas[each].get('collection'))) === sought);
  if (!name) throw new OperatorError(`There is no collection "${wanted}". Known are ${names.join(', ')}.\n${EXPORT_USAGE}`);
  return { name, of };
}

async function write(out: ExportDeps['out'], text: string): Promise<void> {
  if (out.write(text) === false && out.once) await once(out as NodeJS.WritableStream, 'drain');
}
