import { expect, test } from '@jest/globals';
import { saysNothing } from '../../../adapters/import/nothing.ts';

test.each(['undefined', 'None', 'NaT', 'NaN', '0000-00-00', '0000-00-00 00:00:00', 'unknown', 'NULL', '\\N', '#N/A'])(
  '%s is a word for nothing',
  (word) => {
    expect(saysNothing(word)).toBe(true);
  },
);

test.each(['0', '2000-00-00', 'Nathan', 'unknown caller', 'nonesuch', ''])('%p is none', (word) => {
  expect(saysNothing(word)).toBe(false);
});
