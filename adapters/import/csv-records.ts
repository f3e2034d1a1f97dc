import { type Begun, readLine } from './csv-line.ts';
import type { Piece } from './lines.ts';
import { TOO_LARGE } from './read-row.ts';

/** One record, numbered as a spreadsheet does, or a line that is none, with its text. */
export type CsvRecord = { number: number; cells: string[] } | { number: number; problem: string; text: string };

const NEVER_CLOSED = 'a quotation mark is opened in this row and never closed';
const SWALLOWED =
  'a quoted cell goes over several lines that each have as many separators as the header: a quotation mark is opened that should not be, or these are lines of one cell';

/**
 * The records of a CSV file. A quotation mark that is opened and not closed as it should be costs its own line and no
 * other: reading goes on with the next one. `most` is what a quoted cell may hold.
 */
export async function* csvRecords(source: AsyncGenerator<Piece>, delimiter: string, most: number): AsyncGenerator<CsvRecord> {
  /** Lines to be read again, the next one last. */
  let again: Piece[] = [];
  const next = async (): Promise<Piece | undefined> => again.pop() ?? (await source.next()).value;
  let number = 0;
  let width: number | undefined;
  for (let first = await next(); first; first = await next()) {
    number++;
    const held = [first];
    let read = first.tooLarge ? { problem: TOO_LARGE } : readLine(first.text, delimiter);
    while (isOpen(read) && read.open.length <= most) {
      const more = await next();
      if (!more) break;
      held.push(more);
      if (more.tooLarge) break;
      read = readLine(more.text, delimiter, read);
    }
    if ('problem' in read || isOpen(read)) {
      yield { number, problem: 'problem' in read ? read.problem : NEVER_CLOSED, text: first.text };
      again = [...again, ...held.slice(1).reverse()];
    } else if (held.length > 1 && width !== undefined && read.cells.some(looksLikeRows(delimiter, width))) {
      for (const [index, { text }] of held.entries()) yield { number: number + index, problem: SWALLOWED, text };
      number += held.length - 1;
    } else if (held.length > 1 || !/^\r?$/.test(first.text)) {
      width ??= read.cells.length;
      yield { number, cells: read.cells };
    }
  }
}

const isOpen = (read: Begun | { problem: string }): read is Begun & { open: string } => 'open' in read;

/** Whether every further line of a cell could be a row; of two columns a single line says little. */
const looksLikeRows = (delimiter: string, width: number) => (cell: string) => {
  const [, ...further] = cell.split('\n');
  const separators = width - 1;
  return further.length * separators > 1 && further.every((line) => line.split(delimiter).length - 1 === separators);
};
