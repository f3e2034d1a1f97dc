import { Readable } from 'node:stream';
import { expect, test } from '@jest/globals';
import { parse } from 'csv-parse';
import fc from 'fast-check';
import { createCellGuard } from '../../../adapters/import/cell-guard.ts';

const LIMIT = 12;

async function guarded(text: string, pieces: number): Promise<string[][]> {
  const bytes = Buffer.from(text);
  const chunks = Array.from({ length: Math.ceil(bytes.length / pieces) }, (_, index) =>
    bytes.subarray(index * pieces, (index + 1) * pieces),
  );
  const rows = [];
  for await (const row of Readable.from(chunks)
    .pipe(createCellGuard(',', LIMIT))
    .pipe(parse({ relax_column_count: true })))
    rows.push(row);
  return rows;
}

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', ' '), maxLength: 60 });

test('cells within the limit pass as they are, larger ones show as larger, and the cells after them are whole', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 1, max: 9 }),
      async (rows, pieces) => {
        const read = await guarded(`${rows.map((row) => row.map(quoted).join(',')).join('\n')}\n`, pieces);
        expect(read).toHaveLength(rows.length);
        for (const [index, row] of rows.entries())
          for (const [column, value] of row.entries()) {
            const got = read[index]?.[column] ?? '';
            // Doubled marks count twice, so that a cell may be cut a little early, never below the limit's half.
            if (value.length + value.split('"').length - 1 <= LIMIT) expect(got).toBe(value);
            else expect(value.startsWith(got) || got.length <= LIMIT + 4).toBe(true);
          }
      },
    ),
    { numRuns: 200 },
  );
});
