import { expect, test } from '@jest/globals';
import { decimalsOf, readWritten } from '../../../adapters/import/decimals.ts';

const read = (...cells: string[]) => {
  const written = decimalsOf(cells.map((value) => ({ value })))('value');
  return cells.map((cell) => {
    const number = readWritten(cell, written);
    return typeof number === 'object' ? number.value : number;
  });
};

test('where the rows of a column contradict each other in their decimal sign, what can be meant in two ways waits', () => {
  expect(read('12,500', '1 234,50', '1,5', "1'234.50", '8.750')).toEqual(['unsure', 1234.5, 1.5, 1234.5, 'unsure']);
  expect(read('12,500', '1 234,50')).toEqual([12.5, 1234.5]);
  expect(read('12,500', "1'234.50")).toEqual([12500, 1234.5]);
  expect(read('12,500')).toEqual([12500]);
});
