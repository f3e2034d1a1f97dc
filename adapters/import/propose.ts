import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { OperatorError } from '../../agents/kit/errors.ts';
import { columnsOf, type Mapping, type SourceRow } from './mapping.ts';
import { readMapping } from './mapping-file.ts';
import { type Guess, guess } from './propose-fields.ts';
import { readRows } from './rows.ts';

export interface Proposal {
  collection: string;
  mapping: Mapping;
  /** Why, and what is left open, for people. */
  why: string;
  /** Whether it may be imported so; otherwise it is the nearest there is, to be corrected. */
  sure: boolean;
}

/** Mapping files that come with Greendoor. */
export const SHIPPED_MAPPINGS = join(import.meta.dirname, 'mappings');
const SAMPLE_ROWS = 200;
/** A shipped mapping fits when a file has at least this share of its columns. */
const FITS = 0.75;

/**
 * Finds out from the header and a sample of rows what a file is: the shipped mapping that fits best, or else the
 * collection whose fields the columns resemble most, with a mapping to correct.
 * @throws OperatorError where the file resembles nothing.
 */
export async function propose(file: string, shippedIn: string = SHIPPED_MAPPINGS): Promise<Proposal> {
  const sample = await sampleOf(file);
  const header = [...new Set(sample.flatMap((row) => Object.keys(row)))];
  const shipped = await bestShipped(header, shippedIn);
  if (shipped) return shipped;
  const found: Guess | undefined = guess(header, sample);
  if (!found)
    throw new OperatorError(
      `${file} resembles none of the collections. Say with --as what it is, and with --map which column is which field.`,
    );
  const { collection, mapping, matched, unused, unfit, open, notes, sure } = found;
  const columns = columnsOf(mapping).flat();
  return {
    collection,
    mapping,
    sure,
    why: [
      sure
        ? `This looks like ${collection}: ${matched} of ${header.length} columns resemble its fields.`
        : `${file} resembles none of the collections enough. The nearest is ${collection}, by ${columns.length > 0 ? columns.join(', ') : unfit.join(', ')}.`,
      ...(unused.length > 0 ? [`Not used: ${unused.join(', ')}.`] : []),
      ...(unfit.length > 0 ? [`Called like a field, but not readable as one: ${unfit.join(', ')}.`] : []),
      ...(notes.length > 0 ? [`To check: ${notes.join('; ')}.`] : []),
      ...(open.length > 0 ? [`Still needed before it can be imported: ${open.join(', ')}.`] : []),
    ].join('\n'),
  };
}

async function sampleOf(file: string): Promise<SourceRow[]> {
  const rows: SourceRow[] = [];
  let problem = '';
  for await (const read of readRows(file)) {
    if (!('problem' in read)) rows.push(read.row);
    else problem ||= `: row ${read.number} ${read.problem}`;
    if (rows.length >= SAMPLE_ROWS) break;
  }
  if (rows.length === 0) throw new OperatorError(`${file} has no row that can be read${problem}.`);
  return rows;
}

async function bestShipped(header: string[], folder: string): Promise<Proposal | undefined> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json')).sort();
  const known = new Set(header);
  const fitting = [];
  for (const name of names) {
    const mapping = await readMapping(join(folder, name));
    const columns = columnsOf(mapping);
    const present = columns.filter((either) => either.some((column) => known.has(column))).length;
    const hasId = mapping.externalId?.every((column) => known.has(column)) ?? true;
    if (hasId && present / columns.length >= FITS) fitting.push({ name, mapping, present, columns: columns.length });
  }
  const best = fitting.sort((a, b) => b.present - a.present)[0];
  if (!best) return undefined;
  const { name, mapping, present, columns } = best;
  return {
    collection: mapping.collection,
    mapping,
    sure: true,
    why: `This looks like ${mapping.about ?? name}: ${present} of its ${columns} columns are there.`,
  };
}
