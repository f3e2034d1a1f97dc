import { expect, test } from '@jest/globals';
import { toReader } from '../../../agents/success-navigator/letter/address.ts';

test.each([
  ['Their renewal price goes up 7 %', 'Your renewal price goes up 7 %'],
  ['We looked at their ticket and will call them tomorrow', 'We looked at your ticket and will call you tomorrow'],
  ['They’re due for a review', 'You’re due for a review'],
  ['The fix is out. They get ten new seats', 'The fix is out. You get ten new seats'],
  ['Pls send contract', 'Please send contract'],
])('what is certain is said to the reader: %s', (dictated, said) => {
  expect(toReader(dictated)).toEqual({ text: said, unclear: false });
});

test.each([
  'Our engineers found it and they will call',
  'The board met, and they agree',
  'We spoke to Ana Lima and their plan stands',
  'He will call tomorrow',
])('who else may be meant stays, and is said to be unclear: %s', (dictated) => {
  expect(toReader(dictated)).toEqual({ text: dictated, unclear: true });
});

test('what speaks of nobody else stays as it is', () => {
  expect(toReader('We will send the slides')).toEqual({ text: 'We will send the slides', unclear: false });
});
