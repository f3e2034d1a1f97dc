import { expect, test } from '@jest/globals';
import { rephrased } from '../../../bot/turn/choices.ts';

const question = 'ask Northwind for a case study';
const input = { account: 'Northwind', contact: null };

test('a name chosen among several stands in the person’s own question', () => {
  const say = (label: string, name: string) => rephrased({ label, say: name }, question, input).say;
  expect(say('Northwind Trading UK', 'Northwind Trading UK')).toBe('ask Northwind Trading UK for a case study');
  expect(rephrased({ label: 'Ann Lee (Acme)', say: 'Ann Lee at Acme' }, 'write to Ann', { contact: 'Ann' }).say).toBe(
    'write to Ann Lee at Acme',
  );
});

test('where two have the same name and region tells them apart, the id stands in the question', () => {
  const choice = { label: 'Northwind (Nordics)', say: 'account-55' };
  expect(rephrased(choice, question, input).say).toBe('ask account-55 for a case study');
});

test('what is a question of its own stays one, however it begins', () => {
  for (const [label, say] of [
    ['Who else could be asked', 'Who could speak for us?'],
    ['What is missing', 'Advocacy readiness of Northwind'],
    ['Move to active', 'Move Ann Lee to active'],
  ] as const)
    expect(rephrased({ label, say }, question, input).say).toBe(say);
});
