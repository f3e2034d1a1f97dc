import { open } from 'node:fs/promises';
import { extname } from 'node:path';
import { OperatorError } from '../../agents/kit/errors.ts';
import { csvRows } from './csv-rows.ts';
import { jsonRows, ndjsonRows } from './json-rows.ts';
import type { ReadRow } from './read-row.ts';

const HEAD_BYTES = 4096;

/**
 * Reads a CSV, JSON or NDJSON file row by row, holding one row at a time.
 * @throws OperatorError for a file that cannot be read as a whole: absent, UTF-16, no or a doubled header.
 */
export async function* readRows(path: string): AsyncGenerator<ReadRow> {
  const head = await headOf(path);
  switch (formatOf(path, head)) {
    case 'csv':
      yield* csvRows(path, head);
      break;
    case 'json':
      yield* jsonRows(path);
      break;
    default:
      yield* ndjsonRows(path);
  }
}

async function headOf(path: string): Promise<string> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    throw new OperatorError(`${path} cannot be read (${error.code === 'ENOENT' ? 'there is no such file' : error.message}).`);
  });
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    const bytes = buffer.subarray(0, bytesRead);
    const mark = bytes.subarray(0, 2).toString('hex');
    if (mark === 'fffe' || mark === 'feff' || bytes.includes(0))
      throw new OperatorError(
        `${path} is not UTF-8 text${mark === 'fffe' || mark === 'feff' ? ' but UTF-16' : ''}. Save it as UTF-8 (in Excel: "CSV UTF-8"); nothing was imported.`,
      );
    return new TextDecoder('utf-8').decode(bytes);
  } finally {
    await file.close();
  }
}

function formatOf(path: string, head: string): 'csv' | 'json' | 'ndjson' {
  const extension = extname(path).toLowerCase();
  if (extension === '.csv' || extension === '.tsv') return 'csv';
  if (extension === '.ndjson' || extension === '.jsonl') return 'ndjson';
  const start = head.trimStart();
  if (extension === '.json') return start.startsWith('{') && /\}\s*\n\s*\{/.test(head) ? 'ndjson' : 'json';
  if (start.startsWith('[')) return 'json';
  return start.startsWith('{') ? 'ndjson' : 'csv';
}
