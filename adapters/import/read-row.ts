import type { SourceRow } from './mapping.ts';

/** One row of a file, or why it could not be read; `size` is about how many characters of memory it holds. */
export type ReadRow = { number: number; row: SourceRow; size: number } | { number: number; problem: string; row?: SourceRow; size: number };

/** Characters of one row; a larger one is set aside. */
export const MAX_ROW = 4_194_304;
export const TOO_LARGE = 'the row is larger than 4 MB';

/** Bytes that are no UTF-8 were read as U+FFFD; such a row is set aside rather than stored damaged. */
export function refuseDamaged(read: { number: number; row: SourceRow; size: number }): ReadRow {
  for (const [column, value] of Object.entries(read.row)) {
    const text = typeof value === 'string' ? value : typeof value === 'object' && value !== null ? JSON.stringify(value) : '';
    if (text.includes('\ufffd'))
      return {
        ...read,
        problem: `${column} holds bytes that are not UTF-8 (the file looks like Latin-1 or Windows-1252: save it as UTF-8)`,
      };
  }
  return read;
}
