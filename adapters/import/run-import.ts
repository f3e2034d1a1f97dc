import type { Changing } from '../../agents/kit/changing.ts';
import type { Models } from '../../models/index.ts';
import { type BatchResult, createImporter, type Importer, type Rejection } from './importer.ts';
import { columnsOf, type Mapping, optionalColumns, type SourceRow } from './mapping.ts';
import { openRejectedFile } from './rejected-file.ts';
import { readRows } from './rows.ts';

export interface ImportOptions {
  models: Models;
  tenant: string;
  clock: { now(): Date };
  file: string;
  collection: string;
  mapping?: Mapping;
  /** The system the rows come from, if not as the mapping says. */
  source?: string | undefined;
  dryRun?: boolean;
  onProgress?(counts: ImportCounts): void;
  changing?: Changing | undefined;
  signal?: AbortSignal;
}

export interface ImportCounts {
  rows: number;
  new: number;
  updated: number;
  unchanged: number;
  setAside: number;
  flagged: number;
}

export interface ImportReport extends ImportCounts {
  collection: string;
  flags: Record<string, number>;
  /** How many of those set aside their source has deleted. */
  deleted: number;
  /** Colleagues the rows name and nobody of Greendoor is. */
  strangers: Set<string>;
  /** What was read as an empty cell, and how often. */
  nothing: Map<string, number>;
  /** The first few rows that were set aside. */
  examples: Rejection[];
  rejectedFile: string;
  /** Columns the mapping reads and the file has not. */
  absent: string[];
  /** Columns of the file that the mapping does not read. */
  unread: string[];
  rolledUp: { new: number; updated: number; unchanged: number };
}

const BATCH = 2_000;
/** Characters of a batch, so that large cells make small batches. */
const BATCH_SIZE = 4_194_304;
const EXAMPLES = 5;

/** Imports a file in batches, holding one at a time. Rows that cannot be taken go to `FILE.rejected.ndjson`. */
export async function importFile(options: ImportOptions): Promise<ImportReport> {
  const { file, dryRun = false, onProgress, signal } = options;
  const importer = createImporter(options);
  const rejected = await openRejectedFile(file, dryRun);
  const columns = new Set<string>();
  const report: ImportReport = {
    collection: importer.collection,
    rows: 0,
    new: 0,
    updated: 0,
    unchanged: 0,
    setAside: 0,
    flagged: 0,
    flags: {},
    deleted: 0,
    strangers: new Set(),
    nothing: new Map(),
    examples: [],
    rejectedFile: rejected.path,
    absent: [],
    unread: [],
    rolledUp: { new: 0, updated: 0, unchanged: 0 },
  };
  try {
    for await (const { rows, unread, ready } of oneAhead(prepared(importer, batches(file)))) {
      signal?.throwIfAborted();
      for (const { row } of rows) for (const column of Object.keys(row)) columns.add(column);
      await takeBatch(report, rows, unread, await importer.take(ready), (rejections) => rejected.write(rejections));
      onProgress?.(report);
    }
    const { rolledUp } = await importer.finish();
    if (options.mapping && columns.size > 0) Object.assign(report, comparedWith(options.mapping, columns));
    report.rolledUp = { new: rolledUp.new, updated: rolledUp.updated, unchanged: rolledUp.unchanged };
  } finally {
    await rejected.close();
  }
  return report;
}

/** What mapping and file do not have in common; of columns that may stand in for each other one is enough. */
function comparedWith(mapping: Mapping, columns: ReadonlySet<string>): Pick<ImportReport, 'absent' | 'unread'> {
  const wanted = columnsOf(mapping);
  const read = new Set([...wanted.flat(), ...optionalColumns(mapping)]);
  return {
    absent: wanted.flatMap((either) => (either.some((column) => columns.has(column)) ? [] : [either.join(' or ')])),
    unread: [...columns].filter((column) => !read.has(column)),
  };
}

interface Batch {
  rows: { number: number; row: SourceRow }[];
  unread: Rejection[];
}

async function* prepared(importer: Importer, given: AsyncGenerator<Batch>) {
  for await (const batch of given) yield { ...batch, ready: await importer.prepare(batch.rows) };
}

/** Prepares the next batch while one is being written. */
async function* oneAhead<Item>(items: AsyncGenerator<Item>): AsyncGenerator<Item> {
  let next = items.next();
  try {
    for (let { done, value } = await next; !done; { done, value } = await next) {
      next = items.next();
      next.catch(() => {}); // reported by the await
      yield value;
    }
  } finally {
    await items.return(undefined).catch(() => {});
  }
}

async function* batches(file: string): AsyncGenerator<Batch> {
  let batch: Batch = { rows: [], unread: [] };
  let size = 0;
  for await (const read of readRows(file)) {
    if ('problem' in read) batch.unread.push({ row: read.number, reasons: [read.problem], data: read.row ?? {} });
    else batch.rows.push(read);
    size += read.size;
    if (batch.rows.length + batch.unread.length < BATCH && size < BATCH_SIZE) continue;
    yield batch;
    batch = { rows: [], unread: [] };
    size = 0;
  }
  if (batch.rows.length + batch.unread.length > 0) yield batch;
}

async function takeBatch(
  report: ImportReport,
  rows: Batch['rows'],
  unread: Rejection[],
  result: BatchResult,
  keep: (rejections: Rejection[]) => Promise<void>,
): Promise<void> {
  const rejections = [...unread, ...result.rejected].sort((a, b) => a.row - b.row);
  await keep(rejections);
  report.rows += rows.length + unread.length;
  report.new += result.new;
  report.updated += result.updated;
  report.unchanged += result.unchanged;
  report.setAside += rejections.length;
  report.deleted += rejections.filter(({ deleted }) => deleted).length;
  report.flagged += result.flagged;
  for (const each of result.strangers) report.strangers.add(each);
  for (const [word, count] of result.nothing) report.nothing.set(word, (report.nothing.get(word) ?? 0) + count);
  for (const [code, count] of Object.entries(result.flags)) report.flags[code] = (report.flags[code] ?? 0) + count;
  report.examples.push(...rejections.slice(0, EXAMPLES - report.examples.length));
}
