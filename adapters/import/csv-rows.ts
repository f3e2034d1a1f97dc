import { createReadStream } from 'node:fs';
import { type CsvError, type Info, parse } from 'csv-parse';
import { OperatorError } from '../../agents/kit/errors.ts';
import { createCellGuard } from './cell-guard.ts';
import { shown } from './mapping.ts';
import { MAX_ROW, type ReadRow, refuseDamaged, TOO_LARGE } from './read-row.ts';

export const MAX_CELL_BYTES = 1_048_576;

const DELIMITERS = [',', ';', '\t', '|'];

/** Rows of a CSV file with a header. Numbers count as a spreadsheet does: the header is row 1. */
export async function* csvRows(path: string, head: string): AsyncGenerator<ReadRow> {
  const delimiter = delimiterOf(head);
  /** Unreadable records, and after how many readable ones they came: the parser is ahead of us. */
  const skipped: { code: string; after: number; number: number }[] = [];
  let skips = 0;
  const parser = parse({
    bom: true,
    delimiter,
    columns: false,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: 0,
    on_skip(error: CsvError | undefined) {
      const { records = 0, empty_lines = 0 } = (error ?? {}) as Partial<Info>;
      skips++;
      skipped.push({ code: String(error?.code), after: records, number: records + empty_lines + skips });
      return undefined;
    },
  });
  const source = createReadStream(path);
  const guard = createCellGuard(delimiter, MAX_CELL_BYTES);
  source.on('error', (error) => parser.destroy(error));
  source.pipe(guard).pipe(parser);
  let header: string[] | undefined;
  let passed = 0;
  function* before(records: number): Generator<ReadRow> {
    for (let next = skipped[0]; next && next.after < records; next = skipped[0]) {
      skipped.shift();
      passed++;
      yield { number: next.number, problem: describe(next.code), size: 0 };
    }
  }
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: Info }>) {
      yield* before(info.records);
      if (!header) header = checkedHeader(record);
      else if (record.some((cell) => cell.trim() !== '')) yield rowOf(header, record, info.records + info.empty_lines + passed);
    }
    yield* before(Number.POSITIVE_INFINITY);
    if (!header) throw new OperatorError('The file is empty: it has no header.');
  } finally {
    source.destroy();
    parser.destroy();
  }
}

function delimiterOf(head: string): string {
  const line = (/^[^\r\n]*/.exec(head)?.[0] ?? '').replace(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((delimiter) => ({ delimiter, count: line.split(delimiter).length }));
  return counts.reduce((best, each) => (each.count > best.count ? each : best)).delimiter;
}

function checkedHeader(record: string[]): string[] {
  const names = record.map((name) => name.trim());
  const named = names.filter((name) => name !== '');
  if (named.length === 1 && names.length > 2)
    throw new OperatorError(
      `The first line is a title, not a header: it says ${shown(named[0])} and nothing else. Delete what stands above the line with the columns' names; nothing was imported.`,
    );
  const seen = new Set<string>();
  for (const name of names) {
    if (name !== '' && seen.has(name))
      throw new OperatorError(`The header has the column ${shown(name)} twice. Rename one of them; nothing was imported.`);
    seen.add(name);
  }
  if (names.some((name) => name.includes('\ufffd')))
    throw new OperatorError(
      'The header is not UTF-8 (it looks like Latin-1 or Windows-1252). Save the file as UTF-8; nothing was imported.',
    );
  return names;
}

function rowOf(header: string[], record: string[], number: number): ReadRow {
  const row: Record<string, string> = {};
  let size = 0;
  let large: string | undefined;
  for (const [index, name] of header.entries()) {
    const cell = record[index] ?? '';
    size += cell.length;
    // A character takes at most three bytes.
    if (cell.length * 3 > MAX_CELL_BYTES && Buffer.byteLength(cell) > MAX_CELL_BYTES) large ??= name;
    if (name !== '') row[name] = cell;
  }
  const extra = record.length > header.length && record.slice(header.length).some((cell) => cell !== '');
  if (extra || record.length < header.length)
    return { number, problem: `has ${record.length} ${record.length === 1 ? 'cell' : 'cells'}, the header ${header.length}`, row, size };
  if (large !== undefined) {
    const shortened = { ...row, [large]: `${row[large]?.slice(0, 200)}…` };
    return { number, problem: `the cell ${shown(large)} is larger than 1 MB`, row: shortened, size };
  }
  if (size > MAX_ROW) return { number, problem: TOO_LARGE, size: 0 };
  return refuseDamaged({ number, row, size });
}

function describe(code: string | undefined): string {
  switch (code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'a quotation mark is opened in this row and never closed: this row and everything after it could not be read';
    case 'CSV_INVALID_CLOSING_QUOTE':
      return 'text follows a closing quotation mark; a quotation mark inside a cell is written twice';
    case 'INVALID_OPENING_QUOTE':
      return 'a quotation mark stands inside a cell without quotation marks around it';
    default:
      return `cannot be read (${code})`;
  }
}
