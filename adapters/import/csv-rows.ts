import { OperatorError } from '../../agents/kit/errors.ts';
import { csvRecords } from './csv-records.ts';
import { lines } from './lines.ts';
import { shown } from './mapping.ts';
import { MAX_ROW, type ReadRow, refuseDamaged, TOO_LARGE } from './read-row.ts';

export const MAX_CELL_BYTES = 1_048_576;
/** Characters kept of a line that could not be read. */
const SHOWN = 1_000;

const DELIMITERS = [',', ';', '\t', '|'];

/** Rows of a CSV file with a header. Numbers count as a spreadsheet does: the header is row 1. */
export async function* csvRows(path: string, head: string): AsyncGenerator<ReadRow> {
  const ending = head.includes('\r') && !head.includes('\n') ? '\r' : '\n';
  let header: string[] | undefined;
  for await (const record of csvRecords(lines(path, ending), delimiterOf(head), MAX_CELL_BYTES)) {
    const { number } = record;
    if ('problem' in record) {
      if (!header) throw new OperatorError(`The header cannot be read: ${record.problem}. Nothing was imported.`);
      yield { number, problem: record.problem, row: { text: record.text.slice(0, SHOWN) }, size: SHOWN };
    } else if (!header) header = checkedHeader(record.cells);
    else if (record.cells.some((cell) => cell.trim() !== '')) yield rowOf(header, record.cells, number);
  }
  if (!header) throw new OperatorError('The file is empty: it has no header.');
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
