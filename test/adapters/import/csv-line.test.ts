import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { csvRecords } from '../../../adapters/import/csv-records.ts';

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', ' '), maxLength: 20 });

async function* pieces(text: string) {
  for (const line of text.split('\n')) yield { text: line, tooLarge: false };
}

test('what is quoted as it should be is read as it was, whatever it holds', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 5 }), async (rows) => {
      const records = [];
      // Nine columns, so that no line of a cell looks like a row.
      const wide = [Array(9).fill('h'), ...rows.map((row) => [...row, ...Array(6).fill('')])];
      for await (const record of csvRecords(pieces(wide.map((row) => row.map(quoted).join(';')).join('\n')), ';', 1_000))
        records.push('cells' in record ? record.cells : record.problem);
      expect(records).toEqual(wide);
    }),
    { numRuns: 200 },
  );
});
